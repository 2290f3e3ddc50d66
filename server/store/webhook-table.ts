import type { EpochMs } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import type { Table } from "./store.ts";

/** An address of another system that is told what happens. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** What it is told: types of events, `order.settled`; empty: all. */
  readonly events: readonly string[];
  /** Its secret hangs on it: a new generation has a new one. */
  readonly generation: number;
  /** Nothing is sent, and nothing is kept to be sent. */
  readonly paused: boolean;
}

export const webhookTable: Table<Webhook> = {
  name: "webhooks",
  key: ({ id }) => id,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** What became of one try to deliver. */
export interface DeliveryTry {
  readonly at: EpochMs;
  /** The HTTP status that was answered. */
  readonly status?: number;
  /** Why nothing was answered. */
  readonly error?: string;
}

/** One event on its way to one webhook, kept with the change that it tells of. */
export interface Delivery {
  /** Later ones have greater ids. */
  readonly id: string;
  readonly webhookId: string;
  readonly type: string;
  /** The CloudEvent, as text: each try sends the same bytes. */
  readonly body: string;
  readonly at: EpochMs;
  readonly state: "pending" | "delivered" | "failed";
  /** When it is tried next; only while it is pending. */
  readonly dueAt?: EpochMs;
  readonly tries: readonly DeliveryTry[];
}

export const deliveryTable: Table<Delivery> = {
  name: "webhook-deliveries",
  key: ({ id }) => id,
  unique: () => [],
  index: ({ webhookId, state }) => [everyDelivery, byWebhook(webhookId), byWebhook(webhookId, state)],
  dueAt: ({ dueAt }) => dueAt,
  restsIn: ({ at, state }) => (state === "pending" ? undefined : bookDay(at).slice(0, "2026-11".length)),
  durable: true,
};

/** Index entry: all deliveries. A webhook's id has no capital letter. */
export const everyDelivery = "EVERY";

/** Index entry: what was sent, or is to be sent, to a webhook. */
export function byWebhook(webhookId: string, state?: Delivery["state"]): string {
  return state === undefined ? webhookId : `${webhookId}/${state}`;
}
