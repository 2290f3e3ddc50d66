import { fen } from "../../server/rental/money.ts";
import type { OperatorAct } from "../../server/rental/operator-act.ts";
import type { Loan, Order } from "../../server/rental/order.ts";
import type { Order as CreditOrder } from "../../simulators/zhima/state.ts";
import type { Random } from "./random.ts";
import type { Outing } from "./witness-book.ts";

/** What an operator finds out about an order: at the cabinets, and in the provider's back office. */
export interface Findings {
  readonly now: number;
  readonly outingOf: (loan: Loan) => Outing | undefined;
  readonly credit: CreditOrder | undefined;
}

/** After this time nothing moves any more that a command has set in motion, ms. */
const motionless = 120_000;
const day = 86_400_000;

/** What an operator does about an order under review, one act after the other. */
export function closing(order: Order, findings: Findings, random: Random): OperatorAct[] {
  return [...evidence(order, findings), ...aboutMoney(order, findings, random)];
}

/** What an operator who stands before the cabinet says of the order's items. */
export function evidence(order: Order, findings: Findings): OperatorAct[] {
  return order.loans.flatMap((loan) => aboutLoan(order, loan, findings));
}

function aboutLoan({ state, charge }: Order, loan: Loan, { now, outingOf, credit }: Findings): OperatorAct[] {
  const { loanNo } = loan;
  const undatedBack = loan.returned?.undated && !charge ? outingOf(loan)?.back : undefined;
  if (undatedBack) return [{ act: "mark-returned", loanNo, at: Math.min(now, undatedBack.at) }];
  const isOpen = loan.state === "lent" || loan.state === "unknown" || loan.state === "opening";
  if (!isOpen || (loan.command?.expiresAt ?? 0) + motionless > now) return [];
  const outing = outingOf(loan);
  if (!outing) return loan.state === "opening" ? [] : [{ act: "mark-not-opened", loanNo }];
  if (outing.back) return [{ act: "mark-returned", loanNo, at: Math.min(now, outing.back.at) }];
  // The rider has paid for it in the wallet.
  return state === "active" && loan.state === "lent" && credit?.useState === "restore"
    ? [{ act: "mark-lost", loanNo }]
    : [];
}

function aboutMoney({ state, charge, loans }: Order, { credit }: Findings, random: Random): OperatorAct[] {
  const close = { act: "close-review" } as const;
  switch (state) {
    case "requested":
    case "cancelling":
      return [credit?.useState === "restore" ? { act: "end-by-hand" } : close, close];
    case "settling":
      return charge ? aboutCharge(charge, credit, random) : [close];
    case "settled":
      // It was paid for as lost, and came back.
      return loans.some((loan) => loan.state === "lost" && loan.returned) && charge && charge.amount > 0
        ? [close, { act: "record-refund", amount: fen(Math.ceil(charge.amount / 2)) }]
        : [close];
    case "confirmed":
    case "active":
    case "lapsed":
    case "cancelled":
      return [close];
  }
}

function aboutCharge(
  charge: NonNullable<Order["charge"]>,
  credit: CreditOrder | undefined,
  random: Random,
): OperatorAct[] {
  const close = { act: "close-review" } as const;
  const collect = { act: "mark-collected", amount: charge.amount } as const;
  if (credit?.useState === "borrow") {
    const half = fen(Math.floor(charge.amount / 2));
    const ways: OperatorAct[][] = [
      [close],
      [collect, close],
      [{ act: "mark-collected", amount: half }, close],
      [{ act: "lower-amount", amount: half }, close],
      [{ act: "waive" }, close],
    ];
    return random.pick(ways) ?? [close];
  }
  if (credit?.payStatus === "PAY_INPROGRESS") return [];
  if (credit?.payStatus === "PAY_SUCCESS" && credit.payAmount !== charge.amount)
    return [collect, { act: "end-by-hand" }, close];
  return credit?.payStatus === "PAY_FAILED" ? [collect, close] : [close];
}

/** What an operator may do about an order that goes on by itself. */
export function steppingIn(order: Order, { now, outingOf }: Findings, random: Random): OperatorAct | undefined {
  const lent = order.loans.find((loan) => loan.state === "lent");
  const outing = lent && outingOf(lent);
  if (lent && !outing) return { act: "mark-not-opened", loanNo: lent.loanNo };
  if (lent && outing?.back) return { act: "mark-returned", loanNo: lent.loanNo, at: Math.min(now, outing.back.at) };
  switch (order.state) {
    case "requested":
    case "confirmed":
      return { act: "cancel" };
    case "active":
      return random.pick<OperatorAct>([
        { act: "pause-billing" },
        { act: "extend", until: Math.max(order.expiresAt, now) + day },
        { act: "lower-amount", amount: fen(random.between(0, order.deposit)) },
        { act: "cancel" },
      ]);
    case "settled":
      return { act: "record-refund", amount: fen(random.between(1, order.charge?.amount ?? 1)) };
    case "settling":
    case "lapsed":
    case "cancelling":
    case "cancelled":
      return undefined;
  }
}
