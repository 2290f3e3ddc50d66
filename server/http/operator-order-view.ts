import { AppError } from "../../platform/app-error.ts";
import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import { type ActPreview, previewAct } from "../orders/act-preview.ts";
import type { Obstacle } from "../rental/act-guards.ts";
import { conductCounts, noConduct } from "../rental/conduct.ts";
import type { OperatorAct } from "../rental/operator-act.ts";
import type { Order } from "../rental/order.ts";
import { itemBills, orderBill } from "../rental/order-bill.ts";
import { type PossibleAct, possibleActs } from "../rental/possible-acts.ts";
import { isPaused } from "../rental/report-outcome.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import type { OrderRecord } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Transaction } from "../store/store.ts";
import { matchedWith, unmatchedEventTable } from "../store/unmatched-event-table.ts";
import { actPermissions } from "./act-permission.ts";
import { type OperatorTexts, saysCause, saysEffect } from "./coded-text.ts";
import type { ActView, OrderStanding } from "./operator-order-api.ts";
import { reviewView } from "./operator-texts.ts";

/** More than an order comes to have, other slots for those that did not open with them. */
const mostLoans = 100;

/** Counts the changes of an order: an act that was previewed before another change is refused. */
export function revisionOf({ audit }: Pick<OrderRecord, "audit">): number {
  return audit.length;
}

/** All that there is about an order, with what explains its amount and what an operator may do. */
export async function operatorOrderView(tx: Transaction, record: OrderRecord, now: EpochMs, texts: OperatorTexts) {
  const { order, effects, audit } = record;
  const { conduct } = (await tx.get(riderTable, order.riderId)) ?? { conduct: noConduct };
  return {
    ...record,
    revision: revisionOf(record),
    audit: audit.map((entry) => ({ ...entry, says: saysCause(texts, entry.cause) })),
    effects: effects.map((effect) => ({ ...effect, says: saysEffect(texts, effect) })),
    ...(order.review && { review: reviewView(order.review, texts) }),
    acts: possibleActs(order, now).map((act) => actView(act, texts)),
    bill: { ...orderBill(order, now), items: itemBills(order, now) },
    slots: await slotsOf(tx, order),
    rider: conductCounts(conduct, now),
    unmatchedEvents: await tx.page(unmatchedEventTable, matchedWith(order.orderNo), mostLoans),
  };
}

function actView(possible: PossibleAct, { acts, obstacles }: OperatorTexts): ActView {
  const { act } = possible;
  const about = {
    act,
    ...acts[act],
    permission: actPermissions[act],
    ...("loanNo" in possible && { loanNo: possible.loanNo }),
    ...("objectionNo" in possible && { objectionNo: possible.objectionNo }),
  };
  if (possible.possible) return { ...about, possible: true, ...possible.bounds };
  return { ...about, possible: false, obstacle: possible.obstacle, why: obstacles[possible.obstacle] };
}

/** How the last snapshots show the slots in which the order's items lay, and into which they went. */
async function slotsOf(tx: Transaction, { place, loans }: Order) {
  const places = loans.flatMap(({ slot, returned }): (readonly [CabinetId, SlotNumber])[] => [
    [place.cabinetId, slot],
    ...(returned ? [[returned.place.cabinetId, returned.slot] as const] : []),
  ]);
  const distinct = new Map(places.map(([cabinetId, slot]) => [`${cabinetId}/${slot}`, { cabinetId, slot }]));
  return Promise.all(
    [...distinct.values()].map(async ({ cabinetId, slot }) => {
      const snapshot = (await tx.get(cabinetStateTable, cabinetId))?.snapshot;
      const report = snapshot?.slots.find((one) => one.slot === slot);
      return { cabinetId, slot, ...(snapshot && report && { ...report, seenAt: snapshot.at }) };
    }),
  );
}

/** What an act would do. @throws AppError as the act itself would be refused, in the operator's language */
export function actPreviewView(record: OrderRecord, act: OperatorAct, now: EpochMs, texts: OperatorTexts) {
  const { order } = record;
  const { after, effects, money }: ActPreview = translated(texts, () => previewAct(order, act, now));
  return {
    revision: revisionOf(record),
    before: standing(order, now),
    after: standing(after, now),
    money,
    effects: effects.map((effect) => ({ type: effect.type, says: saysEffect(texts, effect), dueAt: effect.dueAt })),
  };
}

function standing(order: Order, now: EpochMs): OrderStanding {
  const { state, review, expiresAt, loans, charge, refund } = order;
  const { amount, lines, growsAt } = orderBill(order, now);
  return {
    state,
    ...(review && { review: review.reason.code }),
    paused: loans.some((loan) => loan.state === "lent" && isPaused(order, loan)),
    dueAt: expiresAt,
    loans: loans.map(({ loanNo, state: of, returned }) => ({
      loanNo,
      state: of,
      ...(returned && { returnedAt: returned.at }),
    })),
    amount,
    lines: [...lines],
    ...(growsAt !== undefined && { growsAt }),
    ...(charge && { charge: { kind: charge.kind, state: charge.state } }),
    ...(refund && { refunded: refund.amount }),
  };
}

/** Runs what may refuse an act; a refusal then says in the operator's language what stands in the way. */
export function translated<Value>(texts: OperatorTexts, attempt: () => Value): Value {
  try {
    return attempt();
  } catch (error) {
    throw inWords(texts, error);
  }
}

/** A refusal with its obstacle as a sentence; anything else as it is. */
export function inWords({ obstacles }: OperatorTexts, error: unknown): unknown {
  if (!(error instanceof AppError) || error.obstacle === undefined) return error;
  const { code, obstacle } = error;
  return new AppError(code, obstacles[obstacle as Obstacle], { obstacle, cause: error });
}
