import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { conductCounts, isConspicuous, pausedUntil } from "../rental/conduct.ts";
import type { Order } from "../rental/order.ts";
import { overdueLoans } from "../rental/overdue.ts";
import { isUndecided } from "../rental/report-outcome.ts";
import {
  inDoubt,
  inReview,
  notCollected,
  type OrderRecord,
  orderTable,
  out,
  owed,
  reported,
} from "../store/order-table.ts";
import { type RiderRecord, riderTable, watched } from "../store/rider-table.ts";
import type { Store } from "../store/store.ts";
import type { OperatorTexts } from "./coded-text.ts";
import { reviewView } from "./operator-texts.ts";
import { Claim } from "./rider-api.ts";

/** How often a rider let an order go in the last day and week, and reported in the last thirty days. */
export const ConductCounts = Type.Object({
  letGo: Type.Integer({ description: "orders given up or not confirmed in the last day" }),
  letGoInWeek: Type.Integer({ description: "the same in the last seven days" }),
  reports: Type.Integer({ description: "reports in the last thirty days" }),
  refuted: Type.Integer({ description: "and how many reports evidence or an operator refuted" }),
});

const Amount = Type.Integer({ description: "fen" });

/** What waits for an operator, or may come to. */
export const OperatorQueue = Type.Object({
  review: Type.Array(
    Type.Object({
      orderNo: OrderNo,
      since: EpochMs,
      code: Type.String({ description: "why, as a stable code (docs/reviews.md)" }),
      facts: Type.Object(
        { code: Type.String() },
        { additionalProperties: true, description: "the code with its facts" },
      ),
      why: Type.String({ description: "the same as a sentence, in the language of Accept-Language" }),
      advice: Type.String({ description: "what to do about it" }),
    }),
  ),
  overdue: Type.Array(Type.Object({ orderNo: OrderNo, itemId: Type.Optional(Type.String()), since: EpochMs })),
  owed: Type.Array(Type.Object({ orderNo: OrderNo, amount: Amount, returnedAt: EpochMs }), {
    description: "to be collected by an operator",
  }),
  notCollected: Type.Array(
    Type.Object({
      orderNo: OrderNo,
      amount: Amount,
      failures: Type.Integer({ description: "how often the provider could not collect it" }),
      nextTryAt: Type.Optional(EpochMs),
    }),
  ),
  inDoubt: Type.Array(
    Type.Object({
      orderNo: OrderNo,
      loanNo: Type.Integer(),
      cabinetId: CabinetId,
      slot: SlotNumber,
      since: EpochMs,
      reason: Type.String({ description: "what the cabinet answered; no-answer: nothing" }),
      left: Type.Optional(Type.Integer({ description: "when the rider went, saying that nothing came out" })),
    }),
    { description: "the hub does not know yet whether the slot opened" },
  ),
  riders: Type.Array(
    Type.Object({
      riderId: Type.String(),
      ...ConductCounts.properties,
      pausedUntil: Type.Optional(Type.Integer({ description: "the rider may make no order before" })),
    }),
    { description: "riders who lately let many orders go, or reported much" },
  ),
  reported: Type.Array(Type.Object({ orderNo: OrderNo, loanNo: Type.Integer(), claim: Claim, at: EpochMs }), {
    description: "riders' reports that nothing bears out yet",
  }),
});
export type OperatorQueue = Type.Static<typeof OperatorQueue>;

/** All that waits at `now`. An order under review may stand in another list too. */
export function operatorQueue(store: Store, now: EpochMs, texts: OperatorTexts): Promise<OperatorQueue> {
  return store.transact(async (tx) => {
    const ordersUnder = async (entry: string) => (await tx.find(orderTable, entry)).map(({ order }) => order);
    return {
      review: (await ordersUnder(inReview)).flatMap(({ orderNo, review }) =>
        review ? [{ orderNo, ...reviewView(review, texts) }] : [],
      ),
      overdue: (await ordersUnder(out)).flatMap((order) =>
        overdueLoans(order, now).map((loan) => ({ orderNo: order.orderNo, ...loan })),
      ),
      owed: (await ordersUnder(owed)).flatMap(({ orderNo, charge }) =>
        charge ? [{ orderNo, amount: charge.amount, returnedAt: charge.restoredAt }] : [],
      ),
      notCollected: (await tx.find(orderTable, notCollected)).flatMap(failedCollection),
      inDoubt: (await ordersUnder(inDoubt)).flatMap(doubtfulLoans),
      riders: (await tx.find(riderTable, watched)).flatMap((row) => conspicuous(row, now)),
      reported: (await ordersUnder(reported)).flatMap(openReports),
    };
  });
}

function failedCollection({ order: { orderNo, charge }, effects }: OrderRecord): OperatorQueue["notCollected"] {
  if (!charge) return [];
  const { amount, failures } = charge;
  const next = effects.find(({ type }) => type === "complete-credit");
  return [{ orderNo, amount, failures, ...(next && { nextTryAt: next.dueAt }) }];
}

function doubtfulLoans({ orderNo, place, loans, left }: Order): OperatorQueue["inDoubt"] {
  return loans.flatMap(({ loanNo, slot, doubt }) =>
    doubt ? [{ orderNo, loanNo, cabinetId: place.cabinetId, slot, ...doubt, ...(left !== undefined && { left }) }] : [],
  );
}

function conspicuous({ riderId, conduct }: RiderRecord, now: EpochMs): OperatorQueue["riders"] {
  const counts = conductCounts(conduct, now);
  const pause = pausedUntil(conduct, now);
  return isConspicuous(counts) ? [{ riderId, ...counts, ...(pause !== undefined && { pausedUntil: pause }) }] : [];
}

function openReports({ orderNo, loans }: Order): OperatorQueue["reported"] {
  return loans.flatMap((loan) => {
    const { loanNo, report } = loan;
    return report && isUndecided(loan) ? [{ orderNo, loanNo, claim: report.claim, at: report.at }] : [];
  });
}
