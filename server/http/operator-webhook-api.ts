import { Type } from "typebox";
import { EpochMs } from "../../protocol/ids.ts";
import { eventTypes } from "../webhooks/event-types.ts";
import { Reason, strict } from "./operator-api.ts";

export const WebhookId = Type.String({ pattern: "^[0-9a-z]{12}$", description: "which webhook" });

const target = {
  url: Type.String({
    minLength: 10,
    maxLength: 500,
    description: "where events are posted to, https; or `mailto:` and an address, for alarms",
  }),
  events: Type.Array(Type.Enum(Object.keys(eventTypes)), {
    uniqueItems: true,
    description: "which events; none: all of them",
  }),
};

export const NewWebhook = Type.Object({ ...target, reason: Reason }, strict);

export const WebhookChange = Type.Object(
  {
    ...target,
    paused: Type.Boolean({ description: "true: nothing is sent, and nothing is kept to be sent" }),
    reason: Reason,
  },
  strict,
);

export const WebhookView = Type.Object({
  id: WebhookId,
  ...target,
  paused: Type.Boolean(),
  pending: Type.Integer({ description: "events that wait to be taken, at most 1000" }),
});

export const WebhookSecret = Type.Object({
  id: WebhookId,
  secret: Type.String({ description: "for checking signatures (Standard Webhooks); shown this once" }),
});

export const DeliveryView = Type.Object({
  id: Type.String(),
  type: Type.String({ description: "of the event" }),
  at: EpochMs,
  state: Type.Enum(["pending", "delivered", "failed"]),
  dueAt: Type.Optional(EpochMs),
  tries: Type.Array(
    Type.Object({
      at: EpochMs,
      status: Type.Optional(Type.Integer({ description: "HTTP status that was answered" })),
      error: Type.Optional(Type.String({ description: "why nothing was answered" })),
    }),
  ),
  body: Type.String({ description: "the CloudEvent as it is sent" }),
});
