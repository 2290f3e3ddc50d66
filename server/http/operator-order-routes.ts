import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { OrderNo, plainText } from "../../protocol/ids.ts";
import { asReturnOf } from "../fleet/stray-return.ts";
import { OperatorAct } from "../rental/operator-act.ts";
import { itemBills, orderBill } from "../rental/order-bill.ts";
import type { OrderDesk } from "../runner/order-desk.ts";
import { type Actor, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { matchedWith, strayTable, unmatched } from "../store/stray-table.ts";
import { OperatorQueue, operatorQueue } from "./operator-queue.ts";
import { OrderParams } from "./own-order.ts";
import { Problem } from "./rider-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorOrderParts {
  readonly store: Store;
  readonly desk: OrderDesk;
  readonly clock: Clock;
}

/** More than an order comes to have, other slots for those that did not open with them. */
const mostLoans = 100;
const strict = { additionalProperties: false };
const Reason = plainText(200, "why");

/** What operators see of orders and decide about them. @param actorOf who asks, for the timeline */
export function operatorOrderRoutes(
  app: App,
  { store, desk, clock }: OperatorOrderParts,
  actorOf: (request: FastifyRequest) => Actor,
): void {
  /** All that there is about an order, with what explains its amount. */
  async function orderIn(tx: Transaction, orderNo: string) {
    const record = await tx.get(orderTable, orderNo);
    if (!record) throw new AppError("order/unknown");
    const now = clock.now();
    const bill = { ...orderBill(record.order, now), items: itemBills(record.order, now) };
    return { ...record, bill, strays: await tx.page(strayTable, matchedWith(orderNo), mostLoans) };
  }

  app.get(
    "/api/operator/orders/:orderNo",
    {
      schema: {
        summary: "An order with its pending work, its whole timeline and what explains its amount",
        params: OrderParams,
      },
    },
    (request) => store.transact((tx) => orderIn(tx, request.params.orderNo)),
  );

  app.post(
    "/api/operator/orders/:orderNo/acts",
    {
      schema: {
        summary: "Decide about an order; the reason is kept in its timeline",
        params: OrderParams,
        body: Type.Object({ act: OperatorAct, reason: Reason }, strict),
      },
    },
    (request) => {
      const { orderNo } = request.params;
      const event = { type: "operator-acted", ...request.body } as const;
      return store.transact(async (tx) => {
        await desk.applyIn(tx, orderNo, event, actorOf(request));
        return orderIn(tx, orderNo);
      });
    },
  );

  app.get(
    "/api/operator/queue",
    {
      schema: {
        summary: "Orders that a person must decide, items that are overdue, money that is not there, riders' reports",
        response: { 200: OperatorQueue, "4xx": Problem },
      },
    },
    () => operatorQueue(store, clock.now()),
  );

  app.get(
    "/api/operator/strays",
    { schema: { summary: "Events of cabinets that belong to no order, unmatched returns above all" } },
    async () => {
      const strays = await store.transact((tx) => tx.find(strayTable, unmatched));
      return strays.map((stray) => ({ key: strayTable.key(stray), ...stray }));
    },
  );

  app.post(
    "/api/operator/strays/:key/assign",
    {
      schema: {
        summary: "Say whose return an unmatched one was; the reason is kept with it",
        params: Type.Object({ key: Type.String({ maxLength: 90, description: "as the list gives it, URL-encoded" }) }),
        body: Type.Object(
          { orderNo: OrderNo, loanNo: Type.Integer({ minimum: 1, maximum: 100 }), reason: Reason },
          strict,
        ),
      },
    },
    (request) => {
      const { orderNo, loanNo, reason } = request.body;
      const actor = actorOf(request);
      return store.transact(async (tx) => {
        const stray = await tx.get(strayTable, request.params.key);
        if (!stray || stray.match) throw new AppError("stray/unknown");
        const record = await tx.get(orderTable, orderNo);
        if (!record) throw new AppError("order/unknown");
        const loan = record.order.loans.find((other) => other.loanNo === loanNo);
        const back = loan && (await asReturnOf(tx, stray, record.order, loan));
        if (!back) throw new AppError("stray/does-not-fit");
        await desk.applyIn(tx, orderNo, back.event, actor);
        await tx.put(strayTable, { ...stray, match: { orderNo, loanNo, actor, at: clock.now(), reason } });
        return orderIn(tx, orderNo);
      });
    },
  );
}
