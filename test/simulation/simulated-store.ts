import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { LowdbTransaction, type Undo, undo } from "../../server/store/lowdb/lowdb-transaction.ts";
import { TableMemory } from "../../server/store/lowdb/table-memory.ts";
import type { Change, Claimed, Store, Table, Transaction } from "../../server/store/store.ts";
import type { Faults } from "./faults.ts";
import type { Life } from "./life.ts";

interface Written extends Change {
  /** undefined: deleted. */
  readonly row: unknown;
}

/** The hub's disk: what is on it outlives the hub. */
export class SimulatedDisk {
  readonly #rows = new Map<string, Map<string, unknown>>();
  readonly #listeners: ((written: Written) => void)[] = [];
  /** Written by a write that was reported as failed. The next one that succeeds replaces it. */
  #inDoubt: readonly Written[] = [];

  onWritten(listener: (written: Written) => void): void {
    this.#listeners.push(listener);
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    return this.#rows.get(table.name)?.get(key) as Row | undefined;
  }

  rows<Row>(table: Table<Row>): Row[] {
    return [...(this.#rows.get(table.name)?.values() ?? [])] as Row[];
  }

  write(batch: readonly Written[]): void {
    this.#inDoubt = [];
    for (const written of batch) {
      const rows = this.#rows.get(written.table) ?? new Map<string, unknown>();
      this.#rows.set(written.table, rows);
      if (written.row === undefined) rows.delete(written.key);
      else rows.set(written.key, written.row);
      for (const listener of this.#listeners) listener(written);
    }
  }

  writeInDoubt(batch: readonly Written[]): void {
    this.#inDoubt = batch;
  }

  /** What a new process finds. */
  load(table: Table<never>): TableMemory {
    if (this.#inDoubt.length > 0) this.write(this.#inDoubt);
    const memory = new TableMemory(table);
    for (const row of this.#rows.get(table.name)?.values() ?? []) memory.put(row);
    return memory;
  }
}

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
 * only when all that it saw is on disk. Rows and claims are those of the embedded store itself.
 */
export class SimulatedStore implements Store {
  readonly #parts: SimulatedStoreParts;
  readonly #memories: ReadonlyMap<string, TableMemory>;
  readonly #listeners = new Set<(change: Change) => void>();
  #turns: Promise<unknown> = Promise.resolve();
  #gathered = new Batch();
  #durable: Promise<void> = Promise.resolve();
  #writing = false;

  constructor(parts: SimulatedStoreParts) {
    this.#parts = parts;
    this.#memories = new Map(parts.tables.map((table) => [table.name, parts.disk.load(table)]));
  }

  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    return this.#parts.life.step("a transaction", async () => {
      const turn = this.#turns.then(() => this.#execute(work));
      this.#turns = turn;
      const { outcome, durable } = await turn;
      await durable;
      return outcome();
    });
  }

  watch(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async claim<Row>(table: Table<Row>, until: number, limit: number): Promise<readonly Claimed<Row>[]> {
    const rows = await this.transact((tx) => tx.due(table, until, limit));
    return rows.map((row) => ({ row, takeover: null }));
  }

  async close(): Promise<void> {
    await this.#turns;
    await this.#durable.catch(() => undefined);
  }

  async #execute<Value>(work: (tx: Transaction) => Promise<Value>) {
    const tx = new LowdbTransaction(this.#memories);
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
    this.#gathered.commits.push({ changes, written });
    this.#durable = this.#gathered.durable;
    if (!this.#writing) void this.#write();
  }

  async #write(): Promise<void> {
    const { clock, faults, life, disk } = this.#parts;
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
        if (faults.strikes("a failed write is on disk")) disk.writeInDoubt(written);
        this.#takeBack(batch);
        continue;
      }
      await life.at("before a write");
      disk.write(written);
      await life.at("after a write");
      for (const { table, key } of written) for (const listener of this.#listeners) listener({ table, key });
      batch.succeed();
    }
    this.#writing = false;
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
