import { fen } from "../server/rental/money.ts";
import type { ReviewReason } from "../server/rental/review-reason.ts";
import type { OrderState } from "../server/rental/transitions.ts";
import { type OrderRecord, orderTable } from "../server/store/order-table.ts";
import { importRows } from "../server/store/postgres/import-rows.ts";
import { copyOf, exampleOrders, fill } from "./example-orders.ts";
import { openStore, type StorePlace } from "./store-under-test.ts";

const day = 86_400_000;
const together = 500;

/** What the orders of a search's bench differ in. */
export const variety = {
  /** Days from the first order to the last. */
  days: 365,
  cabinets: 1000,
  riders: 200_000,
  items: 12_000,
};

/** A year's orders, in order of their numbers: most are settled, some lapsed or cancelled, few are out, and very few in review. */
export async function manyOrders(count: number, until: number): Promise<(index: number) => OrderRecord> {
  const start = until - variety.days * day;
  const { finished, open } = await exampleOrders(start);
  const copies = { finished: copyOf(finished), open: copyOf(open) };
  return (index) => {
    // Numbers that look like chance and are the same in each run.
    const drawn = (many: number, salt: number) =>
      (((index + 1) * 2_654_435_761 + salt * 40_503) % 4_294_967_296) % many;
    const state = stateOf(drawn(1000, 1), index > 0.97 * count);
    const record = copies[state === "active" ? "open" : "finished"](index);
    const createdAt = start + Math.floor((index / count) * variety.days * day);
    const cabinet = drawn(variety.cabinets, 2);
    // What is out is out once.
    const item = state === "active" ? variety.items + index : drawn(variety.items, 3);
    const itemId = `ITEM${String(item).padStart(9, "0")}`;
    const { charge, ...order } = record.order;
    const inReview = drawn(2000, 4) === 0;
    return {
      ...record,
      // No search uses these; a live order's effects must not become due.
      effects: [],
      audit: record.audit.slice(0, 2),
      order: {
        ...order,
        state,
        createdAt,
        riderId: `user/2088900${String(drawn(variety.riders, 5)).padStart(9, "0")}`,
        seat: index,
        place: { ...order.place, cabinetId: `shop-${String(cabinet).padStart(6, "0")}` },
        itemKind: cabinet % 20 === 0 ? "umbrella" : "power-bank",
        loans: order.loans.map((loan) => ({ ...loan, itemId, slot: (index % 90) + 1 })),
        ...(charge && state === "settled" && { charge: { ...charge, amount: fen(150 * (1 + drawn(60, 6))) } }),
        ...(inReview && { review: { since: createdAt, reason: reviewReason(drawn(3, 7)) } }),
      },
    };
  };
}

/** Puts them in without a hub. */
export async function fillWithOrders(place: StorePlace, count: number, make: (index: number) => OrderRecord) {
  if (place.kind === "sqlite") {
    const store = await openStore(place);
    await fill(store, make, 0, count);
    await store.close();
    return;
  }
  await importRows(place.at, async (incoming) => {
    for (let begin = 0; begin < count; begin += together) {
      const many = Math.min(together, count - begin);
      await incoming.add(
        orderTable,
        Array.from({ length: many }, (_, place) => make(begin + place)),
      );
    }
  });
}

function stateOf(drawn: number, isLate: boolean): OrderState {
  if (isLate && drawn < 300) return "active";
  if (drawn < 880) return "settled";
  return drawn < 950 ? "lapsed" : "cancelled";
}

function reviewReason(drawn: number): ReviewReason {
  const codes = ["payment-failed", "opening-unresolved", "return-undated"] as const;
  return { code: codes[drawn] ?? "payment-failed" };
}
