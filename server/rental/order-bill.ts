import type { EpochMs } from "../../protocol/ids.ts";
import { type Fen, fen } from "./money.ts";
import { isLost, type Loan, type Order } from "./order.ts";
import { type PriceLine, price } from "./price.ts";
import { isPaused, pausesOf } from "./report-outcome.ts";

/** What one item of an order costs; times are epoch ms, amounts fen. */
export interface ItemBill {
  readonly loanNo: number;
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly amount: number;
  readonly lines: readonly PriceLine[];
  /** When the amount next grows; absent: it does not. */
  readonly growsAt?: EpochMs;
}

export interface OrderBill {
  readonly amount: number;
  /** One line of each kind. */
  readonly lines: readonly PriceLine[];
  readonly growsAt?: EpochMs;
}

/**
 * Each item as it is charged if what is out comes back at `now`. What never left its slot costs nothing; what is lost
 * costs the total cap, for which the rider has bought it, and what was lost and came back costs its rent.
 */
export function itemBills(order: Order, now: EpochMs): ItemBill[] {
  return order.loans.flatMap((loan) => {
    const { loanNo, openedAt: from } = loan;
    if (from === undefined || loan.state === "not-opened") return [];
    if (isLost(loan)) {
      const amount = order.tariff.totalCap;
      return [{ loanNo, from, until: now, amount, lines: [{ what: "lost" as const, count: 1, amount }] }];
    }
    const until = loan.returned?.at ?? now;
    const { growsAt, ...cost } = price(order.tariff, from, until, pausesOf(order, loanNo));
    const grows = growsAt !== undefined && isCounted(order, loan);
    return [{ loanNo, from, until, ...cost, ...(grows && { growsAt }) }];
  });
}

/** The charge; before there is one, what the charge would be if everything that is out came back at `now`. */
export function orderBill(order: Order, now: EpochMs): OrderBill {
  if (order.charge) return { amount: order.charge.amount, lines: summed(order.charge.lines) };
  const items = itemBills(order, now);
  const { amount, lines } = withinLimit(order, items);
  const growths = items.flatMap(({ growsAt }) => (growsAt === undefined ? [] : [growsAt]));
  const grows = growths.length > 0 && amount !== order.amountLimit;
  return { amount, lines: summed(lines), ...(grows && { growsAt: Math.min(...growths) }) };
}

/** What the items come to, and no more than an operator lets the order cost. */
export function withinLimit({ amountLimit }: Order, items: readonly ItemBill[]): { amount: Fen; lines: PriceLine[] } {
  const lines = items.flatMap((item) => item.lines);
  const amount = fen(items.reduce((sum, item) => sum + item.amount, 0));
  if (amountLimit === undefined || amount <= amountLimit) return { amount, lines };
  return { amount: amountLimit, lines: [...lines, { what: "waived", count: 1, amount: amountLimit - amount }] };
}

/** Whether time costs money now: the item is out, and billing does not pause. */
function isCounted(order: Order, loan: Loan): boolean {
  return loan.state === "lent" && !isPaused(order, loan);
}

/** Minutes that cost nothing are the same minutes for each item; everything else adds up. */
function summed(lines: readonly PriceLine[]): PriceLine[] {
  const kinds = new Map<PriceLine["what"], PriceLine>();
  for (const line of lines) {
    const { what, count, amount } = kinds.get(line.what) ?? { what: line.what, count: 0, amount: 0 };
    const minutes = what === "put-back" || what === "free";
    kinds.set(what, {
      what,
      count: minutes ? Math.max(count, line.count) : count + line.count,
      amount: amount + line.amount,
    });
  }
  return [...kinds.values()];
}
