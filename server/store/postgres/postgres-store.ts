import type { ClientConfig, Pool } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import type { RowExport } from "../row-export.ts";
import type { Found, HourLine, HoursQuery, Search, SearchQuery, TotalLine, TotalsQuery } from "../search.ts";
import { sqlText } from "../sql/sql-text.ts";
import type { Change, ChangeListener, Leased, Store, Table, Transaction } from "../store.ts";
import { ChangeFeed, channel } from "./change-feed.ts";
import { changeMessage, readChangeMessage } from "./change-message.ts";
import { CommitLocks } from "./commit-locks.ts";
import { connectionConfig, openPool } from "./connections.ts";
import { exportRows } from "./export-rows.ts";
import { away, outcomeUnknown, refusal, writeFailed } from "./failure.ts";
import { KeptRows } from "./kept-rows.ts";
import { migrate } from "./migrate.ts";
import { PostgresTransaction } from "./postgres-transaction.ts";
import { searchRows, sumHours, sumRows } from "./search-reads.ts";
import { stalePlaces } from "./stale-entries.ts";
import { announce } from "./statements.ts";
import { releaseOfTheDead, WorkLease } from "./work-lease.ts";

export interface PostgresSettings {
  /** `postgres://user:password@host:port/database`, with `?sslmode=verify-full` across a network. */
  readonly url: string;
  /** The most that are open at once for transactions; one more listens. */
  readonly connections: number;
  /**
   * Whether no other hub may work on the database meanwhile, as with a broker of its own: two such hubs would take each
   * other's cabinets for away.
   */
  readonly alone: boolean;
}

export interface PostgresParts {
  readonly clock: Clock;
  /** 0 up to 1, for pauses of which no two are the same. */
  readonly random: () => number;
  /** A new UUID. */
  readonly newId: () => string;
  readonly log: Log;
}

type Try<Value> =
  | { readonly value: Value }
  /** Another try may succeed. `assumed`: the work went by what the hub remembered, so that nobody need have been in its way. */
  | { readonly again: AppError; readonly inTheWay?: CommitLocks; readonly assumed: boolean };

interface Listener {
  readonly listener: ChangeListener;
  readonly lookAgain: (table: string) => void;
}

/**
 * A try after a failed one keeps others from what that one had read. The one after so many is alone, and can't fail for
 * others' sake.
 */
const triesAmongOthers = 4;
/** Rows that are put again by one commit. */
const rowsTogether = 50;
/** A transaction that has failed for so long is not tried again; ms. */
const patience = 10_000;

/**
 * Opens the store in a database that any number of hubs may share, and brings the database up to date first.
 * @throws AppError store/held, store/away, store/newer, config/invalid
 */
export async function openPostgresStore(
  settings: PostgresSettings,
  tables: readonly Table<never>[],
  parts: PostgresParts,
): Promise<PostgresStore> {
  const config = connectionConfig(settings.url);
  const pool = openPool(config, settings.connections, parts.log);
  try {
    const store = new PostgresStore(pool, config, settings.alone, new Set(tables.map(({ name }) => name)), parts);
    try {
      // A hub that may not work on the database must not change its form either.
      await store.listen();
      await migrate(config);
      if (settings.alone) await releaseOfTheDead(pool);
      for (const table of tables) await store.putStaleAgain(table);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    if (!pool.ending) await pool.end();
    throw error instanceof AppError ? error : refusal(error);
  }
}

export class PostgresStore implements Store, Search, RowExport {
  readonly #pool: Pool;
  readonly #tables: ReadonlySet<string>;
  readonly #parts: PostgresParts;
  /** Unlike that of any other store on the database. */
  readonly #hub: string;
  readonly #lease: WorkLease;
  readonly #feed: ChangeFeed;
  readonly #kept = new KeptRows();
  /** Nobody else hears of changes then. */
  readonly #alone: boolean;
  readonly #listeners = new Set<Listener>();
  /** Transactions, and connections whose last answers are still to come. */
  readonly #running = new Set<Promise<unknown>>();
  /** Why nothing is done: another hub took the database. */
  #held: AppError | undefined;
  #closing: Promise<void> | undefined;

  constructor(pool: Pool, config: ClientConfig, alone: boolean, tables: ReadonlySet<string>, parts: PostgresParts) {
    this.#pool = pool;
    this.#tables = tables;
    this.#parts = parts;
    this.#hub = parts.newId();
    this.#alone = alone;
    this.#lease = new WorkLease(pool, this.#hub, parts.clock);
    this.#feed = new ChangeFeed({
      ...parts,
      config,
      alone,
      onMessage: (text) => this.#hear(text),
      onGap: () => {
        this.#held = undefined;
        this.#kept.forgetAll();
        this.#lookAgain([...tables]);
      },
      onHeld: (error) => {
        if (!this.#held) parts.log.error({ err: error }, "another hub took the database; nothing is done meanwhile");
        this.#held = error;
      },
    });
  }

  /** What an older version put is found as this one finds it; what rests too where the table has another form. */
  async putStaleAgain<Row>(table: Table<Row>): Promise<void> {
    for await (const keys of stalePlaces(this.#pool, table)) {
      for (let first = 0; first < keys.length; first += rowsTogether) {
        await this.transact(async (tx) => {
          for (const key of keys.slice(first, first + rowsTogether)) {
            const row = await tx.get(table, key);
            if (row !== undefined) await tx.put(table, row);
          }
        });
      }
    }
  }

  /** Before anything is read, so that no change is missed. @throws AppError store/held; Error */
  listen(): Promise<void> {
    return this.#feed.start();
  }

  /**
   * Serializable across all hubs. `work` may run several times, once for each try.
   * @throws AppError store/conflict; store/away where nothing was changed; store/outcome-unknown where the change may
   * have been made: whoever asked takes it for failed and reads again before he repeats it; store/write-failed
   */
  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    return this.#whileOpen(() => this.#transact(work));
  }

  /**
   * Tells this hub's changes at once, and others' as they are announced.
   * @param lookAgain called with a table of which rows may have changed unsaid: after the connection was lost, or for a
   * transaction of another hub that changed very many
   */
  watch(listener: ChangeListener, lookAgain: (table: string) => void): () => void {
    const entry = { listener, lookAgain };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /**
   * Rows due at or before `until`, earliest first, at most `limit`, that are now this hub's: no other is given them for
   * at least half of `lease` ms. Asked again, it gives them again and renews the lease.
   * @throws AppError store/away, store/write-failed
   */
  lease<Row>(table: Table<Row>, until: number, limit: number, lease: number): Promise<Leased<Row>> {
    return this.#whileOpen(() => this.#lease.claim(table, until, limit, lease).catch(refuse));
  }

  search<Row>(table: Table<Row>, query: SearchQuery): Promise<Found<Row>> {
    return this.#whileOpen(() => searchRows(this.#pool, table, query).catch(refuse));
  }

  totals<Row>(table: Table<Row>, query: TotalsQuery): Promise<readonly TotalLine[]> {
    return this.#whileOpen(() => sumRows(this.#pool, table, query).catch(refuse));
  }

  hours<Row>(table: Table<Row>, query: HoursQuery): Promise<readonly HourLine[]> {
    return this.#whileOpen(() => sumHours(this.#pool, table, query).catch(refuse));
  }

  rows<Row>(table: Table<Row>, limit: number, before?: string): Promise<readonly Row[]> {
    return this.#whileOpen(() => exportRows(this.#pool, table, limit, before).catch(refuse));
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #whileOpen<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#closing) throw new AppError("store/write-failed", "the store is closed");
    if (this.#held) throw this.#held;
    return this.#noteRunning(work());
  }

  async #noteRunning<Value>(running: Promise<Value>): Promise<Value> {
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async #transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    const { clock } = this.#parts;
    const begun = clock.monotonic();
    let before: CommitLocks | undefined;
    // A server that crashed may give a version twice: until the feed is there again, nothing is gone by from before.
    let kept = this.#feed.hears ? this.#kept : undefined;
    for (let failures = 0; ; failures++) {
      const locks = failures === triesAmongOthers ? CommitLocks.ofEverything() : before;
      const outcome = await this.#try(work, locks, kept);
      if ("value" in outcome) return outcome.value;
      kept = undefined;
      if (outcome.assumed) {
        // Others had nothing to do with it: it has not been tried yet.
        failures--;
        continue;
      }
      if (failures === triesAmongOthers || clock.monotonic() - begun > patience) throw outcome.again;
      before = outcome.inTheWay;
      if (!before) await this.#pause(failures);
    }
  }

  /**
   * @param before what nobody else may change meanwhile
   * @param kept rows to go by though they may have changed since
   */
  async #try<Value>(
    work: (tx: Transaction) => Promise<Value>,
    before: CommitLocks | undefined,
    kept: KeptRows | undefined,
  ): Promise<Try<Value>> {
    const connection = await this.#pool.connect().catch(refuse);
    const tx = new PostgresTransaction(connection, this.#tables, before, kept);
    try {
      const value = await work(tx);
      const hub = this.#alone ? null : this.#hub;
      await tx.commit({ hub, leaseOf: (table, dueAt) => this.#lease.onPut(table, dueAt) });
      for (const row of tx.rowsToKeep) this.#kept.keep(row);
      this.#tell(tx.changes, true, tx.dueTimes);
      return { value };
    } catch (error) {
      await tx.confirm();
      if (!tx.failure) throw error;
      for (const { table, key } of tx.rowsToKeep) this.#kept.forget(table, key);
      switch (tx.failure.kind) {
        case "again":
          return { again: writeFailed(tx.failure.error), inTheWay: tx.locks, assumed: tx.assumes };
        case "lost":
          return { again: away(tx.failure.error), assumed: false };
        case "final":
          throw writeFailed(tx.failure.error);
        case "unknown":
          // They look again, and see what became of it.
          this.#tell(tx.changes, true);
          this.#announce(tx.changes);
          throw outcomeUnknown(tx.failure.error);
      }
    } finally {
      // Nobody waits for what the server says to the end of a transaction that is over.
      void this.#noteRunning(tx.end().then((broken) => connection.release(broken)));
    }
  }

  /** Tells the other hubs of a change that may have been made. */
  #announce(changes: readonly Change[]): void {
    const told = this.#pool.query(announce, [channel, changeMessage(this.#hub, changes)]);
    // Where the database is away for all, all look again.
    void this.#noteRunning(told.catch(() => undefined));
  }

  #pause(failures: number): Promise<void> {
    const { clock, random } = this.#parts;
    return new Promise((resolve) => void clock.after(random() * 2 ** failures, resolve));
  }

  #hear(text: string): void {
    const { hub, changes, tables } = readChangeMessage(text);
    if (hub === this.#hub) return;
    for (const { table, key } of changes) this.#kept.forget(table, sqlText(key));
    if (tables.length > 0) this.#kept.forgetAll();
    this.#tell(changes, false);
    this.#lookAgain(tables);
  }

  #tell(changes: readonly Change[], own: boolean, dueTimes: readonly (number | null)[] = []): void {
    // Apart from the caller, so that a listener's error is not taken for one of the database.
    for (const { listener } of this.#listeners)
      for (const [index, change] of changes.entries()) queueMicrotask(() => listener(change, own, dueTimes[index]));
  }

  #lookAgain(tables: readonly string[]): void {
    for (const { lookAgain } of this.#listeners) for (const table of tables) queueMicrotask(() => lookAgain(table));
  }

  async #drain(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    this.#feed.stop();
    // Where that fails, the leases end by themselves.
    await this.#lease.release().catch(() => undefined);
    await this.#pool.end();
  }
}

function refuse(error: unknown): never {
  throw refusal(error);
}
