import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postings } from "../../../server/rental/ledger.ts";
import { fen } from "../../../server/rental/money.ts";
import type { Charge, Order } from "../../../server/rental/order.ts";
import { type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import type { RowExport } from "../../../server/store/row-export.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../../../server/store/store.ts";
import { hubTables } from "../../../server/tables.ts";
import { returnedAt, settling } from "../rental/examples.ts";

/** The Beijing day on which the example orders are paid. */
export const bookedDay = "2026-11-23";
export const paidAt = returnedAt + 10_000;
/** Half past midnight in Beijing: one day later there than in UTC. */
export const afterMidnight = Date.UTC(2026, 10, 23, 16, 30);
export const dayAfter = "2026-11-24";

/** An order that came about in one step, with its books. */
export function recordOf(order: Order, changes: Partial<OrderRecord> = {}): OrderRecord {
  const ledger = postings(undefined, order, returnedAt);
  return { order, effects: [], nextEffectId: 1, audit: [], ledger, ...changes };
}

/** A settled order whose rent of 6 yuan the provider collected; its number ends so. */
export function paidOrder(number: number, changes: Partial<Charge> = {}): Order {
  const { order } = settling();
  if (!order.charge) throw new Error("no charge");
  return {
    ...order,
    orderNo: numbered(number),
    seat: number,
    state: "settled",
    credit: { orderNo: `Z${number}` },
    charge: { ...order.charge, amount: fen(600), state: "paid", paidAt, ...changes },
    endedAt: paidAt,
  };
}

export function numbered(number: number): string {
  return `20261123120000${String(number).padStart(6, "0")}`;
}

/** A store with orders in it, on a disk that nobody needs afterwards. */
export class Shelf {
  readonly store: Store & RowExport;
  readonly #folder: string;

  private constructor(store: Store & RowExport, folder: string) {
    this.store = store;
    this.#folder = folder;
  }

  static async open(): Promise<Shelf> {
    const folder = await mkdtemp(join(tmpdir(), "books-"));
    return new Shelf(await openSqliteStore(folder, hubTables), folder);
  }

  async put(...records: readonly OrderRecord[]): Promise<void> {
    await this.store.transact(async (tx) => {
      for (const record of records) await tx.put(orderTable, record);
    });
  }

  /** Those in the archive too. */
  async all(): Promise<readonly OrderRecord[]> {
    return (await this.store.rows(orderTable, 1000)).toReversed();
  }

  async close(): Promise<void> {
    await this.store.close();
    await rm(this.#folder, { recursive: true });
  }
}
