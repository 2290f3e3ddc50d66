import type { Charge, Order } from "../rental/order.ts";
import { isOffered } from "../rental/other-slot.ts";
import type { Phase } from "./rider-api.ts";

/** Where an order stands, in its rider's eyes. Of several items, the one for which something is still to happen decides. */
export function phaseOf(order: Order): Phase {
  if (order.review) return "review";
  switch (order.state) {
    case "requested":
      return "confirm";
    case "confirmed":
    case "active":
      return phaseOfLoans(order);
    case "settling":
      return order.charge ? phaseOfCharge(order.charge) : "collecting";
    case "settled":
      return "settled";
    case "lapsed":
      return "lapsed";
    case "cancelling":
    case "cancelled":
      return order.cancelReason === "not-opened" ? "not-opened" : "cancelled";
  }
}

function phaseOfLoans({ loans, choosing }: Order): Phase {
  if (loans.some(isOffered)) return "offer";
  if (choosing || loans.some(({ state }) => state === "opening")) return "opening";
  return loans.some(({ state }) => state === "unknown") ? "checking" : "lent";
}

function phaseOfCharge({ state }: Charge): Phase {
  switch (state) {
    case "due":
    case "completed":
    case "paid":
      return "collecting";
    case "failed":
      return "payment-due";
    case "owed":
      return "owed";
  }
}
