import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { BridgeConfig } from "../../protocol/downward.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { decode } from "../../protocol/messages.ts";
import { seal } from "../../protocol/seal.ts";
import { parseUpTopic, type UpChannel } from "../../protocol/topics.ts";
import type { Birth, CabinetEvent, Health, Presence, Snapshot } from "../../protocol/upward.ts";
import { isLent } from "../rental/order.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { byHeldSlot, byItem, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
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
  readonly bridgeConfig: Omit<BridgeConfig, "v">;
}

type Departure = Exclude<Presence, Birth>;

/** Takes what cabinets say, one message of a cabinet after the other, in the order in which they came. */
export class Reception {
  readonly #parts: ReceptionParts;
  readonly #queues = new Map<CabinetId, Promise<void>>();

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /** Hands over and returns at once, as an MQTT handler must. */
  receive(topic: string, payload: Uint8Array): void {
    const place = parseUpTopic(topic);
    if (!place) {
      this.#parts.log.warn({ topic }, "a message on a topic outside the contract was dropped");
      return;
    }
    const { cabinetId, channel } = place;
    const before = this.#queues.get(cabinetId) ?? Promise.resolve();
    const done = before
      .then(() => this.#handle(cabinetId, channel, payload))
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

  async #handle(cabinetId: CabinetId, channel: UpChannel, payload: Uint8Array): Promise<void> {
    switch (channel) {
      case "presence":
        return this.#decoded(cabinetId, channel, decode(channel, payload), (message) =>
          this.#presence(cabinetId, message),
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

  async #presence(cabinetId: CabinetId, message: Presence): Promise<void> {
    switch (message.state) {
      case "birth":
        return this.#birth(cabinetId, message);
      case "lost":
      case "left":
        return this.#departure(cabinetId, message);
    }
  }

  async #departure(cabinetId: CabinetId, { state, bootId }: Departure): Promise<void> {
    const { store, clock, log } = this.#parts;
    const went = await store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      // The will of a connection that a newer one has replaced says nothing about the newer one.
      if (!cabinet || cabinet.presence.bootId !== bootId || !cabinet.presence.online) return false;
      await tx.put(cabinetTable, { ...cabinet, presence: { online: false, bootId, since: clock.now() } });
      return true;
    });
    if (went) log.info({ cabinetId, state }, "a cabinet went away");
  }

  /** A bridge repeats its birth until it is welcomed, and from time to time to compare clocks: that is no news. */
  async #birth(cabinetId: CabinetId, { bootId, nonce, driver, journal }: Birth): Promise<void> {
    const { store, registry, clock, link, log, bridgeConfig } = this.#parts;
    const sealKey = await registry.sealKeyOf(cabinetId);
    if (!sealKey) return log.warn({ cabinetId }, "a cabinet that is not registered was ignored");
    const committed = await store.transact(async (tx) => {
      const cabinet = await registry.cabinetIn(tx, cabinetId);
      const booted = cabinet.presence.bootId === bootId ? cabinet : withoutSnapshot(cabinet, bootId, clock.now());
      const kept = cabinet.journal?.id === journal.id ? cabinet.journal.committed : 0;
      // What the journal no longer holds can't come any more.
      const known = { id: journal.id, committed: Math.max(kept, journal.first - 1) };
      await tx.put(cabinetTable, { ...booted, journal: known });
      return known.committed;
    });
    const welcome = { v: 1, bootId, nonce, hubTime: clock.now(), journalId: journal.id, committed } as const;
    await link.publish(cabinetId, "welcome", seal(sealKey, cabinetId, welcome));
    await link.publish(cabinetId, "config", { v: 1, ...bridgeConfig });
    // Only now: a command that overtook the welcome would be refused.
    const came = await store.transact(async (tx) => this.#arrival(tx, await registry.cabinetIn(tx, cabinetId), bootId));
    if (came) log.info({ cabinetId, bootId, driver, committed }, "a cabinet came");
  }

  /** Riders may order here from now on, and orders that wait for the cabinet are told. @returns whether it was away */
  async #arrival(tx: Transaction, cabinet: Cabinet, bootId: string): Promise<boolean> {
    const { cabinetId, presence } = cabinet;
    if (presence.bootId !== bootId || presence.online) return false;
    await tx.put(cabinetTable, { ...cabinet, presence: { online: true, bootId, since: this.#parts.clock.now() } });
    for (const { order } of await tx.find(orderTable, byHeldSlot(cabinetId))) {
      await this.#parts.orders.applyIn(tx, order.orderNo, { type: "cabinet-came" }, `cabinet/${cabinetId}`);
    }
    return true;
  }

  async #snapshot(cabinetId: CabinetId, message: Snapshot): Promise<void> {
    const { store, registry, log } = this.#parts;
    await store.transact(async (tx) => {
      const known = await tx.get(cabinetTable, cabinetId);
      if (!known || known.presence.bootId !== message.bootId) return;
      // It was welcomed, and that it is there could not be stored then.
      await this.#arrival(tx, known, message.bootId);
      const cabinet = await registry.cabinetIn(tx, cabinetId);
      const why = whyImpossible(message.slots, cabinet.slots);
      if (why) {
        log.warn({ cabinetId, why }, "a snapshot that can't be true was dropped");
        return tx.put(cabinetTable, { ...cabinet, drift: [{ what: why }] });
      }
      await this.#resolveDoubts(tx, cabinetId, message);
      await this.#noteLentItems(tx, cabinet, message);
      const drift = await findDrift(tx, cabinet, message.slots);
      const next: Cabinet = { ...cabinet, snapshot: { at: message.at, slots: message.slots }, drift };
      await tx.put(cabinetTable, next);
    });
  }

  async #noteLentItems(tx: Transaction, cabinet: Cabinet, { slots, at }: Snapshot): Promise<void> {
    const { cabinetId, name, address, snapshot } = cabinet;
    for (const { slot, itemId } of slots) {
      if (itemId === undefined) continue;
      const shown = snapshot?.slots.find((other) => other.slot === slot);
      const known = snapshot !== undefined && shown !== undefined && shown.state !== "unreadable";
      const out = known && shown.itemId !== itemId;
      const sighting = {
        at: Math.min(at, this.#parts.clock.now()),
        place: { cabinetId, name, address },
        slot,
        ...(known && { before: out ? ({ out, at: snapshot.at } as const) : ({ out } as const) }),
      };
      for (const { order } of await tx.find(orderTable, byItem(itemId, cabinetId))) {
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
    const { intake, link } = this.#parts;
    const committed = await intake.take(cabinetId, message);
    if (committed === undefined) return;
    await link.publish(cabinetId, "ack", { v: 1, journalId: message.journalId, committed });
  }

  #health(cabinetId: CabinetId, message: Health): void {
    if (message.sealsBroken > 0)
      this.#parts.log.warn({ cabinetId, ...message }, "messages with a broken seal reached a cabinet");
    else this.#parts.log.debug({ cabinetId, ...message }, "health");
  }
}

/** Until a bridge that has started anew has shown its slots, nobody knows what lies in them; until it is welcomed, it is away. */
function withoutSnapshot({ snapshot: _unknown, ...cabinet }: Cabinet, bootId: string, now: number): Cabinet {
  return { ...cabinet, drift: [], presence: { online: false, bootId, since: now } };
}
