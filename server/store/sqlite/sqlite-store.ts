import { AppError } from "../../../platform/app-error.ts";
import type { Log } from "../../../platform/log.ts";
import type { RowExport } from "../row-export.ts";
import type { Found, HourLine, HoursQuery, Search, SearchQuery, TotalLine, TotalsQuery } from "../search.ts";
import type { ChangeListener, Leased, Store, Table, Transaction } from "../store.ts";
import { Batch } from "./batch.ts";
import { type Database, isFull } from "./database.ts";
import { markClosed } from "./schema.ts";
import { type PutChange, SqliteTransaction } from "./sqlite-transaction.ts";

/**
 * The embedded store. Transactions take turns; those that come together share one commit. A transaction may build on one
 * that is not yet committed: it is answered only once everything it saw is.
 */
export class SqliteStore implements Store, Search, RowExport {
  readonly #database: Database;
  readonly #tables: ReadonlySet<string>;
  readonly #letGo: () => Promise<void>;
  readonly #log: Pick<Log, "warn">;
  readonly #listeners = new Set<ChangeListener>();
  #turns: Promise<unknown> = Promise.resolve();
  /** What the next commit will carry; undefined: everything is committed. */
  #batch: Batch | undefined;
  #closing: Promise<void> | undefined;

  /** @param letGo called once the database is closed */
  constructor(database: Database, tables: ReadonlySet<string>, letGo: () => Promise<void>, log: Pick<Log, "warn">) {
    this.#database = database;
    this.#log = log;
    this.#tables = tables;
    this.#letGo = letGo;
  }

  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    return this.#transact(work);
  }

  rows<Row>(table: Table<Row>, limit: number, before?: string): Promise<readonly Row[]> {
    return this.#transact((tx) => tx.lastRows(table, limit, before));
  }

  search<Row>(table: Table<Row>, query: SearchQuery): Promise<Found<Row>> {
    return this.#transact(async (tx) => tx.search(table, query));
  }

  totals<Row>(table: Table<Row>, query: TotalsQuery): Promise<readonly TotalLine[]> {
    return this.#transact(async (tx) => tx.totals(table, query));
  }

  hours<Row>(table: Table<Row>, query: HoursQuery): Promise<readonly HourLine[]> {
    return this.#transact(async (tx) => tx.hours(table, query));
  }

  watch(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One process holds the file, so that nobody else can have a row. */
  lease<Row>(table: Table<Row>, until: number, limit: number): Promise<Leased<Row>> {
    return this.#transact(async (tx) => tx.claim(table, until, limit));
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #transact<Value>(work: (tx: SqliteTransaction) => Promise<Value>): Promise<Value> {
    if (this.#closing !== undefined) throw new AppError("store/write-failed", "the store is closed");
    const { outcome, committed } = await this.#inTurn(() => this.#execute(work));
    await committed;
    return outcome();
  }

  /** A failure too rests on what the work saw, so it is told no earlier than a value would be. */
  async #execute<Value>(work: (tx: SqliteTransaction) => Promise<Value>) {
    const tx = new SqliteTransaction(this.#database, this.#tables, () => this.#beginWriting());
    let outcome: () => Value;
    try {
      const value = await work(tx);
      outcome = () => value;
      if (tx.changes.length > 0) this.#keep(tx);
    } catch (error) {
      outcome = () => {
        throw error;
      };
      if (tx.changes.length > 0) this.#takeBack(error);
    }
    tx.end();
    return { outcome, committed: this.#batch?.committed };
  }

  /** Before the first change of a transaction. */
  #beginWriting(): void {
    if (!this.#database.inTransaction) this.#database.run("BEGIN IMMEDIATE");
    this.#database.run("SAVEPOINT work");
  }

  #keep({ changes, durable }: SqliteTransaction): void {
    this.#database.run("RELEASE work");
    if (this.#batch === undefined) {
      this.#batch = new Batch();
      // Whoever comes in the same turn of the event loop comes along.
      setImmediate(() => void this.#inTurn(() => this.#commit()));
    }
    this.#batch.transactions.push(changes);
    this.#batch.durable ||= durable;
  }

  /** Of one transaction, or of all that would have been committed with it where the database had to give up everything. */
  #takeBack(error: unknown): void {
    if (!this.#database.inTransaction) {
      this.#fail(error);
      return;
    }
    try {
      this.#database.run("ROLLBACK TO work");
      this.#database.run("RELEASE work");
      if (this.#batch === undefined) this.#database.run("ROLLBACK");
    } catch (failure) {
      this.#rollBack();
      this.#fail(failure);
    }
  }

  async #commit(): Promise<void> {
    const batch = this.#batch;
    if (batch === undefined) return;
    try {
      // Without a change of the file it touches no disk.
      if (batch.durable) await this.#database.commit();
      else this.#database.run("COMMIT");
    } catch (error) {
      this.#rollBack();
      this.#fail(this.#whatBecameOf(error));
      return;
    }
    this.#batch = undefined;
    batch.succeed();
    for (const changes of batch.transactions) this.#announce(changes);
  }

  /**
   * A commit whose last step failed may be in the log all the same, where the next start would find it. Emptying the log
   * takes it away for certain; where that fails too, nobody knows.
   */
  #whatBecameOf(error: unknown): unknown {
    // Its last bytes found no room, and so it is not whole.
    if (isFull(error)) return error;
    try {
      this.#database.emptyLog();
      return error;
    } catch {
      return new AppError("store/outcome-unknown", "a change may be on disk, or not", { cause: error });
    }
  }

  #rollBack(): void {
    if (this.#database.inTransaction) this.#database.run("ROLLBACK");
  }

  #fail(error: unknown): void {
    const batch = this.#batch;
    this.#batch = undefined;
    batch?.fail(error);
  }

  #announce(changes: readonly PutChange[]): void {
    const once = new Map(changes.map((one) => [`${one.change.table} ${one.change.key}`, one]));
    // Apart from the commit, so that a listener's error is not taken for one of the disk.
    for (const { change, dueAt } of once.values())
      for (const listener of this.#listeners) queueMicrotask(() => listener(change, true, dueAt));
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  async #drain(): Promise<void> {
    await this.#inTurn(() => this.#commit());
    try {
      markClosed(this.#database);
      this.#database.emptyLog();
    } catch (err) {
      // The log stays, and the next start reads it.
      this.#log.warn({ err }, "the store's log could not be emptied; nothing is lost");
    } finally {
      this.#database.close();
      await this.#letGo();
    }
  }
}
