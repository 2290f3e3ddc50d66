import type { BookDifference, Operator } from "../demo/operator.ts";
import { toBeijing } from "../zhima/wire-values.ts";

/** A day's books beside the gateway's settlement file. Amounts in fen. */
export interface Reconciliation {
  /** Beijing day, 2026-11-23. */
  readonly day: string;
  /** How many payments the file lists. */
  readonly payments: number;
  /** What the books hold as collected of the order, the gateway's fee with it. */
  readonly booked: number;
  readonly differences: readonly BookDifference[];
}

/** Reconciles the day of an order's end through the operator's interface. @param order.at when it ended, epoch ms */
export async function reconcileDayOf(
  wallet: string,
  operator: Operator,
  { orderNo, at }: { orderNo: string; at: number },
): Promise<Reconciliation> {
  const day = toBeijing(at).slice(0, "2026-11-23".length);
  const file = await (await fetch(`${wallet}/control/settlements/${day}`)).text();
  const header = 1;
  const payments = file.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#")).length - header;
  const { orders } = await operator.books(day);
  const accounts = orders.find((order) => order.orderNo === orderNo)?.accounts ?? [];
  const booked = accounts
    .filter(({ account }) => account === "collected" || account === "service-fee")
    .reduce((sum, { amount }) => sum + amount, 0);
  return { day, payments, booked, differences: await operator.reconcile(day, file) };
}
