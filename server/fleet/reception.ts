import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { BridgeConfig } from "../../protocol/downward.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { decode } from "../../protocol/messages.ts";
import { seal } from "../../protocol/seal.ts";
import { parseUpTopic, type UpChannel } from "../../protocol/topics.ts";
import type { Birth, CabinetEvent, Health, Presence, Snapshot } from "../../protocol/upward.ts";
import { isLent } from "../rental/order.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable, changedCabinet } from "../store/cabinet-table.ts";
import { byHeldSlot, byItem, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { gone, heard, isOutdated, isOutdatedBirth, isThere } from "./connection-order.ts";
import { findDrift } from "./drift.ts";
import type { EventIntake } from "./event-intake.ts";
import { whyImpossible } from "./impossible-snapshot.ts";
import type { Link } from "./link.ts";
import type { OrderEvents } from "./order-events.ts";
import type { Registry } from "./registry.ts";

export interface ReceptionParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly orders: OrderEvents;
  readonly intake: EventIntake;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  readonly bridgeConfig: Pick<BridgeConfig, "snapshotEvery" | "healthEvery">;
}

type Departure = Exclude<Presence, Birth>;

/** Takes what cabinets say, one message of a cabinet after the other, in the order in which they came. */
export class Reception {
  readonly #parts: ReceptionParts;
  readonly #queues = new Map<CabinetId, Promise<void>>();

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /**
   * Hands over and returns at once, as an MQTT handler must.
   * @param about `retained`: the broker kept it, so it may be old. A bridge repeats its birth until it is welcomed, but
   * nobody says again that it went away.
   */
  receive(topic: string, payload: Uint8Array, { retained }: { readonly retained: boolean }): void {
    const place = parseUpTopic(topic);
    if (!place) {
      this.#parts.log.warn({ topic }, "a message on a topic outside the contract was dropped");
      return;
    }
    const { cabinetId, channel } = place;
    const before = this.#queues.get(cabinetId) ?? Promise.resolve();
    const done = before
      .then(() => this.#handle(cabinetId, channel, payload, retained))
      .catch((error: unknown) => {
        // Nothing was acknowledged: the bridge sends an event again, and a snapshot follows each connect.
        this.#parts.log.error({ err: error, cabinetId, channel }, "a cabinet's message could not be taken in");
      })
      .finally(() => {
        if (this.#queues.get(cabinetId) === done) this.#queues.delete(cabinetId);
      });
    this.#queues.set(cabinetId, done);
  }

  /** Waits until everything received so far is taken in. */
  async idle(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async #handle(cabinetId: CabinetId, channel: UpChannel, payload: Uint8Array, retained: boolean): Promise<void> {
    if (retained && channel !== "presence") return;
    switch (channel) {
      case "presence":
        return this.#decoded(cabinetId, channel, decode(channel, payload), (message) =>
          this.#presence(cabinetId, message, retained),
        );
      case "snapshot":
        return this.#decoded(cabinetId, channel, decode(channel, payload), (message) =>
          this.#snapshot(cabinetId, message),
        );
      case "event":
        return this.#decoded(cabinetId, channel, decode(channel, payload), (message) =>
          this.#event(cabinetId, message),
        );
      case "health":
        return this.#decoded(cabinetId, channel, decode(channel, payload), (message) =>
          this.#health(cabinetId, message),
        );
    }
  }

  async #decoded<T>(
    cabinetId: CabinetId,
    channel: UpChannel,
    decoded: { ok: true; message: T } | { ok: false; why: string },
    take: (message: T) => Promise<void> | void,
  ): Promise<void> {
    if (decoded.ok) await take(decoded.message);
    else
      this.#parts.log.warn({ cabinetId, channel, why: decoded.why, code: "message/invalid" }, "a message was refused");
  }

  async #presence(cabinetId: CabinetId, message: Presence, retained: boolean): Promise<void> {
    switch (message.state) {
      case "birth":
        return retained ? undefined : this.#birth(cabinetId, message);
      case "lost":
      case "left":
        return this.#departure(cabinetId, message);
    }
  }

  async #departure(cabinetId: CabinetId, message: Departure): Promise<void> {
    const { store, clock, log } = this.#parts;
    const went = await store.transact(async (tx) => {
      const state = await tx.get(cabinetStateTable, cabinetId);
      if (isOutdated(state, message) || !(await tx.get(cabinetTable, cabinetId))) return false;
      await tx.put(cabinetStateTable, gone(state, cabinetId, message, clock.now()));
      return state?.presence.online === true;
    });
    if (went) log.info({ cabinetId, state: message.state }, "a cabinet went away");
  }

  /** A bridge repeats its birth until it is welcomed, and from time to time to compare clocks: that is no news. */
  async #birth(cabinetId: CabinetId, birth: Birth): Promise<void> {
    const { store, registry, clock, link, log, bridgeConfig } = this.#parts;
    const { bootId, nonce, driver, journal } = birth;
    const taken = await store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (!cabinet) return "unknown";
      if (cabinet.disabled) return "disabled";
      const state = await tx.get(cabinetStateTable, cabinetId);
      if (isOutdatedBirth(state, birth, clock.now())) return "outdated";
      return { sealKey: registry.sealKeyFor(cabinet), committed: await committedIn(tx, cabinet, birth) };
    });
    if (taken === "unknown") return log.warn({ cabinetId }, "a cabinet that is not registered was ignored");
    // An outside broker may not have ended its connection yet.
    if (taken === "disabled") return log.debug({ cabinetId }, "a cabinet that is disabled was not welcomed");
    if (taken === "outdated") return log.debug({ cabinetId, bootId }, "a birth that came too late was ignored");
    const { sealKey, committed } = taken;
    const welcome = { v: 1, bootId, nonce, hubTime: clock.now(), journalId: journal.id, committed } as const;
    await link.publish(cabinetId, "welcome", seal(sealKey, cabinetId, welcome));
    const config = { v: 2, bootId, ...bridgeConfig } as const;
    await link.publish(cabinetId, "config", seal(sealKey, cabinetId, config));
    // Only now: a command that overtook the welcome would be refused.
    const came = await store.transact(async (tx) => {
      const state = await tx.get(cabinetStateTable, cabinetId);
      if (isOutdatedBirth(state, birth, clock.now())) return false;
      if ((await tx.get(cabinetTable, cabinetId))?.disabled) return false;
      const bridge = { driver: birth.driver, slots: birth.slots };
      await tx.put(cabinetStateTable, { ...(await this.#arrival(tx, state, cabinetId, birth)), bridge });
      return !isThere(state, birth);
    });
    if (came) log.info({ cabinetId, bootId, driver, committed }, "a cabinet came");
  }

  /** Riders may order here from now on, and orders that wait for the cabinet are told. */
  async #arrival(
    tx: Transaction,
    state: CabinetState | undefined,
    cabinetId: CabinetId,
    message: Birth | Snapshot,
  ): Promise<CabinetState> {
    if (!isThere(state, message)) {
      for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId)))
        await this.#parts.orders.applyIn(tx, order.orderNo, { type: "cabinet-came" }, `cabinet/${cabinetId}`);
    }
    return heard(state, cabinetId, message, this.#parts.clock.now());
  }

  async #snapshot(cabinetId: CabinetId, message: Snapshot): Promise<void> {
    const { store, log } = this.#parts;
    const { bootId, no, at, slots } = message;
    const came = await store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      const before = await tx.get(cabinetStateTable, cabinetId);
      if (!cabinet || cabinet.disabled || isOutdated(before, message)) return false;
      if (before?.presence.bootId === bootId && before.snapshot && no <= before.snapshot.no) return false;
      // Only a bridge that was welcomed sends snapshots. Its birth may come later, or another hub may have died over it.
      const state = await this.#arrival(tx, before, cabinetId, message);
      const why = whyImpossible(slots, cabinet.slots);
      if (why) {
        log.warn({ cabinetId, why }, "a snapshot that can't be true was dropped");
        await tx.put(cabinetStateTable, { ...state, drift: [{ what: why }] });
      } else {
        await this.#resolveDoubts(tx, cabinetId, message);
        await this.#noteLentItems(tx, cabinet, state.snapshot, message);
        const drift = await findDrift(tx, cabinet, slots);
        await tx.put(cabinetStateTable, { ...state, snapshot: { no, at, slots }, drift });
      }
      return !isThere(before, message);
    });
    if (came) log.info({ cabinetId, bootId }, "a cabinet is there: it sends snapshots");
  }

  async #noteLentItems(
    tx: Transaction,
    { cabinetId, name, address }: Cabinet,
    snapshot: CabinetState["snapshot"],
    { slots, at }: Snapshot,
  ): Promise<void> {
    const lying = slots.flatMap(({ slot, itemId }) => (itemId === undefined ? [] : [{ slot, itemId }]));
    // All at once: a database answers them in the time of one.
    const found = await Promise.all(lying.map(({ itemId }) => tx.find(orderTable, byItem(itemId, cabinetId))));
    for (const [index, { slot, itemId }] of lying.entries()) {
      const shown = snapshot?.slots.find((other) => other.slot === slot);
      const known = snapshot !== undefined && shown !== undefined && shown.state !== "unreadable";
      const out = known && shown.itemId !== itemId;
      const sighting = {
        at: Math.min(at, this.#parts.clock.now()),
        place: { cabinetId, name, address },
        slot,
        ...(known && { before: out ? ({ out, at: snapshot.at } as const) : ({ out } as const) }),
      };
      for (const { order } of found[index] ?? []) {
        for (const { loanNo } of order.loans.filter((loan) => isLent(loan, itemId))) {
          const event = { type: "item-seen", loanNo, sighting } as const;
          await this.#parts.orders.applyIn(tx, order.orderNo, event, `cabinet/${cabinetId}`);
        }
      }
    }
  }

  async #resolveDoubts(tx: Transaction, cabinetId: CabinetId, { slots, at: seenAt }: Snapshot): Promise<void> {
    // A cabinet's clock may be ahead, but nothing is seen, or billed, in the future.
    const at = Math.min(seenAt, this.#parts.clock.now());
    for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId))) {
      for (const { loanNo, slot } of order.loans) {
        const report = slots.find((other) => other.slot === slot);
        if (!report) continue;
        await this.#parts.orders.applyIn(
          tx,
          order.orderNo,
          { type: "slot-seen", loanNo, report, at },
          `cabinet/${cabinetId}`,
        );
      }
    }
  }

  async #event(cabinetId: CabinetId, message: CabinetEvent): Promise<void> {
    const { intake, link, registry } = this.#parts;
    const answer = await intake.take(cabinetId, message);
    if (answer === undefined) return;
    const { cabinet, bootId, committed, refused } = answer;
    const ack = { v: 2, bootId, journalId: message.journalId, committed, ...(refused && { refused }) } as const;
    await link.publish(cabinetId, "ack", seal(registry.sealKeyFor(cabinet), cabinetId, ack));
  }

  /** Health is a sign of life: it comes more often than snapshots. */
  async #health(cabinetId: CabinetId, message: Health): Promise<void> {
    const { store, clock } = this.#parts;
    await store.transact(async (tx) => {
      const state = await tx.get(cabinetStateTable, cabinetId);
      if (!state?.presence.online || state.presence.bootId !== message.bootId) return;
      await tx.put(cabinetStateTable, { ...state, heardAt: clock.now() });
    });
    if (message.sealsBroken > 0)
      this.#parts.log.warn({ cabinetId, ...message }, "messages with a broken seal reached a cabinet");
    else this.#parts.log.debug({ cabinetId, ...message }, "health");
  }
}

/** Takes note of a journal. @returns how far it is stored */
async function committedIn(tx: Transaction, cabinet: Cabinet, { journal, bootId }: Birth): Promise<number> {
  const { id, first } = journal;
  const known = cabinet.journal?.id === id ? cabinet.journal.committed : undefined;
  // What the journal no longer holds can't come any more.
  const committed = Math.max(known ?? 0, first - 1);
  if (committed !== known) await tx.put(cabinetTable, changedCabinet(cabinet, { journal: { id, committed, bootId } }));
  return committed;
}
