import type { CabinetId, SlotNumber } from "../../protocol/ids.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import type { CabinetEvidence } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";

/** What an order's timeline keeps of a cabinet's event, with how the last snapshot showed its slot. */
export async function evidenceOf(
  tx: Transaction,
  cabinetId: CabinetId,
  { journalId, seq, at }: Pick<CabinetEvent, "journalId" | "seq" | "at">,
  slot: SlotNumber,
): Promise<CabinetEvidence> {
  const snapshot = (await tx.get(cabinetStateTable, cabinetId))?.snapshot;
  const before = snapshot?.slots.find((report) => report.slot === slot);
  return { journalId, seq, at, slot, ...(snapshot && before && { before: { ...before, seenAt: snapshot.at } }) };
}
