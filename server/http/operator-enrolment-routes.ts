import { Type } from "typebox";
import { EpochMs } from "../../protocol/ids.ts";
import { type Enrolment, usualValidity } from "../fleet/enrolment.ts";
import type { CreditTexts } from "./credit-request.ts";
import { type ActorOf, actorAndReason, CabinetParams, Reason, strict, WithReason } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

const minute = 60_000;

export const NewEnrolmentToken = Type.Object(
  {
    validFor: Type.Optional(
      Type.Integer({
        minimum: 5 * minute,
        maximum: 30 * 24 * 60 * minute,
        default: usualValidity,
        description: "ms for which the token is valid; a day where it is left out",
      }),
    ),
    reason: Reason,
  },
  strict,
);

export const MadeEnrolmentToken = Type.Object({
  token: Type.String({ description: "for `enrol --token` of the bridge; shown this once, it can't be read again" }),
  expiresAt: EpochMs,
  hubUrl: Type.String({ description: "for `enrol --hub` of the bridge: the hub's address as bridges reach it" }),
});

export const RevokedTokens = Type.Object({ changed: Type.Boolean({ description: "false: none was valid" }) });

/** One-time tokens with which technicians enrol bridges. */
export function operatorEnrolmentRoutes(
  app: App,
  { enrolment, texts }: { readonly enrolment: Enrolment; readonly texts: CreditTexts },
  actorOf: ActorOf,
): void {
  app.post(
    "/api/operator/cabinets/:cabinetId/enrolment-tokens",
    {
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "Issue a one-time token with which a bridge gets this cabinet's secret; an unused one becomes void",
        params: CabinetParams,
        body: NewEnrolmentToken,
        response: { 200: MadeEnrolmentToken },
      },
    },
    async (request) => {
      const { reason, validFor } = request.body;
      const by = actorAndReason(request, actorOf, reason);
      return { ...(await enrolment.issue(request.params.cabinetId, by, validFor)), hubUrl: texts.publicUrl };
    },
  );

  app.delete(
    "/api/operator/cabinets/:cabinetId/enrolment-tokens",
    {
      config: { permission: "cabinets.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "Void the cabinet's valid enrolment token",
        params: CabinetParams,
        body: WithReason,
        response: { 200: RevokedTokens },
      },
    },
    async (request) => {
      const by = actorAndReason(request, actorOf, request.body.reason);
      return { changed: await enrolment.revoke(request.params.cabinetId, by) };
    },
  );
}
