import type { RefusalReason } from "../../protocol/upward.ts";
import { type Decision, unchanged, withLoan } from "./decision.ts";
import { markNotOpened } from "./loan.ts";
import type { Loan, Order } from "./order.ts";
import { advance, openSlots } from "./order-steps.ts";
import type { SlotChoice } from "./slot-choice.ts";
import { offerTime, riderWaits } from "./time-limits.ts";

/** How many slots one item may be tried from. */
const triesPerItem = 3;

/**
 * A slot did not open: where the tariff says so, another one is chosen while the rider still stands in front of it
 * (product document 5.4 cancels only what could not be lent at all).
 */
export function replaceOrAdvance(order: Order, loan: Loan, now: number): Decision {
  if (!mayBeReplaced(order, loan, now)) return advance(order, now);
  const { cabinetId } = order.place;
  return {
    order: { ...order, choosing: true },
    effects: [{ type: "choose-slot", key: "choose-slot", cabinetId, dueAt: now, attempt: 0 }],
  };
}

function mayBeReplaced(order: Order, { state, notOpened, command }: Loan, now: number): boolean {
  if (
    order.review ||
    order.left !== undefined ||
    order.tariff.otherSlot === "none" ||
    state !== "not-opened" ||
    !command
  )
    return false;
  const waits = now <= command.expiresAt + riderWaits;
  return waits && order.loans.length < order.items * triesPerItem && isTheSlotsFault(notOpened);
}

/** A cabinet that got the command too late would get the next one no sooner. */
function isTheSlotsFault(reason: Loan["notOpened"]): boolean {
  const slotFaults: readonly (Loan["notOpened"] | RefusalReason)[] = [
    "slot-empty",
    "item-unreadable",
    "lock-fault",
    "board-refused",
    "seen-in-place",
  ];
  return slotFaults.includes(reason);
}

/** The slot that was found is opened, or offered to the rider, or there is none. */
export function onSlotChosen(order: Order, choice: SlotChoice | null, now: number): Decision {
  if (!order.choosing) return unchanged(order);
  const chosen = withoutChoosing(order);
  if (!choice) return advance(chosen, now);
  const loan: Loan = { ...choice, loanNo: order.loans.length + 1, state: "waiting" };
  if (order.tariff.otherSlot === "take") return openSlots({ ...chosen, loans: [...order.loans, loan] }, now);
  const offeredUntil = now + offerTime;
  return {
    order: { ...chosen, loans: [...order.loans, { ...loan, offeredUntil }] },
    effects: [offerOver(loan.loanNo, offeredUntil)],
  };
}

export function onOfferAnswered(order: Order, accepted: boolean, now: number): Decision {
  const offered = order.loans.find(isOffered);
  if (!offered) return unchanged(order);
  if (accepted && now <= offered.offeredUntil) return openSlots(order, now);
  return advance(withLoan(order, markNotOpened(offered, "offer-declined")), now);
}

export function isOffered(loan: Loan): loan is Loan & { offeredUntil: number } {
  return loan.state === "waiting" && loan.offeredUntil !== undefined;
}

export function onOfferOver(order: Order, loanNo: number, now: number): Decision {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  return loan?.state === "waiting" ? onOfferAnswered(order, false, now) : unchanged(order);
}

/** After a review nobody stands in front of the cabinet any more: what was offered or being chosen is over. */
export function withoutOffers(order: Order): Order {
  const loans = order.loans.map((loan) => (isOffered(loan) ? markNotOpened(loan, "offer-declined") : loan));
  return { ...withoutChoosing(order), loans };
}

function withoutChoosing(order: Order): Order {
  const { choosing: _, ...chosen } = order;
  return chosen;
}

function offerOver(loanNo: number, dueAt: number) {
  return {
    type: "wake",
    key: `wake/offer/${loanNo}`,
    about: { what: "offer-over", loanNo },
    dueAt,
    attempt: 0,
  } as const;
}
