import { bookDay } from "../rental/book-day.ts";
import type { SettlementKind } from "../rental/credit-view.ts";
import type { LedgerEntry } from "../rental/ledger.ts";
import { byBookDay, byCreditOrder, type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import type { BookSide, Difference } from "./difference.ts";
import { orderRecords } from "./order-records.ts";
import type { SettlementRow } from "./settlement-file.ts";

/** How far a fee may be off: how the provider rounds it is not documented (product document 6). */
const feeTolerance = 1;

/** Money that came to the provider's receiving account for an order, or went from it: at most one of each. */
interface Movement {
  readonly orderNo: string;
  readonly creditOrderNo?: string;
  readonly day: string;
  readonly kind: SettlementKind;
  /** Fen; negative: given back. */
  readonly gross: number;
  /** Only of what came in: whether the provider gives its fee back with a refund is not documented. */
  readonly fee?: number;
}

interface Names {
  readonly orderNo?: string;
  readonly creditOrderNo?: string | undefined;
  readonly line?: number;
}

/** What our books and the provider's file of a day (`2026-11-23`) do not agree about. */
export async function reconcileDay(store: Store, day: string, rows: readonly SettlementRow[]): Promise<Difference[]> {
  const records = await orderRecords(store, byBookDay(day));
  const ofDay = new Set(records.flatMap(({ order }) => [order.orderNo, `credit ${order.credit?.orderNo}`]));
  for (const row of rows) if (!ofDay.has(numberOf(row))) records.push(...(await recordsOf(store, row)));
  return compareDay(day, records, rows);
}

async function recordsOf(store: Store, { orderNo, creditOrderNo }: SettlementRow): Promise<OrderRecord[]> {
  if (orderNo === undefined) return orderRecords(store, byCreditOrder(`${creditOrderNo}`));
  const record = await store.transact((tx) => tx.get(orderTable, orderNo));
  return record ? [record] : [];
}

/**
 * Every row is compared with the books, and every movement that they have of the day must be in the file. `records` may
 * name an order more than once.
 */
export function compareDay(day: string, records: readonly OrderRecord[], rows: readonly SettlementRow[]): Difference[] {
  const byOrder = new Map(records.map((record) => [record.order.orderNo, record]));
  const movements = [...byOrder.values()].flatMap(movementsOf);
  const byNumber = new Map<string, Movement>();
  for (const movement of movements) {
    byNumber.set(keyOf(movement.orderNo, movement), movement);
    if (movement.creditOrderNo !== undefined)
      byNumber.set(keyOf(`credit ${movement.creditOrderNo}`, movement), movement);
  }
  const found = new Set<Movement>();
  const differences = rows.flatMap((row): Difference[] => {
    const movement = byNumber.get(keyOf(numberOf(row), row));
    if (row.gross === 0) return [];
    if (!movement) return [{ ...namesOf(row), what: "not-here", ours: nothing, theirs: movementSide(row) }];
    const again = found.has(movement);
    found.add(movement);
    const sides = {
      ...namesOf(row),
      orderNo: movement.orderNo,
      ours: movementSide(movement),
      theirs: movementSide(row),
    };
    return (again ? (["twice"] as const) : unlike(movement, row)).map((what) => ({ ...sides, what }));
  });
  const missing = movements.filter((movement) => movement.day === day && !found.has(movement));
  return [
    ...differences,
    ...missing.map(({ orderNo, creditOrderNo, ...movement }) => ({
      ...namesOf({ orderNo, creditOrderNo }),
      what: "not-there" as const,
      ours: movementSide(movement),
      theirs: nothing,
    })),
  ];
}

function unlike(movement: Movement, row: SettlementRow): Difference["what"][] {
  const differs: Difference["what"][] = [];
  if (row.creditOrderNo !== undefined && row.creditOrderNo !== movement.creditOrderNo)
    differs.push("other-credit-order");
  if (row.gross !== movement.gross) differs.push("amount-differs");
  else if (movement.fee !== undefined && Math.abs(row.fee - movement.fee) > feeTolerance) differs.push("fee-differs");
  if (row.kind !== undefined && row.kind !== movement.kind) differs.push("kind-differs");
  if (row.day !== movement.day) differs.push("other-day");
  return differs;
}

function movementsOf({ order: { orderNo, credit, charge }, ledger }: OrderRecord): Movement[] {
  return (["collection", "refund"] as const).flatMap((what) => {
    const entries = ledger.filter((entry) => entry.what === what);
    const net = sumOf(entries, "collected");
    const last = entries.at(-1);
    if (!last || net === 0) return [];
    const fee = sumOf(entries, "service-fee");
    return [
      {
        orderNo,
        ...(credit && { creditOrderNo: credit.orderNo }),
        day: bookDay(last.at),
        kind: charge?.kind ?? "rent",
        gross: net + fee,
        ...(what === "collection" && { fee }),
      },
    ];
  });
}

function sumOf(entries: readonly LedgerEntry[], wanted: "collected" | "service-fee"): number {
  return entries
    .flatMap(({ lines }) => lines)
    .reduce((sum, { account, amount }) => (account === wanted ? sum + amount : sum), 0);
}

/** What a row calls its order: our number, or the provider's. */
function numberOf({ orderNo, creditOrderNo }: SettlementRow): string {
  return orderNo ?? `credit ${creditOrderNo}`;
}

/** What came in and what was given back are two movements of one order. */
function keyOf(number: string, { gross }: { gross: number }): string {
  return `${number} ${gross < 0 ? "back" : "in"}`;
}

function namesOf({ orderNo, creditOrderNo, line }: Names): Pick<Difference, "orderNo" | "creditOrderNo" | "line"> {
  return {
    ...(orderNo !== undefined && { orderNo }),
    ...(creditOrderNo !== undefined && { creditOrderNo }),
    ...(line !== undefined && { line }),
  };
}

const nothing: BookSide = { side: "nothing" };

function movementSide({ kind, gross, fee, day }: Pick<SettlementRow, "gross" | "day"> & Partial<Movement>): BookSide {
  return { side: "movement", day, gross, ...(kind !== undefined && { kind }), ...(fee !== undefined && { fee }) };
}
