import type { Table } from "../../../server/store/store.ts";

/** Jobs by number, without a gap; what is done rests. */
export const jobs: Table<{ readonly no: number; readonly done: boolean; readonly times: number }> = {
  name: "jobs",
  key: ({ no }) => String(no).padStart(9, "0"),
  unique: () => [],
  index: ({ done }) => (done ? ["finished"] : []),
  dueAt: () => undefined,
  restsIn: ({ done }) => (done ? "2026-11" : undefined),
  durable: true,
};
