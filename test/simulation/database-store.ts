import { AppError } from "../../platform/app-error.ts";
import type { Change, ChangeListener, Leased, Store, Table, Transaction } from "../../server/store/store.ts";
import type { Faults } from "./faults.ts";
import type { Life } from "./life.ts";
import type { SimulatedDatabase } from "./simulated-database.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface DatabaseStoreParts {
  readonly database: SimulatedDatabase;
  /** Of this process; another one for each start. */
  readonly hub: string;
  readonly life: Life;
  readonly time: VirtualTime;
  readonly faults: Faults;
}

interface Listener {
  readonly listener: ChangeListener;
  readonly lookAgain: (table: string) => void;
}

/** One way between a hub and its database, ms. */
const travel = 1;
const second = 1000;
/** So often a hindered transaction is tried again. */
const tries = 6;

/** The PostgreSQL store's promises for one hub, on a database in memory. */
export class DatabaseStore implements Store {
  readonly #parts: DatabaseStoreParts;
  readonly #tables: readonly string[];
  readonly #listeners = new Set<Listener>();
  readonly #endFeed: () => void;
  readonly #running = new Set<Promise<unknown>>();
  #closing = false;

  constructor(parts: DatabaseStoreParts, tables: readonly Table<never>[]) {
    this.#parts = parts;
    this.#tables = tables.map(({ name }) => name);
    const { database, hub, life } = parts;
    this.#endFeed = database.listen(hub, {
      hear: (changes) => life.whenItRuns(() => this.#tell(changes, false)),
      lookAgain: () => life.whenItRuns(() => this.#lookAgain()),
    });
    life.onEnd(this.#endFeed);
  }

  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    return this.#whileOpen("a transaction", () => this.#transact(work));
  }

  watch(listener: ChangeListener, lookAgain: (table: string) => void): () => void {
    const entry = { listener, lookAgain };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  lease<Row>(table: Table<Row>, until: number, limit: number, lease: number): Promise<Leased<Row>> {
    const { time, database, hub } = this.#parts;
    return this.#whileOpen("a claim", async () => {
      await this.#reach();
      const claimed = database.claim(hub, table, until, limit, lease);
      await time.sleep(travel);
      return claimed;
    });
  }

  async close(): Promise<void> {
    const { database, hub } = this.#parts;
    this.#closing = true;
    await Promise.allSettled(this.#running);
    this.#endFeed();
    database.release(hub);
  }

  async #whileOpen<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
    if (this.#closing) throw new AppError("store/write-failed", "the store is closed");
    const running = this.#parts.life.step(what, work);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async #transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    const { life, time, database, hub, faults } = this.#parts;
    for (let hindered = 0; ; hindered++) {
      await this.#reach();
      await life.at("before a commit");
      const isHindered = hindered < tries && faults.strikes("a transaction is hindered");
      if (isHindered) await database.attempt(work);
      const executed = isHindered ? undefined : await database.execute(hub, work);
      await time.sleep(travel);
      if (executed === undefined) continue;
      if (executed === "away") throw away();
      await life.at("after a commit");
      this.#tell(executed.changes, true);
      if (!executed.unconfirmed) return executed.outcome();
      throw new AppError("store/outcome-unknown", "the simulated database did not confirm a change");
    }
  }

  async #reach(): Promise<void> {
    const { time, database, faults } = this.#parts;
    await time.sleep(travel);
    if (!database.isAway) return;
    // Refused at once, or no answer at all.
    const random = faults.details("the database is away");
    await time.sleep(random.chance(0.5) ? travel : random.between(second, 5 * second));
    throw away();
  }

  #tell(changes: readonly Change[], own: boolean): void {
    for (const { listener } of this.#listeners)
      for (const change of changes) queueMicrotask(() => listener(change, own));
  }

  #lookAgain(): void {
    for (const { lookAgain } of this.#listeners)
      for (const table of this.#tables) queueMicrotask(() => lookAgain(table));
  }
}

function away(): AppError {
  return new AppError("store/away", "the simulated database can't be used");
}
