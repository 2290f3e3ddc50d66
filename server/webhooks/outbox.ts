import type { Clock } from "../../platform/clock.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type Delivery, deliveryTable, type Webhook, webhookTable } from "../store/webhook-table.ts";
import type { EventType } from "./event-types.ts";

export interface OutboxParts {
  readonly store: Store;
  readonly clock: Clock;
  /** The hub's address, by which events say where they are from. */
  readonly publicUrl: string;
  /** Text that no other process draws. */
  readonly newId: () => string;
}

/** Sent only where an operator asks for it. */
export type SentType = EventType | "webhook.test";

/**
 * Keeps what webhooks are to be told in the transaction that makes it true: none is forgotten where the hub dies, and none is
 * told of what did not come about. The webhooks themselves are known from memory, so that an order costs no look at them;
 * another hub's new webhook counts from the moment at which its change is heard of.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  #webhooks: readonly Webhook[] = [];
  #unwatch: () => void = () => {};
  #count = 0;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Resolves when the webhooks are known. */
  async start(): Promise<void> {
    const { store } = this.#parts;
    const look = () => void this.#look().catch(() => undefined);
    this.#unwatch = store.watch(
      ({ table }) => {
        if (table === webhookTable.name) look();
      },
      (table) => {
        if (table === webhookTable.name) look();
      },
    );
    await this.#look();
  }

  stop(): void {
    this.#unwatch();
  }

  async #look(): Promise<void> {
    this.#webhooks = await this.#parts.store.transact((tx) => tx.all(webhookTable));
  }

  /** Whether there is a webhook that would be told of anything. */
  get isHeard(): boolean {
    return this.#webhooks.some(({ paused }) => !paused);
  }

  /** Keeps an event for every webhook that asks for it. @param subject what it is about: an order's number, a cabinet's id */
  async noteIn(tx: Transaction, type: EventType, subject: string, data: object): Promise<void> {
    for (const webhook of this.#webhooks) {
      const { paused, events } = webhook;
      if (!paused && (events.length === 0 || events.includes(type)))
        await tx.put(deliveryTable, this.deliveryOf(webhook, type, subject, data));
    }
  }

  /** An event on its way to one webhook (CloudEvents 1.0, structured). */
  deliveryOf({ id: webhookId }: Webhook, type: SentType, subject: string, data: object): Delivery {
    const { clock, publicUrl, newId } = this.#parts;
    const at = clock.now();
    this.#count = (this.#count + 1) % 1_000_000;
    const id = `${String(at).padStart(15, "0")}-${String(this.#count).padStart(6, "0")}-${newId()}`;
    const event = {
      specversion: "1.0",
      id,
      source: publicUrl,
      type: `jiehuan.${type}`,
      subject,
      time: new Date(at).toISOString(),
      datacontenttype: "application/json",
      data,
    };
    return { id, webhookId, type, body: JSON.stringify(event), at, state: "pending", dueAt: at, tries: [] };
  }
}
