import { createHash, timingSafeEqual } from "node:crypto";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { CabinetId, OrderNo, plainText } from "../../protocol/ids.ts";
import type { Registry } from "../fleet/registry.ts";
import { slotSheet } from "../qr/qr-sheet.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import { OperatorAct } from "../rental/operator-act.ts";
import type { OrderDesk } from "../runner/order-desk.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { strayTable } from "../store/stray-table.ts";
import type { CreditTexts } from "./credit-request.ts";
import { OperatorQueue, operatorQueue } from "./operator-queue.ts";
import { Problem } from "./rider-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorRouteParts {
  readonly store: Store;
  readonly desk: OrderDesk;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly clock: Clock;
  readonly texts: CreditTexts;
  readonly operatorToken: string;
  /** Ends the live connection of a cabinet whose secret was voided. */
  readonly disconnect: (cabinetId: string) => Promise<void>;
}

const CabinetParams = Type.Object({ cabinetId: CabinetId });
const NewCabinet = Type.Object(
  {
    name: plainText(40, "the cabinet's name, as riders see it"),
    address: plainText(120, "where it stands"),
    slots: Type.Integer({ minimum: 1, maximum: 96 }),
  },
  { additionalProperties: false },
);
const Secret = Type.Object({ secret: Type.String({ description: "for BRIDGE_SECRET; shown here and nowhere else" }) });
const SlotCodeView = Type.Object({ id: Type.String(), slot: Type.Integer(), url: Type.String() });

/** What operators need before there is a console: cabinets, codes, and a look at an order and at strays. */
export function operatorRoutes(app: App, parts: OperatorRouteParts): void {
  const { store, desk, registry, codes, clock, texts, operatorToken, disconnect } = parts;
  const url = (code: string) => `${texts.publicUrl}/q/${code}`;

  app.addHook("onRequest", async (request) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (!timingSafeEqual(digest(given), digest(operatorToken))) throw new AppError("operator/not-known");
  });

  app.get("/api/operator/cabinets", { schema: { summary: "All cabinets as the hub knows them" } }, () =>
    registry.list(),
  );

  app.put(
    "/api/operator/cabinets/:cabinetId",
    {
      schema: {
        summary: "Register a cabinet, or change its details",
        params: CabinetParams,
        body: NewCabinet,
        response: { 200: Secret, "4xx": Problem },
      },
    },
    (request) => registry.register({ ...request.params, ...request.body }),
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/secret",
    {
      schema: {
        summary: "Void a cabinet's secret and make a new one",
        params: CabinetParams,
        response: { 200: Secret, "4xx": Problem },
      },
    },
    async (request) => {
      const renewed = await registry.renewSecret(request.params.cabinetId);
      await disconnect(request.params.cabinetId);
      return renewed;
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/codes",
    {
      schema: {
        summary: "Issue a code for each slot that has none",
        params: CabinetParams,
        response: { 200: Type.Array(SlotCodeView), "4xx": Problem },
      },
    },
    async (request) => {
      const { cabinetId } = request.params;
      const { slots } = await store.transact((tx) => registry.cabinetIn(tx, cabinetId));
      const live = await codes.list(cabinetId);
      for (let slot = 1; slot <= slots; slot++) {
        if (!live.some((code) => code.slot === slot)) await codes.issue(cabinetId, slot);
      }
      return (await codes.list(cabinetId)).map(({ id, slot, text }) => ({ id, slot, url: url(text) }));
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/slots/:slot/code",
    {
      schema: {
        summary: "Revoke the codes of a slot and issue a new one",
        params: Type.Object({ cabinetId: CabinetId, slot: Type.String({ pattern: "^[1-9][0-9]?$" }) }),
        response: { 200: SlotCodeView, "4xx": Problem },
      },
    },
    async (request) => {
      const { cabinetId } = request.params;
      const slot = Number(request.params.slot);
      const { slots } = await store.transact((tx) => registry.cabinetIn(tx, cabinetId));
      if (slot > slots) throw new AppError("request/invalid", `this cabinet has ${slots} slots`);
      const { id, text } = await codes.replace(cabinetId, slot);
      return { id, slot, url: url(text) };
    },
  );

  app.get(
    "/api/operator/cabinets/:cabinetId/sheet",
    { schema: { summary: "The codes of a cabinet as a page to print", params: CabinetParams } },
    async (request, reply) => {
      const { cabinetId } = request.params;
      const { name } = await store.transact((tx) => registry.cabinetIn(tx, cabinetId));
      const live = await codes.list(cabinetId);
      const sheet = await slotSheet({
        cabinetName: name,
        codes: live.map(({ slot, text }) => ({ slot, url: url(text) })),
      });
      return reply.type("text/html; charset=utf-8").send(sheet);
    },
  );

  app.delete(
    "/api/operator/codes/:id",
    { schema: { summary: "Revoke a code", params: Type.Object({ id: Type.String({ maxLength: 40 }) }) } },
    async (request, reply) => {
      await codes.revoke(request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    "/api/operator/orders/:orderNo",
    {
      schema: {
        summary: "An order with its pending work and its whole timeline",
        params: Type.Object({ orderNo: OrderNo }),
      },
    },
    async (request) => {
      const record = await store.transact((tx) => tx.get(orderTable, request.params.orderNo));
      if (!record) throw new AppError("order/unknown");
      return record;
    },
  );

  app.post(
    "/api/operator/orders/:orderNo/acts",
    {
      schema: {
        summary: "Decide about an order; the reason is kept in its timeline",
        params: Type.Object({ orderNo: OrderNo }),
        body: Type.Object({ act: OperatorAct, reason: plainText(200, "why") }, { additionalProperties: false }),
      },
    },
    async (request) => {
      const { orderNo } = request.params;
      await desk.apply(orderNo, { type: "operator-acted", ...request.body }, "operator");
      return store.transact((tx) => tx.get(orderTable, orderNo));
    },
  );

  app.get(
    "/api/operator/queue",
    {
      schema: {
        summary: "Orders that a person must decide, and items that are overdue",
        response: { 200: OperatorQueue, "4xx": Problem },
      },
    },
    () => operatorQueue(store, clock.now()),
  );

  app.get(
    "/api/operator/strays",
    { schema: { summary: "Events of cabinets that belong to no order, unmatched returns above all" } },
    () => store.transact((tx) => tx.all(strayTable)),
  );
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
