import { effectAfterStep } from "../rental/clock-step.ts";
import { decide } from "../rental/decide.ts";
import { type CabinetHistory, cabinetHistoryTable } from "./cabinet-history-table.ts";
import { type ClockStep, clockStepTable } from "./clock-tables.ts";
import { type OrderRecord, orderTable } from "./order-table.ts";
import { type RiderRecord, riderTable } from "./rider-table.ts";
import type { Store, Table, Transaction, Wanted } from "./store.ts";
import { type UnmatchedEvent, unmatchedEventTable } from "./unmatched-event-table.ts";

/** The steps of its wall clock that the hub has taken over, the first first. */
export class ClockSteps {
  readonly #steps: ClockStep[];

  constructor(steps: readonly ClockStep[] = []) {
    this.#steps = [...steps];
  }

  static async load(store: Store): Promise<ClockSteps> {
    return new ClockSteps(await store.transact((tx) => tx.all(clockStepTable)));
  }

  get count(): number {
    return this.#steps.length;
  }

  /** By how much each moved the clock, the first first; ms. */
  get sizes(): readonly number[] {
    return this.#steps.map(({ by }) => by);
  }

  /** All steps together; ms. */
  get total(): number {
    return this.sizes.reduce((sum, by) => sum + by, 0);
  }

  add(step: ClockStep): void {
    this.#steps.push(step);
  }

  /** The steps from the first `count` on up to the `until`th. */
  between(count: number, until: number): readonly ClockStep[] {
    return this.#steps.slice(count, until);
  }
}

/** A row whose times were written when the hub had taken over so many steps; absent: none. */
interface Stepped {
  readonly steps?: number;
}

/**
 * The store as of the hub's clock: orders and unmatched events that were written before a step are read as if they had
 * been written after it, and are stored like that once they change. Where nothing was ever taken over, it is the store itself.
 */
export function steppedStore(store: Store, steps: ClockSteps): Store {
  return {
    transact: (work) => {
      const { count } = steps;
      return count === 0
        ? store.transact(work)
        : store.transact((tx) => work(new SteppedTransaction(tx, steps, count)));
    },
    watch: (listener, lookAgain) => store.watch(listener, lookAgain),
    async lease(table, until, limit, lease) {
      const claim = await store.lease(table, until, limit, lease);
      const { count } = steps;
      if (count === 0) return claim;
      return { ...claim, rows: claim.rows.map((one) => ({ ...one, row: caughtUp(table, one.row, steps, count) })) };
    },
    close: () => store.close(),
  };
}

/**
 * Writes down what is only read as moved so far: orders would else come due by their old times.
 * @param store without the steps
 */
export async function catchUp(store: Store, steps: ClockSteps): Promise<number> {
  const isBehind = ({ steps: applied = 0 }: Stepped) => applied < steps.count;
  if (steps.count === 0) return 0;
  const orders = (await store.transact((tx) => tx.all(orderTable))).filter(isBehind);
  const unmatchedEvents = (await store.transact((tx) => tx.all(unmatchedEventTable))).filter(isBehind);
  const stepped = steppedStore(store, steps);
  await putAgain(stepped, orderTable, orders);
  await putAgain(stepped, unmatchedEventTable, unmatchedEvents);
  return orders.length + unmatchedEvents.length;
}

const rowsTogether = 50;

async function putAgain<Row>(store: Store, table: Table<Row>, rows: readonly Row[]): Promise<void> {
  for (let first = 0; first < rows.length; first += rowsTogether) {
    const keys = rows.slice(first, first + rowsTogether).map((row) => table.key(row));
    await store.transact(async (tx) => {
      for (const key of keys) {
        const row = await tx.get(table, key);
        if (row !== undefined) await tx.put(table, row);
      }
    });
  }
}

class SteppedTransaction implements Transaction {
  readonly #tx: Transaction;
  readonly #steps: ClockSteps;
  /** Steps that are taken over while the transaction runs are nothing to it. */
  readonly #count: number;

  constructor(tx: Transaction, steps: ClockSteps, count: number) {
    this.#tx = tx;
    this.#steps = steps;
    this.#count = count;
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const row = await this.#tx.get(table, key);
    return row === undefined ? undefined : caughtUp(table, row, this.#steps, this.#count);
  }

  async find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]> {
    return this.#all(table, await this.#tx.find(table, entry));
  }

  async page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]> {
    return this.#all(table, await this.#tx.page(table, entry, limit, before));
  }

  async all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    return this.#all(table, await this.#tx.all(table));
  }

  prefetch(wanted: readonly Wanted[]): Promise<void> {
    return this.#tx.prefetch(wanted);
  }

  put<Row>(table: Table<Row>, row: Row): Promise<void> {
    return this.#tx.put(table, isStepped(table) ? { ...row, steps: this.#count } : row);
  }

  delete<Row>(table: Table<Row>, key: string): Promise<void> {
    return this.#tx.delete(table, key);
  }

  #all<Row>(table: Table<Row>, rows: readonly Row[]): readonly Row[] {
    return isStepped(table) ? rows.map((row) => caughtUp(table, row, this.#steps, this.#count)) : rows;
  }
}

/** What a step makes of a row of each table whose rows hold times by which something is decided later. */
const moves: ReadonlyMap<string, (row: never, step: ClockStep) => unknown> = new Map<
  string,
  (row: never, step: ClockStep) => unknown
>([
  [orderTable.name, orderAfter],
  [unmatchedEventTable.name, unmatchedAfter],
  [riderTable.name, riderAfter],
  [cabinetHistoryTable.name, claimsAfter],
]);

function isStepped({ name }: { readonly name: string }): boolean {
  return moves.has(name);
}

function caughtUp<Row>(table: { readonly name: string }, row: Row, steps: ClockSteps, count: number): Row {
  const moved = moves.get(table.name);
  const applied = (row as Stepped).steps ?? 0;
  if (moved === undefined || applied >= count) return row;
  return steps.between(applied, count).reduce<unknown>((after, step) => moved(after as never, step), row) as Row;
}

function orderAfter(record: OrderRecord, { no, by, at }: ClockStep): OrderRecord {
  const cause = { type: "clock-stepped", by } as const;
  const { order } = decide(record.order, cause, at);
  const { effects, audit, outsideQuery } = record;
  return {
    ...record,
    order,
    effects: effects.map((effect) => effectAfterStep(effect, order, by)),
    audit: order === record.order ? audit : [...audit, { at, actor: "hub", cause, state: order.state }],
    ...(outsideQuery && { outsideQuery: { ...outsideQuery, at: outsideQuery.at + by } }),
    steps: no,
  };
}

/** Matched or laid aside, it is what it was then; what broke the schema has no time. */
function unmatchedAfter(unmatchedEvent: UnmatchedEvent, { no, by }: ClockStep): UnmatchedEvent {
  if (unmatchedEvent.match || unmatchedEvent.dismissal) return { ...unmatchedEvent, steps: no };
  const { event, receivedAt } = unmatchedEvent;
  const moved = { ...unmatchedEvent, receivedAt: later(receivedAt, by), steps: no };
  if (!event) return moved;
  const { latest, earliest, uncertainty } = event.at;
  const at = {
    latest: later(latest, by),
    uncertainty,
    ...(earliest !== undefined && { earliest: later(earliest, by) }),
  };
  return { ...moved, event: { ...event, at } };
}

function riderAfter(rider: RiderRecord, { no, by }: ClockStep): RiderRecord {
  const { letGo, reports, refuted } = rider.conduct;
  const all = (times: readonly number[]) => times.map((time) => later(time, by));
  return { ...rider, conduct: { letGo: all(letGo), reports: all(reports), refuted: all(refuted) }, steps: no };
}

function claimsAfter(claims: CabinetHistory, { no, by }: ClockStep): CabinetHistory {
  const items = claims.items.map((item) => (item.since === null ? item : { ...item, since: later(item.since, by) }));
  return { ...claims, items, steps: no };
}

function later(time: number, by: number): number {
  return Math.max(0, time + by);
}
