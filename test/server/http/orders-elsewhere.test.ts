import { beforeEach, expect, test } from "vitest";
import { OrdersElsewhere } from "../../../server/http/orders-elsewhere.ts";
import type { Order } from "../../../server/rental/order.ts";

let now: number;
let orders: OrdersElsewhere;

beforeEach(() => {
  now = 0;
  orders = new OrdersElsewhere({ monotonic: () => now }, (cabinetId) => cabinetId === "here");
});

const order = (orderNo: string, cabinetId = "there", returnedTo?: string) =>
  ({
    orderNo,
    place: { cabinetId },
    loans: returnedTo === undefined ? [] : [{ returned: { place: { cabinetId: returnedTo } } }],
  }) as unknown as Order;

test("an order that was never read is read", () => {
  expect(orders.passOver("1")).toBe(false);
});

test("an order is read again where a followed cabinet lent its item or took it back, and no other order is", () => {
  for (const one of [order("1"), order("2", "here"), order("3", "there", "here"), order("4", "there", "there")])
    orders.note(one);
  expect(["1", "2", "3", "4"].map((orderNo) => orders.passOver(orderNo))).toEqual([true, false, false, true]);
});

test("an order that changes just after a followed cabinet is read", () => {
  orders.note(order("1"));
  orders.cabinetChanged();
  expect(orders.passOver("1")).toBe(false);
  now = 1_000;
  expect(orders.passOver("1")).toBe(true);
});

test("orders that changed just before a followed cabinet are read once, and those from long before are not", () => {
  for (const orderNo of ["1", "2", "3"]) orders.note(order(orderNo));
  orders.passOver("1");
  orders.passOver("2");
  now = 1_000;
  orders.passOver("2");
  orders.passOver("3");
  expect(orders.cabinetChanged()).toEqual(["2", "3"]);
  expect(orders.cabinetChanged()).toEqual([]);
});

test("of very many orders those that were read longest ago are read again", () => {
  for (let count = 0; count <= 20_000; count++) orders.note(order(String(count)));
  expect([orders.passOver("0"), orders.passOver("1")]).toEqual([false, true]);
});
