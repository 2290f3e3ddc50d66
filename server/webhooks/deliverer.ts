import { Webhook as Signer } from "standardwebhooks";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { Log } from "../../platform/log.ts";
import type { Store } from "../store/store.ts";
import { type Delivery, type DeliveryTry, deliveryTable, type Webhook, webhookTable } from "../store/webhook-table.ts";
import { isMail, mailAddress } from "./mail-address.ts";
import { deleteOldDeliveries } from "./old-deliveries.ts";
import type { Post } from "./post.ts";
import { webhookSecret } from "./webhook-secret.ts";

export interface DelivererParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly hubSecret: string;
  readonly post: Post;
  readonly log: Pick<Log, "warn" | "error">;
  /** Absent: the hub has no server for outgoing mail. */
  readonly mail?: Mail | undefined;
  readonly count?: (outcome: TryOutcome) => void;
}

/** Sends an event to a mail address. @param body the CloudEvent @throws Error where the mail server did not take it */
export type Mail = (to: string, id: string, body: string) => Promise<void>;

/** What became of a try: it was taken, it failed and is tried again, or it failed for the last time. */
export type TryOutcome = "delivered" | "failed" | "given-up";

const minute = 60_000;
/** Between a try that failed and the next; after the last it is given up, a day after the first. ms. */
const pauses = [
  10_000,
  30_000,
  2 * minute,
  10 * minute,
  30 * minute,
  60 * minute,
  3 * 60 * minute,
  6 * 60 * minute,
  13 * 60 * minute,
];
/** Deliveries to one receiver that are under way at a time. */
const together = 10;
/** Due deliveries that are looked at in one round, the earliest first. */
const looksAt = 100;
/** A receiver that takes longer to answer is slow; ms. */
const slowAfter = 1000;
/** Where the deliveries to slow receivers would hide those to others, they wait for so long; ms. */
const slowWaits = 60_000;
/** How long a delivery is this hub's; longer than a try takes. ms. */
const lease = 30_000;
/** The longest time without a look; ms. */
const horizon = 60_000;
const pauseAfterFault = 5000;
/** How often what was sent long ago is deleted; ms. */
const tidiesEvery = 3_600_000;

/** A try that is under way. */
interface UnderWay {
  readonly webhookId: string;
  /** By the hub's monotonic clock. */
  readonly since: number;
  readonly ended: Promise<void>;
}

/**
 * Sends what the outbox holds, signed, again and again until it is taken or a day is over. Hubs of one store share it. A receiver
 * that hangs delays only itself: no round waits for a try.
 */
export class Deliverer {
  readonly #parts: DelivererParts;
  #cancel: () => void = () => {};
  #unwatch: () => void = () => {};
  #round: Promise<void> | undefined;
  /** By the delivery's id. */
  readonly #underWay = new Map<string, UnderWay>();
  #again = false;
  #stopped = false;
  /** By the hub's monotonic clock. */
  #tidiedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: DelivererParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#unwatch = this.#parts.store.watch(
      ({ table }, own, dueAt) => {
        if (table === deliveryTable.name && own && dueAt !== null) this.#wake();
      },
      (table) => {
        if (table === deliveryTable.name) this.#wake();
      },
    );
    this.#wake();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatch();
    this.#cancel();
    await this.#round;
    await Promise.all([...this.#underWay.values()].map(({ ended }) => ended));
  }

  #wake(): void {
    if (this.#stopped) return;
    this.#again = this.#round !== undefined;
    this.#round ??= this.#rounds();
  }

  /** Begins what is due, and sees to it that the next look comes. */
  async #rounds(): Promise<void> {
    let pause: number;
    try {
      pause = await this.#beginDue();
    } catch (error) {
      this.#parts.log.error({ err: error }, "webhooks could not be served; it is tried again");
      pause = pauseAfterFault;
    }
    this.#round = undefined;
    if (this.#stopped) return;
    this.#cancel();
    if (this.#again) this.#wake();
    else this.#cancel = this.#parts.clock.after(pause, () => this.#wake());
  }

  /** @returns ms until the next look */
  async #beginDue(): Promise<number> {
    const { store, clock } = this.#parts;
    const { rows, nextDueAt } = await store.lease(deliveryTable, clock.now(), looksAt, lease);
    for (const { row } of rows) this.#begin(row);
    if (rows.length === looksAt) {
      await this.#makeWay(rows.map(({ row }) => row));
      return slowAfter;
    }
    await this.#tidy();
    return Math.max(0, Math.min(horizon, (nextDueAt ?? Number.POSITIVE_INFINITY) - clock.now()));
  }

  /** Begins a try, unless it is under way or its receiver has enough to do: the end of each try begins another round. */
  #begin(delivery: Delivery): void {
    const { id, webhookId } = delivery;
    if (this.#stopped || this.#underWay.has(id) || this.#triesOf(webhookId).length >= together) return;
    const ended = this.#tryAndGoOn(delivery);
    this.#underWay.set(id, { webhookId, since: this.#parts.clock.monotonic(), ended });
  }

  async #tryAndGoOn(delivery: Delivery): Promise<void> {
    const { clock, log } = this.#parts;
    const wake = () => this.#wake();
    try {
      await this.#try(delivery);
      this.#underWay.delete(delivery.id);
      wake();
    } catch (err) {
      this.#underWay.delete(delivery.id);
      log.error({ err }, "a webhook could not be served; it is tried again");
      clock.after(pauseAfterFault, wake);
    }
  }

  #triesOf(webhookId: string): readonly UnderWay[] {
    return [...this.#underWay.values()].filter((one) => one.webhookId === webhookId);
  }

  /** What waits for a slow receiver is put off, so that the next round sees what is behind it. */
  async #makeWay(due: readonly Delivery[]): Promise<void> {
    const { store, clock } = this.#parts;
    const isSlow = ({ since }: UnderWay) => clock.monotonic() - since >= slowAfter;
    const slow = new Set(due.map(({ webhookId }) => webhookId).filter((id) => this.#triesOf(id).some(isSlow)));
    const waiting = due.filter(({ id, webhookId }) => slow.has(webhookId) && !this.#underWay.has(id));
    if (waiting.length === 0) return;
    await store.transact(async (tx) => {
      for (const { id } of waiting) {
        const delivery = await tx.get(deliveryTable, id);
        if (delivery?.state === "pending") await tx.put(deliveryTable, { ...delivery, dueAt: clock.now() + slowWaits });
      }
    });
  }

  async #tidy(): Promise<void> {
    const { store, clock } = this.#parts;
    if (clock.monotonic() - this.#tidiedAt < tidiesEvery) return;
    this.#tidiedAt = clock.monotonic();
    await deleteOldDeliveries(store, clock.now());
  }

  async #try(delivery: Delivery): Promise<void> {
    const { store, clock, log } = this.#parts;
    const { webhook, isDue } = await store.transact(async (tx) => {
      const now = await tx.get(deliveryTable, delivery.id);
      // The try before may have ended while the store was asked what is due.
      return { webhook: await tx.get(webhookTable, delivery.webhookId), isDue: now?.dueAt === delivery.dueAt };
    });
    if (!isDue) return;
    if (!webhook || webhook.paused) {
      await this.#keep(delivery, { state: "failed" });
      return;
    }
    const outcome = await (isMail(webhook.url) ? this.#mail(delivery, webhook.url) : this.#post(delivery, webhook));
    const now = clock.now();
    const tries = [...delivery.tries, { at: now, ...outcome }];
    const taken = outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300;
    const pause = pauses[delivery.tries.length];
    if (taken) {
      await this.#keep(delivery, { state: "delivered", tries });
      this.#parts.count?.("delivered");
    } else if (pause !== undefined) {
      await this.#keep(delivery, { state: "pending", tries, dueAt: now + pause });
      this.#parts.count?.("failed");
    } else {
      const about = { webhookId: webhook.id, delivery: delivery.id };
      log.warn(about, "a webhook did not take an event for a day; it is given up");
      await this.#keep(delivery, { state: "failed", tries });
      this.#parts.count?.("given-up");
    }
  }

  async #mail({ id, body }: Delivery, url: string): Promise<Omit<DeliveryTry, "at">> {
    try {
      if (this.#parts.mail === undefined) throw new AppError("webhook/mail-not-set-up");
      await this.#parts.mail(mailAddress(url), id, body);
      return { status: 250 };
    } catch (error) {
      return { error: errorMessage(error) };
    }
  }

  async #post({ id, body }: Delivery, webhook: Webhook): Promise<Omit<DeliveryTry, "at">> {
    const { url } = webhook;
    const secret = webhookSecret(this.#parts.hubSecret, webhook);
    const at = new Date(this.#parts.clock.now());
    const headers = {
      "content-type": "application/cloudevents+json; charset=utf-8",
      "user-agent": "jiehuan",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Signer(secret).sign(id, at, body),
    };
    try {
      return { status: await this.#parts.post(url, headers, body) };
    } catch (error) {
      return { error: errorMessage(error) };
    }
  }

  /** Unless somebody removed it meanwhile, with its webhook. */
  async #keep({ id }: Delivery, change: Pick<Delivery, "state"> & Partial<Delivery>): Promise<void> {
    await this.#parts.store.transact(async (tx) => {
      const delivery = await tx.get(deliveryTable, id);
      if (!delivery) return;
      const { dueAt: _, ...kept } = delivery;
      await tx.put(deliveryTable, { ...kept, ...change });
    });
  }
}
