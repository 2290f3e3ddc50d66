import type { Duplex } from "node:stream";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import { CabinetFront } from "./cabinet-front.ts";
import type { CabinetState, Item } from "./cabinet-state.ts";
import { MotionLog } from "./motion-log.ts";
import { Transmitter, type TransmitterSettings } from "./transmitter.ts";

/**
 * `mute`: does everything and says nothing. `weak`: hangs when a motor is to start, its supply gives way. `silent`: hung, hears
 * and does nothing. `off`: without power; what it remembers of messages and orders is gone when power comes back.
 */
export const boardModes = ["normal", "mute", "weak", "silent", "off"] as const;

export type BoardMode = (typeof boardModes)[number];

export interface SimulatedBoardParts<State extends CabinetState = CabinetState> {
  readonly clock: Clock;
  readonly state: State;
  /** Called after each change of the state, before anybody outside can hear of it. */
  readonly changed: () => void;
}

/** Bytes of the line as the board sees them. */
export type OnTraffic = (direction: "in" | "out", bytes: Uint8Array) => void;

/** A device of its own beside a board's slots, on the board's line or on another one: RFID readers. */
export interface AttachedDevice {
  /** A line was plugged into the board. @returns what the device does with the bytes that come on it */
  listen(): (bytes: Uint8Array) => void;
  /** A hand has pushed an item in. */
  inserted(slot: number): void;
  /** @throws AppError request/invalid where the device can't read an item of this id */
  checkItem(itemId: string | undefined): void;
  /** Ends the line of its own. */
  stop(): void;
}

/** What a board lends to the device beside it. */
export interface DeviceHost {
  readonly clock: Clock;
  readonly state: Readonly<CabinetState>;
  /** Sends a frame on the board's line, if `canSpeak`. */
  readonly say: (frame: Uint8Array) => void;
  /** Whether board and device have power and hang at nothing. */
  readonly canSpeak: () => boolean;
  /** Sets a timer that ends with the power; one of the same name ends too. */
  readonly after: (name: string, ms: number, work: () => void) => void;
}

/**
 * A board with its slots at the level of bytes: hands, motors, modes and the line, whatever the protocol. A protocol is a class
 * of its own: it says what the board does with bytes that it hears, and what it says when an item goes in. A board outlives
 * the lines plugged into it. The class of a protocol calls `start` at the end of its constructor.
 */
export abstract class SimulatedBoard<State extends CabinetState = CabinetState> {
  readonly transmitter: Transmitter;
  readonly motions: MotionLog;
  /** Whether a host confirms returns to boards of this protocol. */
  readonly confirmsReturns: boolean = false;
  /** Whether the adapter hears what it sends. */
  echoes = false;
  /** Watches the bytes on the line. */
  onTraffic: OnTraffic = () => {};
  protected readonly clock: Clock;
  protected readonly kept: State;
  protected readonly front: CabinetFront;
  protected readonly changed: () => void;
  readonly #timers = new Map<string, () => void>();
  readonly #devices: AttachedDevice[] = [];
  #mode: BoardMode = "normal";

  constructor(parts: SimulatedBoardParts<State>, line: TransmitterSettings) {
    this.clock = parts.clock;
    this.kept = parts.state;
    this.changed = parts.changed;
    this.front = new CabinetFront(parts.state);
    this.transmitter = new Transmitter(parts.clock, line);
    this.motions = new MotionLog(parts.clock);
  }

  get state(): Readonly<State> {
    return this.kept;
  }

  get mode(): BoardMode {
    return this.#mode;
  }

  set mode(mode: BoardMode) {
    const before = this.#mode;
    this.#mode = mode;
    if (!runs(mode)) this.#halt();
    if (mode === "off") this.forget();
    if (runs(mode) && !runs(before)) {
      this.start();
      if (before === "off") this.booted();
    }
  }

  /** Adds a device beside the slots; lines that are plugged in from now on reach it. */
  attach<Device extends AttachedDevice>(build: (host: DeviceHost) => Device): Device {
    const device = build({
      clock: this.clock,
      state: this.kept,
      say: (frame) => void this.say(frame),
      canSpeak: () => this.canSpeak,
      after: (name, ms, work) => this.after(name, ms, work),
    });
    this.#devices.push(device);
    return device;
  }

  /** A line takes the place of the one that was plugged in before. */
  plug(line: Duplex): void {
    this.transmitter.line?.destroy();
    this.transmitter.line = line;
    line.on("error", () => line.destroy());
    line.on("close", () => {
      if (this.transmitter.line === line) this.transmitter.line = undefined;
    });
    const hearers = [this.listen(), ...this.#devices.map((device) => device.listen())];
    line.on("data", (bytes: Uint8Array) => {
      if (this.echoes) this.transmitter.noise(bytes);
      this.onTraffic("in", bytes);
      for (const hear of hearers) if (runs(this.#mode)) hear(bytes);
    });
  }

  /** Ends the line and all that is under way. */
  stop(): void {
    this.#halt();
    this.transmitter.line?.destroy();
    for (const device of this.#devices) device.stop();
  }

  /** @throws AppError slot/empty, request/not-found */
  take(slot: number): Item {
    const item = this.front.take(slot);
    this.motions.add({ what: "taken", slot, itemId: item.itemId });
    this.changed();
    return item;
  }

  /** @throws AppError slot/taken, slot/faulted (without power no lock takes anything), request/invalid, request/not-found */
  insert(slot: number, itemId?: string): void {
    if (this.#mode === "off") throw new AppError("slot/faulted", "without power the slots take nothing in");
    for (const device of this.#devices) device.checkItem(itemId);
    const item = this.front.insert(slot, itemId);
    this.motions.add({ what: "inserted", slot, itemId: item.itemId });
    this.changed();
    this.inserted(slot);
    for (const device of this.#devices) device.inserted(slot);
  }

  /** @throws AppError slot/taken, request/invalid, request/not-found */
  fill(slot: number, itemId?: string, level?: number): void {
    for (const device of this.#devices) device.checkItem(itemId);
    this.front.fill(slot, itemId, level);
    this.changed();
  }

  /** @throws AppError slot/empty, request/not-found */
  empty(slot: number): void {
    this.front.empty(slot);
    this.left(slot);
    this.changed();
  }

  /** A technician puts another item in the place of one: without an id a new item. @throws AppError as empty and fill do */
  swap(slot: number, itemId = this.front.newItemId): void {
    this.empty(slot);
    this.fill(slot, itemId);
  }

  /** @throws AppError request/not-found */
  setJammed(slot: number, jammed: boolean): void {
    this.front.slot(slot).jammed = jammed;
    this.changed();
  }

  /** A line was plugged in. @returns what the board does with the bytes that come on it */
  protected abstract listen(): (bytes: Uint8Array) => void;

  /** A hand has pushed an item in: what the board says of it. Also called where it may say nothing: see `say`. */
  protected abstract inserted(slot: number): void;

  /** The board begins to run: the timers of its protocol. */
  protected start(): void {}

  /** Power is back, or the board has restarted: what it says by itself then. */
  protected booted(): void {}

  /** What a board without power, or a restarting one, no longer knows. */
  protected forget(): void {}

  /** The board stopped in the middle of its work, which is not gone on with. */
  protected interrupted(): void {}

  /** An item has left the slot, by the motor or by a technician's hand. */
  protected left(_slot: number): void {}

  protected get canSpeak(): boolean {
    return this.#mode === "normal" || this.#mode === "weak";
  }

  /** Sends a frame, if the board can speak. @returns whether it left */
  protected say(frame: Uint8Array): boolean {
    if (!this.canSpeak) return false;
    this.onTraffic("out", frame);
    this.transmitter.send(frame);
    return true;
  }

  /** Runs the motor or the solenoid of a slot for so long. @param done gets the item that came out, undefined where none did */
  protected runMotor(slot: number, ms: number, orderId: string | undefined, done: (ejected?: Item) => void): void {
    if (this.#mode === "weak") {
      this.mode = "silent";
      return;
    }
    const startedAt = this.clock.now();
    this.after("motor", ms, () => {
      const item = this.front.eject(slot);
      this.motions.add({
        what: item ? "ejected" : "jammed",
        slot,
        startedAt,
        ...(orderId !== undefined && { orderId }),
        ...(item && { itemId: item.itemId }),
      });
      if (item) this.left(slot);
      this.changed();
      done(item);
    });
  }

  protected get motorRuns(): boolean {
    return this.#timers.has("motor");
  }

  /** The board restarts by itself. */
  protected restart(): void {
    this.kept.resets++;
    this.#halt();
    this.forget();
    this.start();
    this.booted();
  }

  protected every(name: string, ms: number, work: () => void): void {
    this.after(name, ms, () => {
      this.every(name, ms, work);
      work();
    });
  }

  /** Sets the timer of this name; it takes the place of the one before. */
  protected after(name: string, ms: number, work: () => void): void {
    this.cancel(name);
    const cancel = this.clock.after(ms, () => {
      this.#timers.delete(name);
      work();
    });
    this.#timers.set(name, cancel);
  }

  protected cancel(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }

  #halt(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.interrupted();
    this.transmitter.cut();
  }
}

function runs(mode: BoardMode): boolean {
  return mode !== "silent" && mode !== "off";
}
