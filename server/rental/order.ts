import type { CabinetId, CommandId, EpochMs, ItemId, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import type { DoubtReason, RefusalReason } from "../../protocol/upward.ts";
import type { SettlementKind } from "./credit-view.ts";
import type { Fen } from "./money.ts";
import type { Pause, PriceLine } from "./price.ts";
import type { Tariff } from "./tariff.ts";
import { hasEnded, type LoanState, type OrderState } from "./transitions.ts";

/** Where an item is lent or given back. */
export interface Place {
  readonly cabinetId: CabinetId;
  readonly name: string;
  readonly address: string;
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
  readonly notOpened?: RefusalReason | "seen-in-place" | "decided-by-a-person";
  /** The first look that found the lent item in a slot, though no return of it was told. */
  readonly seen?: { readonly at: EpochMs; readonly cabinetId: CabinetId; readonly slot: SlotNumber };
  /** Also kept of an item that came back after it was given up as lost. */
  readonly returned?: { readonly at: EpochMs; readonly place: Place; readonly slot: SlotNumber };
}

/** The one charge of an order (product document 3.2: one order, one successful charge). */
export interface Charge {
  readonly kind: SettlementKind;
  readonly amount: Fen;
  readonly lines: readonly PriceLine[];
  readonly restoredAt: EpochMs;
  /**
   * due: to be sent, or sent with an unknown outcome · completed: the provider took it, the money is under way ·
   * failed: could not be collected, it is tried again · paid.
   */
  readonly state: "due" | "completed" | "failed" | "paid";
  /** How often the collection failed for certain. */
  readonly failures: number;
  /** The provider's code of a refusal that no rule covers; a person decides if the query confirms it. */
  readonly refusedBy?: string;
}

export type CancelReason = "not-opened" | "confirmed-too-late" | "other-rider";

/** Time limits that an order keeps from the day it was made; ms. */
export interface OrderTerms {
  /** How long the rider may take to confirm in the wallet. */
  readonly confirmWithin: number;
  /** How long an open command may be carried out. */
  readonly openWithin: number;
  /** How long after its time is over an item counts as lost. */
  readonly lostAfter: number;
}

/** One credit order: its state, its loans, its money. Plain data, never changed in place. */
export interface Order {
  readonly orderNo: OrderNo;
  readonly riderId: string;
  /** Which of the rider's permitted live orders this is, from 0: two can't take the same seat. */
  readonly seat: number;
  readonly state: OrderState;
  readonly place: Place;
  readonly tariff: Tariff;
  readonly terms: OrderTerms;
  readonly createdAt: EpochMs;
  readonly confirmBefore: EpochMs;
  readonly loans: readonly Loan[];
  readonly pauses: readonly Pause[];
  /** Once the provider said so. */
  readonly credit?: { readonly orderNo: string; readonly borrowedAt?: EpochMs; readonly admitted?: boolean };
  readonly charge?: Charge;
  readonly cancelReason?: CancelReason;
  /** A mark, not a state: automatic money and door actions stop, billing pauses, a person decides. */
  readonly review?: { readonly since: EpochMs; readonly why: string };
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
