import type { OrderEvent } from "../../server/rental/event.ts";
import { fen } from "../../server/rental/money.ts";
import type { Loan, Order } from "../../server/rental/order.ts";
import { isOffered } from "../../server/rental/other-slot.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Table } from "../../server/store/store.ts";
import type { Plant } from "./plant.ts";
import { BelievingRiderDesk, blindStore, changedOrders, changedSightings } from "./planted-parts.ts";

/** Planted faults about money, time and the order of things: several items, offers, renewals, reports, deposits. */
export const moneyPlants: readonly Omit<Plant, "kind">[] = [
  {
    name: "a renewal is not sent",
    promise: "L2",
    within: 60,
    rates: { "the rider renews": 0.5 },
    seams: { credit: (credit) => ({ ...credit, modify: async () => ({ outcome: "ok", value: null }) }) },
  },
  {
    name: "the time of an order moves back",
    promise: "L2",
    within: 400,
    rates: { "the rider renews": 0.5 },
    seams: { deskStore: (store) => changedOrders(store, withEarlierEnd) },
  },
  {
    name: "a modification is repeated without a query",
    promise: "L2",
    within: 100,
    rates: { "the rider renews": 0.5, "a call times out after": 0.2 },
    seams: {
      credit: (credit) => ({
        ...credit,
        modify: async (...call) => {
          const answer = await credit.modify(...call);
          return answer.outcome === "unknown" ? credit.modify(...call) : answer;
        },
      }),
    },
  },
  {
    name: "a report ends a loan without evidence",
    promise: "S7",
    within: 60,
    rates: { "the rider lies that it is back": 0.3 },
    seams: { riderDesk: (_desk, hub) => new BelievingRiderDesk(hub.store, hub.clock) },
  },
  {
    name: "a sighting is dated by the look",
    promise: "S6",
    within: 60,
    // Pushed back before a look could find the slot empty: only the hub's own looks can tell.
    rates: { "a return is never told": 1, "the rider pushes the item back at once": 1, "the sensor lags": 1 },
    seams: { fleetOrders: (orders) => changedSightings(orders) },
  },
  {
    name: "the release of a deposit is not booked",
    promise: "S10",
    within: 60,
    rates: { "the rider is not admitted": 0.5 },
    seams: { deskStore: (store) => changedOrders(store, without("deposit-released")) },
  },
  {
    name: "a collection is not booked",
    promise: "S10",
    within: 60,
    rates: {},
    seams: { deskStore: (store) => changedOrders(store, without("collection")) },
  },
  {
    name: "the provider's fee is not booked",
    promise: "S10",
    within: 60,
    rates: {},
    seams: { deskStore: (store) => changedOrders(store, withoutFee) },
  },
  {
    name: "a merchant's order is collected by the provider too",
    promise: "S5",
    within: 60,
    rates: {},
    seams: {
      credit: (credit) => ({
        ...credit,
        confirmationUrl: (request) => credit.confirmationUrl({ ...request, collectedBy: "provider" }),
      }),
    },
  },
  {
    name: "the second item's rent is forgotten",
    promise: "S5",
    within: 60,
    rates: { "the rider wants several items": 0.8 },
    seams: { deskStore: (store) => changedOrders(store, withoutSecondRent) },
  },
  {
    name: "the rent is collected without end",
    promise: "L2",
    within: 60,
    rates: { "the money can't be withheld": 1 },
    seams: { terms: (terms) => ({ ...terms, collectionRetries: Array.from({ length: 100 }, () => 60_000) }) },
  },
  {
    name: "a slot that is offered is not held",
    promise: "S2",
    within: 200,
    rates: { "the lock jams": 0.4, "somebody else wants the offered slot": 1 },
    seams: { orders: withoutOffered, startStore: blindStore },
  },
  {
    name: "another slot opens before the first is known to be closed",
    promise: "S2",
    within: 100,
    rates: { "the board's answer is lost": 0.5, "the board lies about a failed look": 0.9 },
    seams: {
      fleetOrders: (orders) => ({
        applyIn: (tx, orderNo, event, actor) => orders.applyIn(tx, orderNo, asClosed(event), actor),
      }),
    },
  },
  {
    name: "a rider's orders are not counted",
    promise: "S2",
    within: 200,
    rates: { "the rider wants another order": 0.8 },
    seams: { orders: withoutSeats, startStore: blindStore },
  },
];

function withEarlierEnd(record: OrderRecord): OrderRecord {
  const effects = record.effects.map((effect) =>
    effect.type === "modify-credit"
      ? { ...effect, times: { ...effect.times, expiresAt: record.order.createdAt + 3_600_000 } }
      : effect,
  );
  return { ...record, effects };
}

function without(what: OrderRecord["ledger"][number]["what"]) {
  return (record: OrderRecord): OrderRecord => ({
    ...record,
    ledger: record.ledger.filter((entry) => entry.what !== what),
  });
}

function withoutFee(record: OrderRecord): OrderRecord {
  const ledger = record.ledger.map((entry) => {
    const fee = entry.lines.find(({ account }) => account === "service-fee")?.amount ?? 0;
    const lines = entry.lines.flatMap((line) => {
      if (line.account === "service-fee") return [];
      return [line.account === "collected" ? { ...line, amount: line.amount + fee } : line];
    });
    return { ...entry, lines };
  });
  return { ...record, ledger };
}

function withoutSecondRent(record: OrderRecord): OrderRecord {
  const { charge } = record.order;
  if (!charge || record.order.loans.length < 2 || charge.amount < 2) return record;
  const order: Order = { ...record.order, charge: { ...charge, amount: fen(Math.floor(charge.amount / 2)) } };
  return { ...record, order };
}

function withoutOffered(table: Table<OrderRecord>): Table<OrderRecord> {
  const blind = (record: OrderRecord): OrderRecord => {
    const loans: Loan[] = record.order.loans.filter((loan) => !isOffered(loan));
    return { ...record, order: { ...record.order, loans } };
  };
  return { ...table, unique: (record) => table.unique(blind(record)), index: (record) => table.index(blind(record)) };
}

function withoutSeats(table: Table<OrderRecord>): Table<OrderRecord> {
  return { ...table, unique: (record) => table.unique(record).filter((claim) => !claim.startsWith("seat/")) };
}

function asClosed(event: OrderEvent): OrderEvent {
  if (event.type !== "slot-answered" || event.result.outcome !== "unknown") return event;
  return { ...event, result: { outcome: "refused", reason: "lock-fault" } };
}
