import { AppError } from "../../platform/app-error.ts";
import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import { cabinetHistoryTable, type DayCounts, emptyHistory } from "../store/cabinet-history-table.ts";
import {
  type Cabinet,
  cabinetTable,
  changedCabinet,
  type Distrust,
  type DistrustReason,
} from "../store/cabinet-table.ts";
import { byLender, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";

/*
 * What a stolen secret is worth is bounded here: as many items of other cabinets as can lie in the slots, and one other
 * cabinet that its snapshots bring into doubt. Beyond that the cabinet is distrusted until an operator clears the mark.
 */

/** Marks the cabinet: from now on its word alone decides nothing. A cabinet that is marked keeps its first reason. */
export async function distrust(
  tx: Transaction,
  cabinetId: CabinetId,
  reason: DistrustReason,
  since: EpochMs,
): Promise<void> {
  const cabinet = await tx.get(cabinetTable, cabinetId);
  if (!cabinet || cabinet.distrusted) return;
  await tx.put(cabinetTable, changedCabinet(cabinet, { distrusted: { since, reason } }));
}

/**
 * Clears the mark, and what was counted towards the next one.
 * @returns the mark
 * @throws AppError cabinet/unknown, cabinet/not-distrusted
 */
export async function trustAgain(tx: Transaction, cabinetId: CabinetId): Promise<Distrust> {
  const cabinet = await tx.get(cabinetTable, cabinetId);
  if (!cabinet) throw new AppError("cabinet/unknown");
  if (!cabinet.distrusted) throw new AppError("cabinet/not-distrusted");
  const { distrusted = cabinet.distrusted, ...trusted } = changedCabinet(cabinet, {});
  await tx.put(cabinetTable, trusted);
  const claims = await tx.get(cabinetHistoryTable, cabinetId);
  if (claims?.day) {
    const { day: __, ...rest } = claims;
    await tx.put(cabinetHistoryTable, rest);
  }
  return distrusted;
}

/**
 * Counts an item of another cabinet that this one says it took in; to be asked before a loan ends by its word. Beyond the
 * limit the cabinet is marked.
 * @returns whether so many can lie in its slots; if not, the loan must not end by this cabinet's word
 */
export async function takesInAnother(tx: Transaction, { cabinetId, slots }: Cabinet, now: EpochMs): Promise<boolean> {
  const day = await dayCounts(tx, cabinetId, now);
  if (day.items >= slots) {
    // What it lent meanwhile has made room.
    const out = await tx.find(orderTable, byLender(cabinetId));
    if (day.items >= slots + out.length) {
      await distrust(tx, cabinetId, { code: "more-items-than-slots", slots }, now);
      return false;
    }
  }
  await keepDay(tx, cabinetId, { ...day, items: day.items + 1 });
  return true;
}

/** An item that this cabinet lent has come back elsewhere: it had room for one more. */
export async function madeRoom(tx: Transaction, cabinetId: CabinetId, now: EpochMs): Promise<void> {
  const day = await dayCounts(tx, cabinetId, now);
  if (day.items > 0) await keepDay(tx, cabinetId, { ...day, items: day.items - 1 });
}

/**
 * A snapshot of one cabinet contradicts what another one reported: the latter is distrusted. A cabinet that contradicts
 * more than one other on a day is the one that is distrusted.
 */
export async function contradicted(
  tx: Transaction,
  said: CabinetId,
  reason: Extract<DistrustReason, { code: "return-contradicted" }>,
  now: EpochMs,
): Promise<void> {
  const { shownBy } = reason;
  const day = await dayCounts(tx, shownBy, now);
  const cabinetIds = [...new Set([...day.contradicted, said])];
  if (cabinetIds.length > 1) return distrust(tx, shownBy, { code: "contradicts-others", cabinetIds }, now);
  await keepDay(tx, shownBy, { ...day, contradicted: cabinetIds });
  await distrust(tx, said, reason, now);
}

async function dayCounts(tx: Transaction, cabinetId: CabinetId, now: EpochMs): Promise<DayCounts> {
  const today = bookDay(now);
  const claims = await tx.get(cabinetHistoryTable, cabinetId);
  return claims?.day?.day === today ? claims.day : { day: today, items: 0, contradicted: [] };
}

async function keepDay(tx: Transaction, cabinetId: CabinetId, day: DayCounts): Promise<void> {
  await tx.put(cabinetHistoryTable, {
    ...((await tx.get(cabinetHistoryTable, cabinetId)) ?? emptyHistory(cabinetId)),
    day,
  });
}
