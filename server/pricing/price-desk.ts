import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { RatePlan } from "../rental/rate-plan.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type PriceDraft, type PriceProposal, priceDraftIn, priceDraftTable } from "./price-draft-table.ts";
import type { PriceList } from "./price-list-table.ts";
import { type PriceMistake, type ProviderCheck, priceMistakesIn } from "./price-mistake.ts";
import { mistakeLine } from "./price-mistake-texts.ts";
import { type PriceReach, priceReachIn } from "./price-remarks.ts";
import { listAt, type PricesRow, pricesRowIn, pricesTable } from "./prices-table.ts";
import { isSamePlans, publishIn, type Who, withdrawIn } from "./publish.ts";
import { readPlans, type WrittenPlan } from "./written-plan.ts";

export interface PriceDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly refusals: ProviderCheck;
}

/** Who acts, and why. */
export interface Editor extends Who {
  /** The account of the person who is signed in; absent: a program with an API token, which anybody may hold. */
  readonly person?: string;
}

export interface CheckedPlans extends PriceReach {
  readonly plans: readonly RatePlan[];
  readonly mistakes: readonly PriceMistake[];
}

/** What is saved of a draft. */
export interface DraftContent {
  readonly plans: readonly WrittenPlan[];
  /** The number of the price list that its editor has seen last. */
  readonly basedOn: number;
  /** The revision that its editor changes; 0: a new draft. */
  readonly revision: number;
}

/** What was published, or waits until another admin confirms it. */
export type PublishOutcome = { readonly published: PriceList } | { readonly proposed: PriceDraft };

/** The way of prices from a draft to all hubs: saved, checked, published by one admin or by two, withdrawn. */
export class PriceDesk {
  readonly #parts: PriceDeskParts;

  constructor(parts: PriceDeskParts) {
    this.#parts = parts;
  }

  /** Checks plans that need not be saved. @param at when they shall take effect; absent: now */
  check(written: readonly WrittenPlan[], at?: EpochMs): Promise<CheckedPlans> {
    return this.#parts.store.transact((tx) => this.#checkIn(tx, written, at));
  }

  /** Saves a draft as it is, mistakes or not. @throws AppError prices/outdated, prices/proposed */
  save(id: string, content: DraftContent, who: Who): Promise<PriceDraft> {
    return this.#change(who, async (tx, now) => {
      const before = await tx.get(priceDraftTable, id);
      if ((before?.revision ?? 0) !== content.revision) throw new AppError("prices/outdated");
      if (before?.proposal) throw new AppError("prices/proposed");
      const { plans, basedOn } = content;
      const revision = content.revision + 1;
      const by = { purpose: who.reason, changedAt: now, changedBy: who.actor };
      const draft: PriceDraft = { id, plans, basedOn, revision, ...by };
      await tx.put(priceDraftTable, draft);
      return { value: draft, act: { what: "price-draft-saved", draft: id, revision } };
    });
  }

  /** @throws AppError prices/draft-unknown, prices/proposed */
  remove(id: string, who: Who): Promise<PriceDraft> {
    return this.#change(who, async (tx) => {
      const draft = await priceDraftIn(tx, id);
      if (draft.proposal) throw new AppError("prices/proposed");
      await tx.delete(priceDraftTable, id);
      return { value: draft, act: { what: "price-draft-removed", draft: id } };
    });
  }

  /**
   * Publishes a draft, or proposes it where another admin has to confirm it.
   * @param revision that the editor has seen
   * @throws AppError prices/draft-unknown, prices/outdated, prices/proposed, prices/has-mistakes, prices/date-passed, prices/unchanged, prices/needs-another
   */
  publish(
    id: string,
    { revision, effectiveAt }: { readonly revision: number; readonly effectiveAt?: EpochMs | undefined },
    who: Editor,
  ): Promise<PublishOutcome> {
    const { store, clock, audit } = this.#parts;
    return store.transact(async (tx) => {
      const now = clock.now();
      const draft = await priceDraftIn(tx, id);
      const row = await pricesRowIn(tx);
      if (draft.revision !== revision || draft.basedOn !== row.newest) throw new AppError("prices/outdated");
      if (draft.proposal) throw new AppError("prices/proposed");
      if (effectiveAt !== undefined && effectiveAt < now) throw new AppError("prices/date-passed");
      const plans = await this.#soundIn(tx, draft, row, effectiveAt ?? now);
      if (!row.needsAnother) {
        await tx.delete(priceDraftTable, id);
        const published = await publishIn(
          tx,
          { plans, effectiveAt: effectiveAt ?? now },
          { audit, who: actorOf(who), now },
        );
        return { published };
      }
      // Only so can it be told who is another admin.
      if (who.person === undefined) throw new AppError("prices/needs-another");
      const { actor: by, person, reason } = who;
      const proposal: PriceProposal = {
        at: now,
        by,
        person,
        reason,
        ...(effectiveAt !== undefined && { effectiveAt }),
      };
      const proposed = { ...draft, proposal };
      await tx.put(priceDraftTable, proposed);
      const { plans: written } = draft;
      await audit.recordIn(tx, { ...actorOf(who), act: { what: "prices-proposed", draft: id, revision, written } });
      return { proposed };
    });
  }

  /**
   * Publishes what another admin proposed: on the date that he named, or now where it has passed.
   * @throws AppError prices/draft-unknown, prices/not-proposed, prices/outdated, prices/needs-another, prices/has-mistakes, prices/unchanged
   */
  confirm(id: string, revision: number, who: Editor): Promise<PriceList> {
    const { store, clock, audit } = this.#parts;
    return store.transact(async (tx) => {
      const now = clock.now();
      const draft = await priceDraftIn(tx, id);
      const { proposal } = draft;
      if (!proposal) throw new AppError("prices/not-proposed");
      const row = await pricesRowIn(tx);
      if (draft.revision !== revision || draft.basedOn !== row.newest) throw new AppError("prices/outdated");
      if (who.person === undefined || who.person === proposal.person) throw new AppError("prices/needs-another");
      const effectiveAt = Math.max(now, proposal.effectiveAt ?? now);
      const plans = await this.#soundIn(tx, draft, row, effectiveAt);
      await tx.delete(priceDraftTable, id);
      return publishIn(tx, { plans, effectiveAt, proposed: proposal }, { audit, who: actorOf(who), now });
    });
  }

  /** Takes a proposal back, or refuses it: the draft stays. @throws AppError prices/draft-unknown, prices/not-proposed */
  reject(id: string, who: Who): Promise<PriceDraft> {
    return this.#change(who, async (tx) => {
      const { proposal, ...draft } = await priceDraftIn(tx, id);
      if (!proposal) throw new AppError("prices/not-proposed");
      await tx.put(priceDraftTable, draft);
      return { value: draft, act: { what: "prices-rejected", draft: id } };
    });
  }

  /** @throws AppError prices/list-unknown, prices/in-effect */
  withdraw(number: number, who: Who): Promise<PriceList> {
    const { store, clock, audit } = this.#parts;
    return store.transact((tx) => withdrawIn(tx, number, { audit, who, now: clock.now() }));
  }

  /** Says whether another admin has to confirm what one publishes. */
  setNeedsAnother(needsAnother: boolean, who: Who): Promise<PricesRow> {
    return this.#change(who, async (tx) => {
      const before = await pricesRowIn(tx);
      const row = { ...before, needsAnother };
      await tx.put(pricesTable, row);
      const act = { what: "price-settings-changed", before: before.needsAnother, needsAnother } as const;
      return { value: row, act };
    });
  }

  async #checkIn(tx: Transaction, written: readonly WrittenPlan[], at?: EpochMs): Promise<CheckedPlans> {
    const { clock, refusals } = this.#parts;
    const now = clock.now();
    const { plans, mistakes: unreadable } = readPlans(written);
    const mistakes = [...unreadable, ...(await priceMistakesIn(tx, plans, refusals, now))];
    mistakes.sort((a, b) => a.plan - b.plan);
    return { plans, mistakes, ...(await priceReachIn(tx, plans, at ?? now)) };
  }

  /** The plans of a draft that may be published. @throws AppError prices/has-mistakes, prices/unchanged */
  async #soundIn(tx: Transaction, draft: PriceDraft, row: PricesRow, at: EpochMs): Promise<readonly RatePlan[]> {
    const { plans, mistakes } = await this.#checkIn(tx, draft.plans, at);
    if (mistakes.length > 0) {
      const lines = mistakes.map(mistakeLine).join("\n  ");
      throw new AppError("prices/has-mistakes", `The prices have mistakes. Mend them first:\n  ${lines}`);
    }
    if (isSamePlans(plans, listAt(row, at)?.plans ?? [])) throw new AppError("prices/unchanged");
    return plans;
  }

  #change<Value>(
    who: Who,
    work: (
      tx: Transaction,
      now: EpochMs,
    ) => Promise<{ readonly value: Value; readonly act: Parameters<AuditLog["recordIn"]>[1]["act"] }>,
  ): Promise<Value> {
    const { store, clock, audit } = this.#parts;
    return store.transact(async (tx) => {
      const { value, act } = await work(tx, clock.now());
      await audit.recordIn(tx, { ...who, act });
      return value;
    });
  }
}

/** Without the account, of which the audit log knows the name. */
function actorOf(editor: Editor): Who {
  const { person: _, ...who } = editor;
  return who;
}
