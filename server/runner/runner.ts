import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { OrderService } from "../orders/order-service.ts";
import type { OrderEvent } from "../rental/event.ts";
import type { Order } from "../rental/order.ts";
import type { SlotChoice } from "../rental/slot-choice.ts";
import { hasEnded } from "../rental/transitions.ts";
import { type Actor, type OrderRecord, orderTable, type PendingEffect } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import type { SlotCommands } from "./slot-command-port.ts";
import { type ReliableSince, TwoReadings } from "./two-readings.ts";

export interface RunnerParts {
  readonly store: Store;
  readonly orderService: OrderService;
  readonly credit: CreditProvider;
  readonly slotCommands: SlotCommands;
  /** The best slot that can take the place of one that did not open. */
  readonly chooseSlot: (order: Order) => Promise<SlotChoice | null>;
  readonly clock: Clock;
  /** Absent: nobody sets the clock. */
  readonly reliableSince?: ReliableSince;
  readonly log: Log;
}

interface Outcome {
  readonly event: OrderEvent;
  readonly actor: Actor;
}
type ProviderCall = Extract<PendingEffect, { type: `${string}-credit` }>;

/** The longest time without a look; ms. */
const horizon = 60_000;
/** After an effect could not be performed or its outcome not be saved; ms. */
const pauseAfterFault = 1000;
/** After another hub changed orders; ms. */
const lookAfterOthers = 1000;
/** Rows to begin with at once, beside those that are being worked on. */
const rowsAtOnce = 1000;
/** How long an order's due work is this hub's, unless it says so again; ms. What a hub dies with waits no longer. */
const lease = 10_000;

/**
 * Performs the effects that orders ask for, when they are due, at least once each. An effect leaves the record in the
 * transaction that records its outcome; until then a restart performs it again, under the same key.
 */
export class Runner {
  readonly #parts: RunnerParts;
  /** Effects being performed, or resting after a fault, by order and effect id. */
  readonly #busy = new Map<string, Promise<void>>();
  /** Calls to the provider that are under way, by order. */
  readonly #calls = new Map<string, Set<ProviderCall>>();
  /** Orders with a call that waits until another one is answered. */
  readonly #waiting = new Set<string>();
  /** Orders with a deed at the provider that was begun here and whose outcome could not be kept. */
  readonly #begun = new Set<string>();
  /** Effects that ended during the last read of what is due: it may show them still. */
  readonly #ended = new Set<string>();
  /** Orders whose work another hub had before, and since which effect it is ours. */
  readonly #takenOver = new Map<string, { readonly takeover: string; readonly ours: number }>();
  /** By the monotonic clock: the other one may be set back, and what came later would count as from before the start. */
  #startedAt = Number.NEGATIVE_INFINITY;
  /** Since the last round began to read, another hub has changed orders. */
  #othersChanged = false;
  /** When the first of the orders is due that were put here since the last round began to read. */
  #putDueAt = Number.POSITIVE_INFINITY;
  #unwatch: () => void = () => {};
  #cancelTimer: () => void = () => {};
  /** By the monotonic clock. */
  #wakesAt = Number.POSITIVE_INFINITY;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  readonly #readings: TwoReadings;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#readings = new TwoReadings(parts.clock, parts.reliableSince);
  }

  /** Takes up everything that is pending in the store, and what comes. */
  start(): void {
    this.#startedAt = this.#parts.clock.monotonic();
    this.#unwatch = this.#parts.store.watch(
      ({ table }, own, dueAt) => {
        if (table !== orderTable.name) return;
        if (own) this.#wakeFor(dueAt);
        else this.#lookAfterOthers();
      },
      (table) => {
        if (table === orderTable.name) this.#wake();
      },
    );
    this.#wake();
  }

  /** Starts nothing new and waits for what runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatch();
    this.#cancelTimer();
    await this.#round;
    await Promise.all(this.#busy.values());
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#round) {
      this.#again = true;
      return;
    }
    this.#round = this.#startDueEffects()
      .catch((error: unknown) => {
        this.#parts.log.error({ err: error }, "due effects could not be read");
        this.#wakeAfter(pauseAfterFault);
      })
      .finally(() => {
        this.#round = undefined;
        this.#wakeForLate();
        if (this.#again) {
          this.#again = false;
          this.#wake();
        }
      });
  }

  /** An order may have been put after the round had set its timer. */
  #wakeForLate(): void {
    const { clock } = this.#parts;
    const pause = this.#putDueAt - clock.now();
    if (pause < this.#wakesAt - clock.monotonic()) this.#wakeAfter(pause);
  }

  /** An order was put here. What is not due yet needs no look, but a timer. */
  #wakeFor(dueAt: number | null | undefined): void {
    if (dueAt === null) return;
    const { clock } = this.#parts;
    if (dueAt === undefined || dueAt <= clock.now()) this.#wake();
    else if (this.#round) this.#putDueAt = Math.min(dueAt, this.#putDueAt);
    else this.#wakeAfter(Math.min(dueAt - clock.now(), this.#wakesAt - clock.monotonic()));
  }

  async #startDueEffects(): Promise<void> {
    const { store, clock } = this.#parts;
    this.#ended.clear();
    const claimedAt = clock.now();
    const askedAt = clock.monotonic();
    this.#othersChanged = false;
    this.#putDueAt = Number.POSITIVE_INFINITY;
    // All that runs stands first in what is due.
    const most = this.#busy.size + rowsAtOnce;
    const { rows, mayBeMore, nextDueAt } = await store.lease(orderTable, claimedAt, most, lease);
    if (clock.monotonic() - askedAt > lease / 2) {
      // This process was halted, or the answer took long: another hub may have the work by now.
      this.#again = true;
      return;
    }
    let nextReading = horizon;
    for (const { row, takeover } of rows) {
      const ours = this.#ownSince(row, takeover);
      for (const effect of row.effects) {
        const key = `${row.order.orderNo}/${effect.id}`;
        if (effect.dueAt > clock.now() || this.#busy.has(key) || this.#ended.has(key) || this.#stopped) continue;
        if (this.#mustWait(row.order.orderNo, effect)) continue;
        const wait = this.#readings.wait(row.order, effect);
        nextReading = Math.min(nextReading, wait === 0 ? horizon : wait);
        if (wait > 0) continue;
        this.#busy.set(key, this.#run(key, row, effect, effect.id < ours));
      }
    }
    const now = clock.now();
    const until = now + horizon;
    // What fell due since the claim too: a timer may come a moment before its time, and nobody would look again for it.
    const times = rows.flatMap(({ row }) => row.effects.map(({ dueAt }) => dueAt)).filter((dueAt) => dueAt > claimedAt);
    // What runs for long must not be taken for dead by another hub, and what another hub has is ours if that one is dead.
    const leaseLook = this.#busy.size > 0 || mayBeMore ? now + lease / 2 : until;
    const othersLook = this.#othersChanged ? now + lookAfterOthers : until;
    this.#wakeAfter(
      Math.min(now + nextReading, leaseLook, othersLook, nextDueAt ?? until, this.#putDueAt, ...times) - now,
    );
  }

  /** What another hub changed it does itself. This one must know when to look whether it did: not at every change. */
  #lookAfterOthers(): void {
    if (this.#othersChanged) return;
    this.#othersChanged = true;
    if (!this.#round) this.#wakeAfter(Math.min(lookAfterOthers, this.#wakesAt - this.#parts.clock.monotonic()));
  }

  /** The first effect of an order that no hub before us can have begun. */
  #ownSince({ order, nextEffectId }: OrderRecord, takeover: string | null): number {
    if (takeover === null) return 0;
    const known = this.#takenOver.get(order.orderNo);
    if (known?.takeover === takeover) return known.ours;
    this.#takenOver.set(order.orderNo, { takeover, ours: nextEffectId });
    return nextEffectId;
  }

  /**
   * A deed waits for every call of its order, and every call for a deed: what a query saw before a deed says nothing of
   * what became of it.
   */
  #mustWait(orderNo: string, effect: PendingEffect): boolean {
    const calls = this.#calls.get(orderNo);
    if (!calls || !isCall(effect) || !(isProviderMutation(effect) || [...calls].some(isProviderMutation))) return false;
    this.#waiting.add(orderNo);
    return true;
  }

  /** By the hub's clock as it is now, with all steps that it has taken over since. */
  get #startTime(): number {
    const { clock } = this.#parts;
    return clock.now() - (clock.monotonic() - this.#startedAt);
  }

  #callBegins(orderNo: string, call: ProviderCall): void {
    const calls = this.#calls.get(orderNo) ?? new Set();
    this.#calls.set(orderNo, calls.add(call));
  }

  #callEnds(orderNo: string, call: ProviderCall): void {
    const calls = this.#calls.get(orderNo);
    calls?.delete(call);
    if (calls?.size === 0) this.#calls.delete(orderNo);
    if (this.#waiting.delete(orderNo)) this.#wake();
  }

  #wakeAfter(delay: number): void {
    const { clock } = this.#parts;
    this.#cancelTimer();
    this.#wakesAt = clock.monotonic() + delay;
    if (!this.#stopped) this.#cancelTimer = clock.after(Math.max(0, delay), () => this.#wake());
  }

  async #run(key: string, record: OrderRecord, effect: PendingEffect, former: boolean): Promise<void> {
    const { orderService, log, clock } = this.#parts;
    const { orderNo } = record.order;
    if (isCall(effect)) this.#callBegins(orderNo, effect);
    const over = () => {
      this.#busy.delete(key);
      if (isCall(effect)) this.#callEnds(orderNo, effect);
    };
    try {
      const mayBeDone = former || this.#begun.has(orderNo) || effect.dueAt <= this.#startTime;
      if (isProviderMutation(effect)) this.#begun.add(orderNo);
      const outcome = await this.#perform(record.order, effect, mayBeDone);
      const after = outcome && (await orderService.apply(orderNo, outcome.event, outcome.actor, effect.id));
      if (after && hasEnded(after.state)) this.#takenOver.delete(orderNo);
      if (!outcome) await orderService.performed(orderNo, effect.id);
      if (isProviderMutation(effect) || (after && hasEnded(after.state))) this.#begun.delete(orderNo);
      this.#ended.add(key);
      over();
    } catch (error) {
      log.error({ err: error, orderNo, effect: effect.type }, "an effect could not be performed; it is tried again");
      clock.after(pauseAfterFault, () => {
        over();
        this.#wake();
      });
    }
  }

  /** @param mayBeDone whether it may have been performed before, by this hub or one that died: then the provider is asked first */
  async #perform(order: Order, effect: PendingEffect, mayBeDone: boolean): Promise<Outcome | undefined> {
    const { slotCommands, chooseSlot } = this.#parts;
    switch (effect.type) {
      case "query-credit":
      case "complete-credit":
      case "cancel-credit":
      case "modify-credit":
        return { event: await this.#tellProvider(order.orderNo, effect, mayBeDone), actor: "credit-provider" };
      case "choose-slot":
        return { event: { type: "slot-chosen", choice: await chooseSlot(order) }, actor: "hub" };
      case "open-slot":
        await slotCommands.open(effect);
        return undefined;
      case "look-at-slots":
        await slotCommands.look(effect.cabinetId);
        return undefined;
      case "wake":
        return { event: { type: "woken", about: effect.about, attempt: effect.attempt }, actor: "hub" };
    }
  }

  async #tellProvider(orderNo: string, effect: ProviderCall, mayBeDone: boolean): Promise<OrderEvent> {
    const { credit } = this.#parts;
    const { attempt } = effect;
    if (effect.type === "query-credit") return { type: "credit-seen", answer: await credit.query(orderNo), attempt };
    if (mayBeDone) return { type: "credit-seen", answer: await credit.query(orderNo), attempt, instead: true };
    const { creditOrderNo } = effect;
    switch (effect.type) {
      case "complete-credit":
        return { type: "credit-completed", answer: await credit.complete(creditOrderNo, effect), attempt };
      case "cancel-credit":
        return { type: "credit-cancelled", answer: await credit.cancel(creditOrderNo), attempt };
      case "modify-credit": {
        const { times } = effect;
        return { type: "credit-modified", times, answer: await credit.modify(creditOrderNo, times), attempt };
      }
    }
  }
}

function isCall(effect: PendingEffect): effect is ProviderCall {
  return effect.type === "query-credit" || isProviderMutation(effect);
}

/** Whether it changes something at the provider. */
function isProviderMutation({ type }: PendingEffect): boolean {
  return type === "complete-credit" || type === "cancel-credit" || type === "modify-credit";
}
