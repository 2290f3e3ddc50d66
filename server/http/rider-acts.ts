import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { OrderEvent } from "../rental/event.ts";
import type { Loan, Order } from "../rental/order.ts";
import { isOffered } from "../rental/other-slot.ts";
import { mayRenew } from "../rental/renewal.ts";
import type { RiderReport } from "../rental/report.ts";
import { mayLeaveFrom } from "../rental/rider-leaving.ts";
import { mayObjectTo } from "../rental/rider-objections.ts";
import { mayDeclareLost, mayReport } from "../rental/rider-reports.ts";
import type { LostItem, NewObjection, Report } from "./rider-api.ts";

type Event<T extends OrderEvent["type"]> = Extract<OrderEvent, { type: T }>;

// What a rider's act means to an order: the event to tell it, or undefined where the same act is done already, so that a
// phone which heard no answer may repeat itself.

/** Takes back a request, or declines the slot that is offered. @throws AppError order/not-cancellable */
export function giveUp(order: Order): Event<"given-up"> | undefined {
  const { state, loans, lapseReason, review } = order;
  if (lapseReason === "given-up") return undefined;
  const ended = state === "cancelling" || state === "cancelled";
  if (ended && loans.some(({ notOpened }) => notOpened === "offer-declined")) return undefined;
  if ((state === "requested" && !review) || offeredIn(order)) return { type: "given-up" };
  throw new AppError("order/not-cancellable");
}

/** @throws AppError order/no-offer where none is open, or its time is over */
export function answerOffer(order: Order, accepted: boolean, now: EpochMs): Event<"offer-answered"> | undefined {
  const { loans, items } = order;
  const { offeredUntil } = offeredIn(order) ?? {};
  if (offeredUntil !== undefined && now <= offeredUntil) return { type: "offer-answered", accepted };
  // An answer that is repeated shows in the newest loan, which took the place of one that did not open.
  const newest = loans.length > items ? loans.at(-1) : undefined;
  const done = accepted ? newest?.command !== undefined : newest?.notOpened === "offer-declined";
  if (done) return undefined;
  throw new AppError("order/no-offer");
}

/** @throws AppError order/not-leavable where nothing is in doubt, the rider still has to wait, or has left another order */
export function leave(order: Order, others: readonly Order[], now: EpochMs): Event<"rider-left"> | undefined {
  if (order.left !== undefined) return undefined;
  const from = mayLeaveFrom(order);
  if (from === undefined || others.some(({ left }) => left !== undefined)) throw new AppError("order/not-leavable");
  if (now < from) {
    const retryAfter = Math.ceil((from - now) / 1000);
    throw new AppError("order/not-leavable", `This order can be left in ${retryAfter} s.`, { retryAfter });
  }
  return { type: "rider-left" };
}

/** @throws AppError order/not-renewable */
export function renew(order: Order): Event<"renewed"> {
  if (!mayRenew(order)) throw new AppError("order/not-renewable");
  return { type: "renewed" };
}

/**
 * The loan that a rider may report so; undefined where just that is being looked into, or was borne out.
 * @param where the slot whose code the rider has scanned
 * @throws AppError order/not-reportable
 */
export function reportedLoan(
  order: Order,
  { loanNo, claim }: Pick<Report, "loanNo" | "claim">,
  where: RiderReport["where"],
): Loan | undefined {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  const { report } = loan ?? {};
  if (report?.claim === claim && report.outcome !== "refuted" && isSameSlot(report.where, where)) return undefined;
  if (!loan || !mayReport(order, loanNo)) throw new AppError("order/not-reportable");
  return loan;
}

/**
 * The event by which the rider buys an item that will not come back; undefined where it is lost already.
 * @throws AppError order/not-losable; order/price-differs where the rider was shown another price
 */
export function declareLost(order: Order, { loanNo, amount }: LostItem): Event<"rider-declared-lost"> | undefined {
  const loan = order.loans.find((other) => other.loanNo === loanNo);
  if (loan?.declaredLostAt !== undefined) return undefined;
  if (!mayDeclareLost(order, loanNo)) throw new AppError("order/not-losable");
  if (amount !== order.tariff.totalCap) throw new AppError("order/price-differs");
  return { type: "rider-declared-lost", loanNo };
}

/** @throws AppError order/not-objectionable */
export function object(order: Order, { kind, text }: NewObjection, now: EpochMs): Event<"rider-objected"> {
  if (!mayObjectTo(order, now).includes(kind)) throw new AppError("order/not-objectionable");
  return { type: "rider-objected", objection: { kind, ...(text !== undefined && { text }) } };
}

/** Whether a report says nothing new about the place. */
function isSameSlot(known: RiderReport["where"], said: RiderReport["where"]): boolean {
  return said === undefined || (known?.cabinetId === said.cabinetId && known.slot === said.slot);
}

/** Under review nothing is offered any more. */
function offeredIn({ loans, review }: Order): Loan | undefined {
  return review ? undefined : loans.find(isOffered);
}
