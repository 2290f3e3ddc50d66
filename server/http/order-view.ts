import type { Loan, Order } from "../rental/order.ts";
import { dueAt } from "../rental/overdue.ts";
import { type Price, price } from "../rental/price.ts";
import type { OrderView, Phase } from "./rider-api.ts";

/** An order as its rider sees it at `now`. `walletUrl` is given only where there is something to confirm. */
export function orderView(order: Order, now: number, walletUrl: () => string): OrderView {
  const [loan] = order.loans;
  if (!loan) throw new Error(`order ${order.orderNo} has no loan`);
  const phase = phaseOf(order, loan);
  const rent = rentOf(order, loan, now);
  return {
    orderNo: order.orderNo,
    phase,
    place: order.place,
    slot: loan.slot,
    tariff: order.tariff,
    createdAt: order.createdAt,
    confirmBefore: order.confirmBefore,
    ...(loan.openedAt === undefined ? {} : { openedAt: loan.openedAt, overdueAt: dueAt(order, loan.openedAt) }),
    ...(loan.returned && {
      returnedAt: loan.returned.at,
      returnedTo: { place: loan.returned.place.name, slot: loan.returned.slot },
    }),
    amount: rent?.amount ?? 0,
    lines: [...(rent?.lines ?? [])],
    ...(phase === "lent" && rent?.growsAt !== undefined && { amountChangesAt: rent.growsAt }),
    ...(phase === "confirm" && { walletUrl: walletUrl() }),
    now,
  };
}

function phaseOf(order: Order, loan: Loan): Phase {
  if (order.review) return "review";
  switch (order.state) {
    case "requested":
      return "confirm";
    case "confirmed":
      return loan.state === "unknown" ? "checking" : "opening";
    case "active":
      return "lent";
    case "settling":
      return order.charge?.state === "failed" ? "payment-due" : "collecting";
    case "settled":
      return "settled";
    case "lapsed":
      return "lapsed";
    case "cancelling":
    case "cancelled":
      return order.cancelReason === "not-opened" ? "not-opened" : "cancelled";
  }
}

function rentOf(order: Order, loan: Loan, now: number): Pick<Price, "amount" | "lines" | "growsAt"> | undefined {
  if (order.charge) return { amount: order.charge.amount, lines: order.charge.lines, growsAt: undefined };
  if (loan.openedAt === undefined) return undefined;
  return price(order.tariff, loan.openedAt, loan.returned?.at ?? now, order.pauses);
}
