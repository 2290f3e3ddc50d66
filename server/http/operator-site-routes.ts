import { Type } from "typebox";
import type { Sites } from "../fleet/sites.ts";
import {
  type ActorOf,
  actorAndReason,
  CabinetMove,
  CabinetParams,
  NewSite,
  SiteId,
  SiteView,
  WithReason,
} from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorSiteParts {
  readonly sites: Sites;
}

const SiteParams = Type.Object({ siteId: SiteId });

/** The places where cabinets stand. */
export function operatorSiteRoutes(app: App, { sites }: OperatorSiteParts, actorOf: ActorOf): void {
  app.get(
    "/api/operator/sites",
    {
      config: { permission: "cabinets.read" },
      schema: { summary: "All sites, with the cabinets that stand there", response: { 200: Type.Array(SiteView) } },
    },
    () => sites.list(),
  );

  app.get(
    "/api/operator/sites/:siteId",
    {
      config: { permission: "cabinets.read", problems: ["site/unknown"] },
      schema: { summary: "A site", params: SiteParams, response: { 200: SiteView } },
    },
    ({ params }) => sites.view(params.siteId),
  );

  app.put(
    "/api/operator/sites/:siteId",
    {
      config: { permission: "cabinets.manage" },
      schema: {
        summary: "Add a site, or describe it again",
        description:
          "What is left out of the body is removed. The site's cabinets take over each value that they had of it; those with a value of their own keep it.",
        params: SiteParams,
        body: NewSite,
        response: { 200: SiteView, 201: SiteView },
      },
    },
    async (request, reply) => {
      const { siteId } = request.params;
      const { reason, ...details } = request.body;
      const isNew = await sites.put(siteId, details, actorAndReason(request, actorOf, reason));
      const view = await sites.view(siteId);
      return isNew ? reply.code(201).header("location", `/api/operator/sites/${siteId}`).send(view) : view;
    },
  );

  app.delete(
    "/api/operator/sites/:siteId",
    {
      config: { permission: "cabinets.manage", problems: ["site/unknown", "site/in-use"] },
      schema: {
        summary: "Remove a site; refused while cabinets stand there",
        params: SiteParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await sites.remove(request.params.siteId, actorAndReason(request, actorOf, request.body.reason));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/move",
    {
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown", "site/unknown"] },
      schema: {
        summary: "Move a cabinet to a site, or to an address without one; what is left out is taken from the site",
        params: CabinetParams,
        body: CabinetMove,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { reason, ...move } = request.body;
      await sites.move(request.params.cabinetId, move, actorAndReason(request, actorOf, reason));
      return reply.code(204).send(null);
    },
  );
}
