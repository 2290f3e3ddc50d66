import { Readable } from "node:stream";
import fastifyRateLimit from "@fastify/rate-limit";
import { Type } from "typebox";
import { ReleaseVersion } from "../../protocol/release.ts";
import type { Registry } from "../fleet/registry.ts";
import type { Updates } from "../updates/updates.ts";
import { cabinetOf } from "./cabinet-login.ts";
import type { App } from "./typed-app.ts";

export interface BridgeReleaseParts {
  readonly registry: Registry;
  readonly updates: Pick<Updates, "releases" | "rollouts" | "preview">;
}

/** One address may ask so often; cabinets behind one carrier's address share it. */
const requestsPerMinute = 300;

/** What bridges fetch over HTTP: the archive of the release that the hub offered them. */
export async function bridgeReleaseRoutes(app: App, { registry, updates }: BridgeReleaseParts): Promise<void> {
  await app.register(fastifyRateLimit, { max: requestsPerMinute, timeWindow: 60_000 });

  app.get(
    "/api/cabinet/releases/:version",
    {
      config: { problems: ["cabinet/not-known", "release/unknown", "rollout/paused", "release/archive-damaged"] },
      schema: {
        summary: "The archive of the release that a rollout offers to the cabinet",
        description:
          "Login (HTTP Basic): the cabinet's id and its MQTT password. `Range: bytes=<from>-` goes on where a download was cut.",
        params: Type.Object({ version: ReleaseVersion }),
        response: {
          200: {
            content: {
              "application/gzip": { schema: Type.Unsafe<Readable>(Type.String({ contentEncoding: "binary" })) },
            },
          },
          206: {
            content: {
              "application/gzip": { schema: Type.Unsafe<Readable>(Type.String({ contentEncoding: "binary" })) },
            },
          },
        },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const cabinetId = await cabinetOf(registry, request.headers.authorization);
      const release = await updates.rollouts.offered(request.params.version, cabinetId);
      const from = firstByte(request.headers.range);
      const { size } = release;
      const isPart = from !== undefined && from < size;
      const begin = isPart ? from : 0;
      reply
        .type("application/gzip")
        .header("accept-ranges", "bytes")
        .header("content-length", size - begin);
      if (isPart) reply.header("content-range", `bytes ${begin}-${size - 1}/${size}`);
      return reply.code(isPart ? 206 : 200).send(Readable.from(updates.releases.bytesOf(release, begin)));
    },
  );
}

/** Of a range from a byte to the end; any other range is answered by the whole, which RFC 9110 §14.2 allows. */
function firstByte(range: string | undefined): number | undefined {
  const [, from] = /^bytes=([0-9]{1,9})-$/.exec(range ?? "") ?? [];
  return from === undefined ? undefined : Number(from);
}
