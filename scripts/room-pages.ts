import { type Graph, withoutDetours } from "./circles.ts";
import { type Rooms, singleFilesGraph, wholeRoomsGraph } from "./room-rules.ts";
import type { Room } from "./rooms.ts";

/** The rooms, what they hold and what they may import, as a table in Markdown. */
export function roomTable(rooms: Rooms): string {
  const rows = Object.entries(rooms).map(([name, room]) => `| \`${name}\` | ${room.holds} | ${permissions(room)} |`);
  return ["| room | what it holds | it may import |", "| --- | --- | --- |", ...rows].join("\n");
}

/**
 * The rooms as a Mermaid picture, in a code block of Markdown. A folder directly in server/ is drawn with all that is below
 * it, and so is each other top folder. An arrow that follows from others is not drawn; a dotted one is for single files.
 * @param leftOut the top folders that are not drawn
 */
export function roomPicture(rooms: Rooms, leftOut: ReadonlySet<string>): string {
  const whole = joined(wholeRoomsGraph(rooms), leftOut);
  const files = joined(singleFilesGraph(rooms), leftOut);
  const dotted = [...files].map(([node, targets]) => {
    const others = [...targets].filter((target) => !whole.get(node)?.has(target));
    return [node, others] as const;
  });
  const nodes = [...whole.keys()];
  const lines = [
    "flowchart TD",
    '  subgraph hub["server/"]',
    ...nodes.filter(isHub).map((node) => `    ${box(node)}`),
    "  end",
    ...nodes.filter((node) => !isHub(node)).map((node) => `  ${box(node)}`),
    ...arrows(withoutDetours(whole), "-->"),
    ...arrows(dotted, "-.->"),
  ];
  return ["```mermaid", ...lines, "```"].join("\n");
}

/** The graph of what is drawn: several rooms can be one node. */
function joined(graph: Graph, leftOut: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, ReadonlySet<string>>();
  for (const [room, targets] of graph) {
    if (leftOut.has(topOf(room))) continue;
    const node = nodeOf(room);
    const drawn = [...targets].filter((target) => !leftOut.has(topOf(target))).map(nodeOf);
    all.set(node, new Set([...(all.get(node) ?? []), ...drawn.filter((target) => target !== node)]));
  }
  return all;
}

function arrows(graph: Iterable<readonly [string, readonly string[]]>, arrow: string): readonly string[] {
  return [...graph]
    .filter(([, targets]) => targets.length > 0)
    .map(([node, targets]) => `  ${idOf(node)} ${arrow} ${targets.map(idOf).join(" & ")}`);
}

function permissions({ imports, packages }: Room): string {
  const parts = [
    imports.includes("*") ? "all rooms but those of tests" : "",
    list(imports.filter((name) => name !== "*")),
  ].filter((part) => part !== "");
  const ofOurs = parts.length > 0 ? parts.join("; ") : "no room";
  if (packages === undefined) return ofOurs;
  return `${ofOurs}; ${packages.length > 0 ? `packages ${list(packages)}` : "no package"}`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function topOf(room: string): string {
  return room.split("/", 1).join();
}

function nodeOf(room: string): string {
  return room.split("/", topOf(room) === "server" ? 2 : 1).join("/");
}

function box(node: string): string {
  return `${idOf(node)}["${node}"]`;
}

function isHub(node: string): boolean {
  return topOf(node) === "server";
}

/** Mermaid takes a hyphen in a name for the beginning of an arrow. */
function idOf(node: string): string {
  return node.replaceAll(/\W/g, "_");
}
