import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { AuditActor } from "../store/audit-table.ts";
import type { Table, Transaction } from "../store/store.ts";
import type { WrittenPlan } from "./written-plan.ts";

/** Names a draft. */
export const DraftId = Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,31}$", description: "id of a draft of prices" });

/** What waits until another admin confirms it: it is published as it stands then. */
export interface PriceProposal {
  readonly at: EpochMs;
  readonly by: AuditActor;
  /** The account of the person who proposed it. */
  readonly person: string;
  readonly reason: string;
  /** When the prices shall take effect; absent: when they are confirmed. */
  readonly effectiveAt?: EpochMs;
}

/** Prices that are not published yet. They may have mistakes. */
export interface PriceDraft {
  readonly id: string;
  /** What the draft is for, as its editor says it. */
  readonly purpose: string;
  readonly plans: readonly WrittenPlan[];
  /** The number of the newest price list when the draft was saved; 0: there was none. */
  readonly basedOn: number;
  /** Counts how often the draft was saved: who decides about it says what he has seen. */
  readonly revision: number;
  readonly changedAt: EpochMs;
  readonly changedBy: AuditActor;
  readonly proposal?: PriceProposal;
}

export const priceDraftTable: Table<PriceDraft> = {
  name: "price-drafts",
  key: ({ id }) => id,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** @throws AppError prices/draft-unknown */
export async function priceDraftIn(tx: Transaction, id: string): Promise<PriceDraft> {
  const draft = await tx.get(priceDraftTable, id);
  if (!draft) throw new AppError("prices/draft-unknown");
  return draft;
}
