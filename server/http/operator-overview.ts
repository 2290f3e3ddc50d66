import { Type } from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { isKnown } from "../store/drift.ts";
import { inDoubt, inReview, notCollected, objected, orderTable, out, owed, reported } from "../store/order-table.ts";
import type { Search } from "../store/search.ts";
import type { Store } from "../store/store.ts";

const orders = (description: string) => Type.Integer({ description: `orders ${description}; 10000: so many or more` });

/** How things are at this moment. */
export const OverviewView = Type.Object({
  orders: Type.Object({
    out: orders("with an item that is out"),
    review: orders("that an operator must decide"),
    inDoubt: orders("with a slot that may have opened or not"),
    notCollected: orders("whose charge the provider could not collect"),
    owed: orders("whose charge an operator collects"),
    reported: orders("with a rider's report that nothing bears out yet"),
    objections: orders("to which their rider objects"),
  }),
  cabinets: Type.Object({
    all: Type.Integer(),
    offline: Type.Integer({ description: "in service, and not connected" }),
    outOfService: Type.Integer(),
    distrusted: Type.Integer({ description: "what they report is not believed" }),
    drifting: Type.Integer({ description: "that differ from what the hub knows" }),
    slots: Type.Integer({ description: "of the cabinets in service" }),
  }),
});
type OverviewView = Type.Static<typeof OverviewView>;

const entries: Readonly<Record<keyof OverviewView["orders"], string>> = {
  out,
  review: inReview,
  inDoubt,
  notCollected,
  owed,
  reported,
  objections: objected,
};

export interface OverviewParts {
  readonly store: Store;
  readonly search: Pick<Search, "search">;
  readonly clock: Pick<Clock, "monotonic">;
}

/** For how long an answer is good, however many consoles ask; ms. */
const keptFor = 5000;

/** Counts what the overview shows. */
export class Overview {
  readonly #parts: OverviewParts;
  #kept: { readonly at: EpochMs; readonly view: Promise<OverviewView> } | undefined;

  constructor(parts: OverviewParts) {
    this.#parts = parts;
  }

  view(): Promise<OverviewView> {
    const now = this.#parts.clock.monotonic();
    if (this.#kept && now - this.#kept.at < keptFor) return this.#kept.view;
    const kept = { at: now, view: this.#count() };
    this.#kept = kept;
    // What failed is asked for again by the next request.
    kept.view.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return kept.view;
  }

  async #count(): Promise<OverviewView> {
    const { store, search } = this.#parts;
    const counted = Object.entries(entries).map(async ([name, entry]) => {
      const { count } = await search.search(orderTable, { entries: [entry], limit: 1 });
      return [name, count?.atLeast ?? 0] as const;
    });
    const [cabinets, states] = await store.transact((tx) =>
      Promise.all([tx.all(cabinetTable), tx.all(cabinetStateTable)]),
    );
    return {
      orders: Object.fromEntries(await Promise.all(counted)) as OverviewView["orders"],
      cabinets: countCabinets(cabinets, new Map(states.map((state) => [state.cabinetId, state]))),
    };
  }
}

function countCabinets(
  cabinets: readonly Cabinet[],
  states: ReadonlyMap<string, CabinetState>,
): OverviewView["cabinets"] {
  const inService = cabinets.filter(({ disabled }) => !disabled);
  const count = (is: (state: CabinetState | undefined) => boolean) =>
    inService.filter(({ cabinetId }) => is(states.get(cabinetId))).length;
  return {
    all: cabinets.length,
    offline: count((state) => state?.presence.online !== true),
    outOfService: cabinets.length - inService.length,
    distrusted: inService.filter(({ distrusted }) => distrusted).length,
    drifting: count((state) => (state?.drift ?? []).some(isKnown)),
    slots: inService.reduce((sum, { slots }) => sum + slots, 0),
  };
}
