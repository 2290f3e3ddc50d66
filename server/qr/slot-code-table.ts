import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { Table } from "../store/store.ts";

/** A code that was issued for a slot. A slot may have several: a new sticker does not void the old one by itself. */
export interface SlotCode {
  readonly id: string;
  readonly cabinetId: CabinetId;
  readonly slot: SlotNumber;
  readonly issuedAt: EpochMs;
  readonly revokedAt?: EpochMs;
}

export const slotCodeTable: Table<SlotCode> = {
  name: "slot-codes",
  key: ({ id }) => id,
  unique: () => [],
  index: ({ cabinetId }) => [cabinetId],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
