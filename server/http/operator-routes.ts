import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId, plainText } from "../../protocol/ids.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { Registry } from "../fleet/registry.ts";
import { slotSheet } from "../qr/qr-sheet.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import { ItemKind, type RatePlan, usualItemKind } from "../rental/rate-plan.ts";
import { booksRoutes } from "./books-routes.ts";
import type { CreditTexts } from "./credit-request.ts";
import { type OperatorOrderParts, operatorOrderRoutes } from "./operator-order-routes.ts";
import { OperatorTariffs, operatorTariffs } from "./operator-tariffs.ts";
import { type Operator, operatorOf } from "./operators.ts";
import { Problem } from "./rider-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorRouteParts extends OperatorOrderParts {
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly texts: CreditTexts;
  readonly credit: CreditProvider;
  readonly plans: readonly RatePlan[];
  readonly operators: readonly Operator[];
  /** Ends the live connection of a cabinet whose secret was voided. */
  readonly disconnect: (cabinetId: string) => Promise<void>;
}

const CabinetParams = Type.Object({ cabinetId: CabinetId });
const NewCabinet = Type.Object(
  {
    name: plainText(40, "the cabinet's name, as riders see it"),
    address: plainText(120, "where it stands"),
    slots: Type.Integer({ minimum: 1, maximum: 96 }),
    itemKind: Type.Optional(Type.Union(ItemKind.anyOf, { default: usualItemKind, description: "what it lends" })),
  },
  { additionalProperties: false },
);
const Secret = Type.Object({ secret: Type.String({ description: "for BRIDGE_SECRET; shown here and nowhere else" }) });
const SlotCodeView = Type.Object({ id: Type.String(), slot: Type.Integer(), url: Type.String() });

/** What operators need before there is a console: cabinets and their codes, orders, tariffs, books. */
export function operatorRoutes(app: App, parts: OperatorRouteParts): void {
  const { store, registry, codes, clock, texts, plans, operators, disconnect } = parts;
  const url = (code: string) => `${texts.publicUrl}/q/${code}`;

  const asking = (request: FastifyRequest) => operatorOf(operators, request.headers.authorization);

  app.addHook("onRequest", async (request) => void asking(request));

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

  operatorOrderRoutes(app, parts, (request) => `operator/${asking(request).name}`);
  booksRoutes(app, parts);

  app.get(
    "/api/operator/tariffs",
    {
      schema: {
        summary: "Every version of a tariff, and the rate plans that use it",
        response: { 200: OperatorTariffs, "4xx": Problem },
      },
    },
    () => operatorTariffs(store, plans, clock.now()),
  );
}
