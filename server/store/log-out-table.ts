import type { EpochMs } from "../../protocol/ids.ts";
import type { Table } from "./store.ts";

/** A rider whose sessions from before this time are void. */
export interface LogOut {
  readonly riderId: string;
  readonly at: EpochMs;
}

export const logOutTable: Table<LogOut> = {
  name: "log-outs",
  key: ({ riderId }) => riderId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
