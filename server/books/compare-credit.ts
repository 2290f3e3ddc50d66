import { isOtherRider } from "../rental/confirmation.ts";
import type { Answer, CreditView } from "../rental/credit-view.ts";
import type { Order } from "../rental/order.ts";
import { askedOfProvider } from "../rental/order-steps.ts";
import type { BookSide, Difference } from "./difference.ts";

/** `none`: the provider has no such order. */
type StateThere = CreditView["useState"] | "none";

const unexpected: Record<StateThere, Difference["what"]> = {
  none: "not-there",
  borrowed: "borrowed-there",
  restored: "restored-there",
  cancelled: "cancelled-there",
};

/** Where an order and the provider's answer about it do not agree. */
export function compareCredit(order: Order, answer: Answer<CreditView>): Difference[] {
  const { orderNo, credit } = order;
  const differ = (what: Difference["what"], theirs: BookSide): Difference => ({
    orderNo,
    ...(credit && { creditOrderNo: credit.orderNo }),
    what,
    ours: ourSide(order),
    theirs,
  });
  if (answer.outcome === "unknown") return [differ("no-answer", { side: "no-answer", why: answer.why })];
  if (answer.outcome === "refused") {
    if (answer.reason !== "no-such-order")
      return [differ("no-answer", { side: "no-answer", why: answer.providerCode })];
    return expectedStates(order).includes("none") ? [] : [differ("not-there", { side: "nothing" })];
  }
  const view = answer.value;
  const differences = [...unlikeOrder(order, view), ...unlikeMoney(order, view)];
  return differences.map((what) => differ(what, theirSide(view)));
}

/** What the provider may say of an order that is as we think it is. */
function expectedStates({ state, charge }: Order): readonly StateThere[] {
  switch (state) {
    case "requested":
    case "lapsed":
      return ["none", "cancelled"];
    case "confirmed":
    case "active":
    case "cancelling":
      return ["borrowed"];
    case "cancelled":
      return ["cancelled"];
    case "settled":
      return ["restored"];
    case "settling":
      // A payment may fail before the credit order is completed, or after it (product document 2.3.1, 3.3).
      if (charge?.state === "failed") return ["borrowed", "restored"];
      return charge?.state === "due" ? ["borrowed"] : ["restored"];
  }
}

function unlikeOrder(order: Order, view: CreditView): Difference["what"][] {
  const { useState, creditOrderNo } = view;
  const differs: Difference["what"][] = [];
  if (!expectedStates(order).includes(useState)) differs.push(unexpected[useState]);
  if (order.credit && order.credit.orderNo !== creditOrderNo) differs.push("other-credit-order");
  // That another rider confirmed is why such an order was cancelled.
  const known = order.cancelReason === "other-rider";
  if (!known && isOtherRider(view, order)) differs.push("other-rider");
  return differs;
}

function unlikeMoney(order: Order, { useState, payment, payAmount, payKind }: CreditView): Difference["what"][] {
  const { charge, tariff } = order;
  // Without the payment function the amount is only shown to the rider (product document 3.1).
  if (useState !== "restored" || tariff.collectedBy === "merchant") return [];
  const differs: Difference["what"][] = [];
  const asked = charge ? askedOfProvider(charge) : 0;
  if (charge && payAmount !== undefined && payAmount !== asked) differs.push("amount-differs");
  if (charge && payKind !== undefined && payKind !== charge.kind) differs.push("kind-differs");
  const paidHere = charge?.state === "paid" && asked > 0;
  const paidThere = payment === "paid" && (payAmount ?? asked) > 0;
  if (paidThere && !paidHere) differs.push("paid-there");
  if (paidHere && payment !== undefined && payment !== "paid") differs.push("not-paid-there");
  return differs;
}

function ourSide({ state, charge }: Order): BookSide {
  if (!charge) return { side: "order", state };
  return { side: "order", state, charge: { kind: charge.kind, amount: askedOfProvider(charge), state: charge.state } };
}

function theirSide({ useState, payment, payKind, payAmount, riderId }: CreditView): BookSide {
  return {
    side: "credit-order",
    useState,
    ...(payment !== undefined && { payment }),
    ...(payKind !== undefined && { payKind }),
    ...(payAmount !== undefined && { payAmount }),
    ...(riderId !== undefined && { riderId }),
  };
}
