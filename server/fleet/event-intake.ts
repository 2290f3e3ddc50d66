import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Ack } from "../../protocol/downward.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import type { CabinetEvent, HappeningBody } from "../../protocol/upward.ts";
import { orderOfCommand } from "../rental/order.ts";
import { matchReturn } from "../rental/return-match.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable, changedCabinet } from "../store/cabinet-table.ts";
import { byItem, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { strayTable } from "../store/stray-table.ts";
import { findDrift } from "./drift.ts";
import { earliestTime, latestTime } from "./event-time.ts";
import type { OrderEvents } from "./order-events.ts";

/** What the hub says to an event: how far the journal of its cabinet is stored now, and why this one was not taken in. */
export interface JournalAnswer extends Pick<Ack, "committed" | "refused"> {
  readonly cabinet: Cabinet;
  readonly bootId: string;
}

type Body<K extends HappeningBody["kind"]> = Extract<HappeningBody, { kind: K }>;

/**
 * Takes the events of cabinets' journals in, each exactly once and in sequence: what it means for an order and how far
 * the journal is stored are one transaction. What belongs to no order is kept for an operator.
 */
export class EventIntake {
  readonly #store: Store;
  readonly #orders: OrderEvents;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(store: Store, orders: OrderEvents, clock: Clock, log: Log) {
    this.#store = store;
    this.#orders = orders;
    this.#clock = clock;
    this.#log = log;
  }

  /** @returns what the acknowledgement says; undefined: the hub does not know this journal */
  take(cabinetId: CabinetId, event: CabinetEvent): Promise<JournalAnswer | undefined> {
    return this.#store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      // The events of a disabled cabinet stay in its journal until it is enabled again.
      if (cabinet?.journal?.id !== event.journalId || cabinet.disabled) return undefined;
      const { committed } = cabinet.journal;
      // The state of a cabinet does not outlive a crash of the hub, and a bridge may stay connected meanwhile.
      const bootId = (await tx.get(cabinetStateTable, cabinetId))?.presence.bootId ?? cabinet.journal.bootId;
      const answer = { cabinet, bootId };
      // A repetition, or one that overtook another: the acknowledgement says where to go on.
      if (event.seq !== committed + 1) return { ...answer, committed };
      const taken = await this.#tell(tx, cabinetId, event);
      if (!taken) {
        this.#log.warn(
          { cabinetId, seq: event.seq, kind: event.body.kind },
          "an event belongs to no order; it is kept",
        );
        await tx.put(strayTable, { cabinetId, event, receivedAt: this.#clock.now() });
      }
      const journal = { id: event.journalId, committed: event.seq, bootId };
      await tx.put(cabinetTable, changedCabinet(cabinet, { journal }));
      await this.#forgetOldPicture(tx, cabinetId, event);
      if (taken && event.body.kind === "returned") await this.#lookAgainForDrift(tx, cabinet);
      return { ...answer, committed: event.seq };
    });
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
    await tx.put(cabinetStateTable, { ...state, snapshot: { ...state.snapshot, slots } });
  }

  /** A snapshot that overtook the return was compared with an order that did not know of it. */
  async #lookAgainForDrift(tx: Transaction, cabinet: Cabinet): Promise<void> {
    const state = await tx.get(cabinetStateTable, cabinet.cabinetId);
    if (!state?.snapshot || state.drift.every(({ slot }) => slot === undefined)) return;
    const ofCabinet = state.drift.filter(({ slot }) => slot === undefined);
    const ofSlots = (await findDrift(tx, cabinet, state.snapshot.slots)).filter(({ slot }) => slot !== undefined);
    await tx.put(cabinetStateTable, { ...state, drift: [...ofCabinet, ...ofSlots] });
  }

  /** @returns whether the event was some order's */
  async #tell(tx: Transaction, cabinetId: CabinetId, event: CabinetEvent): Promise<boolean> {
    const { body } = event;
    switch (body.kind) {
      case "result":
        return this.#tellResult(tx, cabinetId, event, body);
      case "returned":
        return this.#tellReturn(tx, cabinetId, event, body);
      case "removed":
      case "abnormal":
        return false;
    }
  }

  async #tellResult(
    tx: Transaction,
    cabinetId: CabinetId,
    { at }: CabinetEvent,
    body: Body<"result">,
  ): Promise<boolean> {
    const orderNo = orderOfCommand(body.commandId);
    const record = orderNo === undefined ? undefined : await tx.get(orderTable, orderNo);
    const loan = record?.order.loans.find(({ command }) => command?.id === body.commandId);
    if (!record || !loan || record.order.place.cabinetId !== cabinetId || loan.slot !== body.slot) return false;
    const { result } = body;
    const now = this.#clock.now();
    // An opening is billed from the moment at which it had happened for certain.
    const knownAt = Math.min(latestTime(at) ?? now, now);
    await this.#orders.applyIn(
      tx,
      record.order.orderNo,
      { type: "slot-answered", loanNo: loan.loanNo, result, at: knownAt },
      `cabinet/${cabinetId}`,
    );
    return true;
  }

  async #tellReturn(
    tx: Transaction,
    cabinetId: CabinetId,
    { at }: CabinetEvent,
    body: Body<"returned">,
  ): Promise<boolean> {
    const { itemId, slot } = body;
    const candidates = await tx.find(orderTable, byItem(itemId, cabinetId));
    const [earliest, latest] = [earliestTime(at), latestTime(at)];
    const report = { cabinetId, slot, earliest, latest, ...(itemId === undefined ? {} : { itemId }) };
    const match = matchReturn(
      candidates.map((record) => record.order),
      report,
    );
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (!match || !cabinet) return false;
    await this.#orders.applyIn(
      tx,
      match.order.orderNo,
      {
        type: "item-returned",
        loanNo: match.loan.loanNo,
        place: { cabinetId, name: cabinet.name, address: cabinet.address },
        slot,
        at: earliest,
        ...(itemId === undefined ? {} : { itemId }),
      },
      `cabinet/${cabinetId}`,
    );
    return true;
  }
}

/** The slot whose item certainly went out or in. */
function movedSlot(body: HappeningBody): number | undefined {
  switch (body.kind) {
    case "result":
      return body.result.outcome === "opened" ? body.slot : undefined;
    case "returned":
    case "removed":
      return body.slot;
    case "abnormal":
      return undefined;
  }
}
