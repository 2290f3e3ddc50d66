import { loanTransitions, orderTransitions, type Transition } from "../../server/rental/transitions.ts";

/** What a run has seen of the two machines' tables. */
export interface Coverage {
  readonly states: readonly string[];
  readonly missingStates: readonly string[];
  readonly transitions: readonly string[];
  readonly missingTransitions: readonly string[];
}

/**
 * @param steps as the judge counts them, `order requested → confirmed`; one transaction may take several steps at once,
 * and then the way between the two states counts
 */
export function coverageOf(steps: ReadonlyMap<string, number>): Coverage {
  const seen = new Set<string>();
  for (const step of steps.keys()) {
    const [, thing = "", from, to = ""] = /^(order|loan) (?:(\S+) → )?(\S+)$/.exec(step) ?? [];
    if (from === undefined) seen.add(`${thing} ${to}`);
    else for (const part of wayBetween(tableOf(thing), from, to)) see(thing, part);
  }
  function see(thing: string, { from, to }: Transition<string>): void {
    for (const name of [`${thing} ${from}`, `${thing} ${from} → ${to}`, `${thing} ${to}`]) seen.add(name);
  }
  const transitions = ["order", "loan"].flatMap((thing) =>
    tableOf(thing).map(({ from, to }) => `${thing} ${from} → ${to}`),
  );
  const states = [
    ...new Set(
      ["order", "loan"].flatMap((thing) =>
        tableOf(thing).flatMap(({ from, to }) => [from, to].map((s) => `${thing} ${s}`)),
      ),
    ),
  ];
  return {
    states: states.filter((state) => seen.has(state)),
    missingStates: states.filter((state) => !seen.has(state)),
    transitions: transitions.filter((step) => seen.has(step)),
    missingTransitions: transitions.filter((step) => !seen.has(step)),
  };
}

function tableOf(thing: string): readonly Transition<string>[] {
  return thing === "order" ? orderTransitions : loanTransitions;
}

/** The shortest way through the table; empty where there is none. */
function wayBetween(table: readonly Transition<string>[], from: string, to: string): readonly Transition<string>[] {
  const reached = new Map<string, readonly Transition<string>[]>([[from, []]]);
  for (const [state, way] of reached) {
    if (state === to) return way;
    for (const step of table) if (step.from === state && !reached.has(step.to)) reached.set(step.to, [...way, step]);
  }
  return [];
}
