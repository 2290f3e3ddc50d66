import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { byWebhook, type Delivery, deliveryTable, type Webhook, webhookTable } from "../store/webhook-table.ts";
import { type AllowedSubnets, checkUrl } from "../webhooks/allowed-address.ts";
import { checkMail, isMail } from "../webhooks/mail-address.ts";
import type { Outbox } from "../webhooks/outbox.ts";
import { webhookSecret } from "../webhooks/webhook-secret.ts";
import { type ActorOf, actorAndReason, limitOf, PageQuery, pageOf, strict, WithReason } from "./operator-api.ts";
import {
  DeliveryView,
  NewWebhook,
  WebhookChange,
  WebhookId,
  WebhookSecret,
  WebhookView,
} from "./operator-webhook-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorWebhookParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly outbox: Pick<Outbox, "deliveryOf">;
  readonly hubSecret: string;
  /** Subnets of the operator's own network that webhooks may call. */
  readonly webhookSubnets: AllowedSubnets;
  /** Whether the hub has a server for outgoing mail. */
  readonly canMail: boolean;
  readonly randomBytes: (count: number) => Buffer;
}

/** Each costs every order a row: more are no integration but a mistake. */
const mostWebhooks = 20;
const mostPending = 1000;
const permission = "webhooks.manage";
const addressProblems = ["webhook/address-not-allowed", "webhook/mail-not-set-up", "webhook/mail-only-alarms"] as const;
const WebhookParams = Type.Object({ id: WebhookId });
const DeliveryParams = Type.Object({
  id: WebhookId,
  delivery: Type.String({ maxLength: 60, description: "which event" }),
});

/** What other systems are told of, where, and what became of it. */
export function operatorWebhookRoutes(app: App, parts: OperatorWebhookParts, actorOf: ActorOf): void {
  const { store, clock, audit, outbox, hubSecret, webhookSubnets, randomBytes } = parts;

  /** @throws AppError where the hub may not, or can't, send these events there */
  const check = (url: string, events: readonly string[]) =>
    isMail(url) ? checkMail(url, events, parts.canMail) : checkUrl(url, webhookSubnets);

  const record = (
    tx: Transaction,
    request: FastifyRequest,
    reason: string,
    act: Parameters<typeof audit.recordIn>[1]["act"],
  ) => audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act });

  app.get(
    "/api/operator/webhooks",
    {
      config: { permission },
      schema: {
        summary: "The webhooks: addresses of other systems that get the hub's events",
        response: { 200: Type.Array(WebhookView) },
      },
    },
    () => store.transact(async (tx) => Promise.all((await tx.all(webhookTable)).map((webhook) => viewIn(tx, webhook)))),
  );

  app.post(
    "/api/operator/webhooks",
    {
      config: { permission, problems: [...addressProblems, "webhook/too-many"] },
      schema: {
        summary: "Add a webhook; its secret is in the answer, this once",
        body: NewWebhook,
        response: { 201: WebhookSecret },
      },
    },
    async (request, reply) => {
      const { url, events, reason } = request.body;
      check(url, events);
      const webhook: Webhook = { id: newId(randomBytes), url, events, generation: 1, paused: false };
      await store.transact(async (tx) => {
        if ((await tx.all(webhookTable)).length >= mostWebhooks) throw new AppError("webhook/too-many");
        await tx.put(webhookTable, webhook);
        await record(tx, request, reason, { what: "webhook-added", webhook });
      });
      return reply.code(201).send({ id: webhook.id, secret: webhookSecret(hubSecret, webhook) });
    },
  );

  app.put(
    "/api/operator/webhooks/:id",
    {
      config: { permission, problems: ["webhook/unknown", ...addressProblems] },
      schema: {
        summary: "Change the address or the events of a webhook, or pause it",
        params: WebhookParams,
        body: WebhookChange,
        response: { 200: WebhookView },
      },
    },
    (request) => {
      const { reason, ...change } = request.body;
      check(change.url, change.events);
      return store.transact(async (tx) => {
        const before = await webhookIn(tx, request.params.id);
        const webhook = { ...before, ...change };
        await tx.put(webhookTable, webhook);
        await record(tx, request, reason, { what: "webhook-changed", before, webhook });
        return viewIn(tx, webhook);
      });
    },
  );

  app.delete(
    "/api/operator/webhooks/:id",
    {
      config: { permission, problems: ["webhook/unknown"] },
      schema: {
        summary: "Remove a webhook; what waits for it is not sent any more",
        params: WebhookParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await store.transact(async (tx) => {
        const webhook = await webhookIn(tx, id);
        await tx.delete(webhookTable, id);
        for (const { id: key } of await tx.find(deliveryTable, byWebhook(id, "pending")))
          await tx.delete(deliveryTable, key);
        await record(tx, request, request.body.reason, { what: "webhook-removed", webhook });
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/operator/webhooks/:id/secret",
    {
      config: { permission, problems: ["webhook/unknown"] },
      schema: {
        summary: "Renew a webhook's secret: the old one signs nothing any more",
        params: WebhookParams,
        body: WithReason,
        response: { 200: WebhookSecret },
      },
    },
    (request) => {
      const { id } = request.params;
      return store.transact(async (tx) => {
        const before = await webhookIn(tx, id);
        const webhook = { ...before, generation: before.generation + 1 };
        await tx.put(webhookTable, webhook);
        const act = { what: "webhook-secret-renewed", webhookId: id, generation: webhook.generation } as const;
        await record(tx, request, request.body.reason, act);
        return { id, secret: webhookSecret(hubSecret, webhook) };
      });
    },
  );

  app.post(
    "/api/operator/webhooks/:id/test",
    {
      config: { permission, problems: ["webhook/unknown"] },
      schema: {
        summary: "Send a webhook an event of type `jiehuan.webhook.test`",
        params: WebhookParams,
        body: WithReason,
        response: { 200: DeliveryView },
      },
    },
    async (request) => {
      const { id } = request.params;
      const sent = await store.transact(async (tx) => {
        const delivery = outbox.deliveryOf(await webhookIn(tx, id), "webhook.test", id, { test: true });
        await tx.put(deliveryTable, delivery);
        await record(tx, request, request.body.reason, { what: "webhook-tested", webhookId: id });
        return delivery;
      });
      return deliveryView(sent);
    },
  );

  app.get(
    "/api/operator/webhooks/:id/deliveries",
    {
      config: { permission, problems: ["webhook/unknown"] },
      schema: {
        summary: "What was sent to a webhook, newest first; `Link` names the next page",
        params: WebhookParams,
        querystring: Type.Object({ ...PageQuery, state: Type.Optional(DeliveryView.properties.state) }, strict),
        response: { 200: Type.Array(DeliveryView) },
      },
    },
    async (request, reply) => {
      const { state, before } = request.query;
      const limit = limitOf(request.query);
      const entry = byWebhook(request.params.id, state);
      const rows = await store.transact(async (tx) => {
        await webhookIn(tx, request.params.id);
        return tx.page(deliveryTable, entry, limit + 1, before);
      });
      return pageOf(request, reply, { rows, limit, keyOf: ({ id }) => id }).map(deliveryView);
    },
  );

  app.post(
    "/api/operator/webhooks/:id/deliveries/:delivery/replay",
    {
      config: { permission, problems: ["webhook/unknown", "webhook/delivery-unknown"] },
      schema: {
        summary: "Send an event again, for another day at most; it keeps its id",
        params: DeliveryParams,
        body: WithReason,
        response: { 200: DeliveryView },
      },
    },
    async (request) => {
      const { id, delivery: key } = request.params;
      const sent = await store.transact(async (tx) => {
        await webhookIn(tx, id);
        const kept = await tx.get(deliveryTable, key);
        if (kept?.webhookId !== id) throw new AppError("webhook/delivery-unknown");
        const delivery: Delivery = { ...kept, state: "pending", dueAt: clock.now(), tries: [] };
        await tx.put(deliveryTable, delivery);
        await record(tx, request, request.body.reason, { what: "delivery-replayed", webhookId: id, delivery: key });
        return delivery;
      });
      return deliveryView(sent);
    },
  );
}

async function viewIn(tx: Transaction, { id, url, events, paused }: Webhook) {
  const pending = await tx.page(deliveryTable, byWebhook(id, "pending"), mostPending);
  return { id, url, events: [...events], paused, pending: pending.length };
}

function deliveryView({ id, type, at, state, dueAt, tries, body }: Delivery) {
  const next = dueAt === undefined ? {} : { dueAt };
  return { id, type, at, state, ...next, tries: tries.map((one) => ({ ...one })), body };
}

function newId(randomBytes: (count: number) => Buffer): string {
  return Array.from(randomBytes(12), (byte) => (byte % 36).toString(36)).join("");
}

/** @throws AppError webhook/unknown */
async function webhookIn(tx: Transaction, id: string): Promise<Webhook> {
  const webhook = await tx.get(webhookTable, id);
  if (!webhook) throw new AppError("webhook/unknown");
  return webhook;
}
