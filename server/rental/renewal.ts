import type { Answer } from "./credit-view.ts";
import { type Decision, queryCredit, review, unchanged } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { CreditTimes, Order } from "./order.ts";
import { longestLoan, writeOffWakes } from "./overdue.ts";
import { backOff, queryLimit, startTolerance } from "./time-limits.ts";

const year = 366 * 24 * 3_600_000;

/** Whether the rider may keep the items for a longest loan's time more: only what is out, and so often as the tariff says. */
export function mayRenew(order: Order): boolean {
  return hasItemOut(order) && !order.review && order.renewals < order.tariff.renewals;
}

/** On our side first, then at the provider (product document FAQ 3). */
export function renew(order: Order, now: number): Decision {
  if (!mayRenew(order)) return unchanged(order);
  const expiresAt = Math.max(order.expiresAt, now) + longestLoan(order.tariff);
  return withTimes({ ...order, renewals: order.renewals + 1 }, { expiresAt }, now);
}

/** Whether an item of the order is out, so that its due time means something. */
export function hasItemOut(order: Order): boolean {
  return order.state === "active" && order.loans.some((loan) => loan.state === "lent");
}

/** The latest due time that an operator may set: ten longest loans from now, but no more than a year, where one is shorter. */
export function latestDueTime({ tariff }: Order, now: number): number {
  const longest = longestLoan(tariff);
  return now + Math.max(longest, Math.min(10 * longest, year));
}

/** The earliest due time that an operator may set: the rider keeps the time that the tariff and the renewals gave. */
export function earliestDueTime({ createdAt, tariff, renewals, loans }: Order, now: number): number {
  const openings = loans.flatMap(({ openedAt }) => openedAt ?? []);
  return Math.max(now, Math.max(createdAt, ...openings) + longestLoan(tariff) * (1 + renewals));
}

/**
 * An earlier due time on our side, for an extension that was a mistake. The provider moves it forward only (zhima.md 1.5),
 * so it is told nothing; what it was told at most is kept, for it refuses an earlier time afterwards.
 */
export function shorten(order: Order, until: number): Decision {
  const changed: Order = { ...order, expiresAt: until, toldUntil: order.toldUntil ?? order.expiresAt };
  return { order: changed, effects: writeOffWakes(changed) };
}

/**
 * The time runs from the opening, not from the request (product document 2.1.1). A start that differs by less than what
 * a wallet shows is left alone.
 */
export function startsWhenOpened(order: Order, openedAt: number, now: number): Decision {
  const borrowedAt = order.credit?.borrowedAt ?? order.createdAt;
  const first = order.loans.every((loan) => loan.openedAt === undefined || loan.openedAt >= openedAt);
  if (!first || openedAt - borrowedAt < startTolerance) return unchanged(order);
  const expiresAt = Math.max(order.expiresAt, openedAt + longestLoan(order.tariff));
  return withTimes(order, { borrowedAt: openedAt, expiresAt }, now);
}

/** New times, and the call that tells the provider: it has the last word on none of them, so that the loan goes on meanwhile. */
export function withTimes(order: Order, times: CreditTimes, now: number): Decision {
  const expiresAt = Math.max(times.expiresAt, order.toldUntil ?? times.expiresAt);
  const all = { ...order.modification?.times, ...times, expiresAt };
  const toldUntil = order.toldUntil === undefined ? {} : { toldUntil: expiresAt };
  const changed: Order = { ...order, expiresAt: times.expiresAt, ...toldUntil, modification: { times: all } };
  return { order: changed, effects: [...modifyCredit(changed, now, 0), ...writeOffWakes(changed)] };
}

/** Without a credit order there is nothing to tell the provider. */
function modifyCredit(order: Order, dueAt: number, attempt: number): Effect[] {
  if (!order.credit || !order.modification) return [];
  const { times } = order.modification;
  return [{ type: "modify-credit", key: "modify-credit", creditOrderNo: order.credit.orderNo, times, dueAt, attempt }];
}

/** The outcome of `modify`. What was sent may have been overtaken by a newer renewal, whose own call then stands. */
export function onModificationAnswered(
  order: Order,
  times: CreditTimes,
  answer: Answer<null>,
  attempt: number,
  now: number,
): Decision {
  const { modification, credit } = order;
  if (!modification || !credit || !isSame(modification.times, times)) return unchanged(order);
  switch (answer.outcome) {
    case "ok": {
      const { modification: _, ...rest } = order;
      const { borrowedAt = credit.borrowedAt } = times;
      return {
        order: { ...rest, credit: { ...credit, ...(borrowedAt !== undefined && { borrowedAt }) } },
        effects: [],
      };
    }
    case "unknown":
      return order.state === "active"
        ? { order, effects: [queryCredit(now + backOff(attempt), attempt)] }
        : unchanged(order);
    case "refused":
      return {
        order: { ...order, modification: { times, refusedBy: answer.providerCode } },
        effects: order.state === "active" ? [queryCredit(now)] : [],
      };
  }
}

/** The provider says "borrowed" while the loan runs: what it may not know yet is told again. */
export function onCreditSeenWhileActive(order: Order, attempt: number, now: number): Decision {
  const { modification } = order;
  if (!modification) return unchanged(order);
  if (modification.refusedBy !== undefined) {
    return review(order, { code: "times-refused", providerCode: modification.refusedBy }, now);
  }
  if (attempt + 1 >= queryLimit) return review(order, { code: "times-not-taken" }, now);
  return { order, effects: modifyCredit(order, now + backOff(attempt), attempt + 1) };
}

function isSame(one: CreditTimes, other: CreditTimes): boolean {
  return one.expiresAt === other.expiresAt && one.borrowedAt === other.borrowedAt;
}
