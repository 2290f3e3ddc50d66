import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId } from "../../protocol/ids.ts";
import { trustAgain } from "../fleet/distrust.ts";
import { openOrdersOf, type Registry } from "../fleet/registry.ts";
import { slotSheet } from "../qr/qr-sheet.ts";
import type { LiveCode, SlotCodes } from "../qr/slot-codes.ts";
import type { AuditLog, CabinetDetails } from "../store/audit-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { isKnown } from "../store/drift.ts";
import type { Store } from "../store/store.ts";
import type { CreditTexts } from "./credit-request.ts";
import {
  type ActorOf,
  actorAndReason,
  CabinetParams,
  CabinetView,
  NewCabinet,
  Registered,
  Secret,
  ServiceChange,
  SlotCodeView,
  WithReason,
} from "./operator-api.ts";
import { driftView, textsFor } from "./operator-texts.ts";
import type { App } from "./typed-app.ts";

export interface OperatorCabinetParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly texts: CreditTexts;
  /** Ends the live connection of a cabinet that may not have it any more. */
  readonly disconnect: (cabinetId: string) => Promise<void>;
}

/** Cabinets, their secrets and the codes on their slots. Each change and its audit entry are one transaction. */
export function operatorCabinetRoutes(app: App, parts: OperatorCabinetParts, actorOf: ActorOf): void {
  const { store, registry, audit, disconnect } = parts;

  app.get(
    "/api/operator/cabinets",
    {
      schema: {
        summary: "All cabinets as the hub knows them",
        response: { 200: Type.Array(CabinetView) },
      },
    },
    async ({ headers }) => {
      const texts = textsFor(headers["accept-language"]);
      const views = await registry.list();
      return views.map((view) => ({
        ...view,
        drift: view.drift.filter(isKnown).map((drift) => driftView(drift, texts)),
      }));
    },
  );

  app.put(
    "/api/operator/cabinets/:cabinetId",
    {
      schema: {
        summary: "Register a cabinet, or change its details; the secret of a new one is shown here and nowhere else",
        params: CabinetParams,
        body: NewCabinet,
        response: { 200: Registered, 201: Secret },
      },
    },
    async (request, reply) => {
      const { reason, ...written } = request.body;
      const { cabinetId } = request.params;
      const secret = await store.transact(async (tx) => {
        const { before, cabinet } = await registry.registerIn(tx, { cabinetId, ...written });
        const details = detailsOf(cabinet);
        const { keyGeneration } = cabinet;
        await audit.recordIn(tx, {
          ...actorAndReason(request, actorOf, reason),
          cabinetId,
          act: before
            ? { what: "cabinet-changed", before: detailsOf(before), details }
            : { what: "cabinet-registered", details, keyGeneration },
        });
        return before ? undefined : registry.secretOf(cabinet);
      });
      if (secret === undefined) return {};
      return reply.code(201).header("location", `/api/operator/cabinets/${cabinetId}`).send({ secret });
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/secret",
    {
      config: { problems: ["cabinet/unknown"] },
      schema: {
        summary: "Void a cabinet's secret and make a new one, which is shown here and nowhere else",
        params: CabinetParams,
        body: WithReason,
        response: { 200: Secret },
      },
    },
    async (request) => {
      const { cabinetId } = request.params;
      const secret = await store.transact(async (tx) => {
        const renewed = await registry.renewSecretIn(tx, cabinetId);
        const act = { what: "secret-renewed", keyGeneration: renewed.keyGeneration } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, request.body.reason), cabinetId, act });
        return registry.secretOf(renewed);
      });
      await disconnect(cabinetId);
      return { secret };
    },
  );

  serviceRoutes(app, parts, actorOf);
  codeRoutes(app, parts, actorOf);
}

function serviceRoutes(
  app: App,
  { store, registry, codes, audit, disconnect }: OperatorCabinetParts,
  actorOf: ActorOf,
): void {
  app.post(
    "/api/operator/cabinets/:cabinetId/disable",
    {
      config: { problems: ["cabinet/unknown"] },
      schema: {
        summary: "Take a cabinet out of service: it may not connect, and riders can't order there; open orders go on",
        params: CabinetParams,
        body: WithReason,
        response: { 200: ServiceChange },
      },
    },
    async (request) => {
      const { cabinetId } = request.params;
      const by = actorAndReason(request, actorOf, request.body.reason);
      const answer = await store.transact(async (tx) => {
        const changed = await registry.disableIn(tx, cabinetId, by);
        if (changed) await audit.recordIn(tx, { ...by, cabinetId, act: { what: "cabinet-disabled" } });
        return { changed, openOrders: [...(await openOrdersOf(tx, cabinetId))] };
      });
      await disconnect(cabinetId);
      return answer;
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/enable",
    {
      config: { problems: ["cabinet/unknown"] },
      schema: {
        summary: "Bring a cabinet back into service",
        params: CabinetParams,
        body: WithReason,
        response: { 200: ServiceChange },
      },
    },
    (request) => {
      const { cabinetId } = request.params;
      return store.transact(async (tx) => {
        const changed = await registry.enableIn(tx, cabinetId);
        const by = actorAndReason(request, actorOf, request.body.reason);
        if (changed) await audit.recordIn(tx, { ...by, cabinetId, act: { what: "cabinet-enabled" } });
        return { changed, openOrders: [...(await openOrdersOf(tx, cabinetId))] };
      });
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/trust-again",
    {
      config: { problems: ["cabinet/unknown", "cabinet/not-distrusted"] },
      schema: {
        summary:
          "Clear the mark of a distrusted cabinet: what it says decides by itself again, its slots are offered again",
        params: CabinetParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { cabinetId } = request.params;
      const by = actorAndReason(request, actorOf, request.body.reason);
      await store.transact(async (tx) => {
        const distrust = await trustAgain(tx, cabinetId);
        await audit.recordIn(tx, { ...by, cabinetId, act: { what: "cabinet-trusted-again", distrust } });
      });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/api/operator/cabinets/:cabinetId",
    {
      config: { problems: ["cabinet/unknown", "cabinet/in-use"] },
      schema: {
        summary: "Remove a cabinet for good, with its codes and its secret; refused while its orders are open",
        params: CabinetParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { cabinetId } = request.params;
      await store.transact(async (tx) => {
        const details = detailsOf(await registry.removeIn(tx, cabinetId));
        const codesRevoked = await codes.revokeAllIn(tx, cabinetId);
        const act = { what: "cabinet-removed", details, codesRevoked } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, request.body.reason), cabinetId, act });
      });
      await disconnect(cabinetId);
      return reply.code(204).send(null);
    },
  );
}

function codeRoutes(app: App, { store, registry, codes, audit, texts }: OperatorCabinetParts, actorOf: ActorOf): void {
  const view = ({ id, slot, text }: LiveCode) => ({ id, slot, url: `${texts.publicUrl}/q/${text}` });

  app.post(
    "/api/operator/cabinets/:cabinetId/codes",
    {
      config: { problems: ["cabinet/unknown"] },
      schema: {
        summary: "Issue a code for each slot that has none; answers all valid codes of the cabinet",
        params: CabinetParams,
        body: WithReason,
        response: { 200: Type.Array(SlotCodeView) },
      },
    },
    (request) => {
      const { cabinetId } = request.params;
      return store.transact(async (tx) => {
        const { slots } = await registry.cabinetIn(tx, cabinetId);
        const issued = await codes.issueMissingIn(tx, cabinetId, slots);
        const act = { what: "codes-issued", codes: issued.map(({ id, slot }) => ({ id, slot })) } as const;
        const by = actorAndReason(request, actorOf, request.body.reason);
        if (issued.length > 0) await audit.recordIn(tx, { ...by, cabinetId, act });
        return (await codes.listIn(tx, cabinetId)).map(view);
      });
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/slots/:slot/code",
    {
      config: { problems: ["cabinet/unknown"] },
      schema: {
        summary: "Revoke the codes of a slot and issue a new one",
        params: Type.Object({ cabinetId: CabinetId, slot: Type.String({ pattern: "^[1-9][0-9]?$" }) }),
        body: WithReason,
        response: { 201: SlotCodeView },
      },
    },
    async (request, reply) => {
      const { cabinetId } = request.params;
      const slot = Number(request.params.slot);
      const code = await store.transact(async (tx) => {
        const { slots } = await registry.cabinetIn(tx, cabinetId);
        if (slot > slots) throw new AppError("request/invalid", `this cabinet has ${slots} slots`);
        const { code, revoked } = await codes.replaceIn(tx, cabinetId, slot);
        const act = { what: "code-replaced", slot, id: code.id, revoked } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, request.body.reason), cabinetId, act });
        return code;
      });
      return reply.code(201).header("location", `/api/operator/codes/${code.id}`).send(view(code));
    },
  );

  app.get(
    "/api/operator/cabinets/:cabinetId/sheet",
    {
      config: { problems: ["cabinet/unknown"] },
      schema: {
        summary: "The codes of a cabinet as a page to print",
        params: CabinetParams,
        response: { 200: { content: { "text/html": { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const { cabinetId } = request.params;
      const { name } = await store.transact((tx) => registry.cabinetIn(tx, cabinetId));
      const live = await codes.list(cabinetId);
      const sheet = await slotSheet({ cabinetName: name, codes: live.map(view) });
      return reply.type("text/html; charset=utf-8").send(sheet);
    },
  );

  app.delete(
    "/api/operator/codes/:id",
    {
      config: { problems: ["code/unknown"] },
      schema: {
        summary: "Revoke a code",
        params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await store.transact(async (tx) => {
        const { id, cabinetId, slot, revokedAt } = await codes.revokeIn(tx, request.params.id);
        if (revokedAt !== undefined) return;
        const by = actorAndReason(request, actorOf, request.body.reason);
        await audit.recordIn(tx, { ...by, cabinetId, act: { what: "code-revoked", slot, id } });
      });
      return reply.code(204).send(null);
    },
  );
}

function detailsOf({ name, address, slots, itemKind }: Cabinet): CabinetDetails {
  return { name, address, slots, ...(itemKind && { itemKind }) };
}
