import fastifyRateLimit from "@fastify/rate-limit";
import type { People } from "../accounts/people.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { Enrolment } from "../fleet/enrolment.ts";
import type { Search } from "../store/search.ts";
import { booksRoutes } from "./books-routes.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { guardOperatorRoutes, type OperatorAccessParts } from "./operator-access.ts";
import { operatorAlarmRoutes } from "./operator-alarm-routes.ts";
import type { ActorOf } from "./operator-api.ts";
import { operatorAuditRoutes } from "./operator-audit-routes.ts";
import { type OperatorCabinetParts, operatorCabinetRoutes } from "./operator-cabinet-routes.ts";
import { type OperatorCodeParts, operatorCodeRoutes } from "./operator-code-routes.ts";
import { operatorDraftRoutes } from "./operator-draft-routes.ts";
import { operatorEnrolmentRoutes } from "./operator-enrolment-routes.ts";
import { type OperatorEventParts, operatorEventRoutes } from "./operator-event-routes.ts";
import { keepAnswers } from "./operator-idempotency.ts";
import { type OperatorMapParts, operatorMapRoutes } from "./operator-map-routes.ts";
import { operatorMoneyRoutes } from "./operator-money-routes.ts";
import { type OperatorOrderParts, operatorOrderRoutes } from "./operator-order-routes.ts";
import { operatorOverviewRoutes } from "./operator-overview-routes.ts";
import { operatorOwnRoutes } from "./operator-own-routes.ts";
import { type OperatorPeopleParts, operatorPeopleRoutes } from "./operator-people-routes.ts";
import { type OperatorPriceParts, operatorPriceRoutes } from "./operator-price-routes.ts";
import { operatorProfileRoutes } from "./operator-profile-routes.ts";
import { type OperatorReleaseParts, operatorReleaseRoutes } from "./operator-release-routes.ts";
import { type OperatorRiderParts, operatorRiderRoutes } from "./operator-rider-routes.ts";
import { type OperatorScreenParts, operatorScreenRoutes } from "./operator-screen-routes.ts";
import { operatorSearchRoutes } from "./operator-search-routes.ts";
import { type OperatorServiceParts, operatorServiceRoutes } from "./operator-service-routes.ts";
import { type OperatorSessionParts, operatorSessionRoutes } from "./operator-session-routes.ts";
import { type OperatorSiteParts, operatorSiteRoutes } from "./operator-site-routes.ts";
import { OperatorTariffs, operatorTariffs } from "./operator-tariffs.ts";
import { operatorTextRoutes } from "./operator-text-routes.ts";
import { operatorTokenRoutes } from "./operator-token-routes.ts";
import { type OperatorWebhookParts, operatorWebhookRoutes } from "./operator-webhook-routes.ts";
import type { App } from "./typed-app.ts";

export interface OperatorRouteParts
  extends OperatorOrderParts,
    OperatorCabinetParts,
    OperatorCodeParts,
    OperatorReleaseParts,
    OperatorRiderParts,
    OperatorScreenParts,
    OperatorServiceParts,
    OperatorSiteParts,
    OperatorMapParts,
    OperatorAccessParts,
    OperatorSessionParts,
    OperatorPeopleParts,
    OperatorEventParts,
    OperatorPriceParts,
    OperatorWebhookParts {
  readonly people: People;
  readonly credit: CreditProvider;
  readonly search: Search;
  readonly enrolment: Enrolment;
  /** Of one API token, or of one session. */
  readonly operatorRequestsPerMinute: number;
  readonly hubSecret: string;
}

const actorOf: ActorOf = (request) => `operator/${request.operator.name}`;

/** Everything that operators do over HTTP, by the console or by a program, but signing in. */
export async function operatorRoutes(app: App, parts: OperatorRouteParts): Promise<void> {
  const { store, clock, people } = parts;

  guardOperatorRoutes(app, parts);
  await limitRequests(app, parts);
  keepAnswers(app, new KeptAnswers(parts), actorOf);
  operatorSessionRoutes(app, parts);
  operatorOwnRoutes(app, parts);
  operatorPeopleRoutes(app, parts, actorOf);
  operatorTokenRoutes(app, people, actorOf);
  operatorCabinetRoutes(app, parts, actorOf);
  operatorEnrolmentRoutes(app, parts, actorOf);
  operatorCodeRoutes(app, parts, actorOf);
  operatorServiceRoutes(app, parts, actorOf);
  operatorSiteRoutes(app, parts, actorOf);
  operatorReleaseRoutes(app, parts, actorOf);
  operatorMapRoutes(app, parts);
  operatorScreenRoutes(app, parts, actorOf);
  operatorOrderRoutes(app, parts, actorOf);
  operatorSearchRoutes(app, parts, actorOf);
  operatorOverviewRoutes(app, parts);
  operatorEventRoutes(app, parts);
  operatorMoneyRoutes(app, parts, actorOf);
  operatorRiderRoutes(app, parts, actorOf);
  operatorProfileRoutes(app, parts, actorOf);
  operatorTextRoutes(app, parts, actorOf);
  operatorPriceRoutes(app, parts, actorOf);
  operatorDraftRoutes(app, parts, actorOf);
  operatorAuditRoutes(app, parts);
  operatorWebhookRoutes(app, parts, actorOf);
  operatorAlarmRoutes(app, parts);
  booksRoutes(app, parts);

  app.get(
    "/api/operator/tariffs",
    {
      config: { permission: "prices.read" },
      schema: {
        summary: "Every version of a tariff, and the rate plans that use it",
        response: { 200: OperatorTariffs },
      },
    },
    () => operatorTariffs(store, clock.now()),
  );
}

/**
 * Limits what one login may ask for, on each hub by itself. Answers tell how much is left (`RateLimit-Limit`, `-Remaining`,
 * `-Reset`), a refusal how long to wait (`Retry-After`). Who is not let in does not count here: guesses are slowed elsewhere.
 */
async function limitRequests(app: App, { operatorRequestsPerMinute }: OperatorRouteParts): Promise<void> {
  await app.register(fastifyRateLimit, {
    max: operatorRequestsPerMinute,
    timeWindow: 60_000,
    enableDraftSpec: true,
    keyGenerator: ({ operator: { by, name, sessionId } }) =>
      by === "session" ? `session ${sessionId}` : `token ${name}`,
  });
}
