import type { Wake } from "../../server/rental/effect.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { OperatorAct } from "../../server/rental/operator-act.ts";
import { loanTransitions, orderTransitions, type Transition } from "../../server/rental/transitions.ts";

type Counts = Readonly<Record<string, number>>;

/** What a run has seen of what there is, as often as it happened; `missing`: what it never saw. */
export interface Coverage {
  readonly states: Counts;
  readonly transitions: Counts;
  readonly events: Counts;
  readonly acts: Counts;
  readonly wakes: Counts;
  readonly missing: Readonly<Record<"states" | "transitions" | "events" | "acts" | "wakes", readonly string[]>>;
}

// Records, so that the compiler knows when one is missing. All boards here read ids, so that nothing is matched by exclusion.
const events: Record<Exclude<OrderEvent["type"], "exclusion-contradicted">, true> = {
  "credit-noticed": true,
  "rider-came-back": true,
  "credit-seen": true,
  "credit-completed": true,
  "credit-cancelled": true,
  "credit-modified": true,
  "slot-chosen": true,
  "offer-answered": true,
  renewed: true,
  "rider-declared-lost": true,
  "rider-objected": true,
  "rider-reported": true,
  "rider-left": true,
  "slot-answered": true,
  "slot-seen": true,
  "item-seen": true,
  "item-returned": true,
  "return-proven": true,
  "return-contradicted": true,
  "cabinet-came": true,
  "operator-acted": true,
  "given-up": true,
  woken: true,
  "clock-stepped": true,
};
const wakes: Record<Wake["what"], true> = {
  "confirmation-overdue": true,
  "answer-overdue": true,
  "given-up-for-lost": true,
  "offer-over": true,
  "sighting-due": true,
  "proof-due": true,
  "report-due": true,
};
const acts = OperatorAct.anyOf.map(({ properties }) => properties.act.const);

/**
 * @param steps as the judge counts them, `order requested → confirmed`, `act waive`; one transaction may take several
 * steps at once, and then the way between the two states counts
 */
export function coverageOf(steps: ReadonlyMap<string, number>): Coverage {
  const seen = new Map<string, number>();
  const see = (name: string, count: number) => seen.set(name, (seen.get(name) ?? 0) + count);
  for (const [step, count] of steps) {
    const [, thing = "", from, to = ""] = /^(order|loan) (?:(\S+) → )?(\S+)$/.exec(step) ?? [];
    if (thing === "") see(step, count);
    else if (from === undefined) see(`${thing} ${to}`, count);
    else
      for (const part of wayBetween(tableOf(thing), from, to)) {
        see(`${thing} ${part.from} → ${part.to}`, count);
        see(`${thing} ${part.to}`, count);
      }
  }
  const counted = (names: readonly string[]): Counts => {
    const found = names.filter((name) => seen.has(name)).map((name) => [name, seen.get(name) ?? 0] as const);
    return Object.fromEntries(found.toSorted(([, a], [, b]) => b - a));
  };
  const things = ["order", "loan"];
  const all = {
    states: [
      ...new Set(
        things.flatMap((thing) =>
          tableOf(thing).flatMap(({ from, to }) => [from, to].map((state) => `${thing} ${state}`)),
        ),
      ),
    ],
    transitions: things.flatMap((thing) => tableOf(thing).map(({ from, to }) => `${thing} ${from} → ${to}`)),
    events: Object.keys(events).map((type) => `event ${type}`),
    acts: acts.map((act) => `act ${act}`),
    wakes: Object.keys(wakes).map((what) => `wake ${what}`),
  };
  const unseen = (names: readonly string[]) => names.filter((name) => !seen.has(name));
  return {
    states: counted(all.states),
    transitions: counted(all.transitions),
    events: counted(all.events),
    acts: counted(all.acts),
    wakes: counted(all.wakes),
    missing: {
      states: unseen(all.states),
      transitions: unseen(all.transitions),
      events: unseen(all.events),
      acts: unseen(all.acts),
      wakes: unseen(all.wakes),
    },
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
