import type { TotalLine } from "../store/search.ts";
import type { Figures } from "../store/search-columns.ts";

/**
 * What some orders came to, in fen. `net` is what stays of `gross`:
 * gross - written off - owed - fees - refunds, to the fen.
 */
export interface Income {
  readonly orders: number;
  /** What was charged, before anything was given up. */
  readonly gross: number;
  /** What the provider kept. */
  readonly fees: number;
  /** What was given back to riders. */
  readonly refunds: number;
  /** Charged, and neither there nor given up. */
  readonly owed: number;
  readonly writtenOff: number;
  readonly net: number;
  /** The part of `net` that operators collected outside of the provider. */
  readonly byHand: number;
}

export const noIncome: Income = {
  orders: 0,
  gross: 0,
  fees: 0,
  refunds: 0,
  owed: 0,
  writtenOff: 0,
  net: 0,
  byHand: 0,
};

/** The income of orders whose ledgers have these sums. */
export function incomeOf({
  rows: orders,
  charged: gross,
  fees,
  refunded: refunds,
  owed,
  written_off: writtenOff,
  by_hand: byHand,
}: Figures & Pick<TotalLine, "rows">): Income {
  const net = gross - writtenOff - owed - fees - refunds;
  return { orders, gross, fees, refunds, owed, writtenOff, net, byHand };
}

/** The income of all together. */
export function addIncome(incomes: readonly Income[]): Income {
  return incomes.reduce(
    (sum, income) => ({
      orders: sum.orders + income.orders,
      gross: sum.gross + income.gross,
      fees: sum.fees + income.fees,
      refunds: sum.refunds + income.refunds,
      owed: sum.owed + income.owed,
      writtenOff: sum.writtenOff + income.writtenOff,
      net: sum.net + income.net,
      byHand: sum.byHand + income.byHand,
    }),
    noIncome,
  );
}
