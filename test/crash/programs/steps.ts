import type { Table } from "../../../server/store/store.ts";

interface Steps {
  readonly name: string;
  readonly count: number;
  /** So long that the store's log is soon followed by the next one. */
  readonly ballast: string;
}

/** How many steps each writer has made. */
export const steps: Table<Steps> = {
  name: "steps",
  key: (row) => row.name,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
