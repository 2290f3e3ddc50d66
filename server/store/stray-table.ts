import type { CabinetId, EpochMs, OrderNo } from "../../protocol/ids.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { bookDay } from "../rental/book-day.ts";
import type { Actor } from "./order-table.ts";
import type { Table } from "./store.ts";

/** A cabinet's event that belongs to no order: a return can't be refused, so it is kept for an operator. */
export interface StrayEvent {
  readonly cabinetId: CabinetId;
  readonly event: CabinetEvent;
  readonly receivedAt: EpochMs;
  /** The loan whose return it turned out to be. It is kept as evidence, and nobody can match it again. */
  readonly match?: {
    readonly orderNo: OrderNo;
    readonly loanNo: number;
    readonly actor: Actor;
    readonly at: EpochMs;
    readonly reason?: string;
  };
}

export const strayTable: Table<StrayEvent> = {
  name: "strays",
  key: ({ cabinetId, event }) => `${cabinetId}/${event.journalId}/${String(event.seq).padStart(12, "0")}`,
  unique: () => [],
  index: ({ cabinetId, match }) => (match ? [matchedWith(match.orderNo)] : [unmatched, unmatchedOf(cabinetId)]),
  dueAt: () => undefined,
  restsIn: ({ match }) => (match ? bookDay(match.at).slice(0, "2026-11".length) : undefined),
  durable: true,
};

/** Index entry: events that belong to no order. */
export const unmatched = "unmatched";

/** Index entry: those of one cabinet. */
export function unmatchedOf(cabinetId: CabinetId): string {
  return `cabinet/${cabinetId}`;
}

/** Index entry: events that were found to be an order's afterwards. */
export function matchedWith(orderNo: OrderNo): string {
  return `order/${orderNo}`;
}
