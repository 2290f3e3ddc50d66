import { Type } from "typebox";
import type { Clock } from "../../platform/clock.ts";
import { CabinetId } from "../../protocol/ids.ts";
import type { CabinetService } from "../fleet/cabinet-service.ts";
import type { FleetOverview, FleetRow } from "../fleet/fleet-overview.ts";
import { type CabinetTexts, cabinetTextsFor, visitView } from "./cabinet-texts.ts";
import { type ActorOf, actorAndReason, CabinetParams, FleetRowView, SlotLock, WithReason } from "./operator-api.ts";
import { ServiceCommandView, serviceCommandView } from "./operator-cabinet-page.ts";
import type { App } from "./typed-app.ts";

export interface OperatorServiceParts {
  readonly cabinetService: CabinetService;
  readonly overview: FleetOverview;
  readonly clock: Clock;
}

const SlotParams = Type.Object({ cabinetId: CabinetId, slot: Type.String({ pattern: "^[1-9][0-9]?$" }) });

/** What operators have cabinets do, and which cabinets need a visit. */
export function operatorServiceRoutes(app: App, parts: OperatorServiceParts, actorOf: ActorOf): void {
  const { cabinetService, overview, clock } = parts;

  app.get(
    "/api/operator/fleet",
    {
      config: { permission: "cabinets.read" },
      schema: {
        summary: "All cabinets in short: their state, what they can lend and take, and why they need a visit",
        response: { 200: Type.Array(FleetRowView) },
      },
    },
    async ({ headers }) => viewsOf(await overview.rows(), cabinetTextsFor(headers["accept-language"])),
  );

  app.get(
    "/api/operator/visits",
    {
      config: { permission: "cabinets.read" },
      schema: {
        summary: "Cabinets that need a visit, the most urgent first, with the reasons and what to do there",
        response: { 200: Type.Array(FleetRowView) },
      },
    },
    async ({ headers }) => viewsOf(await overview.visits(), cabinetTextsFor(headers["accept-language"])),
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/slots/:slot/open",
    {
      config: {
        permission: "cabinets.operate",
        problems: [
          "cabinet/unknown",
          "slot/unknown",
          "cabinet/out-of-service",
          "cabinet/not-connected",
          "cabinet/service-limit",
          "bridge/too-old",
          "slot/held",
          "slot/in-service",
        ],
      },
      schema: {
        summary: "Open a slot without an order, to work on the cabinet",
        description:
          "Answers once the command is on its way. The cabinet's page shows how it went: `commands`. What comes out is neither a loan nor missing.",
        params: SlotParams,
        body: WithReason,
        response: { 202: ServiceCommandView },
      },
    },
    async (request, reply) => {
      const { cabinetId, slot } = request.params;
      const by = actorAndReason(request, actorOf, request.body.reason);
      const command = await cabinetService.openSlot(cabinetId, Number(slot), by);
      return reply.code(202).send(serviceCommandView(command, clock.now()));
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/restart",
    {
      config: {
        permission: "cabinets.operate",
        problems: [
          "cabinet/unknown",
          "cabinet/out-of-service",
          "cabinet/not-connected",
          "cabinet/service-limit",
          "bridge/too-old",
        ],
      },
      schema: {
        summary: "Have the cabinet's bridge end in order and start again",
        params: CabinetParams,
        body: WithReason,
        response: { 202: ServiceCommandView },
      },
    },
    async (request, reply) => {
      const by = actorAndReason(request, actorOf, request.body.reason);
      const command = await cabinetService.restart(request.params.cabinetId, by);
      return reply.code(202).send(serviceCommandView(command, clock.now()));
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/commands/:commandId/ask",
    {
      config: {
        permission: "cabinets.operate",
        changesNothing: true,
        problems: ["cabinet/unknown", "command/unknown", "cabinet/not-connected"],
      },
      schema: {
        summary: "Ask the cabinet again for the outcome of a command; the bridge carries nothing out twice",
        params: Type.Object({ cabinetId: CabinetId, commandId: Type.String({ pattern: "^[0-9A-Za-z]{4,30}$" }) }),
        body: WithReason,
        response: { 202: ServiceCommandView },
      },
    },
    async (request, reply) => {
      const { cabinetId, commandId } = request.params;
      const by = actorAndReason(request, actorOf, request.body.reason);
      const command = await cabinetService.askAgain(cabinetId, commandId, by);
      return reply.code(202).send(serviceCommandView(command, clock.now()));
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/look",
    {
      config: {
        permission: "cabinets.operate",
        problems: ["cabinet/unknown", "cabinet/out-of-service", "cabinet/not-connected"],
      },
      schema: {
        summary: "Have the cabinet show its slots now; the snapshot follows within seconds",
        params: CabinetParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const by = actorAndReason(request, actorOf, request.body.reason);
      await cabinetService.look(request.params.cabinetId, by);
      return reply.code(204).send(null);
    },
  );

  lockRoutes(app, parts, actorOf);
}

function lockRoutes(app: App, { cabinetService }: OperatorServiceParts, actorOf: ActorOf): void {
  for (const [path, locked, summary] of [
    [
      "lock",
      true,
      "Take a slot out of service: riders are offered neither its item nor its room; the order that holds it goes on",
    ],
    ["unlock", false, "Bring a slot back into service"],
  ] as const)
    app.post(
      `/api/operator/cabinets/:cabinetId/slots/:slot/${path}`,
      {
        config: { permission: "cabinets.operate", problems: ["cabinet/unknown", "slot/unknown"] },
        schema: { summary, params: SlotParams, body: WithReason, response: { 200: SlotLock } },
      },
      async (request) => {
        const { cabinetId, slot } = request.params;
        const by = actorAndReason(request, actorOf, request.body.reason);
        return { changed: await cabinetService.setLocked(cabinetId, Number(slot), locked, by) };
      },
    );
}

function viewsOf(rows: readonly FleetRow[], texts: CabinetTexts) {
  return rows.map((row) => ({ ...row, visit: row.visit.map((reason) => visitView(reason, texts)) }));
}
