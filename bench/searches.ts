import type { Order } from "../server/rental/order.ts";
import { byCreditOrder, byLentItem, byRider, orderTable } from "../server/store/order-table.ts";
import type { Search, SearchQuery, TotalsQuery } from "../server/store/search.ts";
import type { Bench } from "./bench.ts";
import { fillWithOrders, manyOrders, variety } from "./many-orders.ts";
import type { Measurement } from "./measurement.ts";
import { rounds } from "./plan.ts";
import { createStore, openStore } from "./store-under-test.ts";

const day = 86_400_000;
/** ms */
const aim = 200;

interface Question {
  readonly what: string;
  readonly ask: (search: Search) => Promise<unknown>;
}

/** R11: the slowest of many searches and of many totals over all orders; the base is the newest page without a filter. */
export async function measureSearches({ plan, folder, say }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  try {
    const until = Date.now();
    const make = await manyOrders(plan.finished, until);
    const begun = performance.now();
    await fillWithOrders(under.place, plan.finished, make);
    say(`  ${plan.finished} orders made in ${Math.round((performance.now() - begun) / 1000)} s`);
    const store = await openStore(under.place);
    try {
      const questions = { searches: searches(make(Math.floor(plan.finished / 2)).order, until), totals: totals(until) };
      // The first of each reads from the disk what the others find in memory.
      for (const question of [...questions.searches, ...questions.totals]) await question.ask(store);
      const base = { what: "the newest page", ask: page({}) };
      return [
        await slowestOf("R11", "searches", questions.searches, base, store, say),
        await slowestOf("R11 totals", "totals", questions.totals, base, store, say),
      ];
    } finally {
      await store.close();
    }
  } finally {
    await under.remove();
  }
}

async function slowestOf(
  id: string,
  kind: string,
  questions: readonly Question[],
  base: Question,
  store: Search,
  say: (text: string) => void,
): Promise<Measurement> {
  const times = new Map<string, number[]>(questions.map(({ what }) => [what, []]));
  const ours: number[] = [];
  const bases: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ofRound: number[] = [];
    for (const question of questions) {
      const time = await timeOf(question, store);
      times.get(question.what)?.push(time);
      ofRound.push(time);
    }
    ours.push(Math.max(...ofRound));
    bases.push(await timeOf(base, store));
  }
  for (const [what, [...all]] of times) say(`  ${what}: ${all.map((time) => time.toFixed(1)).join(", ")} ms`);
  return {
    id,
    ours: { what: `the slowest of ${questions.length} ${kind}`, unit: "ms", values: ours },
    base: { what: base.what, unit: "ms", values: bases },
    aim: { of: "ours", bound: "at-most", value: aim },
  };
}

async function timeOf({ ask }: Question, store: Search): Promise<number> {
  const begun = performance.now();
  await ask(store);
  return performance.now() - begun;
}

function page(query: Partial<SearchQuery>) {
  return (search: Search) => search.search(orderTable, { limit: 50, ...query });
}

/** Searches of every kind, those with the most to go through among them. @param one an order from the middle of the year */
function searches(one: Order, until: number): Question[] {
  const { orderNo, riderId, place, loans, credit } = one;
  const sites = [place.cabinetId];
  const item = loans[0]?.itemId ?? "";
  const start = until - variety.days * day;
  const early = { to: start + 30 * day };
  const queries: Record<string, Partial<SearchQuery>> = {
    everything: {},
    settled: { states: ["settled"] },
    "lapsed or cancelled": { states: ["lapsed", "cancelled"] },
    out: { states: ["active"] },
    "a cabinet's": { sites },
    "a site's, of three cabinets": { sites: ["shop-000007", "shop-000008", "shop-000009"] },
    "a cabinet's settled ones of a month": { sites, states: ["settled"], at: { from: until - 30 * day } },
    "a rider's": { entries: [byRider(riderId)] },
    "an item's": { entries: [byLentItem(item)] },
    "an item's of a rider": { entries: [byLentItem(item), byRider(riderId)] },
    "one by number": { key: orderNo },
    "one by the provider's number": { entries: [byCreditOrder(credit?.orderNo ?? "")] },
    "in review": { review: true },
    "in review for a code": { review: "return-undated" },
    "not in review": { review: false },
    "not in review, umbrellas, cancelled": { review: false, kind: "umbrella", states: ["cancelled"] },
    "an amount": { amount: { from: 4500, to: 4500 } },
    "amounts of a kind": { amount: { from: 3000, to: 6000 }, kind: "umbrella" },
    "a day": { at: { from: start + 100 * day, to: start + 101 * day } },
    "the first month's": { at: early },
    "the first month's cancelled umbrellas": { at: early, states: ["cancelled"], kind: "umbrella" },
    "everything together": {
      sites,
      kind: "power-bank",
      states: ["settled", "active"],
      at: { from: start, to: until },
      amount: { from: 0, to: 9000 },
      review: false,
      entries: [byLentItem(item)],
    },
    "none: lapsed ones with an amount": { states: ["lapsed", "cancelled"], amount: { from: 0 } },
    "none: cancelled umbrellas with an amount": { kind: "umbrella", states: ["cancelled"], amount: { from: 0 } },
    "none: half of the amounts, not in review, lapsed": { amount: { from: 4000 }, review: false, states: ["lapsed"] },
    "a page from the middle": { states: ["settled"], after: { at: start + 180 * day, key: "" } },
    "a page of few from the middle": {
      states: ["active", "cancelled"],
      kind: "umbrella",
      after: { at: start + 180 * day, key: "" },
    },
    "500 of a page": { limit: 500, states: ["settled"] },
  };
  return Object.entries(queries).map(([what, query]) => ({ what, ask: page(query) }));
}

function totals(until: number): Question[] {
  const dayText = (back: number) => new Date(until - back * day).toISOString().slice(0, 10);
  const queries: Record<string, Partial<TotalsQuery>> = {
    "of all": {},
    "by day": { by: ["day"] },
    "by site": { by: ["site"] },
    "by kind": { by: ["kind"] },
    "by site and kind": { by: ["site", "kind"] },
    "by day and kind": { by: ["day", "kind"] },
    "by site, from the middle of one month to that of another": { by: ["site"], from: dayText(200), to: dayText(45) },
    "by site of a kind, in a month": { by: ["site"], kind: "umbrella", from: dayText(30) },
    "by day of a site": { by: ["day"], site: "shop-000007" },
    "of a site": { site: "shop-000007" },
    "by day and site, of ten days": { by: ["day", "site"], from: dayText(10) },
    "by day, site and kind, as many lines as are answered": { by: ["day", "site", "kind"] },
  };
  const middle = until - 180 * day;
  return [
    ...Object.entries(queries).map(([what, query]) => ({
      what: `totals ${what}`,
      ask: (search: Search) => search.totals(orderTable, { by: [], limit: 10_001, ...query }),
    })),
    {
      what: "totals by hour, of two days",
      ask: (search: Search) => search.hours(orderTable, { from: middle, to: middle + 2 * day }),
    },
  ];
}
