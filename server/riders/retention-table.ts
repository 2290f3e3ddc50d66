import type { Table } from "../store/store.ts";

/** How far orders have lost their riders because of their age. There is one row. */
export interface RetentionState {
  readonly id: typeof retentionKey;
  /** The last Beijing day of which every order that ended on it was looked at, `2026-11-23`. */
  readonly doneTo: string;
  /** The last order that was looked at of the day after `doneTo`; absent: none. */
  readonly before?: string;
  /** Orders of days before that still need their rider: they are looked at again. */
  readonly waiting: readonly string[];
}

export const retentionKey = "riders";

export const retentionTable: Table<RetentionState> = {
  name: "retention",
  key: ({ id }) => id,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
