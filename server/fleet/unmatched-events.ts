import type { Clock } from "../../platform/clock.ts";
import { TokenBucket } from "../../platform/token-bucket.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import type { Transaction } from "../store/store.ts";
import { kindOf, type UnmatchedEvent, unmatchedEventTable, unmatchedOf } from "../store/unmatched-event-table.ts";
import type { Refusals } from "./refusals.ts";

/** A cabinet's unmatched events beside its returns that an operator is shown; more of them tell him nothing. */
const mostOthers = 200;
/** A return is never dropped; beyond this the oldest are laid aside, into the archive. */
const mostReturns = 500;
/** Of events beside returns, in the long run and at once. */
const perSecond = 6 / 60;
const burst = 100;

/** Keeps events that belong to no order for an operator, within bounds for each cabinet. */
export class UnmatchedEvents {
  readonly #clock: Clock;
  readonly #refusals: Refusals;
  readonly #budgets = new Map<CabinetId, TokenBucket>();

  constructor(clock: Clock, refusals: Refusals) {
    this.#clock = clock;
    this.#refusals = refusals;
  }

  async keep(tx: Transaction, row: UnmatchedEvent): Promise<void> {
    const { cabinetId } = row;
    if (kindOf(row) === "returned") {
      await tx.put(unmatchedEventTable, row);
      await this.#layOldReturnsAside(tx, cabinetId);
      return;
    }
    const isWithin = this.#budget(cabinetId).take(1) && (await this.#hasRoom(tx, cabinetId));
    if (isWithin) await tx.put(unmatchedEventTable, row);
    else this.#refusals.note("unmatched-dropped", cabinetId, { kind: kindOf(row) });
  }

  async #hasRoom(tx: Transaction, cabinetId: CabinetId): Promise<boolean> {
    const rows = await tx.find(unmatchedEventTable, unmatchedOf(cabinetId));
    return rows.filter((row) => kindOf(row) !== "returned").length < mostOthers;
  }

  async #layOldReturnsAside(tx: Transaction, cabinetId: CabinetId): Promise<void> {
    const rows = await tx.find(unmatchedEventTable, unmatchedOf(cabinetId, "returned"));
    const oldest = rows
      .toSorted((a, b) => a.receivedAt - b.receivedAt)
      .slice(0, Math.max(0, rows.length - mostReturns));
    const reason = `more than ${mostReturns} unmatched returns of one cabinet`;
    for (const row of oldest)
      await tx.put(unmatchedEventTable, { ...row, dismissal: { actor: "hub", at: this.#clock.now(), reason } });
  }

  #budget(cabinetId: CabinetId): TokenBucket {
    const known = this.#budgets.get(cabinetId);
    if (known) return known;
    const budget = new TokenBucket(perSecond, burst, this.#clock);
    this.#budgets.set(cabinetId, budget);
    return budget;
  }
}
