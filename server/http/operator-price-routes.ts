import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { CheckedPlans, PriceDesk } from "../pricing/price-desk.ts";
import { plansOf, priceListIn, priceListsIn } from "../pricing/price-list-table.ts";
import { listAt, listsAfter, pricesRowIn, ratePlansIn } from "../pricing/prices-table.ts";
import { WrittenPlan, writePlan } from "../pricing/written-plan.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type ActorOf, actorAndReason, limitOf, PageQuery, pageOf, strict, WithReason } from "./operator-api.ts";
import { CheckedPriceList, ListParams, PriceListHead, PriceSettings, PricesView } from "./price-api.ts";
import { checkView, priceListHead, priceListView } from "./price-views.ts";
import type { App } from "./typed-app.ts";

export interface OperatorPriceParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly prices: PriceDesk;
}

/** What a page reads of plans that were checked, compared with those in force. */
export function checkReader({ store, clock }: Pick<OperatorPriceParts, "store" | "clock">) {
  return async (request: FastifyRequest, plans: CheckedPlans) => {
    const now = clock.now();
    const inForce = await store.transact((tx) => ratePlansIn(tx, now));
    return checkView(plans, inForce, { now, acceptLanguage: request.headers["accept-language"] });
  };
}

/** The price lists: which is in force, which were and will be, and the rule for publishing others. */
export function operatorPriceRoutes(app: App, { store, clock, prices }: OperatorPriceParts, actorOf: ActorOf): void {
  const checked = checkReader({ store, clock });
  const view = async (tx: Transaction) => {
    const now = clock.now();
    const row = await pricesRowIn(tx);
    const inForce = listAt(row, now);
    const listView = async (number: number) => priceListView(tx, await priceListIn(tx, number));
    return {
      newest: row.newest,
      needsAnother: row.needsAnother,
      ...(inForce && { inForce: await listView(inForce.number) }),
      planned: await Promise.all(listsAfter(row, now).map(({ number }) => listView(number))),
    };
  };

  app.get(
    "/api/operator/prices",
    {
      config: { permission: "prices.read" },
      schema: {
        summary: "The prices in force, those that take effect later, and who publishes others",
        response: { 200: PricesView },
      },
    },
    () => store.transact(view),
  );

  app.put(
    "/api/operator/prices/settings",
    {
      config: { permission: "prices.publish" },
      schema: {
        summary: "Say whether another admin has to confirm what one publishes",
        body: PriceSettings,
        response: { 200: PricesView },
      },
    },
    async (request) => {
      const { needsAnother, reason } = request.body;
      await prices.setNeedsAnother(needsAnother, actorAndReason(request, actorOf, reason));
      return store.transact(view);
    },
  );

  app.get(
    "/api/operator/prices/lists",
    {
      config: { permission: "prices.read" },
      schema: {
        summary: "Every price list that was published, the newest first; `Link` names the next page",
        querystring: Type.Object(
          {
            ...PageQuery,
            before: Type.Optional(Type.String({ pattern: "^[1-9][0-9]{0,8}$", description: "number of a price list" })),
          },
          strict,
        ),
        response: { 200: Type.Array(PriceListHead) },
      },
    },
    async (request, reply) => {
      const limit = limitOf(request.query);
      const { before } = request.query;
      const rows = await store.transact((tx) =>
        priceListsIn(tx, limit + 1, before === undefined ? undefined : Number(before)),
      );
      return pageOf(request, reply, { rows, limit, keyOf: ({ number }) => String(number) }).map(priceListHead);
    },
  );

  app.get(
    "/api/operator/prices/lists/:number",
    {
      config: { permission: "prices.read", problems: ["prices/list-unknown"] },
      schema: {
        summary: "A price list: its plans, what a loan costs under them, and how many cabinets lend by each",
        params: ListParams,
        response: { 200: CheckedPriceList },
      },
    },
    async (request) => {
      const number = Number(request.params.number);
      const list = await store.transact(async (tx) => priceListView(tx, await priceListIn(tx, number)));
      const at = Math.max(clock.now(), list.effectiveAt);
      return { ...list, check: await checked(request, await prices.check(list.plans, at)) };
    },
  );

  app.post(
    "/api/operator/prices/lists/:number/withdraw",
    {
      config: { permission: "prices.publish", problems: ["prices/list-unknown", "prices/in-effect"] },
      schema: {
        summary: "Take back a price list that has not taken effect yet",
        params: ListParams,
        body: WithReason,
        response: { 200: PriceListHead },
      },
    },
    async (request) => {
      const who = actorAndReason(request, actorOf, request.body.reason);
      return priceListHead(await prices.withdraw(Number(request.params.number), who));
    },
  );

  app.get(
    "/api/operator/prices/export",
    {
      config: { permission: "prices.read", problems: ["prices/list-unknown"] },
      schema: {
        summary: "The rate plans of a price list as a file, which can be imported again",
        querystring: Type.Object(
          { number: Type.Optional(Type.String({ ...ListParams.properties.number, description: "absent: in force" })) },
          strict,
        ),
        response: { 200: Type.Array(WrittenPlan) },
      },
    },
    async ({ query }, reply) => {
      const { number } = query;
      const plans = await store.transact(async (tx) =>
        number === undefined ? ratePlansIn(tx, clock.now()) : plansOf(tx, await priceListIn(tx, Number(number))),
      );
      reply.header(
        "content-disposition",
        `attachment; filename="prices${number === undefined ? "" : `-${number}`}.json"`,
      );
      return plans.map(writePlan);
    },
  );
}
