import type { ClientConfig, Pool } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import type { RowExport } from "../row-export.ts";
import type { Change, Claimed, Store, Table, Transaction } from "../store.ts";
import { ChangeFeed } from "./change-feed.ts";
import { readChangeMessage } from "./change-message.ts";
import { connectionConfig, openPool } from "./connections.ts";
import { exportRows } from "./export-rows.ts";
import { away, outcomeUnknown, refusal, writeFailed } from "./failure.ts";
import { migrate } from "./migrate.ts";
import { PostgresTransaction } from "./postgres-transaction.ts";
import { stalePlaces } from "./stale-places.ts";
import { WorkLease } from "./work-lease.ts";

export interface PostgresSettings {
  /** `postgres://user:password@host:port/database`, with `?sslmode=verify-full` across a network. */
  readonly url: string;
  /** The most that are open at once for transactions; one more listens. */
  readonly connections: number;
}

export interface PostgresParts {
  readonly clock: Clock;
  /** 0 up to 1, for pauses of which no two are the same. */
  readonly random: () => number;
  /** A new UUID. */
  readonly newId: () => string;
  readonly log: Log;
}

interface Listener {
  readonly listener: (change: Change) => void;
  readonly lookAgain: (table: string) => void;
}

/** Tries side by side with others; the one after them runs alone, so that it can't fail for their sake. */
const triesAmongOthers = 6;
/** A transaction that has failed for so long is not tried again; ms. */
const patience = 10_000;

/**
 * Opens the store in a database that any number of hubs may share, and brings the database up to date first.
 * @throws AppError store/away, store/newer, config/invalid
 */
export async function openPostgresStore(
  settings: PostgresSettings,
  tables: readonly Table<never>[],
  parts: PostgresParts,
): Promise<PostgresStore> {
  const config = connectionConfig(settings.url);
  const pool = openPool(config, settings.connections, parts.log);
  try {
    await migrate(config);
    const store = new PostgresStore(pool, config, new Set(tables.map(({ name }) => name)), parts);
    for (const table of tables) await store.putStaleAgain(table);
    await store.listen();
    return store;
  } catch (error) {
    await pool.end();
    throw error instanceof AppError ? error : refusal(error);
  }
}

export class PostgresStore implements Store, RowExport {
  readonly #pool: Pool;
  readonly #tables: ReadonlySet<string>;
  readonly #parts: PostgresParts;
  /** Unlike that of any other store on the database. */
  readonly #hub: string;
  readonly #lease: WorkLease;
  readonly #feed: ChangeFeed;
  readonly #listeners = new Set<Listener>();
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(pool: Pool, config: ClientConfig, tables: ReadonlySet<string>, parts: PostgresParts) {
    this.#pool = pool;
    this.#tables = tables;
    this.#parts = parts;
    this.#hub = parts.newId();
    this.#lease = new WorkLease(pool, this.#hub);
    this.#feed = new ChangeFeed({
      ...parts,
      config,
      onMessage: (text) => this.#hear(text),
      onGap: () => this.#lookAgain([...tables]),
    });
  }

  /** What an older version put is found as this one finds it; what rests stays as it is. */
  async putStaleAgain<Row>(table: Table<Row>): Promise<void> {
    for await (const keys of stalePlaces(this.#pool, table)) {
      for (const key of keys) {
        await this.transact(async (tx) => {
          const row = await tx.get(table, key);
          if (row !== undefined) await tx.put(table, row);
        });
      }
    }
  }

  /** Before anything is read, so that no change is missed. */
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
  watch(listener: (change: Change) => void, lookAgain: (table: string) => void): () => void {
    const entry = { listener, lookAgain };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /**
   * Rows due at or before `until`, earliest first, at most `limit`, that are now this hub's: no other is given them for
   * at least half of `lease` ms. Asked again, it gives them again and renews the lease.
   * @throws AppError store/away, store/write-failed
   */
  claim<Row>(table: Table<Row>, until: number, limit: number, lease: number): Promise<readonly Claimed<Row>[]> {
    return this.#whileOpen(() => this.#lease.claim(table, until, limit, lease).catch(refuse));
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
    const running = work();
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
    for (let failures = 0; ; failures++) {
      const outcome = await this.#try(work, failures === triesAmongOthers);
      if ("value" in outcome) return outcome.value;
      if (failures === triesAmongOthers || clock.monotonic() - begun > patience) throw outcome.again;
      await this.#pause(failures);
    }
  }

  /** Answers the error where another try may succeed. */
  async #try<Value>(
    work: (tx: Transaction) => Promise<Value>,
    alone: boolean,
  ): Promise<{ readonly value: Value } | { readonly again: AppError }> {
    const connection = await this.#pool.connect().catch(refuse);
    const tx = new PostgresTransaction(connection, this.#tables);
    try {
      tx.begin(alone);
      const value = await work(tx);
      await tx.commit(this.#hub);
      this.#tell(tx.changes);
      return { value };
    } catch (error) {
      if (!tx.failure) throw error;
      switch (tx.failure.kind) {
        case "again":
          return { again: writeFailed(tx.failure.error) };
        case "lost":
          return { again: away(tx.failure.error) };
        case "final":
          throw writeFailed(tx.failure.error);
        case "unknown":
          // They look again, and see what became of it.
          this.#tell(tx.changes);
          throw outcomeUnknown(tx.failure.error);
      }
    } finally {
      connection.release(await tx.rollBack());
    }
  }

  #pause(failures: number): Promise<void> {
    const { clock, random } = this.#parts;
    return new Promise((resolve) => void clock.after(random() * 2 ** failures, resolve));
  }

  #hear(text: string): void {
    const { hub, changes, tables } = readChangeMessage(text);
    if (hub === this.#hub) return;
    this.#tell(changes);
    this.#lookAgain(tables);
  }

  #tell(changes: readonly Change[]): void {
    // Apart from the caller, so that a listener's error is not taken for one of the database.
    for (const { listener } of this.#listeners) for (const change of changes) queueMicrotask(() => listener(change));
  }

  #lookAgain(tables: readonly string[]): void {
    for (const { lookAgain } of this.#listeners) for (const table of tables) queueMicrotask(() => lookAgain(table));
  }

  async #drain(): Promise<void> {
    await Promise.allSettled(this.#running);
    this.#feed.stop();
    // Where that fails, the leases end by themselves.
    await this.#lease.release().catch(() => undefined);
    await this.#pool.end();
  }
}

function refuse(error: unknown): never {
  throw refusal(error);
}
