import { Type } from "typebox";
import { CabinetId } from "../../protocol/ids.ts";
import type { Enrolment } from "../fleet/enrolment.ts";
import { strict } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface BridgeRouteParts {
  readonly enrolment: Enrolment;
  /** Where bridges reach the broker, `mqtts://host:port`. */
  readonly brokerAddress: string;
  /** Ends the live connection of a cabinet that may not have it any more. */
  readonly disconnect: (cabinetId: string) => Promise<void>;
}

export const BridgeEnrolment = Type.Object(
  {
    token: Type.String({
      pattern: "^[0-9A-Za-z._-]{16,100}$",
      description: "the one-time token that an operator issued",
    }),
    nonce: Type.String({
      pattern: "^[0-9A-Za-z_-]{22,64}$",
      description: "drawn at random by the bridge: with the same one it may ask again within ten minutes",
    }),
  },
  strict,
);

export const EnrolledBridge = Type.Object({
  cabinetId: CabinetId,
  secret: Type.String({ description: "the cabinet's new secret; the former one is void" }),
  broker: Type.String({ description: "where the bridge connects: mqtts://host:port" }),
});

/** What a bridge asks over HTTPS before it has a secret. */
export function bridgeRoutes(app: App, { enrolment, brokerAddress, disconnect }: BridgeRouteParts): void {
  app.post(
    "/api/bridge/enrolments",
    {
      config: {
        isPublic: true,
        problems: [
          "enrolment/token-unknown",
          "enrolment/token-used",
          "enrolment/token-revoked",
          "enrolment/token-expired",
        ],
      },
      schema: {
        summary: "Get a cabinet's new secret for a one-time token",
        body: BridgeEnrolment,
        response: { 200: EnrolledBridge },
      },
    },
    async (request, reply) => {
      const { cabinetId, secret } = await enrolment.enrol({ ...request.body, address: request.ip });
      await disconnect(cabinetId);
      return reply.header("cache-control", "no-store").send({ cabinetId, secret, broker: brokerAddress });
    },
  );
}
