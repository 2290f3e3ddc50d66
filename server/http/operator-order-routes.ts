import type { IncomingHttpHeaders } from "node:http";
import { AppError, type ErrorCode } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { permit } from "../accounts/operator.ts";
import type { OrderService } from "../orders/order-service.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { actPermissions } from "./act-permission.ts";
import { type ActorOf, actorAndReason } from "./operator-api.ts";
import { ActPreviewView, ActQuestion, OperatorDecision, OrderRecordView } from "./operator-order-api.ts";
import { actPreviewView, inWords, operatorOrderView, revisionOf } from "./operator-order-view.ts";
import { OperatorQueue, operatorQueue, type QueueParts } from "./operator-queue.ts";
import { textsFor } from "./operator-texts.ts";
import { operatorUnmatchedRoutes } from "./operator-unmatched-routes.ts";
import { operatorWorkRoutes } from "./operator-work-routes.ts";
import { OrderParams } from "./own-order.ts";
import type { App } from "./typed-app.ts";

export interface OperatorOrderParts extends QueueParts {
  readonly orderService: OrderService;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
}

const actProblems: readonly ErrorCode[] = ["order/illegal-event", "order/out-of-bounds", "order/return-charged"];

/** What operators see of orders and decide about them. @param actorOf who asks, for the timeline */
export function operatorOrderRoutes(app: App, parts: OperatorOrderParts, actorOf: ActorOf): void {
  const { store, orderService, clock, audit } = parts;

  /** All that there is about an order, in the language that the request asks for. @throws AppError order/unknown */
  async function orderIn(tx: Transaction, orderNo: string, headers: IncomingHttpHeaders) {
    return operatorOrderView(tx, await recordIn(tx, orderNo), clock.now(), textsFor(headers["accept-language"]));
  }

  app.get(
    "/api/operator/orders/:orderNo",
    {
      config: { permission: "orders.read", problems: ["order/unknown"] },
      schema: {
        summary: "An order with its timeline and evidence, what explains its amount, and which acts are possible now",
        params: OrderParams,
        response: { 200: OrderRecordView },
      },
    },
    ({ params, headers }) => store.transact((tx) => orderIn(tx, params.orderNo, headers)),
  );

  app.post(
    "/api/operator/orders/:orderNo/acts",
    {
      config: {
        permission: "orders.decide",
        problems: ["order/unknown", "order/changed", ...actProblems, "store/conflict"],
      },
      schema: {
        summary: "Decide about an order; the reason is kept in its timeline",
        params: OrderParams,
        body: OperatorDecision,
        response: { 200: OrderRecordView },
      },
    },
    async (request) => {
      const { params, body, headers } = request;
      const { orderNo } = params;
      const { act, reason, revision } = body;
      const event = { type: "operator-acted", act, reason } as const;
      permit(request.operator, actPermissions[act.act]);
      const actor = actorOf(request);
      try {
        return await store.transact(async (tx) => {
          const record = await recordIn(tx, orderNo);
          if (revision !== undefined && revision !== revisionOf(record)) throw new AppError("order/changed");
          await orderService.applyIn(tx, orderNo, event, actor);
          const done = { what: "order-decided", orderNo, decision: act } as const;
          await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act: done });
          return orderIn(tx, orderNo, headers);
        });
      } catch (error) {
        throw inWords(textsFor(headers["accept-language"]), error);
      }
    },
  );

  app.post(
    "/api/operator/orders/:orderNo/acts/preview",
    {
      config: { permission: "orders.decide", changesNothing: true, problems: ["order/unknown", ...actProblems] },
      schema: {
        summary: "What an act would do to an order and its money; nothing is done",
        params: OrderParams,
        body: ActQuestion,
        response: { 200: ActPreviewView },
      },
    },
    ({ params, body, headers }) =>
      store.transact(async (tx) =>
        actPreviewView(await recordIn(tx, params.orderNo), body.act, clock.now(), textsFor(headers["accept-language"])),
      ),
  );

  app.get(
    "/api/operator/queue",
    {
      config: { permission: "orders.read" },
      schema: {
        summary:
          "All that waits for an operator: reviews, unmatched returns, overdue items, money that is not there, reports",
        response: { 200: OperatorQueue },
      },
    },
    ({ headers }) => operatorQueue(parts, clock.now(), textsFor(headers["accept-language"])),
  );

  operatorUnmatchedRoutes(app, { store, orderService, clock, audit }, actorOf, orderIn);
  operatorWorkRoutes(app, parts, actorOf);
}

/** @throws AppError order/unknown */
async function recordIn(tx: Transaction, orderNo: string): Promise<OrderRecord> {
  const record = await tx.get(orderTable, orderNo);
  if (!record) throw new AppError("order/unknown");
  return record;
}
