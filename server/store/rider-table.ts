import { bookDay } from "../rental/book-day.ts";
import { type Conduct, isConspicuous } from "../rental/conduct.ts";
import type { Table } from "./store.ts";

/** What is kept of a rider beside the orders; most riders have no row. */
export interface RiderRecord {
  readonly riderId: string;
  readonly conduct: Conduct;
  /** How many steps of the hub's clock its times have taken part in; absent: none. */
  readonly steps?: number;
}

export const riderTable: Table<RiderRecord> = {
  name: "riders",
  key: ({ riderId }) => riderId,
  unique: () => [],
  index: (row) => (isWatched(row) ? [watched] : []),
  dueAt: () => undefined,
  restsIn: (row) => (isWatched(row) ? undefined : monthOfLast(row)),
  durable: true,
};

/** Index entry: riders who let many orders go or report much. */
export const watched = "watched";

function isWatched({ conduct: { letGo, reports, refuted } }: RiderRecord): boolean {
  const { length } = letGo;
  return isConspicuous({ letGo: length, letGoInWeek: length, reports: reports.length, refuted: refuted.length });
}

function monthOfLast({ conduct: { letGo, reports, refuted } }: RiderRecord): string {
  return bookDay(Math.max(...letGo, ...reports, ...refuted)).slice(0, "2026-11".length);
}
