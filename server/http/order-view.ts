import type { EpochMs } from "../../protocol/ids.ts";
import type { Order } from "../rental/order.ts";
import { itemBills, orderBill } from "../rental/order-bill.ts";
import { longestLoan } from "../rental/overdue.ts";
import { mayRenew } from "../rental/renewal.ts";
import { isPaused, pausedSince } from "../rental/report-outcome.ts";
import { mayLeaveFrom } from "../rental/rider-leaving.ts";
import { mayObjectTo } from "../rental/rider-objections.ts";
import { itemView } from "./item-view.ts";
import type { ShownOrder } from "./order-context.ts";
import { phaseOf } from "./order-phase.ts";
import type { LentKind, OrderSummary, OrderView } from "./rider-api.ts";
import { statementsOf } from "./statements.ts";

/** An order as its rider sees it at `now`. `walletUrl` is asked only where there is something to confirm. */
export function orderView(shown: ShownOrder, now: EpochMs, walletUrl: () => string): OrderView {
  const { order, kind, support, operator, nextTryAt } = shown;
  const { orderNo, place, tariff, createdAt, confirmBefore, deposit, credit, lapseReason, refund } = order;
  const phase = phaseOf(order);
  const { merchantName, invoiceHint } = operator;
  const amounts = itemAmounts(order, now);
  const { amount, lines, growsAt } = orderBill(order, now);
  const lent = order.loans.filter(({ state }) => state === "lent");
  const out = lent.length > 0;
  const { openedAt, returnedAt } = timesOf(order);
  const paused = out && lent.every((loan) => isPaused(order, loan));
  const leaveFrom = mayLeaveFrom(order);
  return {
    orderNo,
    phase,
    ...(leaveFrom !== undefined && { mayLeaveFrom: leaveFrom }),
    ...(order.left !== undefined && { left: order.left }),
    place,
    itemKind: kind,
    ...(support && { support }),
    texts: order.texts ?? {},
    items: order.loans.map((loan) => itemView(order, loan, amounts.get(loan.loanNo))),
    tariff,
    deposit: { amount: deposit, frozen: credit?.admitted === false },
    createdAt,
    confirmBefore,
    ...(openedAt !== undefined && { openedAt, overdueAt: order.expiresAt }),
    ...(returnedAt !== undefined && !out && { returnedAt }),
    amount,
    lines: [...lines],
    ...(growsAt !== undefined && { amountChangesAt: growsAt, nextAmount: orderBill(order, growsAt).amount }),
    paused,
    ...(paused && { pausedAt: Math.max(...lent.map((loan) => pausedSince(order, loan) ?? now)) }),
    ...(mayRenew(order) && { renewal: renewalOf(order, now) }),
    ...(lapseReason && { lapseReason }),
    ...(refund && { refund: refund.amount }),
    statements: statementsOf(order),
    mayObjectTo: [...mayObjectTo(order, now)],
    ...(nextTryAt !== undefined && { nextTryAt }),
    ...(order.charge?.paidAt !== undefined && { paidAt: order.charge.paidAt }),
    ...(merchantName !== undefined && { merchantName }),
    ...(invoiceHint && { invoiceHint }),
    ...(phase === "confirm" && { walletUrl: walletUrl() }),
    now,
  };
}

/** What each item comes to; none where the amount was not made of the items as they are now. */
function itemAmounts(order: Order, now: EpochMs): ReadonlyMap<number, number> {
  const items = itemBills(order, now);
  const sum = items.reduce((all, { amount }) => all + amount, 0);
  const lines = orderBill(order, now).lines.filter(({ what }) => what !== "waived");
  const billed = lines.reduce((all, { amount }) => all + amount, 0);
  return new Map(sum === billed ? items.map(({ loanNo, amount }) => [loanNo, amount]) : []);
}

/** The same in short. What did not open is not counted, unless nothing did. */
export function orderSummary(order: Order, itemKind: LentKind, now: EpochMs): OrderSummary {
  const { orderNo, place, createdAt, loans } = order;
  const had = loans.filter(({ state }) => state !== "not-opened").length;
  const items = had || loans.length;
  const { openedAt } = timesOf(order);
  return {
    orderNo,
    phase: phaseOf(order),
    place,
    itemKind,
    createdAt,
    ...(openedAt !== undefined && { openedAt }),
    items,
    amount: orderBill(order, now).amount,
  };
}

/** When the first item was taken, and when the last one that is back came back. */
function timesOf({ loans }: Order): { openedAt?: EpochMs; returnedAt?: EpochMs } {
  const taken = loans.filter(({ state }) => state !== "not-opened");
  const openings = taken.flatMap(({ openedAt }) => openedAt ?? []);
  const returns = taken.flatMap(({ returned }) => returned?.at ?? []);
  return {
    ...(openings.length > 0 && { openedAt: Math.min(...openings) }),
    ...(returns.length > 0 && { returnedAt: Math.max(...returns) }),
  };
}

/** Until when the rider may keep the items after one renewal more, and how often that is possible. */
function renewalOf({ expiresAt, renewals, tariff }: Order, now: EpochMs): { until: EpochMs; left: number } {
  return { until: Math.max(expiresAt, now) + longestLoan(tariff), left: tariff.renewals - renewals };
}
