import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { Table } from "../store/store.ts";

/** One scan of a sticker by a rider who was logged in. */
export interface CodeScan {
  readonly at: EpochMs;
  /** The code was revoked already: its sticker should be gone. */
  readonly revoked: boolean;
}

/** How often a printed code was scanned, and when lately. */
export interface CodeScans {
  readonly codeId: string;
  readonly cabinetId: CabinetId;
  readonly slot: SlotNumber;
  /** While it was valid. */
  readonly scans: number;
  readonly scansWhenRevoked: number;
  /** The last ones, the newest first. */
  readonly recent: readonly CodeScan[];
}

export const codeScanTable: Table<CodeScans> = {
  name: "code-scans",
  key: ({ codeId }) => codeId,
  unique: () => [],
  index: ({ cabinetId }) => [cabinetId],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
