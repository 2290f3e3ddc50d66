import { Type } from "typebox";
import type { ApiToken } from "../accounts/api-token-table.ts";
import type { People } from "../accounts/people.ts";
import { ApiTokenView, MadeApiToken, NewApiToken } from "./account-api.ts";
import { type ActorOf, actorAndReason, WithReason } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

const permission = "people.manage";

/** API tokens for programs, for admins. */
export function operatorTokenRoutes(app: App, { apiTokens }: Pick<People, "apiTokens">, actorOf: ActorOf): void {
  app.get(
    "/api/operator/api-tokens",
    {
      config: { permission },
      schema: {
        summary: "All API tokens, the newest first; those that ended too",
        response: { 200: Type.Array(ApiTokenView) },
      },
    },
    async () => (await apiTokens.list()).map(viewOf),
  );

  app.post(
    "/api/operator/api-tokens",
    {
      config: { permission, problems: ["account/name-taken", "account/bad-end"] },
      schema: {
        summary: "Make an API token; it is shown this once",
        body: NewApiToken,
        response: { 201: MadeApiToken },
      },
    },
    async (request, reply) => {
      const { reason, ...wanted } = request.body;
      const { token, row } = await apiTokens.make(wanted, actorAndReason(request, actorOf, reason));
      reply.code(201).header("location", `/api/operator/api-tokens/${row.id}`);
      return reply.send({ ...viewOf(row), token });
    },
  );

  app.delete(
    "/api/operator/api-tokens/:id",
    {
      config: { permission, problems: ["account/unknown"] },
      schema: {
        summary: "Revoke an API token",
        params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await apiTokens.revoke(request.params.id, actorAndReason(request, actorOf, request.body.reason));
      return reply.code(204).send(null);
    },
  );
}

/** A token without its hash. */
function viewOf({ id, name, role, createdAt, createdBy, endsAt, usedOn, revokedAt }: ApiToken) {
  const later = { ...(usedOn !== undefined && { usedOn }), ...(revokedAt !== undefined && { revokedAt }) };
  return { id, name, role, createdAt, createdBy, endsAt, ...later };
}
