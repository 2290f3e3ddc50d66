import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Ack } from "../../protocol/downward.ts";
import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { CabinetEvent, HappeningBody } from "../../protocol/upward.ts";
import { cabinetEventsTable, withEvent } from "../store/cabinet-events-table.ts";
import { cabinetHistoryTable, emptyHistory } from "../store/cabinet-history-table.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable, changedCabinet } from "../store/cabinet-table.ts";
import { isOfSlot } from "../store/drift.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { RawEvent } from "../store/unmatched-event-table.ts";
import { tellResult } from "./cabinet-results.ts";
import { tellReturn } from "./cabinet-returns.ts";
import { findDrift } from "./drift.ts";
import { contradictedByReturn } from "./exclusions.ts";
import { eventOfKind } from "./item-ids.ts";
import { standingOf, withCommitted } from "./journal-order.ts";
import type { OrderEvents } from "./order-events.ts";
import { type RefusalKind, Refusals } from "./refusals.ts";
import { isPutIn, isServiceTime, tellService } from "./service-openings.ts";
import { UnmatchedEvents } from "./unmatched-events.ts";
import { isAmbiguous } from "./unmatched-return.ts";

/** What the hub says to an event: how far the journal of its cabinet is stored now, and why this one was not taken in. */
export interface JournalAnswer extends Pick<Ack, "committed" | "refused"> {
  readonly cabinet: Cabinet;
  readonly bootId: string;
}

type Journal = NonNullable<Cabinet["journal"]>;

/**
 * Takes the events of cabinets' journals in, each exactly once and in sequence: what it means for an order and how far
 * the journal is stored are one transaction. What belongs to no order is kept for an operator.
 */
export class EventIntake {
  readonly #store: Store;
  readonly #orders: OrderEvents;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Shared with whoever takes the other messages in, so that one thing is told once. */
  readonly refusals: Refusals;
  readonly #unmatched: UnmatchedEvents;

  constructor(store: Store, orders: OrderEvents, clock: Clock, log: Log, count?: (kind: RefusalKind) => void) {
    this.#store = store;
    this.#orders = orders;
    this.#clock = clock;
    this.#log = log;
    this.refusals = new Refusals(log, clock, count);
    this.#unmatched = new UnmatchedEvents(clock, this.refusals);
  }

  /** @returns what is acknowledged; undefined: the hub does not know this journal */
  async take(cabinetId: CabinetId, event: CabinetEvent): Promise<JournalAnswer | undefined> {
    const { journalId, seq } = event;
    return this.#store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      // The events of a disabled cabinet stay in its journal until it is enabled again.
      if (cabinet?.journal?.id !== journalId || cabinet.disabled) return undefined;
      const { committed } = cabinet.journal;
      const to = { cabinet, bootId: await bootOf(tx, cabinet.journal, cabinetId) };
      const { journal: memory } = (await tx.get(cabinetHistoryTable, cabinetId)) ?? emptyHistory(cabinetId);
      const standing = standingOf(memory?.journalId === journalId ? memory : undefined, committed, event);
      switch (standing) {
        case "repeated":
          return { ...to, committed };
        case "gap":
          this.refusals.note("event-gap", cabinetId, { seq, committed });
          return { ...to, committed, refused: { seq, reason: "gap" } };
        case "journal-set-back":
          // Its birth has said so already, where that told of it.
          if (memory?.setBackTo === undefined) this.refusals.note("journal-set-back", cabinetId, { seq, committed });
          else this.refusals.count("journal-set-back");
          return { ...to, committed, refused: { seq, reason: "journal-set-back" } };
        case "next":
          await this.#takeNext(tx, cabinet, eventOfKind(cabinet, event));
          await this.#commit(tx, cabinetId, { id: journalId, committed: seq, bootId: to.bootId }, event.body, event.at);
          return { ...to, committed: seq };
      }
    });
  }

  /** Takes an event that breaks its schema: it is kept as it came, so that an operator sees it and the next one is taken. */
  async takeInvalid(cabinetId: CabinetId, raw: RawEvent): Promise<JournalAnswer | undefined> {
    const { journalId, seq, why } = raw;
    return this.#store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      // The events of a disabled cabinet stay in its journal until it is enabled again.
      if (cabinet?.journal?.id !== journalId || cabinet.disabled) return undefined;
      const { committed } = cabinet.journal;
      const to = { cabinet, bootId: await bootOf(tx, cabinet.journal, cabinetId) };
      if (seq > committed + 1) {
        this.refusals.note("event-gap", cabinetId, { seq, committed });
        return { ...to, committed, refused: { seq, reason: "gap" } };
      }
      if (seq === committed + 1) {
        this.refusals.note("event-invalid", cabinetId, { seq, why, code: "message/invalid" });
        await this.#unmatched.keep(tx, { cabinetId, raw, receivedAt: this.#clock.now() });
        const journal = { id: journalId, committed: seq, bootId: to.bootId };
        await this.#commit(tx, cabinetId, journal, raw.text, { latest: this.#clock.now() });
      }
      return { ...to, committed: Math.max(committed, seq), refused: { seq, reason: "invalid" } };
    });
  }

  /** An event of which not even the number can be read. */
  async takeUnreadable(cabinetId: CabinetId, why: string): Promise<JournalAnswer | undefined> {
    return this.#store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (!cabinet?.journal || cabinet.disabled) return undefined;
      this.refusals.note("event-unreadable", cabinetId, { why, code: "message/invalid" });
      const { journal } = cabinet;
      const bootId = await bootOf(tx, journal, cabinetId);
      return { cabinet, bootId, committed: journal.committed, refused: { reason: "unreadable" } };
    });
  }

  async #takeNext(tx: Transaction, cabinet: Cabinet, event: CabinetEvent): Promise<void> {
    const { cabinetId } = cabinet;
    const taken = await this.#tell(tx, cabinet, event);
    const now = this.#clock.now();
    const inService = !taken && (await isServiceTime(tx, cabinetId, event, now));
    if (inService && (await isPutIn(tx, cabinetId, event.body))) {
      this.#log.info({ cabinetId, seq: event.seq }, "an item was put into a slot that is open for service");
    } else if (!taken) {
      this.#log.warn({ cabinetId, seq: event.seq, kind: event.body.kind }, "an event belongs to no order; it is kept");
      const row = { cabinetId, event, receivedAt: now };
      const ambiguous = await isAmbiguous(tx, row, now);
      await this.#unmatched.keep(tx, ambiguous ? { ...row, ambiguous } : row);
      // Which of several loans it ended is open: it is no sign that an earlier match was wrong.
      if (!ambiguous && !inService) await contradictedByReturn(tx, this.#orders, cabinet, event);
    }
    await this.#noteEvent(tx, cabinetId, event, now);
    await this.#forgetOldPicture(tx, cabinetId, event);
    if (taken && event.body.kind === "returned") await this.#compareAgain(tx, cabinet);
  }

  async #commit(tx: Transaction, cabinetId: CabinetId, journal: Journal, body: unknown, at: { latest: EpochMs }) {
    const claims = (await tx.get(cabinetHistoryTable, cabinetId)) ?? emptyHistory(cabinetId);
    const memory = withCommitted(claims.journal, journal.id, journal.committed, body, at.latest);
    await tx.put(cabinetHistoryTable, { ...claims, journal: memory });
    // Read again: what the event means may have brought a cabinet into doubt.
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (cabinet) await tx.put(cabinetTable, changedCabinet(cabinet, { journal }));
  }

  async #noteEvent(tx: Transaction, cabinetId: CabinetId, { seq, at, body }: CabinetEvent, now: EpochMs) {
    const known = await tx.get(cabinetEventsTable, cabinetId);
    await tx.put(cabinetEventsTable, withEvent(cabinetId, known, { seq, receivedAt: now, at, body }));
  }

  /**
   * What lay in a slot before it moved, nobody may order by. The snapshot after an event may be lost with the hub that
   * heard it.
   */
  async #forgetOldPicture(tx: Transaction, cabinetId: CabinetId, { at, body }: CabinetEvent): Promise<void> {
    const slot = movedSlot(body);
    const state = slot === undefined ? undefined : await tx.get(cabinetStateTable, cabinetId);
    // What no clock could date happened before this bridge's first snapshot.
    if (!state?.snapshot || at.uncertainty === null || state.snapshot.at >= at.latest) return;
    const slots = state.snapshot.slots.map((report) =>
      report.slot === slot ? ({ ...report, state: "unreadable" } as const) : report,
    );
    const moved = [...new Set([...(state.snapshot.moved ?? []), ...(slot === undefined ? [] : [slot])])];
    await tx.put(cabinetStateTable, { ...state, snapshot: { ...state.snapshot, slots, moved } });
  }

  /** A snapshot that overtook the return was compared with an order that did not know of it. */
  async #compareAgain(tx: Transaction, cabinet: Cabinet): Promise<void> {
    const state = await tx.get(cabinetStateTable, cabinet.cabinetId);
    if (!state?.snapshot || !state.drift.some(isOfSlot)) return;
    const ofCabinet = state.drift.filter((drift) => !isOfSlot(drift));
    const ofSlots = (await findDrift(tx, cabinet, state.snapshot.slots)).filter(isOfSlot);
    await tx.put(cabinetStateTable, { ...state, drift: [...ofCabinet, ...ofSlots] });
  }

  /** @returns whether the event was some order's, or the answer to an operator's command */
  async #tell(tx: Transaction, cabinet: Cabinet, event: CabinetEvent): Promise<boolean> {
    const { body } = event;
    const now = this.#clock.now();
    switch (body.kind) {
      case "result":
        if (await tellResult(tx, this.#orders, cabinet, event, body, now)) return true;
        return tellService(tx, cabinet, event, body, now);
      case "restart":
        return tellService(tx, cabinet, event, body, now);
      case "returned":
        // Without an id nothing says that it is a rider's: an operator works at this slot.
        if (body.itemId === undefined && (await isServiceTime(tx, cabinet.cabinetId, event, now))) return false;
        return tellReturn(tx, this.#orders, cabinet, event, body, now);
      case "removed":
      case "abnormal":
        return false;
    }
  }
}

/** The state of a cabinet does not outlive a crash of the hub, and a bridge may stay connected meanwhile. */
async function bootOf(tx: Transaction, journal: Journal, cabinetId: CabinetId): Promise<string> {
  return (await tx.get(cabinetStateTable, cabinetId))?.presence.bootId ?? journal.bootId;
}

/** The slot whose item certainly went out or in. */
function movedSlot(body: HappeningBody): number | undefined {
  switch (body.kind) {
    case "result":
      return body.result.outcome === "opened" ? body.slot : undefined;
    case "returned":
    case "removed":
      return body.slot;
    case "restart":
    case "abnormal":
      return undefined;
  }
}
