import type { EpochMs } from "../../protocol/ids.ts";
import { decide } from "../rental/decide.ts";
import type { Effect } from "../rental/effect.ts";
import { type Account, type Booking, postings } from "../rental/ledger.ts";
import type { OperatorAct } from "../rental/operator-act.ts";
import type { Order } from "../rental/order.ts";

/** What one act moves in the books, fen: each as much more than before. */
export interface MoneyMoved {
  readonly charged: number;
  readonly givenUp: number;
  readonly collected: number;
  readonly refunded: number;
}

/** What an operator's act would do to an order, and change nothing. */
export interface ActPreview {
  readonly after: Order;
  /** What the hub would do then, the earliest first. */
  readonly effects: readonly Effect[];
  readonly money: MoneyMoved;
}

const counted: Record<Booking, readonly [keyof MoneyMoved, Account] | undefined> = {
  charge: ["charged", "receivable"],
  waiver: ["givenUp", "written-off"],
  "write-off": ["givenUp", "written-off"],
  collection: ["collected", "receivable"],
  "collection-by-hand": ["collected", "receivable"],
  refund: ["refunded", "refunds"],
  "deposit-frozen": undefined,
  "deposit-captured": undefined,
  "deposit-released": undefined,
};

/** Tries an act on an order. @throws AppError as the act itself would be refused */
export function previewAct(order: Order, act: OperatorAct, now: EpochMs): ActPreview {
  const decision = decide(order, { type: "operator-acted", act, reason: "" }, now);
  const effects = decision.effects.toSorted((one, other) => one.dueAt - other.dueAt);
  return { after: decision.order, effects, money: moneyMoved(order, decision.order, now) };
}

function moneyMoved(before: Order, after: Order, now: EpochMs): MoneyMoved {
  const moved = { charged: 0, givenUp: 0, collected: 0, refunded: 0 };
  for (const { what, lines } of postings(before, after, now)) {
    const [figure, account] = counted[what] ?? [];
    if (figure === undefined) continue;
    const amount = lines.reduce((sum, line) => (line.account === account ? sum + line.amount : sum), 0);
    // What is collected takes from what riders owe.
    moved[figure] += figure === "collected" ? -amount : amount;
  }
  return moved;
}
