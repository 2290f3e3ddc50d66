import { Type } from "typebox";
import { EpochMs, OrderNo } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import { accounts, balances, bookings, type LedgerEntry } from "../rental/ledger.ts";
import { byBookDay } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { orderRecords } from "./order-records.ts";

const Balance = Type.Object({
  account: Type.Enum(accounts),
  amount: Type.Integer({ description: "fen; a debit is positive, a credit negative" }),
});
type Balance = Type.Static<typeof Balance>;

/** What was booked on one Beijing day. */
export const DayBook = Type.Object({
  day: Type.String({ description: "Beijing day, 2026-11-23" }),
  entries: Type.Array(
    Type.Object({
      orderNo: OrderNo,
      at: EpochMs,
      what: Type.Enum(bookings),
      lines: Type.Array(Balance, { description: "add up to 0" }),
      feeRounding: Type.Optional(
        Type.Integer({ description: "what rounding added to the fee, in thousandths of a fen" }),
      ),
      fundNo: Type.Optional(Type.String({ description: "the provider's number of the money movement" })),
    }),
  ),
  accounts: Type.Array(Balance, { description: "the day's sum of each account" }),
  orders: Type.Array(Type.Object({ orderNo: OrderNo, accounts: Type.Array(Balance) }), {
    description: "the day's sums by order",
  }),
  trialBalance: Type.Object(
    { debit: Type.Integer(), credit: Type.Integer() },
    { description: "what the accounts' debits and credits come to, fen; the two are equal" },
  ),
});
export type DayBook = Type.Static<typeof DayBook>;

/** The ledger entries of a day (`2026-11-23`) in the order in which they happened, with their sums. */
export async function dayBook(store: Store, day: string): Promise<DayBook> {
  const records = await orderRecords(store, byBookDay(day));
  const ofDay = records.map(({ order, ledger }) => ({
    order,
    booked: ledger.filter(({ at }) => bookDay(at) === day),
  }));
  const entries = ofDay
    .flatMap(({ order: { orderNo, charge }, booked }) =>
      booked.map((entry) => ({
        orderNo,
        ...entry,
        lines: [...entry.lines],
        ...(entry.what === "collection" && charge?.fundNo !== undefined && { fundNo: charge.fundNo }),
      })),
    )
    .toSorted((one, other) => one.at - other.at);
  const sums = balancesOf(entries);
  const total = (side: (amount: number) => number) => sums.reduce((sum, { amount }) => sum + side(amount), 0);
  return {
    day,
    entries,
    accounts: sums,
    orders: ofDay.map(({ order, booked }) => ({ orderNo: order.orderNo, accounts: balancesOf(booked) })),
    trialBalance: { debit: total((amount) => Math.max(0, amount)), credit: total((amount) => Math.max(0, -amount)) },
  };
}

/** In the order of the chart of accounts. */
function balancesOf(entries: readonly LedgerEntry[]): Balance[] {
  const sums = balances(entries);
  return accounts.flatMap((account) => {
    const amount = sums.get(account);
    return amount === undefined ? [] : [{ account, amount }];
  });
}
