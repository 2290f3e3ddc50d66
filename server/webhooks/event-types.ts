import { fleetEventTypes } from "./fleet-events.ts";
import { orderEventTypes } from "./order-events.ts";

/** Everything that a webhook can be told, and when. Its CloudEvents have the type with `jiehuan.` before it. */
export const eventTypes = {
  ...orderEventTypes,
  ...fleetEventTypes,
  "alarm.raised": "something is wrong that an operator must know",
  "alarm.cleared": "it is right again",
  "prices.published": "a price list is published; its date of effect stands in it",
  "prices.withdrawn": "a price list is withdrawn before it took effect",
} as const;

/** What webhooks can ask for. */
export type EventType = keyof typeof eventTypes;
