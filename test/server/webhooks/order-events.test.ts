import { expect, test } from "vitest";
import type { Order } from "../../../server/rental/order.ts";
import { orderEvents, toldOrder } from "../../../server/webhooks/order-events.ts";
import { confirmed, lent, Story, settling } from "../rental/examples.ts";

const of = (before: Order, changes: object) => orderEvents(before, { ...before, ...changes });
const requested = new Story().order;

test("each step of an order is an event", () => {
  expect(orderEvents(undefined, requested)).toEqual(["order.requested"]);
  expect(orderEvents(requested, confirmed().order)).toEqual(["order.confirmed"]);
  expect(orderEvents(confirmed().order, lent().order)).toEqual(["order.opened"]);
  expect(orderEvents(lent().order, settling().order)).toEqual(["order.returned"]);
  expect(of(settling().order, { state: "settled" })).toEqual(["order.settled"]);
  expect(of(requested, { state: "lapsed" })).toEqual(["order.lapsed"]);
  expect(of(confirmed().order, { state: "cancelled" })).toEqual(["order.cancelled"]);
});

test("an item that is lost is an event of its own", () => {
  const { order } = lent();
  expect(of(order, { loans: order.loans.map((loan) => ({ ...loan, state: "lost" })) })).toEqual(["order.lost"]);
});

test("what an operator has to know, decides or records is an event once", () => {
  const { order } = settling();
  const review = { since: 1, reason: { code: "charge-unclear" } };
  expect(of(order, { review })).toEqual(["order.review-opened"]);
  expect(orderEvents({ ...order, review } as unknown as Order, order)).toEqual(["order.review-closed"]);
  expect(of({ ...order, review } as unknown as Order, { review })).toEqual([]);
  expect(of(order, { refund: { amount: 100 } })).toEqual(["order.refunded"]);
  expect(of(order, { objections: [{}] })).toEqual(["order.objected"]);
  expect(of(order, { charge: { ...order.charge, state: "failed" } })).toEqual(["order.payment-failed"]);
});

test("an order is told of with its items, its amount and no rider", () => {
  const { order } = settling();
  const told = toldOrder(order);
  expect(told).toMatchObject({
    orderNo: order.orderNo,
    state: "settling",
    cabinetId: "cab-1",
    itemKind: "power-bank",
    items: [{ loanNo: 1, state: "returned", itemId: "BANK07", openedAt: expect.any(Number) as number }],
    amount: order.charge?.amount,
  });
  expect(JSON.stringify(told)).not.toContain(order.riderId);
});
