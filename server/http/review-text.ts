import type { ReviewReason } from "../rental/review-reason.ts";

/** Why an order is in review, as a sentence for an operator. */
export function reviewText(reason: ReviewReason): string {
  switch (reason.code) {
    case "completed-before-lent":
      return "the credit order was completed before anything was lent";
    case "provider-indefinite":
      return "the credit provider gives no definite answer";
    case "returned-after-write-off":
      return "the item came back after it was written off as lost";
    case "return-undated":
      return "no clock can tell when the item came back";
    case "opening-unresolved":
      return "neither an answer nor a snapshot shows whether the slot opened";
    case "opening-contradicted":
      return "the cabinet contradicts itself about the opening";
    case "return-not-reported":
      return "the item lies in a slot, but the cabinet reported no return";
    case "times-refused":
      return `the provider refuses the new times: ${reason.providerCode}`;
    case "times-not-taken":
      return "the provider does not take the new times";
    case "report-not-borne-out":
      return `the rider reports "${reason.claim}", and no cabinet bears it out`;
    case "cancelled-while-lent":
      return "the credit order was cancelled although an item was lent";
    case "completion-refused":
      return `the provider refuses to complete: ${reason.providerCode}`;
    case "completion-not-taken":
      return "the provider does not complete";
    case "collected-otherwise":
      return collectedOtherwise(reason);
    case "payment-failed":
      return "the credit order is completed, but its payment failed";
    case "paid-twice":
      return `the rider paid ${reason.amount} fen to the provider beside what an operator collected`;
    case "ended-elsewhere":
      return `the credit order is ${reason.useState} while an item is out`;
    case "collection-failed":
      return "the rent could not be collected";
    case "completed-unlent":
      return "the credit order was completed although nothing was lent";
    case "cancellation-not-taken":
      return "the provider does not cancel";
    case "time-implausible":
      return `${whose[reason.what]} time of the ${reason.what} can't be true: ${isoTime(reason.claimed)}, taken as ${isoTime(reason.kept)}`;
    case "cabinet-distrusted":
      return `only cabinet ${reason.cabinetId} claims what happened, and it is distrusted`;
    case "item-lent-elsewhere":
      return lentElsewhere(reason);
    case "return-contradicted":
      return `cabinet ${reason.cabinetId} reported the return, but cabinet ${reason.shownBy} shows the item`;
    case "return-not-borne-out":
      return `cabinet ${reason.cabinetId} claims the item in slot ${reason.slot}, and its snapshots do not bear it out`;
    case "exclusion-contradicted":
      return exclusionContradicted(reason);
  }
}

const whose: Readonly<Record<Extract<ReviewReason, { code: "time-implausible" }>["what"], string>> = {
  opening: "the cabinet's",
  return: "the cabinet's",
  borrowing: "the provider's",
  restoring: "the provider's",
  payment: "the provider's",
};

function collectedOtherwise(reason: Extract<ReviewReason, { code: "collected-otherwise" }>): string {
  const { asked, kind, shown = asked, shownKind = kind } = reason;
  return `the provider shows ${shown} fen of ${shownKind}, but ${asked} fen of ${kind} were asked for`;
}

function lentElsewhere(reason: Extract<ReviewReason, { code: "item-lent-elsewhere" }>): string {
  const { itemId, orderNo, cabinetId } = reason;
  const where = orderNo === undefined ? `lies in cabinet ${cabinetId}` : `is lent in order ${orderNo}`;
  return `the cabinet says that it gave out item ${itemId}, which ${where}`;
}

function exclusionContradicted({
  cabinetId,
  slot,
  by,
}: Extract<ReviewReason, { code: "exclusion-contradicted" }>): string {
  const taken = `the return into slot ${slot} of cabinet ${cabinetId} ended this order because no other loan fitted`;
  const later =
    by.what === "return"
      ? `later a return into slot ${by.slot} of cabinet ${by.cabinetId} fitted no loan`
      : `later a snapshot showed item ${by.itemId} of order ${by.orderNo} there`;
  return `${taken}; ${later}`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
