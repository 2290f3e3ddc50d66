import type { EpochMs } from "../../protocol/ids.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import type { Table } from "./store.ts";

/** A cabinet's event that belongs to no order: a return can't be refused, so it is kept for an operator. */
export interface StrayEvent {
  readonly cabinetId: string;
  readonly event: CabinetEvent;
  readonly receivedAt: EpochMs;
}

export const strayTable: Table<StrayEvent> = {
  name: "strays",
  key: ({ cabinetId, event }) => `${cabinetId}/${event.journalId}/${String(event.seq).padStart(12, "0")}`,
  unique: () => [],
  index: ({ cabinetId }) => [`cabinet/${cabinetId}`],
  dueAt: () => undefined,
};
