import { Type } from "typebox";
import type { Registry } from "../fleet/registry.ts";
import type { Screens } from "../screens/screens.ts";
import { replaceSlidesIn, slidesIn } from "../screens/slides.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Screen } from "../store/screen-table.ts";
import type { Store } from "../store/store.ts";
import { type ActorOf, actorAndReason, CabinetParams, WithReason } from "./operator-api.ts";
import { largestSlides, NewScreen, OperatorScreen, PrintedCodesChange, SlideChange, SlideList } from "./screen-api.ts";
import type { ScreenFeed } from "./screen-feed.ts";
import { shownSlide } from "./screen-views.ts";
import type { App } from "./typed-app.ts";

export interface OperatorScreenParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly screens: Screens;
  readonly screenFeed: ScreenFeed;
  readonly audit: Pick<AuditLog, "recordIn">;
}

/** The screens on cabinets, and what they show while nothing happens. Each change and its audit entry are one transaction. */
export function operatorScreenRoutes(app: App, parts: OperatorScreenParts, actorOf: ActorOf): void {
  const { store, registry, screens, screenFeed, audit } = parts;
  const view = (screen: Screen) => {
    const { screenId, cabinetId, pairedAt, pairedBy, seenAt } = screen;
    return { screenId, cabinetId, pairedAt, pairedBy, seenAt, following: screenFeed.isFollowing(screen) };
  };

  app.get(
    "/api/operator/screens",
    {
      config: { permission: "cabinets.read" },
      schema: { summary: "All screens, the newest first", response: { 200: Type.Array(OperatorScreen) } },
    },
    async () => (await screens.list()).map(view),
  );

  app.post(
    "/api/operator/screens",
    {
      config: { permission: "cabinets.manage", problems: ["screen/pairing-unknown", "cabinet/unknown"] },
      schema: {
        summary: "Pair the screen that shows this code with a cabinet",
        body: NewScreen,
        response: { 201: OperatorScreen },
      },
    },
    async (request, reply) => {
      const { pairingCode, cabinetId, reason } = request.body;
      const by = actorAndReason(request, actorOf, reason);
      const screen = await store.transact(async (tx) => {
        const paired = await screens.pairIn(tx, pairingCode, cabinetId, by.actor);
        await audit.recordIn(tx, { ...by, cabinetId, act: { what: "screen-paired", screenId: paired.screenId } });
        return paired;
      });
      return reply.code(201).header("location", `/api/operator/screens/${screen.screenId}`).send(view(screen));
    },
  );

  app.delete(
    "/api/operator/screens/:screenId",
    {
      config: { permission: "cabinets.manage", problems: ["screen/unknown"] },
      schema: {
        summary: "Revoke a screen: its codes are void, and it shows nothing any more",
        params: Type.Object({ screenId: Type.String({ maxLength: 40 }) }),
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { screenId } = request.params;
      await store.transact(async (tx) => {
        const { cabinetId, revokedAt } = await screens.revokeIn(tx, screenId);
        if (revokedAt !== undefined) return;
        const by = actorAndReason(request, actorOf, request.body.reason);
        await audit.recordIn(tx, { ...by, cabinetId, act: { what: "screen-revoked", screenId } });
      });
      return reply.code(204).send(null);
    },
  );

  app.put(
    "/api/operator/cabinets/:cabinetId/printed-codes",
    {
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "Set whether a cabinet's printed codes are taken, or only those on its screen",
        params: CabinetParams,
        body: PrintedCodesChange,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { cabinetId } = request.params;
      const { printedCodes, reason } = request.body;
      await store.transact(async (tx) => {
        if (!(await registry.setPrintedCodesIn(tx, cabinetId, printedCodes))) return;
        const by = actorAndReason(request, actorOf, reason);
        await audit.recordIn(tx, { ...by, cabinetId, act: { what: "printed-codes-changed", printedCodes } });
      });
      return reply.code(204).send(null);
    },
  );

  slideRoutes(app, parts, actorOf);
}

function slideRoutes(app: App, { store, audit }: OperatorScreenParts, actorOf: ActorOf): void {
  app.get(
    "/api/operator/slides",
    {
      config: { permission: "cabinets.read" },
      schema: { summary: "What idle screens show in turn", response: { 200: SlideList } },
    },
    async () => ({ slides: (await store.transact(slidesIn)).map(shownSlide) }),
  );

  app.put(
    "/api/operator/slides",
    {
      config: { permission: "texts.edit" },
      bodyLimit: largestSlides,
      schema: {
        summary: "Set what idle screens show in turn, in the place of all before",
        body: SlideChange,
        response: { 200: SlideList },
      },
    },
    async (request) => {
      const { slides, reason } = request.body;
      return store.transact(async (tx) => {
        const changed = await replaceSlidesIn(tx, slides);
        const act = { what: "slides-changed", ...changed } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act });
        return { slides: (await slidesIn(tx)).map(shownSlide) };
      });
    },
  );
}
