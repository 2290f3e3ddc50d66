import { AppError } from "../../../platform/app-error.ts";
import { type Disk, nodeDisk } from "../../../platform/disk.ts";
import { holdFolder } from "../../../platform/folder-lock.ts";
import type { Log } from "../../../platform/log.ts";
import type { RowExport } from "../row-export.ts";
import type { Change, Claim, Store, Table, Transaction } from "../store.ts";
import { Archive } from "./archive.ts";
import { Batch } from "./batch.ts";
import { ChangeLog } from "./change-log.ts";
import { type Departure, encodeChanges } from "./changes.ts";
import { Checkpoints } from "./checkpoints.ts";
import {
  archiveFolder,
  firstLog,
  type Live,
  lastSegmentOf,
  livePath,
  loadTables,
  pictureOf,
  unknownTable,
} from "./live-document.ts";
import { LowdbTransaction, type Undo, undo } from "./lowdb-transaction.ts";
import { Move } from "./move.ts";
import { type ReadLogs, readLogs, refuseLogs } from "./read-logs.ts";
import type { Segment } from "./segment.ts";
import type { TableMemory } from "./table-memory.ts";

/** So many rows rest in memory before they are moved: about a megabyte of orders. */
const movedTogether = 500;

/**
 * Opens the embedded store in `folder`, which it holds until `close`. Living rows are in memory, in a document and in the
 * log of changes since; rows that rest are moved into the archive beside it now and then, after commits.
 * @param log told when rows can't be moved or the document not be written; nothing is lost then
 * @throws AppError store/held, store/damaged, store/write-failed
 */
export async function openLowdbStore(
  folder: string,
  tables: readonly Table<never>[],
  disk: Disk = nodeDisk,
  log?: Pick<Log, "warn">,
): Promise<Store & RowExport> {
  const lock = await holdFolder(folder);
  try {
    const { checkpoints, live } = await Checkpoints.open(folder, disk, log);
    const logs = live.log && (await readLogs(folder, disk, live.log));
    if (logs === undefined) await refuseLogs(folder, disk);
    const changes = logs?.logs.flatMap((read) => read.changes) ?? [];
    const memories = loadTables(livePath(folder), live, changes, tables);
    const archive = await Archive.open(archiveFolder(folder), disk, lastSegmentOf(live, changes));
    for (const table of archive.tables()) if (!memories.has(table)) throw unknownTable(archiveFolder(folder), table);
    const changeLog = await openLog(folder, disk, live, logs, checkpoints);
    if (logs?.cutOff === true)
      log?.warn({ folder }, "the last write was cut off; nobody had been told that it was done");
    return new LowdbStore(changeLog, checkpoints, memories, archive, lock, log);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Goes on with the last log, but for one in which a write was cut off; where there is none it begins with a checkpoint. */
async function openLog(
  folder: string,
  disk: Disk,
  live: Live,
  logs: ReadLogs | undefined,
  checkpoints: Checkpoints,
): Promise<ChangeLog> {
  const log = new ChangeLog(folder, disk, logs?.next ?? firstLog);
  const last = logs?.logs.at(-1);
  try {
    if (last !== undefined) await log.resume(last);
    else {
      await log.begin();
      await checkpoints.write({ ...live, log: firstLog });
    }
    if (logs?.cutOff === true) await log.end();
    return log;
  } catch (error) {
    await log.end();
    throw error;
  }
}

/** Rows that are in segments already and of which the next write says that they have left. */
interface Leaving extends Departure {
  readonly segments: readonly Segment[];
}

/**
 * Transactions and the beginnings of writes take turns, so a write always has whole transactions. A transaction may build
 * on one that is not yet on disk; it is answered only once everything it saw is.
 *
 * A move writes its segments first. One record of the log then says that the rows have left and names the last segment,
 * so at every moment each row is in exactly one of them.
 */
class LowdbStore implements Store, RowExport {
  readonly #log: ChangeLog;
  readonly #checkpoints: Checkpoints;
  readonly #memories: ReadonlyMap<string, TableMemory>;
  /** Those of which the disk knows. */
  readonly #durableMemories: ReadonlyMap<string, TableMemory>;
  readonly #archive: Archive;
  readonly #lock: { release(): Promise<void> };
  readonly #warnings: Pick<Log, "warn"> | undefined;
  readonly #listeners = new Set<(change: Change, own: boolean) => void>();
  #turns: Promise<unknown> = Promise.resolve();
  /** What the next write will carry. */
  #gathered = new Batch();
  /** Whether everything that has been executed is on disk. */
  #durable: Promise<void> = Promise.resolve();
  #writer: Promise<void> | undefined;
  #mover: Promise<void> | undefined;
  #leaving: Leaving | undefined;
  #leavingIsDue = false;
  /** How many rows may rest in memory: more after a move that failed, so that the next one is not at once. */
  #patience = movedTogether;
  /** The checkpoint that goes with the log which the next append begins. */
  #checkpoint: Live | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    log: ChangeLog,
    checkpoints: Checkpoints,
    memories: ReadonlyMap<string, TableMemory>,
    archive: Archive,
    lock: { release(): Promise<void> },
    warnings: Pick<Log, "warn"> | undefined,
  ) {
    this.#log = log;
    this.#checkpoints = checkpoints;
    this.#memories = memories;
    this.#durableMemories = new Map([...memories].filter(([, { durable }]) => durable));
    this.#archive = archive;
    this.#lock = lock;
    this.#warnings = warnings;
    if (!log.hasBegun) this.#checkpoint = this.#picture();
  }

  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    return this.#transact(work);
  }

  rows<Row>(table: Table<Row>, limit: number, before?: string): Promise<readonly Row[]> {
    return this.#transact((tx) => tx.lastRows(table, undefined, limit, before));
  }

  watch(listener: (change: Change, own: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One process holds the folder, so that nobody else can have a row. */
  claim<Row>(table: Table<Row>, until: number, limit: number): Promise<Claim<Row>> {
    return this.#transact(async (tx) => tx.claim(table, until, limit));
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
    while (this.#gathered.commits.length > 0 || this.#leavingIsDue) {
      // Those already in the queue come first: the more of them, the fewer writes.
      const { batch, leaving, record, picture } = await this.#inTurn(() => this.#beginWrite());
      try {
        if (record !== undefined) await this.#log.append(record);
      } catch (error) {
        await this.#inTurn(() => this.#takeBack(batch, error));
        continue;
      }
      this.#announce(batch);
      batch.succeed();
      if (leaving !== undefined) await this.#inTurn(() => this.#leave(leaving));
      this.#considerMove();
      if (record !== undefined) await this.#considerCheckpoint(picture);
    }
    this.#writer = undefined;
  }

  async #beginWrite() {
    const batch = this.#gathered;
    this.#gathered = new Batch();
    const leaving = this.#leaving;
    this.#leavingIsDue = false;
    const record = encodeChanges(this.#durableMemories, batch.commits, leaving);
    const isDue = record !== undefined && this.#checkpoints.due(this.#log.length + record.length);
    const picture = isDue ? this.#picture(leaving) : undefined;
    return { batch, leaving, record, picture };
  }

  /** What was executed since the batch may have seen it, so it goes too. */
  async #takeBack(batch: Batch, error: unknown): Promise<void> {
    const later = this.#gathered;
    this.#gathered = new Batch();
    this.#durable = Promise.resolve();
    undo([...batch.commits, ...later.commits].flat());
    // The log has ended with the failure. A checkpoint makes it needless to trust that file any longer.
    this.#checkpoint = this.#picture();
    batch.fail(error);
    later.fail(error);
  }

  /** @param picture of the memory after the last record of a log that is long enough */
  async #considerCheckpoint(picture: Live | undefined): Promise<void> {
    if (this.#checkpoint !== undefined) this.#checkpoints.begin(this.#checkpoint);
    this.#checkpoint = undefined;
    if (picture === undefined) return;
    await this.#log.end();
    this.#checkpoint = { ...picture, log: this.#log.next };
  }

  #picture(leaving?: Leaving): Live {
    return { ...pictureOf(this.#durableMemories, this.#archive.last, leaving), log: this.#log.next };
  }

  #considerMove(): void {
    if (this.#closing !== undefined || this.#mover !== undefined || this.#leaving !== undefined) return;
    if (this.#restingHere() < this.#patience) return;
    this.#mover = this.#move().finally(() => {
      this.#mover = undefined;
    });
  }

  async #move(): Promise<void> {
    const move = await this.#inTurn(async () => {
      const move = Move.of(this.#durableMemories);
      this.#archive.expect(move);
      return move;
    });
    try {
      const segments = await this.#archive.write(move);
      this.#leaving = { move, segments, lastSegment: segments.at(-1)?.name.number ?? this.#archive.last };
    } catch (error) {
      await this.#inTurn(async () => this.#archive.expect(undefined));
      this.#patience = this.#restingHere() + movedTogether;
      this.#warnings?.warn({ err: error }, "finished rows can't be moved into the archive; they stay in memory");
      return;
    }
    this.#patience = movedTogether;
    // The segments stay valid if this write fails: any later one will do.
    this.#leavingIsDue = true;
    this.#writer ??= this.#write();
  }

  /** The rows are in the archive now, durably. */
  async #leave({ move, segments }: Leaving): Promise<void> {
    this.#archive.adopt(segments);
    this.#archive.expect(undefined);
    move.leave(this.#durableMemories);
    // If a change that is not written yet must be taken back, its row is in the archive, not in memory.
    for (const undo of this.#gathered.commits.flat())
      if (move.takes(undo.change.table, undo.change.key, undo.before)) undo.before = undefined;
    this.#leaving = undefined;
  }

  #restingHere(): number {
    return [...this.#durableMemories.values()].reduce((sum, { resting }) => sum + resting.size, 0);
  }

  #announce(batch: Batch): void {
    for (const commit of batch.commits) {
      const told = new Set<string>();
      for (const { change } of commit) {
        const row = `${change.table} ${change.key}`;
        if (told.has(row)) continue;
        told.add(row);
        // Apart from the writer, so that a listener's error is not taken for one of the disk.
        for (const listener of this.#listeners) queueMicrotask(() => listener(change, true));
      }
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
    if (this.#log.hasRecords) await this.#beginLastCheckpoint();
    await this.#checkpoints.close();
    await this.#log.end();
    await this.#lock.release();
  }

  /** A document alone opens faster than one with a log. */
  async #beginLastCheckpoint(): Promise<void> {
    const picture = this.#picture();
    await this.#log.end();
    try {
      await this.#log.begin();
      this.#checkpoints.begin(picture);
    } catch (error) {
      this.#warnings?.warn({ err: error }, "the live document can't be written; its log stays");
    }
  }
}
