import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { BridgeConfig } from "../../protocol/downward.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { decode } from "../../protocol/messages.ts";
import { seal } from "../../protocol/seal.ts";
import { parseUpTopic, type UpChannel } from "../../protocol/topics.ts";
import type { Birth, CabinetEvent, Health, Presence, UpdateReport } from "../../protocol/upward.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Store } from "../store/store.ts";
import { Births } from "./births.ts";
import { gone, isOutdated } from "./connection-order.ts";
import type { EventIntake, JournalAnswer } from "./event-intake.ts";
import type { Link } from "./link.ts";
import { MessageBudgets } from "./message-budgets.ts";
import type { OrderEvents } from "./order-events.ts";
import { rawEvent } from "./raw-event.ts";
import type { Refusals } from "./refusals.ts";
import type { Registry } from "./registry.ts";
import { SnapshotIntake } from "./snapshot-intake.ts";

export interface CabinetMessagesParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly orders: OrderEvents;
  readonly intake: EventIntake;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  readonly bridgeConfig: Pick<BridgeConfig, "snapshotEvery" | "healthEvery">;
  /** Who follows the updates of bridges; absent: this hub makes none. */
  readonly updateReports?: UpdateReports | undefined;
}

/** Takes what bridges say of their updates. */
export interface UpdateReports {
  take(cabinetId: CabinetId, report: UpdateReport): Promise<void>;
}

type Departure = Exclude<Presence, Birth>;

/** Takes what cabinets say, one message of a cabinet after the other, in the order in which they came. */
export class CabinetMessages {
  readonly #parts: CabinetMessagesParts;
  readonly #refusals: Refusals;
  readonly #budgets: MessageBudgets;
  readonly #births: Births;
  readonly #snapshots: SnapshotIntake;
  readonly #queues = new Map<CabinetId, Promise<void>>();

  constructor(parts: CabinetMessagesParts) {
    const { store, orders, clock, log, intake } = parts;
    this.#parts = parts;
    this.#refusals = intake.refusals;
    this.#budgets = new MessageBudgets(clock);
    this.#births = new Births({ ...parts, refusals: this.#refusals });
    this.#snapshots = new SnapshotIntake({ store, orders, clock, log, refusals: this.#refusals });
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
    if (!this.#budgets.take(cabinetId, channel)) {
      this.#refusals.note("budget-spent", cabinetId, { channel });
      return;
    }
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
      case "presence": {
        const decoded = decode(channel, payload);
        return decoded.ok
          ? this.#presence(cabinetId, decoded.message, retained)
          : this.#refuse(cabinetId, channel, decoded.why);
      }
      case "snapshot": {
        const decoded = decode(channel, payload);
        return decoded.ok
          ? this.#snapshots.take(cabinetId, decoded.message)
          : this.#refuse(cabinetId, channel, decoded.why);
      }
      case "event": {
        const decoded = decode(channel, payload);
        return decoded.ok
          ? this.#event(cabinetId, decoded.message)
          : this.#invalidEvent(cabinetId, payload, decoded.why);
      }
      case "health": {
        const decoded = decode(channel, payload);
        return decoded.ok ? this.#health(cabinetId, decoded.message) : this.#refuse(cabinetId, channel, decoded.why);
      }
      case "update": {
        const decoded = decode(channel, payload);
        return decoded.ok ? this.#update(cabinetId, decoded.message) : this.#refuse(cabinetId, channel, decoded.why);
      }
    }
  }

  #refuse(cabinetId: CabinetId, channel: UpChannel, why: string): void {
    this.#refusals.note("message-invalid", cabinetId, { channel, why, code: "message/invalid" });
  }

  async #presence(cabinetId: CabinetId, message: Presence, retained: boolean): Promise<void> {
    switch (message.state) {
      case "birth":
        return retained ? undefined : this.#births.take(cabinetId, message);
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

  async #event(cabinetId: CabinetId, message: CabinetEvent): Promise<void> {
    await this.#acknowledge(cabinetId, message.journalId, await this.#parts.intake.take(cabinetId, message));
  }

  /** The bridge must learn of it, or it would send the event for ever and nothing after it. */
  async #invalidEvent(cabinetId: CabinetId, payload: Uint8Array, why: string): Promise<void> {
    const { intake } = this.#parts;
    const raw = rawEvent(payload, why);
    const answer = raw ? await intake.takeInvalid(cabinetId, raw) : await intake.takeUnreadable(cabinetId, why);
    await this.#acknowledge(cabinetId, raw?.journalId ?? answer?.cabinet.journal?.id, answer);
  }

  async #acknowledge(cabinetId: CabinetId, journalId: string | undefined, answer: JournalAnswer | undefined) {
    if (!answer || journalId === undefined) return;
    const { link, registry } = this.#parts;
    const { cabinet, bootId, committed, refused } = answer;
    const ack = { v: 2, bootId, journalId, committed, ...(refused && { refused }) } as const;
    await link.publish(cabinetId, "ack", seal(registry.sealKeyFor(cabinet), cabinetId, ack));
  }

  async #update(cabinetId: CabinetId, message: UpdateReport): Promise<void> {
    this.#parts.log.info({ cabinetId, ...message }, "a cabinet said how its update stands");
    await this.#parts.updateReports?.take(cabinetId, message);
  }

  /** Health is a sign of life: it comes more often than snapshots. */
  async #health(cabinetId: CabinetId, message: Health): Promise<void> {
    const { store, clock } = this.#parts;
    await store.transact(async (tx) => {
      const state = await tx.get(cabinetStateTable, cabinetId);
      if (!state?.presence.online || state.presence.bootId !== message.bootId) return;
      const { v: _, bootId: __, ...health } = message;
      const heardAt = clock.now();
      await tx.put(cabinetStateTable, { ...state, heardAt, health: { ...health, heardAt } });
    });
    if (message.sealsBroken > 0)
      this.#parts.log.warn({ cabinetId, ...message }, "messages with a broken seal reached a cabinet");
    else this.#parts.log.debug({ cabinetId, ...message }, "health");
  }
}
