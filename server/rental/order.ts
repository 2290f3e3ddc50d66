import type { CabinetId, CommandId, EpochMs, ItemId, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import type { DoubtReason, RefusalReason } from "../../protocol/upward.ts";
import type { SettlementKind } from "./credit-view.ts";
import type { ItemKindId } from "./item-kind.ts";
import type { Fen } from "./money.ts";
import type { Objection } from "./objection.ts";
import type { TextVersions } from "./operator-text.ts";
import type { Pause, PriceLine } from "./price.ts";
import type { RiderReport } from "./report.ts";
import type { ReviewReason } from "./review-reason.ts";
import type { Tariff } from "./tariff.ts";
import { type ChargeState, hasEnded, type LoanState, type OrderState } from "./transitions.ts";

/** Where an item is lent or given back. */
export interface Place {
  readonly cabinetId: CabinetId;
  readonly name: string;
  readonly address: string;
}

/**
 * `undated`: no clock can tell when it went in, and no operator has said so yet. `unproven`: the cabinet's word alone does
 * not settle the order; a snapshot must show the item there. `byExclusion`: no id says whose item it was; the loan was the
 * only one that the return could end.
 */
export interface Return {
  readonly at: EpochMs;
  readonly place: Place;
  readonly slot: SlotNumber;
  readonly undated?: true;
  readonly unproven?: true;
  readonly byExclusion?: true;
}

/** A look that found a lent item in a slot though no return of it was told. */
export interface Sighting {
  readonly at: EpochMs;
  readonly place: Place;
  readonly slot: SlotNumber;
  /** What the look before showed: the slot without the item, at this time, or the item already; absent: nobody knows. */
  readonly before?: { readonly out: true; readonly at: EpochMs } | { readonly out: false };
}

/** One item lent through one slot, from the opening to the return. */
export interface Loan {
  readonly loanNo: number;
  readonly slot: SlotNumber;
  readonly state: LoanState;
  /** What lay in the slot when the order was made, where the board reads ids. */
  readonly expectedItemId?: ItemId;
  /** From `opening` on: the command that opens the slot, and until when it may. */
  readonly command?: { readonly id: CommandId; readonly expiresAt: EpochMs };
  /** While `unknown`: since when and why. */
  readonly doubt?: { readonly since: EpochMs; readonly reason: DoubtReason | "no-answer" };
  readonly itemId?: ItemId;
  readonly openedAt?: EpochMs;
  readonly notOpened?: RefusalReason | "seen-in-place" | "decided-by-a-person" | "offer-declined";
  /** While `waiting` on the rider's word: the slot is offered in place of one that did not open. */
  readonly offeredUntil?: EpochMs;
  readonly seen?: Sighting;
  readonly report?: RiderReport;
  /** Reports that were decided before the rider made another one, the oldest first. */
  readonly formerReports?: readonly RiderReport[];
  /** When the rider said that it will not come back, and bought it. */
  readonly declaredLostAt?: EpochMs;
  /** Also kept of an item that came back after it was given up as lost. */
  readonly returned?: Return;
}

/** The one charge of an order (product document 3.2: one order, one successful charge). */
export interface Charge {
  readonly kind: SettlementKind;
  readonly amount: Fen;
  readonly lines: readonly PriceLine[];
  readonly restoredAt: EpochMs;
  readonly state: ChargeState;
  /** How often the collection failed for certain. */
  readonly failures: number;
  /** The provider's code of a refusal that no rule covers; an operator decides if the query confirms it. */
  readonly refusedBy?: string;
  /** What an operator collected outside of the provider; the rest is written off. */
  readonly collectedByHand?: Fen;
  /** The provider's number of the money movement, for reconciliation. */
  readonly fundNo?: string;
  readonly paidAt?: EpochMs;
}

export type CancelReason = "not-opened" | "confirmed-too-late" | "other-rider" | "decided-by-a-person";
export type LapseReason = "not-confirmed" | "given-up" | "refused-by-provider" | "decided-by-a-person";

/** The times that the provider is to keep; renewal and a late start change them (product document 2.1.1). */
export interface CreditTimes {
  readonly borrowedAt?: EpochMs;
  readonly expiresAt: EpochMs;
}

/** New times that the provider does not have for certain. */
export interface Modification {
  readonly times: CreditTimes;
  /** The provider's code of a refusal; the query tells what that means. */
  readonly refusedBy?: string;
}

/** Time limits that an order keeps from the day it was made; ms. */
export interface OrderTerms {
  /** How long the rider may take to confirm in the wallet. */
  readonly confirmWithin: number;
  /** How long an open command may be carried out. */
  readonly openWithin: number;
  /** How long after its time is over an item counts as lost. */
  readonly lostAfter: number;
  /** Between a definite failure to collect and the next try (product document 3.3); after the last an operator decides. */
  readonly collectionRetries: readonly number[];
}

/** One credit order: its state, its loans, its money. Plain data, never changed in place. */
export interface Order {
  readonly orderNo: OrderNo;
  readonly riderId: string;
  /** The same person by an id of another kind, where the login told both. */
  readonly riderAlias?: string;
  /** Which of the rider's permitted live orders this is, from 0: two can't take the same seat. */
  readonly seat: number;
  readonly state: OrderState;
  readonly place: Place;
  /** What is lent; absent, also in orders from before it was kept: the usual kind. */
  readonly itemKind?: ItemKindId;
  readonly tariff: Tariff;
  /** The versions of the operator's texts that the rider was shown; absent: the operator had published none. */
  readonly texts?: TextVersions;
  readonly terms: OrderTerms;
  readonly createdAt: EpochMs;
  readonly confirmBefore: EpochMs;
  /** How many items were asked for; a slot that takes another's place adds a loan and no item. */
  readonly items: number;
  /** The items' worth: what a rider without credit leaves as deposit, and the most that the order may cost. */
  readonly deposit: Fen;
  /** When the time of the order is over; the provider then chases the rider. Only an operator sets it back. */
  readonly expiresAt: EpochMs;
  /** The latest due time that the provider may have been told, where ours has moved since without it; by the clock of then. */
  readonly toldUntil?: EpochMs;
  /** By how much the hub's clock has moved since the order was made, by steps that it has taken over; ms. Absent: by none. */
  readonly clockMoved?: number;
  readonly renewals: number;
  readonly loans: readonly Loan[];
  readonly pauses: readonly Pause[];
  /** Once the provider said so. */
  readonly credit?: { readonly orderNo: string; readonly borrowedAt?: EpochMs; readonly admitted?: boolean };
  readonly modification?: Modification;
  /** The most that an operator lets the order cost. */
  readonly amountLimit?: Fen;
  readonly charge?: Charge;
  /** What an operator gave back, outside of the provider, who has no refund. */
  readonly refund?: { readonly amount: Fen; readonly at: EpochMs };
  /** What the rider objects to, the oldest first. */
  readonly objections?: readonly Objection[];
  readonly cancelReason?: CancelReason;
  readonly lapseReason?: LapseReason;
  /** The wallet sent the rider back with a refusal: a hint, no proof. */
  readonly refusalHinted?: true;
  /** A slot did not open, and another one is being chosen. */
  readonly choosing?: true;
  /** Since when the rider has left, saying that nothing came out, while nobody knew whether a slot had opened. */
  readonly left?: EpochMs;
  /** A mark, not a state: automatic money and door actions stop, billing pauses, an operator decides. */
  readonly review?: { readonly since: EpochMs; readonly reason: ReviewReason };
  readonly endedAt?: EpochMs;
}

/** Whether the order lends something, or may come to: while its credit order is given back it does not any more. */
export function isLive(order: Order): boolean {
  return !hasEnded(order.state) && order.state !== "cancelling";
}

/** Whether the loan still holds its slot: nobody else may open it meanwhile. */
export function holdsSlot(order: Order, loan: Loan): boolean {
  return isLive(order) && (loan.state === "waiting" || loan.state === "opening" || loan.state === "unknown");
}

/** Whether the loan has its item or may have it: a return of that item is then a return of this loan. */
export function mayHoldItem(order: Order, loan: Loan): boolean {
  return loan.state === "lent" || holdsSlot(order, loan);
}

/** Whether this item is out by this loan. */
export function isLent(loan: Loan, itemId: ItemId): boolean {
  return loan.state === "lent" && loan.itemId === itemId;
}

/** Whether a cabinet reported the item's return, and no snapshot has shown the item there yet. */
export function isUnproven(loan: Loan): boolean {
  return loan.state === "returned" && loan.returned?.unproven === true;
}

/** When the command that opens the loan's slot was issued; undefined: none was. */
export function commandIssuedAt({ terms }: Order, { command }: Loan): EpochMs | undefined {
  return command && command.expiresAt - terms.openWithin;
}

/** Whether the item was given up and nobody has seen it since. */
export function isLost(loan: Loan): boolean {
  return loan.state === "lost" && loan.returned === undefined;
}

/** The command that opens a loan's slot: derived, so that performing it twice sends the same id. */
export function commandIdOf(orderNo: OrderNo, loanNo: number): CommandId {
  return `${orderNo}L${loanNo}`;
}

/** The order a command id belongs to; undefined for an id that is not ours. */
export function orderOfCommand(id: CommandId): OrderNo | undefined {
  return /^(\d{14,20})L\d+$/.exec(id)?.[1];
}
