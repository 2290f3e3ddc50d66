import type { EpochMs } from "../../protocol/ids.ts";
import type { Order } from "../rental/order.ts";
import { orderBill } from "../rental/order-bill.ts";
import { longestLoan } from "../rental/overdue.ts";
import { mayRenew } from "../rental/renewal.ts";
import { isPaused } from "../rental/report-outcome.ts";
import { mayLeaveFrom } from "../rental/rider-leaving.ts";
import { itemView } from "./item-view.ts";
import { phaseOf } from "./order-phase.ts";
import type { OrderSummary, OrderView } from "./rider-api.ts";

/** An order as its rider sees it at `now`. `walletUrl` is asked only where there is something to confirm. */
export function orderView(order: Order, now: EpochMs, walletUrl: () => string): OrderView {
  const { orderNo, place, tariff, createdAt, confirmBefore, deposit, credit, lapseReason, refund } = order;
  const phase = phaseOf(order);
  const { amount, lines, growsAt } = orderBill(order, now);
  const lent = order.loans.filter(({ state }) => state === "lent");
  const out = lent.length > 0;
  const { openedAt, returnedAt } = timesOf(order);
  const leaveFrom = mayLeaveFrom(order);
  return {
    orderNo,
    phase,
    ...(leaveFrom !== undefined && { mayLeaveFrom: leaveFrom }),
    ...(order.left !== undefined && { left: order.left }),
    place,
    items: order.loans.map((loan) => itemView(order, loan)),
    tariff,
    deposit: { amount: deposit, frozen: credit?.admitted === false },
    createdAt,
    confirmBefore,
    ...(openedAt !== undefined && { openedAt, overdueAt: order.expiresAt }),
    ...(returnedAt !== undefined && !out && { returnedAt }),
    amount,
    lines: [...lines],
    ...(growsAt !== undefined && { amountChangesAt: growsAt }),
    paused: out && lent.every((loan) => isPaused(order, loan)),
    ...(mayRenew(order) && { renewal: renewalOf(order, now) }),
    ...(lapseReason && { lapseReason }),
    ...(refund && { refund: refund.amount }),
    ...(phase === "confirm" && { walletUrl: walletUrl() }),
    now,
  };
}

/** The same in short. What did not open is not counted, unless nothing did. */
export function orderSummary(order: Order, now: EpochMs): OrderSummary {
  const { orderNo, place, createdAt, loans } = order;
  const had = loans.filter(({ state }) => state !== "not-opened").length;
  const items = had || loans.length;
  return { orderNo, phase: phaseOf(order), place, createdAt, items, amount: orderBill(order, now).amount };
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
