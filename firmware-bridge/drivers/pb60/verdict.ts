import type { ItemId } from "../../../protocol/ids.ts";
import type { DoubtReason, OpeningResult, RefusalReason, SlotReport } from "../../../protocol/upward.ts";

/** What is known of an order whose answer is missing, or says that it failed. */
export interface OrderEvidence {
  /** The slot in the last list before the order, and in one that was asked for after it. */
  readonly before: SlotReport | undefined;
  readonly after: SlotReport | undefined;
  /** The station said that the order failed. */
  readonly isAnswered: boolean;
  /** The list after the order says that the lock holds the item; undefined in version 1, whose records do not tell. */
  readonly isLocked: boolean | undefined;
}

/** What the list after an order says of it. */
export function judge({ before, after, isAnswered, isLocked }: OrderEvidence): OpeningResult {
  if (after?.state === "empty") return opened(before?.itemId);
  if (before?.itemId === undefined) return isAnswered ? refused("item-unreadable") : unknown("unclear");
  if (after?.state !== "occupied") return unknown("unclear");
  if (after.itemId !== before.itemId) return opened(before.itemId);
  // Where no lock is told, an item that is listed may lie loose, if the station did not say that the order failed.
  return (isLocked ?? isAnswered) ? refused("lock-fault") : unknown("unclear");
}

export function opened(itemId: ItemId | undefined): OpeningResult {
  return itemId === undefined ? { outcome: "opened" } : { outcome: "opened", itemId };
}

export function refused(reason: RefusalReason): OpeningResult {
  return { outcome: "refused", reason };
}

export function unknown(reason: DoubtReason): OpeningResult {
  return { outcome: "unknown", reason };
}
