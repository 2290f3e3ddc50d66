import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { type Alarm, alarmTable, alarmWatchTable, openAlarms } from "../store/alarm-table.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { inReview, notCollected, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { unmatchedEventTable, unmatchedOfKind } from "../store/unmatched-event-table.ts";
import { type Condition, conditionsIn, conditionsOfHub, type HubSigns, type Picture } from "./alarm-rules.ts";

export interface AlarmWatchParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn" | "error" | "info">;
  /** Names this hub among those of its store. */
  readonly hub: string;
  readonly signs: () => Promise<HubSigns>;
  /** Tells webhooks and mail, in the transaction that raises or clears. */
  readonly tellIn: (tx: Transaction, type: "alarm.raised" | "alarm.cleared", alarm: Alarm) => Promise<void>;
  readonly newId: () => string;
}

const every = 60_000;
/** How long a look is this hub's; ms. */
const lease = 30_000;
/** A hub that has not renewed an alarm of itself for so long was ended, and knows nothing any more; ms. */
const renewedWithin = 5 * every;

/**
 * Looks once a minute for what an operator must know: each hub at itself, and one of a store at what all of them see. What
 * goes wrong is raised once, and cleared once when it is right again.
 */
export class AlarmWatch {
  readonly #parts: AlarmWatchParts;
  #cancel: () => void = () => {};
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: AlarmWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#cancel = this.#parts.clock.after(every, () => {
      this.#looking = this.look()
        .catch((err: unknown) => this.#parts.log.error({ err }, "alarms could not be looked for"))
        .finally(() => {
          if (!this.#stopped) this.start();
        });
    });
  }

  /** Waits for a look that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#looking;
  }

  /** Looks once. */
  async look(): Promise<void> {
    const { store, clock, hub, signs } = this.#parts;
    const own = conditionsOfHub(hub, await signs());
    await store.transact((tx) =>
      this.#settleIn(tx, own, (alarm) => alarm.renewedAt !== undefined && alarm.subject === hub),
    );
    if (!(await this.#isMyTurn())) return;
    const now = clock.now();
    await store.transact(async (tx) => {
      const seen = conditionsIn(await pictureIn(tx), now);
      await this.#settleIn(tx, seen, (alarm) => alarm.renewedAt === undefined);
      await this.#forgetDeadHubsIn(tx, now);
    });
  }

  /** Only one hub of a store looks at what all of them see. */
  async #isMyTurn(): Promise<boolean> {
    const { store, clock } = this.#parts;
    const now = clock.now();
    await store.transact(async (tx) => {
      const watch = await tx.get(alarmWatchTable, "watch");
      if (watch === undefined) await tx.put(alarmWatchTable, { key: "watch", dueAt: now });
    });
    const { rows } = await store.lease(alarmWatchTable, now, 1, lease);
    if (rows.length === 0) return false;
    // A little earlier than a minute from now, so that the next look of the same hub finds it due.
    await store.transact((tx) => tx.put(alarmWatchTable, { key: "watch", dueAt: now + every / 2 }));
    return true;
  }

  /** Raises what is new, clears what is gone. @param isOurs which open alarms these conditions are all of */
  async #settleIn(tx: Transaction, conditions: readonly Condition[], isOurs: (alarm: Alarm) => boolean): Promise<void> {
    const { clock, hub } = this.#parts;
    const now = clock.now();
    const open = (await tx.find(alarmTable, openAlarms)).filter(isOurs);
    for (const condition of conditions) {
      const known = open.find((alarm) => isSame(alarm, condition));
      const renewed = condition.subject === hub && { renewedAt: now };
      if (known === undefined) await this.#raiseIn(tx, { ...condition, ...renewed }, now);
      else if (renewed) await tx.put(alarmTable, { ...known, ...renewed });
    }
    for (const alarm of open)
      if (!conditions.some((condition) => isSame(alarm, condition))) await this.#clearIn(tx, alarm, now);
  }

  async #raiseIn(tx: Transaction, found: Condition & Pick<Alarm, "renewedAt">, now: EpochMs): Promise<void> {
    const { newId, tellIn, log } = this.#parts;
    const alarm: Alarm = { id: `${String(now).padStart(15, "0")}-${newId()}`, raisedAt: now, ...found };
    await tx.put(alarmTable, alarm);
    await tellIn(tx, "alarm.raised", alarm);
    log.warn({ kind: alarm.kind, subject: alarm.subject, ...alarm.facts }, "an alarm is raised");
  }

  async #clearIn(tx: Transaction, alarm: Alarm, now: EpochMs): Promise<void> {
    const { tellIn, log } = this.#parts;
    const cleared = { ...alarm, clearedAt: now };
    await tx.put(alarmTable, cleared);
    await tellIn(tx, "alarm.cleared", cleared);
    log.info({ kind: alarm.kind, subject: alarm.subject }, "an alarm is cleared");
  }

  async #forgetDeadHubsIn(tx: Transaction, now: EpochMs): Promise<void> {
    for (const alarm of await tx.find(alarmTable, openAlarms))
      if (alarm.renewedAt !== undefined && now - alarm.renewedAt > renewedWithin) await this.#clearIn(tx, alarm, now);
  }
}

function isSame(alarm: Alarm, { kind, subject }: Condition): boolean {
  return alarm.kind === kind && alarm.subject === subject;
}

/** What the rules look at: all of it lives, and nothing of it grows with the years. */
async function pictureIn(tx: Transaction): Promise<Picture> {
  const [reviews, charges, unmatched] = await Promise.all([
    tx.find(orderTable, inReview),
    tx.find(orderTable, notCollected),
    tx.find(unmatchedEventTable, unmatchedOfKind("returned")),
  ]);
  return {
    cabinets: await tx.all(cabinetTable),
    states: await tx.all(cabinetStateTable),
    reviews: reviews.map(({ order }) => order),
    notCollected: charges.map(({ order }) => order),
    unmatchedReturns: unmatched.map(({ receivedAt }) => receivedAt),
  };
}
