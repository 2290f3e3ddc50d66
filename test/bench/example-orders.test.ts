import { expect, test } from "vitest";
import { copyOf, exampleOrders } from "../../bench/example-orders.ts";
import { replay } from "../../server/orders/order-service.ts";
import { orderTable } from "../../server/store/order-table.ts";

const start = Date.UTC(2026, 10, 1);

test("the example orders are what the hub makes: one with its item out, one collected, both as their audit says", async () => {
  const { open, finished } = await exampleOrders(start);
  expect(open.order).toMatchObject({ state: "active", loans: [{ state: "lent" }] });
  expect(finished.order).toMatchObject({ state: "settled", charge: { amount: 300 } });
  expect(replay(open.audit)).toEqual(open.order);
  expect(replay(finished.audit)).toEqual(finished.order);
  expect(orderTable.restsIn(open)).toBeUndefined();
  expect(orderTable.dueAt(open)).toBeGreaterThan(start + 3_600_000);
  expect(orderTable.restsIn(finished)).toBe("2026-11");
});

test("copies of an order claim nothing that another one claims, and are orders as it is", async () => {
  const { open } = await exampleOrders(start);
  const make = copyOf(open);
  const copies = [make(0), make(1), make(999_999_999)];
  const claims = copies.flatMap((copy) => [copy.order.orderNo, ...orderTable.unique(copy)]);
  expect(new Set(claims).size).toBe(claims.length);
  for (const copy of copies) expect(replay(copy.audit)).toEqual(copy.order);
});
