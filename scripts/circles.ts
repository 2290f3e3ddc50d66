/** Which node points to which. Targets that are no node themselves are left out. */
export type Graph = ReadonlyMap<string, Iterable<string>>;

/**
 * One circle, a shortest one through its first node, of each set of nodes that all lead to each other. Such sets are found as
 * Tarjan's strongly connected components.
 */
export function circlesOf(graph: Graph): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  /** In which order the nodes were entered. */
  const entered = new Map<string, number>();
  /** The nodes that are in no finished component yet. */
  const open: string[] = [];

  /** Returns the place of the earliest open node that this one leads back to. */
  const enter = (node: string): number => {
    const place = entered.size;
    let low = place;
    entered.set(node, place);
    open.push(node);
    for (const target of graph.get(node) ?? []) {
      if (!graph.has(target)) continue;
      if (!entered.has(target)) low = Math.min(low, enter(target));
      else if (open.includes(target)) low = Math.min(low, entered.get(target) ?? low);
    }
    if (low === place) {
      const component = open.splice(open.indexOf(node));
      if (component.length > 1) circles.push(circleThrough(node, graph));
    }
    return low;
  };
  for (const node of graph.keys()) if (!entered.has(node)) enter(node);
  return circles;
}

/** A shortest way from a node back to itself, without its end. */
function circleThrough(start: string, graph: Graph): readonly string[] {
  const ways = [[start]];
  const met = new Set<string>();
  for (const way of ways)
    for (const target of graph.get(way.at(-1) ?? start) ?? []) {
      if (target === start && way.length > 1) return way;
      if (target === start || met.has(target)) continue;
      met.add(target);
      ways.push([...way, target]);
    }
  return [start];
}

/** The fewest arrows from which the same nodes can be reached, for a graph without circles. */
export function withoutDetours(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const reached = new Map<string, ReadonlySet<string>>();
  const reach = (node: string): ReadonlySet<string> => {
    const known = reached.get(node);
    if (known) return known;
    const all = new Set([...(graph.get(node) ?? [])].flatMap((target) => [target, ...reach(target)]));
    reached.set(node, all);
    return all;
  };
  return new Map(
    [...graph].map(([node, targets]) => {
      const direct = [...targets];
      return [node, direct.filter((target) => !direct.some((other) => other !== target && reach(other).has(target)))];
    }),
  );
}
