import { Type } from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetView as FleetCabinetView } from "../fleet/cabinet-view.ts";
import { trustAgain } from "../fleet/distrust.ts";
import { openOrdersOf, type Registry } from "../fleet/registry.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import type { Screens } from "../screens/screens.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { detailsOf } from "../store/cabinet-table.ts";
import { isKnown } from "../store/drift.ts";
import type { Store } from "../store/store.ts";
import { cabinetTextsFor } from "./cabinet-texts.ts";
import type { OperatorTexts } from "./coded-text.ts";
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
  WithReason,
} from "./operator-api.ts";
import { CabinetPage, cabinetPage } from "./operator-cabinet-page.ts";
import { driftView, textsFor } from "./operator-texts.ts";
import type { App } from "./typed-app.ts";

export interface OperatorCabinetParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly screens: Screens;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly texts: CreditTexts;
  readonly clock: Clock;
  /** Ends the live connection of a cabinet that may not have it any more. */
  readonly disconnect: (cabinetId: string) => Promise<void>;
}

/** Cabinets, their secrets and the codes on their slots. Each change and its audit entry are one transaction. */
export function operatorCabinetRoutes(app: App, parts: OperatorCabinetParts, actorOf: ActorOf): void {
  const { store, registry, audit, disconnect, clock } = parts;

  app.get(
    "/api/operator/cabinets",
    {
      config: { permission: "cabinets.read" },
      schema: {
        summary: "All cabinets as the hub knows them",
        response: { 200: Type.Array(CabinetView) },
      },
    },
    async ({ headers }) => {
      const texts = textsFor(headers["accept-language"]);
      return (await registry.list()).map((view) => withDriftTexts(view, texts));
    },
  );

  app.get(
    "/api/operator/cabinets/:cabinetId",
    {
      config: { permission: "cabinets.read", problems: ["cabinet/unknown"] },
      schema: {
        summary:
          "A cabinet as the hub knows it, with what can be done to it now and what stands in the way of the rest",
        params: CabinetParams,
        response: { 200: CabinetPage },
      },
    },
    async ({ headers, params }) => {
      const language = headers["accept-language"];
      // The page shows its own of these.
      const { snapshot: _, bridge: __, lockedSlots: ___, ...of } = await registry.view(params.cabinetId);
      const view = withDriftTexts(of, textsFor(language));
      return { ...view, ...(await cabinetPage(store, params.cabinetId, cabinetTextsFor(language), clock.now())) };
    },
  );

  app.put(
    "/api/operator/cabinets/:cabinetId",
    {
      config: { permission: "cabinets.manage", problems: ["item-kind/unknown", "cabinet/in-use"] },
      schema: {
        summary: "Register a cabinet, or change its details; the secret of a new one is in this answer only",
        description:
          "What is left out of the body is not kept from before: an optional field that is absent is removed.",
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
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown"] },
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
}

function withDriftTexts<View extends Pick<FleetCabinetView, "drift">>(view: View, texts: OperatorTexts) {
  return { ...view, drift: view.drift.filter(isKnown).map((drift) => driftView(drift, texts)) };
}

function serviceRoutes(
  app: App,
  { store, registry, codes, screens, audit, disconnect }: OperatorCabinetParts,
  actorOf: ActorOf,
): void {
  app.post(
    "/api/operator/cabinets/:cabinetId/disable",
    {
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown"] },
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
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown"] },
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
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown", "cabinet/not-distrusted"] },
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
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown", "cabinet/in-use"] },
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
        const screensRevoked = await screens.revokeAllIn(tx, cabinetId);
        const act = { what: "cabinet-removed", details, codesRevoked, screensRevoked } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, request.body.reason), cabinetId, act });
      });
      await disconnect(cabinetId);
      return reply.code(204).send(null);
    },
  );
}
