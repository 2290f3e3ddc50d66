import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../../../server/store/store.ts";
import { type Delivery, deliveryTable, type Webhook, webhookTable } from "../../../server/store/webhook-table.ts";
import { hubTables } from "../../../server/tables.ts";
import { Outbox } from "../../../server/webhooks/outbox.ts";
import { toldStore } from "../../../server/webhooks/told-store.ts";
import { ManualClock } from "../../support/manual-clock.ts";

/** A store that tells, with one webhook that wants everything. */
export class WebhookFixture {
  readonly clock = new ManualClock();
  readonly outbox: Outbox;
  readonly told: Store;
  readonly raw: Store;
  readonly #folder: string | undefined;

  private constructor(raw: Store, folder?: string) {
    this.raw = raw;
    this.#folder = folder;
    const newId = () => randomBytes(4).toString("hex");
    this.outbox = new Outbox({ store: raw, clock: this.clock, publicUrl: "https://hub.example", newId });
    this.told = toldStore(raw, this.outbox);
  }

  static async open(...webhooks: readonly Partial<Webhook>[]): Promise<WebhookFixture> {
    const folder = await mkdtemp(join(tmpdir(), "webhooks-"));
    const fixture = new WebhookFixture(await openSqliteStore(folder, hubTables), folder);
    for (const webhook of webhooks) await fixture.keep(webhook);
    await fixture.outbox.start();
    return fixture;
  }

  /** Over a store that others share. */
  static async over(store: Store): Promise<WebhookFixture> {
    return new WebhookFixture(store);
  }

  async close(): Promise<void> {
    this.outbox.stop();
    await this.raw.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true });
  }

  keep(changes: Partial<Webhook>): Promise<void> {
    const webhook = { id: "hook00000001", url: "https://example.com/", events: [], generation: 1, paused: false };
    return this.raw.transact((tx) => tx.put(webhookTable, { ...webhook, ...changes }));
  }

  deliveries(): Promise<readonly Delivery[]> {
    return this.raw.transact((tx) => tx.page(deliveryTable, "hook00000001", 100));
  }

  /** The types of what is in the outbox, the oldest first. */
  async types(): Promise<string[]> {
    return (await this.deliveries()).map(({ type }) => type).toReversed();
  }
}
