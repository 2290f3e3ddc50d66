import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Editor, PriceDesk } from "../../../server/pricing/price-desk.ts";
import type { ProviderRefusal } from "../../../server/pricing/price-mistake.ts";
import { ratePlansIn } from "../../../server/pricing/prices-table.ts";
import type { WrittenPlan } from "../../../server/pricing/written-plan.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { AuditLog, auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../../../server/store/store.ts";
import { hubTables } from "../../../server/tables.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { tariff } from "../rental/examples.ts";

/** Who acts in the tests. */
export const lin: Editor = { actor: "operator/lin", person: "lin", reason: "dearer in winter", address: "203.0.113.7" };
export const wei: Editor = { actor: "operator/wei", person: "wei", reason: "agreed", address: "203.0.113.8" };
/** A token of which it is not known who made it. */
export const { person: _, ...stranger } = lin;

/** A desk of prices over an empty store. */
export class PriceBooth {
  readonly clock = new ManualClock();
  readonly audit = new AuditLog(this.clock, () => "x");
  readonly desk: PriceDesk;
  /** What the credit provider has against every tariff. */
  refused: readonly ProviderRefusal[] = [];

  readonly store: Store;
  readonly #folder: string;

  private constructor(store: Store, folder: string) {
    this.store = store;
    this.#folder = folder;
    this.desk = new PriceDesk({ store, clock: this.clock, audit: this.audit, refusals: () => this.refused });
  }

  static async open(): Promise<PriceBooth> {
    const folder = await mkdtemp(join(tmpdir(), "prices-"));
    return new PriceBooth(await openSqliteStore(folder, hubTables), folder);
  }

  async close(): Promise<void> {
    await this.store.close();
    await rm(this.#folder, { recursive: true });
  }

  /** A plan for power banks in every place, by a tariff of this version. */
  plan(version: string, changes: Partial<Tariff> = {}, where: Partial<WrittenPlan> = {}): WrittenPlan {
    return { tariff: { ...tariff, version, ...changes }, itemKind: "power-bank", ...where };
  }

  /** Saves a new draft. @param basedOn number of the newest price list that the editor has seen */
  draft(plans: readonly WrittenPlan[], basedOn = 0, id = "winter") {
    return this.desk.save(id, { plans, basedOn, revision: 0 }, lin);
  }

  /** Saves a draft and publishes it. */
  async publish(plans: readonly WrittenPlan[], basedOn = 0, effectiveAt?: number) {
    await this.draft(plans, basedOn);
    return this.desk.publish("winter", { revision: 1, effectiveAt }, lin);
  }

  /** The versions of the tariffs by which the hub lends at `at`. */
  async versions(at = this.clock.now()): Promise<string[]> {
    const plans = await this.store.transact((tx) => ratePlansIn(tx, at));
    return plans.map((plan) => plan.tariff.version);
  }

  /** What stands in the audit log, the oldest first. */
  async acts(): Promise<readonly { readonly actor: string; readonly act: { readonly what: string } }[]> {
    return (await this.store.transact((tx) => tx.page(auditTable, auditEntry({}), 50))).toReversed();
  }
}
