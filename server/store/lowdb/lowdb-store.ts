import { join } from "node:path";
import { AppError } from "../../../platform/app-error.ts";
import { type Disk, nodeDisk } from "../../../platform/disk.ts";
import { type DurableDocument, openDurableDocument } from "../../../platform/durable-document.ts";
import { holdFolder } from "../../../platform/folder-lock.ts";
import type { Change, Store, Table, Transaction } from "../store.ts";
import { Batch } from "./batch.ts";
import { frozenCopy, LowdbTransaction, type Undo, undo } from "./lowdb-transaction.ts";
import { TableMemory } from "./table-memory.ts";

/** The rows of each table, in no particular order. */
type Live = { tables: Record<string, readonly unknown[]> };

const nothing = (): Live => ({ tables: {} });

/**
 * Opens the embedded store in `folder`, which it holds until `close`. All rows are in memory and in one document.
 * @throws AppError store/held, store/damaged
 */
export async function openLowdbStore(
  folder: string,
  tables: readonly Table<never>[],
  disk: Disk = nodeDisk,
): Promise<Store> {
  const lock = await holdFolder(folder);
  try {
    const path = join(folder, "live.json");
    const document = await openDurableDocument(path, { initial: nothing, format: "jiehuan-live/1", disk });
    return new LowdbStore(document, loadTables(path, document.data, tables), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function loadTables(path: string, live: Live, tables: readonly Table<never>[]): Map<string, TableMemory> {
  const memories = new Map(tables.map((table) => [table.name, new TableMemory(table)]));
  for (const [name, rows] of Object.entries(live.tables)) {
    const memory = memories.get(name);
    if (memory === undefined)
      throw new AppError("store/damaged", `${path} holds the table ${name}, which this version does not know.`);
    for (const row of rows) memory.put(frozenCopy(row));
  }
  return memories;
}

/**
 * Transactions and the beginnings of writes take turns, so a write always pictures whole transactions. A transaction
 * may build on one that is not yet on disk; it is answered only once everything it saw is.
 */
class LowdbStore implements Store {
  readonly #document: DurableDocument<Live>;
  readonly #memories: ReadonlyMap<string, TableMemory>;
  readonly #lock: { release(): Promise<void> };
  readonly #listeners = new Set<(change: Change) => void>();
  #turns: Promise<unknown> = Promise.resolve();
  /** What the next write will carry. */
  #gathered = new Batch();
  /** Whether everything that has been executed is on disk. */
  #durable: Promise<void> = Promise.resolve();
  #writer: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    document: DurableDocument<Live>,
    memories: ReadonlyMap<string, TableMemory>,
    lock: { release(): Promise<void> },
  ) {
    this.#document = document;
    this.#memories = memories;
    this.#lock = lock;
  }

  async transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    if (this.#closing !== undefined) throw new AppError("store/write-failed", "the store is closed");
    const { outcome, durable } = await this.#inTurn(() => this.#execute(work));
    await durable;
    return outcome();
  }

  watch(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  /** A failure too rests on what the work saw, so it is told no earlier than a value would be. */
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
    this.#gathered.commits.push(changes);
    this.#durable = this.#gathered.durable;
    this.#writer ??= this.#write();
  }

  /** Writes until nothing is left to write. */
  async #write(): Promise<void> {
    while (this.#gathered.commits.length > 0) {
      // Those already in the queue come first: the more of them, the fewer writes.
      const { batch, saved } = await this.#inTurn(() => this.#beginSave());
      try {
        await saved;
        this.#announce(batch);
        batch.succeed();
      } catch (error) {
        await this.#inTurn(() => this.#takeBack(batch, error));
      }
    }
    this.#writer = undefined;
  }

  async #beginSave() {
    const batch = this.#gathered;
    this.#gathered = new Batch();
    const tables = [...this.#memories].map(([name, memory]) => [name, [...memory.rows()]] as const);
    this.#document.data = { tables: Object.fromEntries(tables) };
    // The document takes its picture within this call, before another transaction has its turn.
    return { batch, saved: this.#document.save() };
  }

  /** What was executed since the batch may have seen it, so it goes too. */
  async #takeBack(batch: Batch, error: unknown): Promise<void> {
    const later = this.#gathered;
    this.#gathered = new Batch();
    this.#durable = Promise.resolve();
    undo([...batch.commits, ...later.commits].flat());
    batch.fail(error);
    later.fail(error);
  }

  #announce(batch: Batch): void {
    for (const commit of batch.commits) {
      const changes = new Map(commit.map(({ change }) => [JSON.stringify(change), change]));
      // Apart from the writer, so that a listener's error is not taken for one of the disk.
      for (const listener of this.#listeners)
        for (const change of changes.values()) queueMicrotask(() => listener(change));
    }
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  async #drain(): Promise<void> {
    await this.#turns;
    await this.#writer;
    await this.#document.close();
    await this.#lock.release();
  }
}
