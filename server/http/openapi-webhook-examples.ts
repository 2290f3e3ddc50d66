import type { OperationExamples } from "./openapi-document.ts";
import { noon } from "./openapi-rider-examples.ts";

const why = { reason: "our accounting asks for it" };
const target = { url: "https://accounting.example/jiehuan", events: ["order.settled", "order.refunded"] };
const webhook = { id: "7k2m9q4xz1hb", ...target, paused: false, pending: 2 };
const secret = { id: webhook.id, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw7dIeT0NPhW4=" };

const delivery = {
  id: "001795489200000-000017-9f3a21bc",
  type: "order.settled",
  at: noon,
  state: "pending",
  dueAt: noon + 30_000,
  tries: [{ at: noon, status: 503 }],
  body: JSON.stringify({
    specversion: "1.0",
    id: "001795489200000-000017-9f3a21bc",
    source: "https://rent.example",
    type: "jiehuan.order.settled",
    subject: "20261123120000000001",
    time: new Date(noon).toISOString(),
    datacontenttype: "application/json",
    data: { orderNo: "20261123120000000001", state: "settled", amount: 600 },
  }),
};

const alarm = {
  id: "001795489200000-9f3a21bc",
  kind: "cabinet-silent",
  subject: "shop-1",
  title: "Cabinet away: 咖啡馆",
  text: "The cabinet shop-1 has not been connected since 2026-11-23 12:00:00 (Beijing time). Check its power and its network.",
  raisedAt: noon,
};

/** Of alarms, webhooks and what was sent to them. */
export const webhookExamples: OperationExamples = {
  getOperatorAlarms: { answer: { "200 application/json": [alarm] } },
  getOperatorWebhooks: { answer: { "200 application/json": [webhook] } },
  postOperatorWebhooks: { request: { ...target, ...why }, answer: { "201 application/json": secret } },
  putOperatorWebhooksId: {
    request: { ...target, paused: true, ...why },
    answer: { "200 application/json": { ...webhook, paused: true } },
  },
  deleteOperatorWebhooksId: { request: why },
  postOperatorWebhooksIdSecret: { request: why, answer: { "200 application/json": secret } },
  postOperatorWebhooksIdTest: {
    request: why,
    answer: { "200 application/json": { ...delivery, type: "webhook.test", tries: [], dueAt: noon } },
  },
  getOperatorWebhooksIdDeliveries: { answer: { "200 application/json": [delivery] } },
  postOperatorWebhooksIdDeliveriesDeliveryReplay: {
    request: why,
    answer: { "200 application/json": { ...delivery, tries: [], dueAt: noon + 60_000 } },
  },
};
