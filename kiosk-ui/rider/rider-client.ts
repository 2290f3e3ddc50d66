import { addressOf, call, type Problem } from "../shared/client.ts";
import type { paths } from "../shared/hub-api.ts";
import type { RequestOf } from "../shared/operations.ts";
import type { ObjectionKind, OperatorView, OrderSummary, Report } from "../shared/rider-types.ts";

/** An order in a list. */
export interface ListedOrder extends OrderSummary {
  /** For how long the item has been out, by the hub's clock, ms; absent: it is not out. */
  readonly outFor?: number;
}

/** Each call answers with the hub's data. @throws Problem */
export const fetchSlot = (code: string) => call("get", "/api/rider/codes/{code}", { path: { code } });
/** For who is not known to the hub. */
export const fetchPrice = (code: string) => call("get", "/api/rider/codes/{code}/price", { path: { code } });
/** @param texts the versions that the rider was shown */
export const startOrder = (code: string, items: number, texts: OperatorView["texts"]) =>
  call("post", "/api/rider/orders", { body: { code, items, texts } });
export const fetchOperator = () => call("get", "/api/rider/operator", {});
export const fetchCabinets = (query: NonNullable<RequestOf<paths["/api/rider/cabinets"]["get"]>["query"]>) =>
  call("get", "/api/rider/cabinets", { query });
/** The rider's orders, newest first. */
export async function fetchOrders(): Promise<ListedOrder[]> {
  const { orders, now } = await call("get", "/api/rider/orders", {});
  return orders.map((order) =>
    order.phase === "lent" && order.openedAt !== undefined ? { ...order, outFor: now - order.openedAt } : order,
  );
}
export const fetchOrder = (orderNo: string) => call("get", "/api/rider/orders/{orderNo}", { path: { orderNo } });
/** @param errorCode the wallet's, where it refused */
export const cameBack = (orderNo: string, errorCode: string | undefined) =>
  call("post", "/api/rider/orders/{orderNo}/came-back", {
    path: { orderNo },
    body: { ...(errorCode !== undefined && { errorCode }) },
  });
export const giveUp = (orderNo: string) => call("post", "/api/rider/orders/{orderNo}/give-up", { path: { orderNo } });
export const leave = (orderNo: string) => call("post", "/api/rider/orders/{orderNo}/leave", { path: { orderNo } });
export const answerOffer = (orderNo: string, accepted: boolean) =>
  call("post", "/api/rider/orders/{orderNo}/offer", { path: { orderNo }, body: { accepted } });
export const renew = (orderNo: string, key: string) =>
  call("post", "/api/rider/orders/{orderNo}/renew", { path: { orderNo }, key });
export const report = (orderNo: string, said: Report, key: string) =>
  call("post", "/api/rider/orders/{orderNo}/report", { path: { orderNo }, body: said, key });

/** @param amount fen, as the page said it: the item's `buyOut` */
export const declareLost = (orderNo: string, loanNo: number, amount: number, key: string) =>
  call("post", "/api/rider/orders/{orderNo}/lost", { path: { orderNo }, body: { loanNo, amount }, key });
/** @param text in the rider's words; empty: none */
export const object = (orderNo: string, kind: ObjectionKind, text: string, key: string) =>
  call("post", "/api/rider/orders/{orderNo}/objections", {
    path: { orderNo },
    body: { kind, ...(text !== "" && { text }) },
    key,
  });

/** Of the stream of an order's events. */
export const orderEvents = (orderNo: string) => addressOf("/api/rider/orders/{orderNo}/events", { orderNo });

/** Where an order's page stands. */
export function orderPage(orderNo: string): string {
  return `/o/${encodeURIComponent(orderNo)}`;
}

/** Asking again won't help. */
export function isFinal({ code }: Problem): boolean {
  if (code === "rider/pause" || code === "rider/too-many-reports" || code === "rider/unconfirmed") return false;
  return /^(rider|code)\/|^order\/unknown$|^request\/not-found$/.test(code);
}
