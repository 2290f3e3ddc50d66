import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Editor } from "../pricing/price-desk.ts";
import { type PriceDraft, priceDraftIn, priceDraftTable } from "../pricing/price-draft-table.ts";
import { pricesRowIn } from "../pricing/prices-table.ts";
import { parseWrittenPlans } from "../pricing/written-plan.ts";
import { type ActorOf, actorAndReason, WithReason } from "./operator-api.ts";
import { checkReader, type OperatorPriceParts } from "./operator-price-routes.ts";
import {
  DraftParams,
  DraftToConfirm,
  DraftToPublish,
  largestPrices,
  NewDraft,
  PriceCheck,
  PriceDraftHead,
  PriceDraftView,
  PriceImport,
  PriceListHead,
  PricesToCheck,
  PublishOutcome,
} from "./price-api.ts";
import { priceDraftHead, priceListHead } from "./price-views.ts";
import type { App } from "./typed-app.ts";

/** Drafts of prices: saved with their mistakes, compared with what is in force, published by one admin or by two. */
export function operatorDraftRoutes(app: App, { store, clock, prices }: OperatorPriceParts, actorOf: ActorOf): void {
  const editor = (request: FastifyRequest, reason: string): Editor => {
    const { by, name } = request.operator;
    return { ...actorAndReason(request, actorOf, reason), ...(by === "session" && { person: name }) };
  };
  const checked = checkReader({ store, clock });
  const view = async (request: FastifyRequest, draft: PriceDraft) => {
    const check = await checked(request, await prices.check(draft.plans, draft.proposal?.effectiveAt));
    return { ...priceDraftHead(draft), plans: [...draft.plans], check };
  };

  app.get(
    "/api/operator/prices/drafts",
    {
      config: { permission: "prices.read" },
      schema: {
        summary: "The drafts of prices, and which of them wait for another admin's confirmation",
        response: { 200: Type.Array(PriceDraftHead) },
      },
    },
    async () => (await store.transact((tx) => tx.all(priceDraftTable))).map(priceDraftHead),
  );

  app.get(
    "/api/operator/prices/drafts/:id",
    {
      config: { permission: "prices.read", problems: ["prices/draft-unknown"] },
      schema: {
        summary: "A draft of prices: its plans, what is wrong with them, and how they differ from those in force",
        params: DraftParams,
        response: { 200: PriceDraftView },
      },
    },
    async (request) => view(request, await store.transact((tx) => priceDraftIn(tx, request.params.id))),
  );

  app.put(
    "/api/operator/prices/drafts/:id",
    {
      bodyLimit: largestPrices,
      config: { permission: "prices.edit", problems: ["prices/outdated", "prices/proposed"] },
      schema: {
        summary: "Save a draft of prices, mistakes or not",
        params: DraftParams,
        body: NewDraft,
        response: { 200: PriceDraftView },
      },
    },
    async (request) => {
      const { reason, ...content } = request.body;
      return view(request, await prices.save(request.params.id, content, actorAndReason(request, actorOf, reason)));
    },
  );

  app.delete(
    "/api/operator/prices/drafts/:id",
    {
      config: { permission: "prices.edit", problems: ["prices/draft-unknown", "prices/proposed"] },
      schema: {
        summary: "Throw a draft of prices away",
        params: DraftParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await prices.remove(request.params.id, actorAndReason(request, actorOf, request.body.reason));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/operator/prices/check",
    {
      bodyLimit: largestPrices,
      config: { permission: "prices.edit", changesNothing: true },
      schema: {
        summary: "Check prices without saving them: mistakes, differences from those in force, price curves",
        body: PricesToCheck,
        response: { 200: PriceCheck },
      },
    },
    async (request) => checked(request, await prices.check(request.body.plans, request.body.effectiveAt)),
  );

  app.post(
    "/api/operator/prices/import",
    {
      bodyLimit: largestPrices,
      config: { permission: "prices.edit", problems: ["tariff/invalid", "prices/outdated", "prices/proposed"] },
      schema: {
        summary: "Make a draft of a file of rate plans",
        description: "What is no rate plan is refused; what a rate plan must not say is a mistake of the draft.",
        body: PriceImport,
        response: { 201: PriceDraftView },
      },
    },
    async (request, reply) => {
      const { id, reason } = request.body;
      const plans = parseWrittenPlans(request.body.plans);
      const basedOn = (await store.transact(pricesRowIn)).newest;
      const who = actorAndReason(request, actorOf, reason);
      const draft = await prices.save(id, { plans, basedOn, revision: 0 }, who);
      reply.code(201).header("location", `/api/operator/prices/drafts/${id}`);
      return reply.send(await view(request, draft));
    },
  );

  app.post(
    "/api/operator/prices/drafts/:id/publish",
    {
      config: {
        permission: "prices.publish",
        problems: [
          "prices/draft-unknown",
          "prices/outdated",
          "prices/proposed",
          "prices/has-mistakes",
          "prices/date-passed",
          "prices/unchanged",
          "prices/too-many-planned",
          "prices/needs-another",
        ],
      },
      schema: {
        summary: "Publish a draft of prices, or propose it where another admin has to confirm it",
        params: DraftParams,
        body: DraftToPublish,
        response: { 200: PublishOutcome },
      },
    },
    async (request) => {
      const { reason, ...seen } = request.body;
      const outcome = await prices.publish(request.params.id, seen, editor(request, reason));
      if ("published" in outcome) return { published: priceListHead(outcome.published) };
      return { proposed: priceDraftHead(outcome.proposed) };
    },
  );

  app.post(
    "/api/operator/prices/drafts/:id/confirm",
    {
      config: {
        permission: "prices.publish",
        problems: [
          "prices/draft-unknown",
          "prices/not-proposed",
          "prices/outdated",
          "prices/needs-another",
          "prices/has-mistakes",
          "prices/unchanged",
          "prices/too-many-planned",
        ],
      },
      schema: {
        summary: "Confirm prices that another admin proposed: they are published",
        params: DraftParams,
        body: DraftToConfirm,
        response: { 200: PriceListHead },
      },
    },
    async (request) => {
      const { revision, reason } = request.body;
      return priceListHead(await prices.confirm(request.params.id, revision, editor(request, reason)));
    },
  );

  app.post(
    "/api/operator/prices/drafts/:id/reject",
    {
      config: { permission: "prices.publish", problems: ["prices/draft-unknown", "prices/not-proposed"] },
      schema: {
        summary: "Refuse prices that were proposed, or take the proposal back; the draft stays",
        params: DraftParams,
        body: WithReason,
        response: { 200: PriceDraftHead },
      },
    },
    async (request) => {
      const who = actorAndReason(request, actorOf, request.body.reason);
      return priceDraftHead(await prices.reject(request.params.id, who));
    },
  );
}
