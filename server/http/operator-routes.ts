import type { CreditProvider } from "../credit/credit-provider.ts";
import type { RatePlan } from "../rental/rate-plan.ts";
import type { Search } from "../store/search.ts";
import { booksRoutes } from "./books-routes.ts";
import type { ActorOf } from "./operator-api.ts";
import { operatorAuditRoutes } from "./operator-audit-routes.ts";
import { type OperatorCabinetParts, operatorCabinetRoutes } from "./operator-cabinet-routes.ts";
import { type OperatorOrderParts, operatorOrderRoutes } from "./operator-order-routes.ts";
import { type OperatorRiderParts, operatorRiderRoutes } from "./operator-rider-routes.ts";
import { operatorSearchRoutes } from "./operator-search-routes.ts";
import { OperatorTariffs, operatorTariffs } from "./operator-tariffs.ts";
import { type Operator, operatorOf } from "./operators.ts";
import type { TokenGuard } from "./token-guard.ts";
import type { App } from "./typed-app.ts";

export interface OperatorRouteParts extends OperatorOrderParts, OperatorCabinetParts, OperatorRiderParts {
  readonly credit: CreditProvider;
  readonly search: Search;
  readonly plans: readonly RatePlan[];
  readonly operators: readonly Operator[];
  readonly tokens: Pick<TokenGuard, "admit">;
}

/** What operators need before there is a console: cabinets and their codes, orders, tariffs, books, the audit log. */
export function operatorRoutes(app: App, parts: OperatorRouteParts): void {
  const { store, clock, plans, operators, tokens } = parts;
  const actorOf: ActorOf = (request) => `operator/${operatorOf(operators, request.headers.authorization).name}`;

  app.addHook("onRequest", async (request, reply) => {
    // Secrets, riders and money: nothing between the hub and the operator may keep a copy.
    reply.header("cache-control", "no-store");
    await tokens.admit("operator", operators, request, reply);
  });

  operatorCabinetRoutes(app, parts, actorOf);
  operatorOrderRoutes(app, parts, actorOf);
  operatorSearchRoutes(app, parts);
  operatorRiderRoutes(app, parts, actorOf);
  operatorAuditRoutes(app, parts);
  booksRoutes(app, parts);

  app.get(
    "/api/operator/tariffs",
    {
      schema: {
        summary: "Every version of a tariff, and the rate plans that use it",
        response: { 200: OperatorTariffs },
      },
    },
    () => operatorTariffs(store, plans, clock.now()),
  );
}
