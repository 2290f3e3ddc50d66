import fastifyRateLimit from "@fastify/rate-limit";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Registry } from "../fleet/registry.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { cabinetOf } from "./cabinet-login.ts";
import type { App } from "./typed-app.ts";

export interface CabinetSecretParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly audit: Pick<AuditLog, "recordIn">;
  /** Whether the broker asks the hub about each login: only then it takes a secret that the hub has just given. */
  readonly takesNextSecrets: boolean;
}

/** One address may ask so often; cabinets behind one carrier's address share it, and each asks once a day. */
const requestsPerMinute = 60;

export const NextSecret = Type.Object({
  secret: Type.String({
    description: "the next secret; the present one is void once the bridge logs in to the broker with it",
  }),
});

/** How a bridge gets the next secret of its cabinet by the present one. */
export async function cabinetSecretRoutes(app: App, parts: CabinetSecretParts): Promise<void> {
  const { store, registry, audit, takesNextSecrets } = parts;
  await app.register(fastifyRateLimit, { max: requestsPerMinute, timeWindow: 60_000 });

  app.post(
    "/api/cabinet/secret",
    {
      config: { problems: ["cabinet/not-known", "cabinet/secret-fixed", "request/too-many"] },
      schema: {
        summary: "Get the cabinet's next secret",
        description:
          "Login (HTTP Basic): the cabinet's id and its MQTT password. Asked again before the secret was used, it answers the same one.",
        response: { 200: NextSecret },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const cabinetId = await cabinetOf(registry, request.headers.authorization);
      if (!takesNextSecrets) throw new AppError("cabinet/secret-fixed");
      return store.transact(async (tx) => {
        const { secret, generation, isNew } = await registry.nextSecretIn(tx, cabinetId);
        const act = { what: "next-secret-given", keyGeneration: generation } as const;
        const by = { actor: `cabinet/${cabinetId}`, reason: "", address: request.ip } as const;
        if (isNew) await audit.recordIn(tx, { ...by, cabinetId, act });
        return { secret };
      });
    },
  );
}
