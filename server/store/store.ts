import type { SearchColumns } from "./search-columns.ts";

/**
 * How a kind of row is kept. Rows are plain JSON. The functions are pure; adapters call them to derive what they index.
 */
export interface Table<Row> {
  readonly name: string;
  key(row: Row): string;
  /** Claims that no two rows of the table may hold at once; a row that stops to live stops to claim. */
  unique(row: Row): readonly string[];
  /** Entries under which `find` finds the row. */
  index(row: Row): readonly string[];
  /** When the row next wants to be worked on (epoch ms); undefined: not at all. */
  dueAt(row: Row): number | undefined;
  /**
   * The month ("2026-11") in whose archive a row rests that is done with; undefined: it lives. What rests claims
   * nothing and is never due, and `find` and `all` pass it over; `get` and `page` find it. A `put` may wake it.
   */
  restsIn(row: Row): string | undefined;
  /**
   * false: rows that are told anew after each start, such as what a cabinet shows. All hubs of the store see them, but
   * they need not outlive it, and a commit of nothing else waits for no disk.
   */
  readonly durable: boolean;
  /** By what `Search` finds and sums the row, whether it lives or rests; absent: rows of the table are not searched. */
  search?(row: Row): SearchColumns;
  /**
   * Raise it when rows that rest are to be found or summed by something else than before: all rows are then put again at the
   * next start. Absent: only those that live are.
   */
  readonly form?: number;
}

/** Something that work is going to read: a row, the living rows under an index entry, or the last rows under one. */
export type Wanted = { readonly table: Table<never> } & (
  | { readonly key: string }
  | { readonly entry: string; readonly limit?: number }
);

/** What work inside a transaction sees and changes. Rows are never changed in place: what was read may be kept. */
export interface Transaction {
  get<Row>(table: Table<Row>, key: string): Promise<Row | undefined>;
  /** All living rows under an index entry, ordered by key. */
  find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]>;
  /** Rows under an index entry, those that rest too, the last key first: at most `limit` of those before `before`. */
  page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]>;
  /** Every living row, ordered by key: not for a rider who waits, except where a table stays small (cabinets, codes). */
  all<Row>(table: Table<Row>): Promise<readonly Row[]>;
  /**
   * Says what the work is going to read, so that a store across a network reads it together: then it is as if it were read
   * from memory. It changes nothing about what `get`, `find` and `page` answer. Reads that are begun together are read
   * together too.
   */
  prefetch(wanted: readonly Wanted[]): Promise<void>;
  /** Inserts or replaces. @throws AppError store/conflict where another row holds one of its unique claims */
  put<Row>(table: Table<Row>, row: Row): Promise<void>;
  /** A row that rests can be deleted too: nothing finds it any more, but its bytes may stay in the archive. */
  delete<Row>(table: Table<Row>, key: string): Promise<void>;
}

/** A row whose due work is the caller's until its lease ends. */
export interface LeasedRow<Row> {
  readonly row: Row;
  /**
   * Names the last time at which it came from a process that had let its lease run out; null: it never did. That process
   * may have begun what the row showed then: ask before doing it twice.
   */
  readonly takeover: string | null;
}

/** What of a table's due work is the caller's, and when to ask again. */
export interface Leased<Row> {
  /** Earliest first. */
  readonly rows: readonly LeasedRow<Row>[];
  /** Whether there may be more that is due: another process has it, or it comes after the limit. */
  readonly mayBeMore: boolean;
  /** When the next row falls due, epoch ms; undefined: none will. */
  readonly nextDueAt: number | undefined;
}

export interface Change {
  readonly table: string;
  readonly key: string;
}

/**
 * Told of a changed row.
 * @param own this store made the change, and no other process
 * @param dueAt when the row is due now, epoch ms; null: it is not; absent: the store does not know
 */
export type ChangeListener = (change: Change, own: boolean, dueAt?: number | null) => void;

/**
 * Where the hub keeps everything. Transactions are serializable: each sees the outcome of those before it and nothing
 * of one that failed.
 */
export interface Store {
  /**
   * Runs `work` and resolves with its value when all its changes to durable tables are on disk; a throw of `work` leaves no trace. `work`
   * awaits nothing but the transaction's own methods.
   * @throws AppError store/conflict; store/write-failed and store/away, where nothing was changed; store/outcome-unknown,
   * where the change may have been made: take it for failed, and read again before repeating it
   */
  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value>;
  /**
   * Calls `listener` after each commit, once for each changed row; the answer ends it.
   * @param lookAgain called with a table of which rows may have changed unsaid, by another process
   */
  watch(listener: ChangeListener, lookAgain: (table: string) => void): () => void;
  /**
   * Rows due at or before `until`, earliest first, at most `limit`, that are now the caller's: no other process is given
   * them for at least half of `lease` ms. Asked again, it gives them again and renews the lease.
   * @throws AppError store/away, store/write-failed
   */
  lease<Row>(table: Table<Row>, until: number, limit: number, lease: number): Promise<Leased<Row>>;
  /** Waits for running transactions and lets go of the files or connections. */
  close(): Promise<void>;
}
