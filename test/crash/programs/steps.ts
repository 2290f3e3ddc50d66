import type { Table } from "../../../server/store/store.ts";

/** How many steps each writer has made. */
export const steps: Table<{ readonly name: string; readonly count: number }> = {
  name: "steps",
  key: (row) => row.name,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
