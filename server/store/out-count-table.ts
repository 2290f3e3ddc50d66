import type { EpochMs } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import type { Table } from "./store.ts";

/** How many orders had an item that was out when the hub counted them: as the hour began, or later where no hub ran then. */
export interface OutCount {
  /** When the hour began, epoch ms. */
  readonly hour: EpochMs;
  /** 10,000: so many or more. */
  readonly out: number;
}

export const outCountTable: Table<OutCount> = {
  name: "out-counts",
  key: ({ hour }) => String(hour).padStart(15, "0"),
  unique: () => [],
  // By the day of the books.
  index: ({ hour }) => [bookDay(hour)],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
