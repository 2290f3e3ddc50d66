import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import type { Snapshot } from "../../protocol/upward.ts";
import { isLent } from "../rental/order.ts";
import { isUndecided } from "../rental/report-outcome.ts";
import { boundedTime } from "../rental/reported-time.ts";
import { sensorLag } from "../rental/time-limits.ts";
import { cabinetHistoryTable } from "../store/cabinet-history-table.ts";
import { byShownItem, type CabinetState, cabinetStateTable, itemsIn } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { byHeldSlot, byItem, byUnprovenReturn, type OrderRecord, orderTable } from "../store/order-table.ts";
import { serviceCommandTable } from "../store/service-command-table.ts";
import type { Store, Transaction, Wanted } from "../store/store.ts";
import { arrive } from "./arrival.ts";
import { endLoanShownBack } from "./cabinet-returns.ts";
import { heard, isOutdated, isThere, longestUnderWay } from "./connection-order.ts";
import { madeRoom, takesInAnother } from "./distrust.ts";
import { findDrift } from "./drift.ts";
import { contradictedByPicture, excludedLoansAt } from "./exclusions.ts";
import { whyImpossible } from "./impossible-snapshot.ts";
import { snapshotOfKind } from "./item-ids.ts";
import { historyWithShown, liesElsewhere, openedElsewhere } from "./item-places.ts";
import { missingItems } from "./missing-items.ts";
import type { OrderEvents } from "./order-events.ts";
import type { Refusals } from "./refusals.ts";
import { contradictReturns, lastForeignReturnOf, proveReturns } from "./return-proofs.ts";

export interface SnapshotIntakeParts {
  readonly store: Store;
  readonly orders: OrderEvents;
  readonly clock: Clock;
  readonly log: Log;
  readonly refusals: Refusals;
}

type Picture = NonNullable<CabinetState["snapshot"]>;

/** Takes in what cabinets show of their slots, and tells orders what it says about them. */
export class SnapshotIntake {
  readonly #parts: SnapshotIntakeParts;

  constructor(parts: SnapshotIntakeParts) {
    this.#parts = parts;
  }

  async take(cabinetId: CabinetId, message: Snapshot): Promise<void> {
    try {
      await this.#takeWhole(cabinetId, message);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "store/write-failed") throw error;
      // What it says of orders, the next one says again; what riders see needs no disk.
      this.#parts.log.warn({ err: error, cabinetId }, "a snapshot is shown, but orders were not told of it");
      await this.#showOnly(cabinetId, message);
    }
  }

  #showOnly(cabinetId: CabinetId, message: Snapshot): Promise<void> {
    const { store, clock } = this.#parts;
    return store.transact(async (tx) => {
      const [cabinet, before] = await cabinetAndState(tx, cabinetId);
      if (!cabinet || !isNews(cabinet, before, message) || whyImpossible(message.slots, cabinet.slots)) return;
      const now = clock.now();
      const snapshot = pictureOf(snapshotOfKind(cabinet, message), now);
      await tx.put(cabinetStateTable, { ...heard(before, cabinetId, message, now), snapshot });
    });
  }

  async #takeWhole(cabinetId: CabinetId, told: Snapshot): Promise<void> {
    const { store, log, orders, clock, refusals } = this.#parts;
    const { bootId } = told;
    let { slots } = told;
    let isNewItem = false;
    const came = await store.transact(async (tx) => {
      isNewItem = false;
      const [cabinet, before] = await cabinetAndState(tx, cabinetId);
      if (!cabinet || !isNews(cabinet, before, told)) return false;
      const message = snapshotOfKind(cabinet, told);
      slots = message.slots;
      await tx.prefetch(wantedBy(cabinetId, before?.snapshot?.slots ?? [], slots));
      // Only a bridge that was welcomed sends snapshots. Its birth may come later, or another hub may have died over it.
      const state = await arrive(tx, orders, before, cabinetId, message, clock.now());
      const why = whyImpossible(slots, cabinet.slots);
      if (why) {
        refusals.note("snapshot-impossible", cabinetId, why);
        await tx.put(cabinetStateTable, { ...state, drift: [why] });
      } else {
        await this.#takePossible(tx, cabinet, state, message);
        isNewItem = (await historyWithShown(tx, cabinetId, slots, clock.now())) !== undefined;
      }
      return !isThere(before, message);
    });
    if (came) log.info({ cabinetId, bootId }, "a cabinet is there: it sends snapshots");
    // By itself, and durable: a disk that is full must not keep the picture away from riders.
    if (isNewItem) await this.#keepShown(cabinetId, slots);
  }

  async #takePossible(tx: Transaction, cabinet: Cabinet, state: CabinetState, message: Snapshot): Promise<void> {
    const { orders, clock } = this.#parts;
    const { cabinetId } = cabinet;
    const { slots } = message;
    const now = clock.now();
    const snapshot = pictureOf(message, now);
    // What only a distrusted cabinet shows decides nothing.
    if (!cabinet.distrusted) {
      await this.#resolveDoubts(tx, cabinetId, snapshot);
      await contradictedByPicture(tx, orders, cabinetId, state.snapshot, snapshot);
      await this.#noteLentItems(tx, cabinet, state.snapshot, snapshot);
    }
    const missing = await missingItems(tx, cabinetId, state, slots);
    const drift = await findDrift(tx, cabinet, slots, { missing, slotsSaid: state.bridge?.slots });
    await tx.put(cabinetStateTable, { ...state, snapshot, drift, missing });
    if (cabinet.distrusted) return;
    await proveReturns(tx, orders, cabinetId, snapshot, now);
    await contradictReturns(tx, orders, cabinetId, state.snapshot, snapshot, now);
  }

  #keepShown(cabinetId: CabinetId, slots: Snapshot["slots"]): Promise<void> {
    const { store, clock } = this.#parts;
    return store.transact(async (tx) => {
      const claims = await historyWithShown(tx, cabinetId, slots, clock.now());
      if (claims) await tx.put(cabinetHistoryTable, claims);
    });
  }

  async #noteLentItems(
    tx: Transaction,
    cabinet: Cabinet,
    former: Picture | undefined,
    picture: Picture,
  ): Promise<void> {
    const { cabinetId } = cabinet;
    const lying = itemsIn(picture.slots);
    const found = await Promise.all(lying.map(({ itemId }) => tx.find(orderTable, byItem(itemId, cabinetId))));
    for (const [index, item] of lying.entries())
      for (const record of found[index] ?? []) await this.#noteLentItem(tx, cabinet, former, picture, item, record);
  }

  async #noteLentItem(
    tx: Transaction,
    cabinet: Cabinet,
    former: Picture | undefined,
    { at }: Picture,
    { slot, itemId }: ReturnType<typeof itemsIn>[number],
    { order }: OrderRecord,
  ): Promise<void> {
    const { orders, clock } = this.#parts;
    const { cabinetId, name, address } = cabinet;
    const shown = former?.slots.find((other) => other.slot === slot);
    const known = former !== undefined && !former.undated && shown !== undefined && shown.state !== "unreadable";
    const out = known && shown.itemId !== itemId;
    const sighting = {
      at,
      place: { cabinetId, name, address },
      slot,
      ...(known && { before: out ? ({ out, at: former.at } as const) : ({ out } as const) }),
    };
    for (const loan of order.loans.filter((other) => isLent(other, itemId))) {
      const isSettled = loan.openedAt !== undefined && at >= loan.openedAt + sensorLag;
      const match = { order, loan };
      if (isSettled && (await endLoanShownBack(tx, orders, cabinet, match, slot, clock.now()))) continue;
      const isForeign = order.place.cabinetId !== cabinetId;
      if (isForeign && (await liesElsewhere(tx, itemId, cabinetId)) !== undefined) continue;
      // With what its rider reported, this one look ends the loan.
      const ends = isForeign && isSettled && isUndecided(loan);
      if (ends && !(await takesInAnother(tx, cabinet, clock.now()))) continue;
      const event = { type: "item-seen", loanNo: loan.loanNo, sighting } as const;
      await orders.applyIn(tx, order.orderNo, event, `cabinet/${cabinetId}`);
      if (ends) await madeRoom(tx, order.place.cabinetId, clock.now());
    }
  }

  async #resolveDoubts(tx: Transaction, cabinetId: CabinetId, { slots, at }: Picture): Promise<void> {
    for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId))) {
      for (const loan of order.loans) {
        const { loanNo, slot, state, expectedItemId } = loan;
        const report = slots.find((other) => other.slot === slot);
        if (!report) continue;
        const elsewhere = state === "unknown" ? await openedElsewhere(tx, order, loan, expectedItemId) : undefined;
        const event = { type: "slot-seen", loanNo, report, at, ...(elsewhere && { elsewhere }) } as const;
        await this.#parts.orders.applyIn(tx, order.orderNo, event, `cabinet/${cabinetId}`);
      }
    }
  }
}

function cabinetAndState(tx: Transaction, cabinetId: CabinetId) {
  return Promise.all([tx.get(cabinetTable, cabinetId), tx.get(cabinetStateTable, cabinetId)]);
}

/** What is looked at for a picture, and for how it differs from the one before. */
function wantedBy(cabinetId: CabinetId, former: Picture["slots"], slots: Picture["slots"]): Wanted[] {
  const lying = itemsIn(slots).map(({ itemId }) => itemId);
  const before = itemsIn(former).map(({ itemId }) => itemId);
  const gone = before.filter((itemId) => !lying.includes(itemId));
  const news = lying.filter((itemId) => !before.includes(itemId));
  return [
    { table: cabinetHistoryTable, key: cabinetId },
    ...(gone.length > 0 ? [{ table: serviceCommandTable, key: cabinetId }] : []),
    { table: orderTable, entry: byHeldSlot(cabinetId) },
    { table: orderTable, entry: byUnprovenReturn(cabinetId) },
    ...[...lying, ...gone].map((itemId) => ({ table: orderTable, entry: byItem(itemId, cabinetId) })),
    ...lying.map((itemId) => ({ table: cabinetStateTable, entry: byShownItem(itemId) })),
    ...(news.length > 0 ? [excludedLoansAt(cabinetId)] : []),
    ...news.map(lastForeignReturnOf),
  ];
}

/** Whether a snapshot is newer than what is known of a cabinet that is in service. */
function isNews(cabinet: Cabinet, before: CabinetState | undefined, message: Snapshot): boolean {
  if (cabinet.disabled || isOutdated(before, message)) return false;
  return before?.presence.bootId !== message.bootId || !before.snapshot || message.no > before.snapshot.no;
}

/** A cabinet's clock may be wrong, but nothing is seen, or billed, in the future; and no snapshot is under way for long. */
function pictureOf({ no, at: claimed, slots }: Snapshot, now: number): Picture {
  const bounds = { notBefore: now - longestUnderWay, notAfter: now };
  const undated = boundedTime({ latest: claimed, uncertainty: 0 }, bounds)?.implausible !== undefined;
  return { no, at: Math.min(claimed, now), slots, ...(undated && { undated: true as const }) };
}
