import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { ChangeListener, Leased, Store, Table, Transaction } from "../../server/store/store.ts";
import type { Faults } from "./faults.ts";
import type { Life } from "./life.ts";
import { MemoryTransaction, type Undo, undo } from "./memory-transaction.ts";
import type { SimulatedDisk, Written } from "./simulated-disk.ts";
import type { TableMemory } from "./table-memory.ts";

interface Commit {
  readonly changes: readonly Undo[];
  readonly written: readonly Written[];
}

class Batch {
  readonly commits: Commit[] = [];
  succeed: () => void = () => {};
  fail: (error: unknown) => void = () => {};
  readonly durable = new Promise<void>((resolve, reject) => {
    this.succeed = resolve;
    this.fail = reject;
  });

  constructor() {
    this.durable.catch(() => undefined);
  }
}

export interface SimulatedStoreParts {
  readonly disk: SimulatedDisk;
  readonly tables: readonly Table<never>[];
  readonly life: Life;
  readonly clock: Clock;
  readonly faults: Faults;
}

/**
 * The embedded store's promises on a disk in memory: transactions take turns, many share one write, and each is answered
 * only when all that it saw is on disk; changes of what is not durable wait for no disk of their own. Rows and claims are
 * those of the embedded store itself.
 */
export class SimulatedStore implements Store {
  readonly #parts: SimulatedStoreParts;
  readonly #memories: ReadonlyMap<string, TableMemory>;
  readonly #durableTables: ReadonlySet<string>;
  readonly #listeners = new Set<ChangeListener>();
  #turns: Promise<unknown> = Promise.resolve();
  #gathered = new Batch();
  #durable: Promise<void> = Promise.resolve();
  #writing = false;
  #closing = false;

  constructor(parts: SimulatedStoreParts) {
    this.#parts = parts;
    this.#memories = new Map(parts.tables.map((table) => [table.name, parts.disk.load(table)]));
    this.#durableTables = new Set(parts.tables.filter(({ durable }) => durable).map(({ name }) => name));
  }

  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    return this.#transact(work);
  }

  async #transact<Value>(work: (tx: MemoryTransaction) => Promise<Value>): Promise<Value> {
    if (this.#closing) throw new AppError("store/write-failed", "the store is closed");
    return this.#parts.life.step("a transaction", async () => {
      const turn = this.#turns.then(() => this.#execute(work));
      this.#turns = turn;
      const { outcome, durable } = await turn;
      await durable;
      return outcome();
    });
  }

  watch(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  lease<Row>(table: Table<Row>, until: number, limit: number): Promise<Leased<Row>> {
    return this.#transact(async (tx) => tx.claim(table, until, limit));
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#turns;
    await this.#durable.catch(() => undefined);
  }

  async #execute<Value>(work: (tx: MemoryTransaction) => Promise<Value>) {
    const tx = new MemoryTransaction(this.#memories);
    let outcome: () => Value;
    try {
      const value = await work(tx);
      outcome = () => value;
      if (tx.changes.length > 0) this.#gather(tx.changes);
    } catch (error) {
      undo(tx.changes);
      outcome = () => {
        throw error;
      };
    }
    tx.end();
    return { outcome, durable: this.#durable };
  }

  #gather(changes: readonly Undo[]): void {
    const written = changes.map(({ memory, change }) => ({ ...change, row: memory.get(change.key) }));
    const waitsForDisk = this.#writing || written.some(({ table }) => this.#durableTables.has(table));
    if (!waitsForDisk) {
      this.#parts.disk.write(written);
      this.#announce(written);
      return;
    }
    this.#gathered.commits.push({ changes, written });
    this.#durable = this.#gathered.durable;
    if (!this.#writing) void this.#write();
  }

  async #write(): Promise<void> {
    const { clock, faults, life } = this.#parts;
    this.#writing = true;
    while (this.#gathered.commits.length > 0) {
      // As the embedded store does: those already in the queue come first, and share this write.
      await this.#turns;
      const batch = this.#gathered;
      this.#gathered = new Batch();
      const duration = faults.strikes("a write hangs") ? faults.details("a write hangs").between(1000, 8000) : 2;
      await new Promise<void>((resolve) => clock.after(duration, resolve));
      const written = batch.commits.flatMap((commit) => commit.written);
      if (faults.strikes("a write fails")) {
        if (faults.strikes("a failed write is on disk")) this.#parts.disk.writeInDoubt(written);
        this.#takeBack(batch);
        continue;
      }
      await life.at("before a write");
      this.#parts.disk.write(written);
      await life.at("after a write");
      for (const commit of batch.commits) this.#announce(commit.written);
      batch.succeed();
    }
    this.#writing = false;
  }

  #announce(commit: readonly Written[]): void {
    const changes = new Map(commit.map((written) => [`${written.table}/${written.key}`, written]));
    for (const listener of this.#listeners)
      for (const { table, key, row } of changes.values()) listener({ table, key }, true, this.#dueAt(table, row));
  }

  #dueAt(table: string, row: unknown): number | null {
    const kind = this.#parts.tables.find(({ name }) => name === table);
    return (row === undefined ? undefined : kind?.dueAt(row as never)) ?? null;
  }

  #takeBack(batch: Batch): void {
    const later = this.#gathered;
    this.#gathered = new Batch();
    this.#durable = Promise.resolve();
    undo([...batch.commits, ...later.commits].flatMap((commit) => commit.changes));
    const error = new AppError("store/write-failed", "the disk failed");
    batch.fail(error);
    later.fail(error);
  }
}
