import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import type { ItemKind, RatePlan } from "../rental/rate-plan.ts";
import type { Tariff } from "../rental/tariff.ts";
import type { Actor } from "./order-table.ts";
import type { Table, Transaction } from "./store.ts";

/** What of a cabinet an operator sets. */
export interface CabinetDetails {
  readonly name: string;
  readonly address: string;
  readonly slots: number;
  readonly itemKind?: ItemKind;
}

/** A rate plan by the version of its tariff, which is kept on its own. */
export interface KeptPlan extends Omit<RatePlan, "tariff"> {
  readonly tariff: string;
}

/** An act that changed something other than an order. Acts on orders stand in the orders' own timelines. */
export type AuditedAct =
  | { readonly what: "cabinet-registered"; readonly details: CabinetDetails; readonly keyGeneration: number }
  | { readonly what: "cabinet-changed"; readonly before: CabinetDetails; readonly details: CabinetDetails }
  | { readonly what: "cabinet-disabled" }
  | { readonly what: "cabinet-enabled" }
  | { readonly what: "cabinet-removed"; readonly details: CabinetDetails; readonly codesRevoked: number }
  | { readonly what: "cabinet-trusted-again"; readonly distrust: object }
  | { readonly what: "secret-renewed"; readonly keyGeneration: number }
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
  | { readonly what: "rider-sessions-ended"; readonly riderId: string }
  | { readonly what: "tariff-published"; readonly tariff: Tariff }
  | { readonly what: "rate-plans-changed"; readonly before: readonly KeptPlan[]; readonly plans: readonly KeptPlan[] };

/** Who acted: an operator by name, or the configuration with which the hub was started. */
export type AuditActor = Extract<Actor, `operator/${string}`> | "config";

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
  readonly day?: string | undefined;
  readonly actor?: string | undefined;
  readonly cabinetId?: string | undefined;
}

/** Append-only. A row rests as soon as it is written: it is paged through, and never changes. */
export const auditTable: Table<AuditRecord> = {
  name: "audit",
  key: ({ id }) => id,
  unique: () => [],
  index: ({ at, actor, cabinetId }) => subsets({ day: bookDay(at), actor, cabinetId }).map(auditEntry),
  dueAt: () => undefined,
  restsIn: ({ at }) => bookDay(at).slice(0, "2026-11".length),
  durable: true,
};

/** Index entry: the acts that a filter lets through. */
export function auditEntry({ day = "", actor = "", cabinetId = "" }: AuditFilter): string {
  return JSON.stringify([day, actor, cabinetId]);
}

/** The filter with each of its parts or without it. */
function subsets({ day, actor, cabinetId }: AuditFilter): AuditFilter[] {
  const withDay = [{}, { day }];
  const withActor = withDay.flatMap((part) => [part, { ...part, actor }]);
  return cabinetId === undefined ? withActor : withActor.flatMap((part) => [part, { ...part, cabinetId }]);
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
    const order = `${String(at).padStart(15, "0")}-${String(this.#count).padStart(6, "0")}`;
    await tx.put(auditTable, { id: `${order}-${this.#newId()}`, at, ...act });
  }
}
