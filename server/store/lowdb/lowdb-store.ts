import { AppError } from "../../../platform/app-error.ts";
import { type Disk, nodeDisk } from "../../../platform/disk.ts";
import { type DurableDocument, openDurableDocument } from "../../../platform/durable-document.ts";
import { holdFolder } from "../../../platform/folder-lock.ts";
import type { Log } from "../../../platform/log.ts";
import type { RowExport } from "../row-export.ts";
import type { Change, Claimed, Store, Table, Transaction } from "../store.ts";
import { Archive } from "./archive.ts";
import { Batch } from "./batch.ts";
import {
  archiveFolder,
  emptyLive,
  type Live,
  liveFormat,
  livePath,
  loadTables,
  pictureOf,
  unknownTable,
} from "./live-document.ts";
import { LowdbTransaction, type Undo, undo } from "./lowdb-transaction.ts";
import { Move } from "./move.ts";
import type { Segment } from "./segment.ts";
import type { TableMemory } from "./table-memory.ts";

/** So many rows rest in the hot document before they are moved: about a megabyte of orders. */
const movedTogether = 500;

/**
 * Opens the embedded store in `folder`, which it holds until `close`. Living rows are in memory and in one document; rows
 * that rest are moved into the archive beside it now and then, after commits.
 * @param log told when rows can't be moved; nothing is lost then
 * @throws AppError store/held, store/damaged
 */
export async function openLowdbStore(
  folder: string,
  tables: readonly Table<never>[],
  disk: Disk = nodeDisk,
  log?: Pick<Log, "warn">,
): Promise<Store & RowExport> {
  const lock = await holdFolder(folder);
  try {
    const path = livePath(folder);
    const document = await openDurableDocument<Live>(path, { initial: emptyLive, format: liveFormat, disk });
    const memories = loadTables(path, document.data, tables);
    const archive = await Archive.open(archiveFolder(folder), disk, document.data.lastSegment);
    for (const table of archive.tables()) if (!memories.has(table)) throw unknownTable(archiveFolder(folder), table);
    return new LowdbStore(document, memories, archive, lock, log);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Rows that are in segments already and that the next write leaves out of the hot document. */
interface Departure {
  readonly move: Move;
  readonly segments: readonly Segment[];
}

/**
 * Transactions and the beginnings of writes take turns, so a write always pictures whole transactions. A transaction
 * may build on one that is not yet on disk; it is answered only once everything it saw is.
 *
 * A move writes its segments first. The hot document then drops the rows and names the last segment in one write, so at
 * every moment each row is in exactly one of them.
 */
class LowdbStore implements Store, RowExport {
  readonly #document: DurableDocument<Live>;
  readonly #memories: ReadonlyMap<string, TableMemory>;
  readonly #archive: Archive;
  readonly #lock: { release(): Promise<void> };
  readonly #log: Pick<Log, "warn"> | undefined;
  readonly #listeners = new Set<(change: Change) => void>();
  #turns: Promise<unknown> = Promise.resolve();
  /** What the next write will carry. */
  #gathered = new Batch();
  /** Whether everything that has been executed is on disk. */
  #durable: Promise<void> = Promise.resolve();
  #writer: Promise<void> | undefined;
  #mover: Promise<void> | undefined;
  #departure: Departure | undefined;
  #departureDue = false;
  /** How many rows may rest in the hot document: more after a move that failed, so that the next one is not at once. */
  #patience = movedTogether;
  #closing: Promise<void> | undefined;

  constructor(
    document: DurableDocument<Live>,
    memories: ReadonlyMap<string, TableMemory>,
    archive: Archive,
    lock: { release(): Promise<void> },
    log: Pick<Log, "warn"> | undefined,
  ) {
    this.#document = document;
    this.#memories = memories;
    this.#archive = archive;
    this.#lock = lock;
    this.#log = log;
  }

  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    return this.#transact(work);
  }

  rows<Row>(table: Table<Row>, limit: number, before?: string): Promise<readonly Row[]> {
    return this.#transact((tx) => tx.lastRows(table, undefined, limit, before));
  }

  watch(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One process holds the folder, so that nobody else can have a row. */
  async claim<Row>(table: Table<Row>, until: number, limit: number): Promise<readonly Claimed<Row>[]> {
    const rows = await this.transact((tx) => tx.due(table, until, limit));
    return rows.map((row) => ({ row, takeover: null }));
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #transact<Value>(work: (tx: LowdbTransaction) => Promise<Value>): Promise<Value> {
    if (this.#closing !== undefined) throw new AppError("store/write-failed", "the store is closed");
    const { outcome, durable } = await this.#inTurn(() => this.#execute(work));
    await durable;
    return outcome();
  }

  /** A failure too rests on what the work saw, so it is told no earlier than a value would be. */
  async #execute<Value>(work: (tx: LowdbTransaction) => Promise<Value>) {
    const tx = new LowdbTransaction(this.#memories, this.#archive);
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
    while (this.#gathered.commits.length > 0 || this.#departureDue) {
      // Those already in the queue come first: the more of them, the fewer writes.
      const { batch, departure, saved } = await this.#inTurn(() => this.#beginSave());
      const failure = await saved.then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (failure !== undefined) {
        await this.#inTurn(() => this.#takeBack(batch, failure.error));
        continue;
      }
      this.#announce(batch);
      batch.succeed();
      if (departure !== undefined) await this.#inTurn(() => this.#depart(departure));
      this.#considerMove();
    }
    this.#writer = undefined;
  }

  async #beginSave() {
    const batch = this.#gathered;
    this.#gathered = new Batch();
    const departure = this.#departure;
    this.#departureDue = false;
    const lastSegment = departure?.segments.at(-1)?.name.number ?? this.#archive.last;
    this.#document.data = pictureOf(this.#memories, lastSegment, departure?.move);
    // The document takes its picture within this call, before another transaction has its turn.
    return { batch, departure, saved: this.#document.save() };
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

  #considerMove(): void {
    if (this.#closing !== undefined || this.#mover !== undefined || this.#departure !== undefined) return;
    if (this.#restingHere() < this.#patience) return;
    this.#mover = this.#move().finally(() => {
      this.#mover = undefined;
    });
  }

  async #move(): Promise<void> {
    const move = await this.#inTurn(async () => {
      const move = Move.of(this.#memories);
      this.#archive.expect(move);
      return move;
    });
    try {
      this.#departure = { move, segments: await this.#archive.write(move) };
    } catch (error) {
      await this.#inTurn(async () => this.#archive.expect(undefined));
      this.#patience = this.#restingHere() + movedTogether;
      this.#log?.warn({ err: error }, "finished rows can't be moved into the archive; they stay in the hot document");
      return;
    }
    this.#patience = movedTogether;
    // The segments stay valid if this write fails: any later one will do.
    this.#departureDue = true;
    this.#writer ??= this.#write();
  }

  /** The rows of the departure are in the archive now, durably. */
  async #depart({ move, segments }: Departure): Promise<void> {
    this.#archive.adopt(segments);
    this.#archive.expect(undefined);
    move.leave(this.#memories);
    this.#departure = undefined;
  }

  #restingHere(): number {
    return [...this.#memories.values()].reduce((sum, { resting }) => sum + resting.size, 0);
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
    await this.#mover;
    await this.#writer;
    await this.#document.close();
    await this.#lock.release();
  }
}
