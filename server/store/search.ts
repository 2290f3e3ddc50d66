import type { Figures } from "./search-columns.ts";
import type { Table } from "./store.ts";

export interface Range {
  readonly from?: number | undefined;
  /** The last one that counts. */
  readonly to?: number | undefined;
}

/** Which rows are searched for: all that is given must fit. */
export interface SearchQuery {
  readonly key?: string | undefined;
  /** Index entries of the table, under all of which the row must be. */
  readonly entries?: readonly string[];
  readonly at?: Range;
  readonly amount?: Range;
  /** One of these, at least one. */
  readonly sites?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  /** One of these. */
  readonly states?: readonly string[] | undefined;
  /** Whether it is in review, or why. */
  readonly review?: boolean | string | undefined;
  readonly limit: number;
  /** The last row of the page before this one. */
  readonly after?: Cursor | undefined;
}

/** Where a page ends. */
export interface Cursor {
  readonly at: number;
  readonly key: string;
}

export interface Found<Row> {
  /** The newest first. */
  readonly rows: readonly Row[];
  /** Where the next page begins; absent: this is the last one. */
  readonly next?: Cursor;
  /** How many rows fit, at most `countBound`; only of a first page. `more`: there are more than that. */
  readonly count?: { readonly atLeast: number; readonly more: boolean };
}

/** Rows are counted exactly up to this number. */
export const countBound = 10_000;

export const totalGroups = ["day", "site", "kind"] as const;
export type TotalGroup = (typeof totalGroups)[number];

/** Which rows are summed, and by what. */
export interface TotalsQuery {
  /** The first and the last day. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly site?: string | undefined;
  readonly kind?: string | undefined;
  readonly by: readonly TotalGroup[];
  /** The most lines that are answered. */
  readonly limit: number;
}

/** The sums of the rows of one group. */
export interface TotalLine extends Figures {
  readonly day?: string;
  readonly site?: string;
  readonly kind?: string;
  /** How many rows there are. */
  readonly rows: number;
}

/** Rows that began within these times, epoch ms; `to` itself does not count. */
export interface HoursQuery {
  readonly from: number;
  readonly to: number;
}

/** The sums of the rows that began in one hour. */
export interface HourLine extends Figures {
  /** When the hour began, epoch ms. */
  readonly at: number;
  readonly rows: number;
}

/**
 * Searches all rows of a table that has search columns, those that rest too. Apart from the store's transactions: what is
 * found may change a moment later.
 */
export interface Search {
  /** @throws AppError store/away, store/write-failed, store/damaged */
  search<Row>(table: Table<Row>, query: SearchQuery): Promise<Found<Row>>;
  /** Lines in the order of `by`. @throws AppError as `search` */
  totals<Row>(table: Table<Row>, query: TotalsQuery): Promise<readonly TotalLine[]>;
  /** Sums by hour, the first hour first; hours without a row are left out. Rows are added up: ask for days, not for months. */
  hours<Row>(table: Table<Row>, query: HoursQuery): Promise<readonly HourLine[]>;
}
