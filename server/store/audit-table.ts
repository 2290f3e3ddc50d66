import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, CommandId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import type { ItemKind } from "../rental/item-kind.ts";
import type { OperatorAct } from "../rental/operator-act.ts";
import type { OperatorProfile } from "../rental/operator-profile.ts";
import type { TextKind } from "../rental/operator-text.ts";
import type { RatePlan } from "../rental/rate-plan.ts";
import type { Tariff } from "../rental/tariff.ts";
import type { Cabinet, CabinetDetails, PrintedCodes } from "./cabinet-table.ts";
import type { Actor } from "./order-table.ts";
import type { SiteDetails } from "./site-table.ts";
import type { Table, Transaction } from "./store.ts";
import type { Webhook } from "./webhook-table.ts";

/** A rate plan by the version of its tariff, which is kept on its own. */
export interface KeptPlan extends Omit<RatePlan, "tariff"> {
  readonly tariff: string;
}

/** What an operator or a configuration did. What acts on orders led to stands in the orders' own timelines. */
export type AuditedAct =
  | { readonly what: "cabinet-registered"; readonly details: CabinetDetails; readonly keyGeneration: number }
  | { readonly what: "cabinet-changed"; readonly before: CabinetDetails; readonly details: CabinetDetails }
  | { readonly what: "cabinet-disabled" }
  | { readonly what: "cabinet-enabled" }
  | {
      readonly what: "cabinet-removed";
      readonly details: CabinetDetails;
      readonly codesRevoked: number;
      readonly screensRevoked: number;
    }
  | { readonly what: "cabinet-trusted-again"; readonly distrust: object }
  | { readonly what: "slot-opened-for-service"; readonly slot: SlotNumber; readonly commandId: CommandId }
  | { readonly what: "bridge-restarted"; readonly commandId: CommandId }
  | { readonly what: "command-asked-again"; readonly commandId: CommandId }
  | { readonly what: "snapshot-asked" }
  | { readonly what: "slot-locked"; readonly slot: SlotNumber }
  | { readonly what: "slot-unlocked"; readonly slot: SlotNumber }
  | {
      readonly what: "cabinet-moved";
      readonly before: Pick<Cabinet, "siteId" | "address" | "location">;
      readonly after: Pick<Cabinet, "siteId" | "address" | "location">;
    }
  | {
      readonly what: "site-share-added";
      readonly siteId: string;
      readonly from: string;
      readonly basisPoints: number;
    }
  | { readonly what: "site-added"; readonly siteId: string; readonly details: SiteDetails }
  | {
      readonly what: "site-changed";
      readonly siteId: string;
      readonly before: SiteDetails;
      readonly details: SiteDetails;
      /** Cabinets that took the new values over, since they had the old ones. */
      readonly cabinets: readonly CabinetId[];
    }
  | { readonly what: "site-removed"; readonly siteId: string; readonly details: SiteDetails }
  | { readonly what: "release-added"; readonly version: string; readonly digest: string }
  | { readonly what: "release-removed"; readonly version: string; readonly digest: string }
  | RolloutAct
  | { readonly what: "secret-renewed"; readonly keyGeneration: number }
  | { readonly what: "enrolment-token-issued"; readonly expiresAt: EpochMs }
  | { readonly what: "enrolment-token-revoked" }
  /** By the operator who issued the token, from the bridge's address. */
  | { readonly what: "bridge-enrolled"; readonly keyGeneration: number }
  /** By the bridge itself: the former secret stays good until it logs in with this one. */
  | { readonly what: "next-secret-given"; readonly keyGeneration: number }
  | { readonly what: "codes-issued"; readonly codes: readonly { readonly id: string; readonly slot: SlotNumber }[] }
  | {
      readonly what: "code-replaced";
      readonly slot: SlotNumber;
      readonly id: string;
      readonly revoked: readonly string[];
    }
  | { readonly what: "code-revoked"; readonly slot: SlotNumber; readonly id: string }
  | {
      readonly what: "unmatched-event-assigned";
      readonly key: string;
      readonly orderNo: OrderNo;
      readonly loanNo: number;
      readonly itemIdDiffers: boolean;
    }
  | { readonly what: "unmatched-event-dismissed"; readonly key: string }
  | { readonly what: "unmatched-event-given"; readonly key: string; readonly assignee: string | null }
  | { readonly what: "printed-codes-changed"; readonly printedCodes: PrintedCodes }
  | { readonly what: "screen-paired"; readonly screenId: string }
  | { readonly what: "screen-revoked"; readonly screenId: string }
  | { readonly what: "slides-changed"; readonly before: readonly string[]; readonly slides: readonly string[] }
  | { readonly what: "rider-sessions-ended"; readonly riderId: string }
  | { readonly what: "item-kind-added"; readonly kind: ItemKind }
  | { readonly what: "item-kind-changed"; readonly before: ItemKind; readonly kind: ItemKind }
  | { readonly what: "profile-changed"; readonly before: OperatorProfile; readonly profile: OperatorProfile }
  | { readonly what: "text-published"; readonly kind: TextKind; readonly version: number }
  | { readonly what: "webhook-added"; readonly webhook: Webhook }
  | { readonly what: "webhook-changed"; readonly before: Webhook; readonly webhook: Webhook }
  | { readonly what: "webhook-secret-renewed"; readonly webhookId: string; readonly generation: number }
  | { readonly what: "webhook-removed"; readonly webhook: Webhook }
  | { readonly what: "webhook-tested"; readonly webhookId: string }
  | { readonly what: "delivery-replayed"; readonly webhookId: string; readonly delivery: string }
  | { readonly what: "tariff-published"; readonly tariff: Tariff }
  /** Of an older version, in which rate plans were a setting of the hub. */
  | { readonly what: "rate-plans-changed"; readonly before: readonly KeptPlan[]; readonly plans: readonly KeptPlan[] }
  | PriceAct
  | { readonly what: "order-decided"; readonly orderNo: OrderNo; readonly decision: OperatorAct }
  | { readonly what: "order-given"; readonly orderNo: OrderNo; readonly assignee: string | null }
  | { readonly what: "rider-looked-at"; readonly riderId: string }
  | { readonly what: "rider-exported"; readonly riderId: string }
  /** It does not say who: that is what was erased. */
  | { readonly what: "rider-erased"; readonly orders: number }
  | AccountAct;

/** An act on a rollout of a release of the bridge. */
export type RolloutAct =
  | {
      readonly what: "rollout-started" | "rollout-widened";
      readonly rolloutId: string;
      readonly version: string;
      readonly percent: number;
      readonly sites?: readonly string[];
    }
  | {
      readonly what: "rollout-paused" | "rollout-resumed" | "rollout-ended";
      readonly rolloutId: string;
      readonly version: string;
    };

/** An act on prices, from a draft to all hubs. */
export type PriceAct =
  | {
      readonly what: "prices-published";
      readonly number: number;
      readonly effectiveAt: EpochMs;
      readonly plans: readonly KeptPlan[];
      /** Who proposed them, where another admin confirmed them. */
      readonly proposed?: object;
    }
  | { readonly what: "prices-withdrawn"; readonly number: number }
  | { readonly what: "price-draft-saved"; readonly draft: string; readonly revision: number }
  | { readonly what: "price-draft-removed"; readonly draft: string }
  | {
      readonly what: "prices-proposed";
      readonly draft: string;
      readonly revision: number;
      /** The rate plans as files have them. */
      readonly written: readonly object[];
    }
  | { readonly what: "prices-rejected"; readonly draft: string }
  | { readonly what: "price-settings-changed"; readonly before: boolean; readonly needsAnother: boolean };

/** An act on who may use the console. The own account is the actor's. */
export type AccountAct =
  | { readonly what: "account-added"; readonly name: string; readonly role: string }
  | { readonly what: "account-role-changed"; readonly name: string; readonly before: string; readonly role: string }
  | { readonly what: "account-locked"; readonly name: string }
  | { readonly what: "account-unlocked"; readonly name: string }
  | { readonly what: "account-password-reset"; readonly name: string }
  | { readonly what: "account-second-factor-reset"; readonly name: string }
  | { readonly what: "own-password-changed" }
  | { readonly what: "own-second-factor-added" }
  | { readonly what: "own-second-factor-removed" }
  | { readonly what: "own-recovery-codes-renewed" }
  | {
      readonly what: "signed-in";
      readonly with: "password" | "second-factor" | "recovery-code";
      /** Wrong passwords and codes for this name since the last sign-in, as far as this hub has seen. */
      readonly refusedBefore: number;
    }
  | { readonly what: "signed-out" }
  | { readonly what: "sign-in-slowed"; readonly name: string; readonly refused: number }
  | { readonly what: "sessions-ended"; readonly name: string; readonly sessions: readonly string[] }
  | {
      readonly what: "api-token-made";
      readonly tokenId: string;
      readonly name: string;
      readonly role: string;
      readonly endsAt: EpochMs;
    }
  | { readonly what: "api-token-revoked"; readonly tokenId: string; readonly name: string };

/** Who acted: an operator by name, the bridge of a cabinet, the configuration with which the hub was started, or a command on its machine. */
export type AuditActor = Extract<Actor, `operator/${string}` | `cabinet/${string}`> | "config" | "command";

/** One act, kept for ever as it was written. */
export interface AuditRecord {
  /** Later acts have greater ids. */
  readonly id: string;
  readonly at: EpochMs;
  readonly actor: AuditActor;
  readonly reason: string;
  /** From where the request came; absent where it was no request. */
  readonly address?: string;
  /** The cabinet that the act concerns, where it concerns one. */
  readonly cabinetId?: CabinetId;
  readonly act: AuditedAct;
}

/** Which acts somebody asks for; whatever is left out does not matter. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  /** The act's kind. */
  readonly act?: string | undefined;
  /** What the act concerns, one of `subjectsOf`. */
  readonly subject?: string | undefined;
}

/** Append-only. A row rests as soon as it is written: it is paged through, and never changes. */
export const auditTable: Table<AuditRecord> = {
  name: "audit",
  key: ({ id }) => id,
  unique: () => [],
  index: (record) =>
    [undefined, ...subjectsOf(record)].flatMap((subject) =>
      [undefined, record.actor].flatMap((actor) =>
        [undefined, record.act.what].map((act) => auditEntry({ actor, act, subject })),
      ),
    ),
  dueAt: () => undefined,
  restsIn: ({ at }) => bookDay(at).slice(0, "2026-11".length),
  durable: true,
  form: 2,
};

/** Index entry: the acts that a filter lets through. */
export function auditEntry({ actor = "", act = "", subject = "" }: AuditFilter): string {
  return JSON.stringify([actor, act, subject]);
}

/** What an act concerns, as a filter names it: `cabinet/shop-1`, `order/2026…`, `rider/user/2088…`, `site/tea-house`, `account/lin`, `rollout/R…`. */
export function subjectsOf({ cabinetId, act }: Pick<AuditRecord, "cabinetId" | "act">): string[] {
  return [
    ...(cabinetId === undefined ? [] : [`cabinet/${cabinetId}`]),
    ...("orderNo" in act ? [`order/${act.orderNo}`] : []),
    ...("riderId" in act ? [`rider/${act.riderId}`] : []),
    ...("siteId" in act ? [`site/${act.siteId}`] : []),
    ...("name" in act ? [`account/${act.name}`] : []),
    ...("rolloutId" in act ? [`rollout/${act.rolloutId}`] : []),
  ];
}

export interface AuditPage {
  /** At or after, and at or before; epoch ms. */
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  /** The id of the last entry of the page before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Reads a page of the log, the newest act first. */
export async function auditPage(
  tx: Transaction,
  filter: AuditFilter,
  { from = 0, to, before, limit }: AuditPage,
): Promise<readonly AuditRecord[]> {
  const bounds = [...(before === undefined ? [] : [before]), ...(to === undefined ? [] : [idsOf(to + 1)])];
  const rows = await tx.page(auditTable, auditEntry(filter), limit, bounds.toSorted()[0]);
  return rows.filter(({ at }) => at >= from);
}

/** What the ids of acts of this moment begin with. */
function idsOf(at: EpochMs): string {
  return String(at).padStart(15, "0");
}

/** Writes acts down, in the transaction that does them. */
export class AuditLog {
  readonly #clock: Pick<Clock, "now">;
  readonly #newId: () => string;
  #count = 0;

  /** @param newId text that no other process draws */
  constructor(clock: Pick<Clock, "now">, newId: () => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  async recordIn(tx: Transaction, act: Omit<AuditRecord, "id" | "at">): Promise<void> {
    const at = this.#clock.now();
    this.#count = (this.#count + 1) % 1_000_000;
    const order = `${idsOf(at)}-${String(this.#count).padStart(6, "0")}`;
    await tx.put(auditTable, { id: `${order}-${this.#newId()}`, at, ...act });
  }
}
