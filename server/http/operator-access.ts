import type { FastifyRequest } from "fastify";
import { AppError } from "../../platform/app-error.ts";
import { type Operator, permit } from "../accounts/operator.ts";
import type { People } from "../accounts/people.ts";
import type { Permission } from "../accounts/roles.ts";
import type { OperatorCookie } from "./operator-cookie.ts";
import type { TokenGuard } from "./token-guard.ts";
import type { App } from "./typed-app.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What an operator needs for the route (server/accounts/roles.ts). */
    permission?: Permission;
  }
  interface FastifyRequest {
    /** Who asks, in every handler of an operator's route. */
    operator: Operator;
  }
}

export interface OperatorAccessParts {
  readonly people: People;
  readonly tokens: Pick<TokenGuard, "admit">;
  readonly operatorCookie: OperatorCookie;
}

/**
 * Lets nobody near the routes that are registered in this scope afterwards but those whose role has the route's permission,
 * by an API token or by the cookie of a session. A route without a permission is a mistake that stops the start.
 */
export function guardOperatorRoutes(app: App, { people, tokens, operatorCookie }: OperatorAccessParts): void {
  app.decorateRequest("operator", null as unknown as Operator);

  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.permission === undefined) throw new Error(`${String(method)} ${url} names no permission`);
  });

  app.addHook("onRequest", async (request, reply) => {
    // Secrets, riders and money: nothing between the hub and the operator may keep a copy.
    reply.header("cache-control", "no-store");
    request.operator = await operatorOf(request);
    const { permission } = request.routeOptions.config;
    if (permission !== undefined) permit(request.operator, permission);

    async function operatorOf(asked: FastifyRequest): Promise<Operator> {
      const secret = asked.headers.authorization === undefined ? operatorCookie.read(asked) : undefined;
      if (secret === undefined) {
        return tokens.admit("operator", (token) => people.apiTokens.of(token), asked, reply);
      }
      const isRead = asked.method === "GET" || asked.method === "HEAD";
      if (!isRead && !operatorCookie.isOwnPage(asked)) throw new AppError("operator/cross-site");
      return people.sessions.of(secret);
    }
  });
}
