import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { Table } from "./store.ts";

/** What is left of a cabinet that was removed: who registers its id again must not get a secret that somebody may still have. */
export interface RemovedCabinet {
  readonly cabinetId: CabinetId;
  /** Of the last secret that it had. */
  readonly keyGeneration: number;
  readonly removedAt: EpochMs;
}

export const removedCabinetTable: Table<RemovedCabinet> = {
  name: "removed-cabinets",
  key: ({ cabinetId }) => cabinetId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
