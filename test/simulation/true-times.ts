import { movedInTime } from "../../server/rental/clock-step.ts";
import { hasEnded } from "../../server/rental/transitions.ts";
import { clockStepTable } from "../../server/store/clock-tables.ts";
import { type AuditEntry, type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import type { Table } from "../../server/store/store.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";

/** What the judges remember of an order since it was first on disk. */
interface Known {
  /** In true time, epoch ms. */
  readonly firstAt: number;
  /** By the hub's clock: prices go by the hub's calendar. */
  readonly createdAt: number;
  /** What the hub's clock showed more than the truth when the order was made, ms. */
  readonly offset: number;
  /** The same of each audit entry. */
  readonly entries: number[];
  /** The same of returns of which the hub heard only after the order had ended, by loan: what has ended does not move. */
  readonly lateReturns: Map<number, number>;
  hadEnded: boolean;
}

/** The disk with the times of its orders as they were in truth. */
export interface TrueDisk {
  get<Row>(table: Table<Row>, key: string): Row | undefined;
  rows<Row>(table: Table<Row>): Row[];
}

/**
 * What was true when the hub's clock showed something. A step that the hub has taken over moves its clock and all open
 * orders; from what stands in each row of how many steps it has taken part in, the true times follow. What is left is
 * `slack`: a hub follows its wall clock slowly where that is off by less than what counts as a step.
 */
export class TrueTimes implements TrueDisk {
  readonly #disk: SimulatedDisk;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  /** How much the clocks of the hubs that run show more than the truth and their steps, ms. */
  readonly #deviations: () => readonly number[];
  readonly #true = new WeakMap<OrderRecord, OrderRecord>();
  #lastStepAt = 0;
  #least = 0;
  #most = 0;

  constructor(disk: SimulatedDisk, now: () => number, deviations: () => readonly number[]) {
    this.#disk = disk;
    this.#now = now;
    this.#deviations = deviations;
  }

  /** How far two times of the hub may be apart from what they were in truth, ms; 0 while no wall clock was set. */
  get slack(): number {
    return this.#most === this.#least ? 0 : Math.ceil(this.#most - this.#least) + 1;
  }

  /** Whether a hub has ever taken over a step. */
  get hasStepped(): boolean {
    return this.#disk.rows(clockStepTable).length > 0;
  }

  /** When a hub last took over a step, in true time, epoch ms; 0: never. */
  get lastStepAt(): number {
    return this.#lastStepAt;
  }

  /** A hub takes over a step. */
  stepWritten(): void {
    this.#lastStepAt = this.#now();
  }

  /** How much the hub's clock shows more since so many steps, ms. */
  offset(steps = Number.POSITIVE_INFINITY): number {
    return this.#disk.rows(clockStepTable).reduce((sum, { no, by }) => (no <= steps ? sum + by : sum), 0);
  }

  /** An order is written. */
  written(record: OrderRecord): void {
    for (const deviation of this.#deviations()) {
      this.#least = Math.min(this.#least, deviation);
      this.#most = Math.max(this.#most, deviation);
    }
    const { order, audit } = record;
    const offset = this.offset(record.steps ?? 0);
    const known = this.#known.get(order.orderNo) ?? {
      firstAt: this.#now(),
      createdAt: order.createdAt,
      offset,
      entries: [],
      lateReturns: new Map<number, number>(),
      hadEnded: false,
    };
    this.#known.set(order.orderNo, known);
    while (known.entries.length < audit.length) known.entries.push(offset);
    if (known.hadEnded)
      for (const { loanNo, returned } of order.loans)
        if (returned && !known.lateReturns.has(loanNo)) known.lateReturns.set(loanNo, offset);
    if (!known.hadEnded && hasEnded(order.state)) {
      known.hadEnded = true;
      for (const { loanNo, returned } of order.loans) if (returned) known.lateReturns.set(loanNo, offset);
    }
  }

  /** The order with its times as the hub has written them. */
  asWritten(orderNo: string): OrderRecord["order"] | undefined {
    return this.#disk.get(orderTable, orderNo)?.order;
  }

  /** When it was first on disk, in true time, epoch ms. */
  firstAt(orderNo: string): number {
    return this.#known.get(orderNo)?.firstAt ?? this.#now();
  }

  /** When it was made, by the hub's clock, epoch ms. */
  createdAt({ orderNo, createdAt }: OrderRecord["order"]): number {
    return this.#known.get(orderNo)?.createdAt ?? createdAt;
  }

  get<Row>(table: Table<Row>, key: string): Row | undefined {
    const row = this.#disk.get(table, key);
    return row === undefined ? undefined : this.#inTruth(table, row);
  }

  rows<Row>(table: Table<Row>): Row[] {
    return this.#disk.rows(table).map((row) => this.#inTruth(table, row));
  }

  /** The record, as it was written, with its times as they were in truth. */
  ofOrder(record: OrderRecord): OrderRecord {
    const known = this.#known.get(record.order.orderNo);
    if (!known || !this.hasStepped) return record;
    const inTruth = this.#true.get(record) ?? this.#moved(record, known);
    this.#true.set(record, inTruth);
    return inTruth;
  }

  #moved(record: OrderRecord, known: Known): OrderRecord {
    const { order, audit, effects } = record;
    const moved = audit.reduce((sum, { cause }) => (cause.type === "clock-stepped" ? sum + cause.by : sum), 0);
    const offset = known.offset + moved;
    const inTruth = movedInTime(order, -offset);
    return {
      ...record,
      order: {
        ...inTruth,
        loans: inTruth.loans.map((loan) => {
          const late = known.lateReturns.get(loan.loanNo);
          if (!loan.returned || late === undefined) return loan;
          return { ...loan, returned: { ...loan.returned, at: loan.returned.at + offset - late } };
        }),
      },
      effects: effects.map((effect) => movedInTime(effect, -this.offset(record.steps ?? 0))),
      audit: audit.map((entry, index): AuditEntry => ({ ...entry, at: entry.at - (known.entries[index] ?? 0) })),
    };
  }

  #inTruth<Row>(table: Table<Row>, row: Row): Row {
    return table.name === orderTable.name ? (this.ofOrder(row as OrderRecord) as Row) : row;
  }
}
