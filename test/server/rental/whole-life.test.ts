import fc from "fast-check";
import { expect, it } from "vitest";
import type { AppError } from "../../../platform/app-error.ts";
import { decide } from "../../../server/rental/decide.ts";
import type { Decision } from "../../../server/rental/decision.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { type LedgerEntry, moneyAddsUp, postings } from "../../../server/rental/ledger.ts";
import type { Order } from "../../../server/rental/order.ts";
import { price } from "../../../server/rental/price.ts";
import { requestOrder } from "../../../server/rental/request.ts";
import { hasEnded } from "../../../server/rental/transitions.ts";
import { start } from "./examples.ts";
import { lives } from "./lives.ts";

/** What holds of every step, whoever takes it. */
function checkStep(before: Order, event: OrderEvent, { order, effects }: Decision): void {
  for (const effect of effects) {
    if (effect.type === "open-slot") expect(["confirmed", "active"]).toContain(order.state);
    if (effect.type === "complete-credit") {
      expect(order.state).toBe("settling");
      expect(order.loans.some((loan) => loan.returned !== undefined || loan.state === "lost")).toBe(true);
      expect(effect.amount).toBeLessThanOrEqual(order.deposit);
    }
  }
  if (order.review && event.type !== "operator-acted") expect(effects).toEqual([]);
  if (before.state === "settled" || before.state === "cancelled") expect(order.state).toBe(before.state);
  const isShortened = event.type === "operator-acted" && event.act.act === "shorten";
  if (!isShortened) expect(order.expiresAt).toBeGreaterThanOrEqual(before.expiresAt);
  expect(order.loans.length).toBeLessThanOrEqual(order.items * 3);
  for (const [index, loan] of before.loans.entries()) {
    const after = order.loans[index];
    // Only a person takes a return back.
    const isTakenBack = event.type === "operator-acted" && event.act.act === "mark-not-returned";
    if (loan.state === "returned" && !loan.returned?.undated && !isTakenBack)
      expect(after?.returned).toEqual(loan.returned);
    if (loan.state === "not-opened") expect(after).toEqual(loan);
  }
}

/** What an order came to is the price of what was out, and nothing else, unless an operator lowered it. */
function checkCharge(order: Order): void {
  const { charge, tariff, pauses } = order;
  if (!charge) return;
  expect(charge.amount).toBe(charge.lines.reduce((sum, line) => sum + line.amount, 0));
  expect(charge.amount).toBeLessThanOrEqual(order.deposit);
  if (charge.lines.some((line) => line.what === "waived" || line.what === "lost")) return;
  let rent = 0;
  for (const { openedAt, returned } of order.loans) {
    if (openedAt !== undefined && returned) rent += price(tariff, openedAt, returned.at, pauses).amount;
  }
  expect(charge.amount).toBe(rent);
}

it("whatever happens to an order, in whatever order, its doors, its money and its books are right", () => {
  const ended = new Map<string, number>();
  fc.assert(
    fc.property(lives, ([what, way, steps]) => {
      let { order } = requestOrder(what, start);
      const books: LedgerEntry[] = [...postings(undefined, order, start)];
      let now = start;
      for (const [event, passed] of [...way, ...steps]) {
        now += passed;
        let decision: Decision;
        try {
          decision = decide(order, event, now);
        } catch (error) {
          expect(event.type).toBe("operator-acted");
          expect((error as AppError).code).toMatch(/^order\/(illegal-event|out-of-bounds|return-charged)$/);
          continue;
        }
        checkStep(order, event, decision);
        books.push(...postings(order, decision.order, now));
        order = decision.order;
        checkCharge(order);
        expect(moneyAddsUp(order, books)).toBeUndefined();
      }
      if (hasEnded(order.state)) ended.set(order.state, (ended.get(order.state) ?? 0) + 1);
    }),
    { numRuns: 1000 },
  );
  expect([...ended.keys()].toSorted()).toEqual(["cancelled", "lapsed", "settled"]);
});
