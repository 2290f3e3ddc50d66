import type { Duplex } from "node:stream";
import {
  type BoardFrame,
  encodeBoardFrame,
  type HostFrame,
  hostFrameDecoder,
  openingCode,
  returnCode,
} from "../../../firmware-bridge/drivers/gzxj/codec.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { BoardState, Item, Outcome } from "./board-state.ts";
import { CabinetFront } from "./cabinet-front.ts";
import { FrameLog } from "./frame-log.ts";
import { MotionLog } from "./motion-log.ts";
import { Transmitter } from "./transmitter.ts";

/** One motor movement, as measured on a cabinet of another make (pb60 §2.4: 0.6 to 0.9 s). */
const motorTime = 800;
/** How often the slots are listed unasked (gzxj §3.2). */
const inventoryEvery = 180_000;
/** A return is said again until the host confirms it; the vendor names no interval. */
const returnEvery = 10_000;
/** The board resets itself after so long without a host (gzxj §3.3). */
const hostSilence = 600_000;

const firmware = "SIMULATED_V1";
/** Made up, so that whoever lets them through into a log or a message can be caught. */
const iot = { domain: "iot.example.invalid", user: "board-user", password: "board-password" };

/**
 * `mute`: does everything and says nothing. `weak`: hangs when a motor is to start, its supply gives way. `silent`: hung, hears
 * and does nothing. `off`: without power; what it remembers of messages and orders is gone when power comes back.
 */
export type BoardMode = "normal" | "mute" | "weak" | "silent" | "off";

type Timer = "motor" | "inventory" | "returns" | "host";

type OrderFrame = Extract<HostFrame, { command: "BW" | "FB" }>;

/** A slot mainboard at the level of its bytes, after the vendor's document (gzxj §3). It outlives the lines plugged into it. */
export class Board {
  readonly transmitter: Transmitter;
  readonly log: FrameLog;
  readonly motions: MotionLog;
  readonly #state: BoardState;
  readonly #front: CabinetFront;
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #queue: HostFrame[] = [];
  /** slots whose return was not confirmed since the board started */
  readonly #unconfirmed = new Set<number>();
  readonly #timers = new Map<Timer, () => void>();
  #mode: BoardMode = "normal";

  /** @param parts.changed called after each change of the state, before anybody outside can hear of it */
  constructor(parts: { clock: Clock; state: BoardState; changed: () => void }) {
    this.#clock = parts.clock;
    this.#state = parts.state;
    this.#changed = parts.changed;
    this.#front = new CabinetFront(parts.state);
    this.transmitter = new Transmitter(parts.clock);
    this.log = new FrameLog(parts.clock);
    this.motions = new MotionLog(parts.clock);
    this.#startTimers();
  }

  get state(): Readonly<BoardState> {
    return this.#state;
  }

  get mode(): BoardMode {
    return this.#mode;
  }

  set mode(mode: BoardMode) {
    const before = this.#mode;
    this.#mode = mode;
    if (!runs(mode)) this.#halt();
    if (mode === "off") this.#forget();
    if (runs(mode) && !runs(before)) {
      this.#startTimers();
      if (before === "off") this.#sayInventory(0);
    }
  }

  /** A line takes the place of the one that was plugged in before. */
  plug(line: Duplex): void {
    this.transmitter.line?.destroy();
    this.transmitter.line = line;
    const decoder = hostFrameDecoder();
    line.on("data", (bytes: Uint8Array) => {
      if (!runs(this.#mode)) return;
      for (const frame of decoder.push(bytes)) this.#receive(frame);
    });
    line.on("error", () => line.destroy());
    line.on("close", () => {
      if (this.transmitter.line === line) this.transmitter.line = undefined;
    });
  }

  /** Ends the line and all that is under way. */
  stop(): void {
    this.#halt();
    this.transmitter.line?.destroy();
  }

  /** @throws AppError slot/empty, request/not-found */
  take(slot: number): Item {
    const item = this.#front.take(slot);
    this.motions.add({ what: "taken", slot, itemId: item.itemId });
    this.#changed();
    return item;
  }

  /** @throws AppError slot/taken, slot/faulted (without power no lock takes anything), request/invalid, request/not-found */
  insert(slot: number, itemId?: string): void {
    if (this.#mode === "off") throw new AppError("slot/faulted", "without power the slots take nothing in");
    const item = this.#front.insert(slot, itemId);
    this.motions.add({ what: "inserted", slot, itemId: item.itemId });
    this.#unconfirmed.add(slot);
    this.#changed();
    this.#sayReturn(slot);
  }

  /** @throws AppError slot/taken, request/not-found */
  fill(slot: number, itemId?: string, level?: number): void {
    this.#front.fill(slot, itemId, level);
    this.#changed();
  }

  /** @throws AppError slot/empty, request/not-found */
  empty(slot: number): void {
    this.#front.empty(slot);
    this.#unconfirmed.delete(slot);
    this.#changed();
  }

  /** @throws AppError request/not-found */
  setJammed(slot: number, jammed: boolean): void {
    this.#front.slot(slot).jammed = jammed;
    this.#changed();
  }

  #receive(frame: HostFrame): void {
    this.#awaitHost();
    if (frame.msgId <= this.#state.lastMsgId) {
      this.log.add("in", frame, "msgId did not grow");
      return;
    }
    this.log.add("in", frame);
    this.#state.lastMsgId = frame.msgId;
    this.#changed();
    this.#queue.push(frame);
    this.#work();
  }

  #work(): void {
    while (!this.#timers.has("motor")) {
      const frame = this.#queue.shift();
      if (frame === undefined) return;
      this.#obey(frame);
    }
  }

  #obey(frame: HostFrame): void {
    switch (frame.command) {
      case "CQ":
        this.#sayInventory(frame.slot, frame.msgId);
        break;
      case "BW":
      case "FB":
        this.#order(frame);
        break;
      case "RS":
        this.#confirmReturn(frame.slot, frame.accepted);
        break;
      case "FA":
        this.#ejectAll(frame);
        break;
      case "CM":
        if (frame.rules) this.#state.rules = { ...frame.rules };
        this.#changed();
        this.#say({ command: "CM", msgId: frame.msgId, rules: this.#state.rules });
        break;
      case "BR":
        break;
    }
  }

  #order(frame: OrderFrame): void {
    const { command, orderId, msgId } = frame;
    const { lastOutcome } = this.#state;
    const slot = command === "FB" ? frame.slot : this.#fullest();
    const item = this.#state.slots[slot - 1]?.item;
    if (lastOutcome?.orderId === orderId) {
      this.#say({ ...lastOutcome, msgId });
    } else if (item === undefined) {
      const fault = { result: openingCode.unavailable, slot, lockStatus: 0, wireStatus: 0 };
      this.#conclude(msgId, { command, orderId, ...fault });
    } else {
      this.#runMotor(slot, orderId, (ejected) => {
        const result = ejected ? openingCode.ok : openingCode.lockFault;
        const status = { lockStatus: ejected ? 1 : 0, wireStatus: 1 };
        this.#conclude(msgId, { command, orderId, result, slot, ...item, ...status });
      });
    }
  }

  #conclude(msgId: number, outcome: Outcome): void {
    this.#state.lastOutcome = outcome;
    this.#changed();
    this.#say({ ...outcome, msgId });
  }

  /** What BW hands out: confirmed returns only, by CM's least charge; the vendor also names 60 %. 0: none (gzxj §3.2). */
  #fullest(): number {
    const { slots, rules } = this.#state;
    const fullest = slots
      .map(({ item, returnConfirmed }, index) => ({ slot: index + 1, returnConfirmed, level: item?.level ?? -1 }))
      .filter(({ returnConfirmed, level }) => returnConfirmed && level >= rules.minLevel)
      .reduce((best, next) => (next.level > best.level ? next : best), { slot: 0, level: -1 });
    return fullest.slot;
  }

  #runMotor(slot: number, orderId: string | undefined, done: (ejected: boolean) => void): void {
    if (this.#mode === "weak") {
      this.mode = "silent";
      return;
    }
    const startedAt = this.#clock.now();
    this.#after("motor", motorTime, () => {
      const item = this.#front.eject(slot);
      const what = item ? "ejected" : "jammed";
      this.motions.add({
        what,
        slot,
        startedAt,
        ...(orderId !== undefined && { orderId }),
        ...(item && { itemId: item.itemId }),
      });
      if (item) this.#unconfirmed.delete(slot);
      this.#changed();
      done(item !== undefined);
      this.#work();
    });
  }

  #ejectAll({ msgId, slot }: { msgId: number; slot: number }): void {
    const { slots } = this.#state;
    const accepted = slot <= slots.length;
    this.#say({ command: "FA", msgId, accepted });
    const waiting = slot === 0 ? slots.map((_, index) => index + 1) : accepted ? [slot] : [];
    const next = () => {
      const slot = waiting.find((slot) => slots[slot - 1]?.item);
      if (slot === undefined) return;
      waiting.splice(0, waiting.indexOf(slot) + 1);
      this.#runMotor(slot, undefined, next);
    };
    next();
  }

  #confirmReturn(slot: number, accepted: boolean): void {
    this.#unconfirmed.delete(slot);
    const state = this.#state.slots[slot - 1];
    if (state?.item && accepted) state.returnConfirmed = true;
    this.#changed();
  }

  #sayReturn(slot: number): void {
    const item = this.#state.slots[slot - 1]?.item;
    const status = { lockStatus: 1, wireStatus: 1 };
    this.#say({ command: "RS", msgId: this.#state.lastMsgId, result: returnCode.ok, slot, ...item, ...status });
  }

  /** @param wanted 0: all */
  #sayInventory(wanted: number, msgId = this.#state.lastMsgId): void {
    const slots = this.#state.slots
      .map(({ item, returnConfirmed }, index) => ({
        slot: index + 1,
        returnConfirmed,
        ...item,
        charging: item !== undefined && item.level < 100,
        inContact: item !== undefined,
        locked: item !== undefined,
      }))
      .filter(({ slot }) => wanted === 0 || slot === wanted);
    const { boardId } = this.#state;
    this.#say({ command: "AC", msgId, boardId, firmware, slotCount: this.#state.slots.length, iot, slots });
  }

  #say(frame: BoardFrame): void {
    if (this.#mode !== "normal" && this.#mode !== "weak") return;
    this.log.add("out", frame);
    this.transmitter.send(encodeBoardFrame(frame));
  }

  #reset(): void {
    this.#state.resets++;
    this.#halt();
    this.#forget();
    this.#startTimers();
    this.#sayInventory(0);
  }

  /** A restart loses the number of the last message and the order cache; what lies unconfirmed stands in the inventory. */
  #forget(): void {
    this.#state.lastMsgId = 0;
    delete this.#state.lastOutcome;
    this.#unconfirmed.clear();
    this.#changed();
  }

  #startTimers(): void {
    this.#every("inventory", inventoryEvery, () => this.#sayInventory(0));
    this.#every("returns", returnEvery, () => {
      for (const slot of this.#unconfirmed) this.#sayReturn(slot);
    });
    this.#awaitHost();
  }

  #awaitHost(): void {
    this.#after("host", hostSilence, () => this.#reset());
  }

  #halt(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#queue.length = 0;
    this.transmitter.cut();
  }

  #every(name: Timer, ms: number, work: () => void): void {
    this.#after(name, ms, () => {
      this.#every(name, ms, work);
      work();
    });
  }

  #after(name: Timer, ms: number, work: () => void): void {
    this.#timers.get(name)?.();
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(name);
      work();
    });
    this.#timers.set(name, cancel);
  }
}

function runs(mode: BoardMode): boolean {
  return mode !== "silent" && mode !== "off";
}
