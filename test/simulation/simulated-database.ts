import type { Change, Leased, LeasedRow, Table, Transaction } from "../../server/store/store.ts";
import type { Faults } from "./faults.ts";
import { MemoryTransaction, type Undo, undo } from "./memory-transaction.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import type { TableMemory } from "./table-memory.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { WorkLeases } from "./work-leases.ts";

export interface SimulatedDatabaseParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly disk: SimulatedDisk;
  readonly tables: readonly Table<never>[];
}

/** A hub's connection for what others change. */
export interface Feed {
  hear(changes: readonly Change[]): void;
  /** Something may have been missed. */
  lookAgain(): void;
}

/** What became of a transaction. `unconfirmed`: the connection broke before the answer to the commit. */
export type Executed<Value> =
  | { readonly outcome: () => Value; readonly changes: readonly Change[]; readonly unconfirmed: boolean }
  | "away";

interface Commit {
  readonly at: number;
  readonly changes: readonly Undo[];
}

const second = 1000;
/** What a database has answered without waiting for its disk is there after so long at most (three rounds of its WAL writer), ms. */
const flushedWithin = 600;
/** What a crash has lost cabinets tell anew with their next snapshot, ms. */
const toldAnewWithin = 31 * 60 * second;
const usualDelay = 3;

/**
 * A database that several hubs share, as they see it: one transaction after the other, leases of due work, announcements of
 * changes. It goes away and comes back with what it had confirmed, but for the last moments of what is not durable.
 */
export class SimulatedDatabase {
  readonly #parts: SimulatedDatabaseParts;
  readonly #memories: ReadonlyMap<string, TableMemory>;
  readonly #tables: ReadonlyMap<string, Table<never>>;
  readonly #leases = new WorkLeases();
  readonly #feeds = new Map<string, Feed>();
  readonly #deafUntil = new Map<string, number>();
  #turns: Promise<unknown> = Promise.resolve();
  #unflushed: readonly Commit[] = [];
  #awayUntil = 0;
  #backSince = 0;

  constructor(parts: SimulatedDatabaseParts) {
    this.#parts = parts;
    this.#tables = new Map(parts.tables.map((table) => [table.name, table]));
    this.#memories = new Map(parts.tables.map((table) => [table.name, parts.disk.load(table)]));
  }

  get isAway(): boolean {
    return this.#parts.time.now() < this.#awayUntil;
  }

  /** Since when it is there with everything, epoch ms, which may be some minutes ahead; undefined: it is away. */
  get thereSince(): number | undefined {
    return this.isAway ? undefined : this.#backSince;
  }

  /** @param hub who commits; another name for each process */
  execute<Value>(hub: string, work: (tx: Transaction) => Promise<Value>): Promise<Executed<Value>> {
    return this.#inTurn(() => this.#execute(hub, work));
  }

  /** As a try whose transaction others hindered: what it did is gone. */
  attempt(work: (tx: Transaction) => Promise<unknown>): Promise<void> {
    return this.#inTurn(async () => {
      const tx = new MemoryTransaction(this.#memories);
      await work(tx).catch(() => undefined);
      tx.end();
      undo(tx.changes);
    });
  }

  claim<Row>(hub: string, table: Table<Row>, until: number, limit: number, lease: number): Leased<Row> {
    const now = this.#parts.time.now();
    const memory = this.#memories.get(table.name);
    const due = (memory?.due(until, Number.POSITIVE_INFINITY) ?? []) as Row[];
    const claimed: LeasedRow<Row>[] = [];
    for (const row of due) {
      if (claimed.length === limit) break;
      const place = placeOf(table.name, table.key(row));
      if (this.#leases.take(place, hub, now, lease)) this.#unflushed = [];
      const held = this.#leases.heldBy(place, hub, now);
      if (held) claimed.push({ row, takeover: held.takeover });
    }
    return { rows: claimed, mayBeMore: claimed.length < due.length, nextDueAt: memory?.nextDueAfter(until) };
  }

  /** A hub that stops in order leaves to the others what it had. */
  release(hub: string): void {
    this.#leases.release(hub);
  }

  /** @returns what ends it */
  listen(hub: string, feed: Feed): () => void {
    this.#feeds.set(hub, feed);
    return () => this.#feeds.delete(hub);
  }

  /** The connection on which a hub hears of changes breaks, and is made anew after `duration` ms. */
  deafen(hub: string, duration: number): void {
    const { time } = this.#parts;
    const until = Math.max(this.#deafUntil.get(hub) ?? 0, time.now() + duration);
    this.#deafUntil.set(hub, until);
    time.at(until, () => {
      if (this.#deafUntil.get(hub) === until) this.#feeds.get(hub)?.lookAgain();
    });
  }

  get listeningHubs(): readonly string[] {
    return [...this.#feeds.keys()];
  }

  /** @param crashed it does not stop in order: the last changes of what is not durable are gone */
  goAway(duration: number, crashed: boolean): void {
    const { time, faults, disk } = this.#parts;
    this.#awayUntil = Math.max(this.#awayUntil, time.now() + duration);
    this.#backSince = Math.max(this.#backSince, this.#awayUntil + (crashed ? toldAnewWithin : 0));
    const reconnection = faults.details("the database is away");
    for (const hub of this.#feeds.keys()) this.deafen(hub, duration + reconnection.between(200, 10 * second));
    if (!crashed) return;
    const lost = this.#unflushed.filter(({ at }) => at > time.now() - flushedWithin).flatMap(({ changes }) => changes);
    this.#unflushed = [];
    // In its turn, so that it does not take a running transaction's ground away.
    void this.#inTurn(async () => {
      undo(lost);
      disk.lose(lost.map(({ memory, change }) => ({ ...change, row: memory.get(change.key) })));
    });
  }

  async #execute<Value>(hub: string, work: (tx: Transaction) => Promise<Value>): Promise<Executed<Value>> {
    if (this.isAway) return "away";
    const { faults } = this.#parts;
    const tx = new MemoryTransaction(this.#memories);
    let value: Value;
    try {
      value = await work(tx);
    } catch (error) {
      undo(tx.changes);
      tx.end();
      const outcome = () => {
        throw error;
      };
      return { outcome, changes: [], unconfirmed: false };
    }
    tx.end();
    const unconfirmed = tx.changes.length > 0 && faults.strikes("the database's answer is lost");
    if (unconfirmed && !faults.strikes("what was not confirmed is done")) undo(tx.changes);
    else this.#commit(hub, tx.changes);
    const changes = new Map(tx.changes.map(({ change }) => [placeOf(change.table, change.key), change]));
    return { outcome: () => value, changes: [...changes.values()], unconfirmed };
  }

  #commit(hub: string, changes: readonly Undo[]): void {
    if (changes.length === 0) return;
    const { disk, time } = this.#parts;
    const written = changes.map(({ memory, change }) => ({ ...change, row: memory.get(change.key) }));
    disk.write(written);
    for (const { table: name, key, row } of written) {
      const table = this.#tables.get(name);
      const isDue = row !== undefined && table?.dueAt(row as never) !== undefined;
      if (!isDue) this.#leases.drop(placeOf(name, key));
    }
    const isDurable = written.some(({ table }) => this.#tables.get(table)?.durable);
    this.#unflushed = isDurable ? [] : [...this.#unflushed, { at: time.now(), changes }];
    this.#announce(
      hub,
      written.map(({ table, key }) => ({ table, key })),
    );
  }

  #announce(from: string, changes: readonly Change[]): void {
    const { time, faults } = this.#parts;
    for (const [hub, feed] of this.#feeds) {
      if (hub === from) continue;
      const kind = "a change is announced late";
      const delay = faults.strikes(kind) ? faults.details(kind).between(100, 10 * second) : usualDelay;
      time.after(delay, () => {
        const isHeard = this.#feeds.get(hub) === feed && (this.#deafUntil.get(hub) ?? 0) <= time.now();
        if (isHeard) feed.hear(changes);
      });
    }
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }
}

function placeOf(table: string, key: string): string {
  return `${table}/${key}`;
}
