import { type Duplex, PassThrough } from "node:stream";
import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { AppError } from "../../platform/app-error.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import type { BoardMode, Box, Witness } from "./box.ts";
import type { Faults } from "./faults.ts";
import { type ModelBoard, ModelDriver, motorTime } from "./model-driver.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface ModelBoxParts {
  readonly cabinetId: string;
  readonly slotCount: number;
  /** How many slots are full at first. */
  readonly stock: number;
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly witness: Witness;
  /** Power of the whole cabinet goes, the bridge's too. */
  readonly cutPower: () => void;
}

interface Slot {
  item?: string;
  loose?: string;
  /** The board can't read the id of what lies here. */
  unreadable?: boolean;
  /** How many items went in so far. */
  arrivals?: number;
  /** What the sensor still shows, until when. */
  lag?: { report: SlotReport; until: number };
}

const second = 1000;
const minute = 60 * second;
const returnEvery = 10 * second;

/** A cabinet with a board that is no real make: what a driver may meet, without bytes. */
export class ModelBox implements Box, ModelBoard {
  readonly cabinetId: string;
  readonly slotCount: number;
  readonly showsIds = true;
  readonly faults: Faults;
  readonly #parts: ModelBoxParts;
  /** Returns that nobody has confirmed yet. */
  readonly #unconfirmed = new Set<number>();
  readonly #slots: Slot[];
  #mode: BoardMode = "normal";
  #driver: ModelDriver | undefined;

  constructor(parts: ModelBoxParts) {
    this.#parts = parts;
    this.faults = parts.faults;
    this.cabinetId = parts.cabinetId;
    this.slotCount = parts.slotCount;
    this.#slots = Array.from({ length: parts.slotCount }, (_, index) =>
      index < parts.stock ? { item: `${parts.cabinetId.toUpperCase()}-${index + 1}` } : {},
    );
  }

  get mode(): BoardMode {
    return this.#mode;
  }

  set mode(mode: BoardMode) {
    const wasNormal = this.#mode === "normal";
    this.#mode = mode;
    // A board that has been out of reach comes back on a new line, as behind a serial adapter that was unplugged.
    if (mode === "off" || !wasNormal) this.#driver?.lineLost();
  }

  itemIn(slot: number): string | undefined {
    return this.#slot(slot).item;
  }

  looseIn(slot: number): string | undefined {
    return this.#slot(slot).loose;
  }

  take(slot: number): string | undefined {
    const { loose } = this.#slot(slot);
    delete this.#slot(slot).loose;
    return loose;
  }

  insert(slot: number, itemId: string): boolean {
    const { faults, time, witness } = this.#parts;
    const there = this.#slot(slot);
    if (this.#mode === "off" || there.item !== undefined || (there.loose ?? itemId) !== itemId) return false;
    // It may lag behind, but does not show what another item has displaced.
    delete there.lag;
    const lag = this.#lagBehind(slot);
    delete there.loose;
    there.item = itemId;
    if (faults.strikes("an id can't be read")) {
      there.unreadable = true;
      time.after(faults.details("an id can't be read").between(600 * second, 7200 * second), () => {
        there.unreadable = false;
      });
    }
    const toldAfter = faults.strikes("a return is told late")
      ? faults.details("a return is told late").between(minute, 8 * minute)
      : 0;
    witness.inserted(this.cabinetId, slot, itemId, { readable: !there.unreadable, lag: Math.max(lag, toldAfter) });
    there.arrivals = (there.arrivals ?? 0) + 1;
    if (faults.strikes("a return is never told")) return true;
    if (toldAfter > 0) this.#tellLater(slot, there.arrivals, toldAfter);
    else this.#tell(slot);
    if (faults.strikes("a return is repeated")) time.after(300, () => this.#driver?.reportReturn(slot));
    return true;
  }

  async openLine(): Promise<Duplex> {
    if (this.#mode === "off") throw new AppError("serial/unavailable", "the board has no power");
    return new PassThrough();
  }

  openDriver(parts: DriverParts): Driver {
    this.#driver = new ModelDriver(this, parts);
    return this.#driver;
  }

  /** The board's own doing: once the order is there, the motor runs whoever listens. */
  runMotor(slot: number, commandId: string): boolean {
    const { time, faults, witness, cabinetId, cutPower } = this.#parts;
    witness.motorStarted(cabinetId, slot, commandId, time.now());
    if (faults.strikes("power is cut while a motor runs"))
      time.after(faults.details("power is cut while a motor runs").between(1, 2 * motorTime), cutPower);
    const jammed = faults.strikes("the lock jams");
    // What lay there is no news any more.
    const opening = this.#slot(slot);
    opening.arrivals = (opening.arrivals ?? 0) + 1;
    const stays = faults.strikes("the item stays though the board says opened");
    if (stays) witness.stayed(cabinetId, slot, commandId);
    time.after(motorTime, () => {
      const there = this.#slot(slot);
      if (jammed || stays || this.#mode === "off" || there.item === undefined) return;
      this.#lagBehind(slot);
      there.loose = there.item;
      delete there.item;
      delete there.unreadable;
      this.#unconfirmed.delete(slot);
      witness.ejected(cabinetId, slot, there.loose, commandId);
    });
    return jammed;
  }

  confirmReturn(slot: number): void {
    if (this.#unconfirmed.delete(slot)) this.#parts.witness.returnConfirmed(this.cabinetId, slot);
  }

  report(slot: number): SlotReport {
    const { lag } = this.#slot(slot);
    return lag && lag.until > this.#parts.time.now() ? lag.report : this.picture(slot);
  }

  picture(slot: number): SlotReport {
    const { item, unreadable } = this.#slot(slot);
    if (item === undefined) return { slot, state: "empty" };
    return unreadable ? { slot, state: "unreadable" } : { slot, state: "occupied", itemId: item };
  }

  /** @returns for how long the sensor shows the slot as it is now, ms */
  #lagBehind(slot: number): number {
    const { faults, time } = this.#parts;
    if (!faults.strikes("the sensor lags")) return 0;
    const lag = faults.details("the sensor lags").between(second, 5 * second);
    this.#slot(slot).lag = { report: this.picture(slot), until: time.now() + lag };
    return lag;
  }

  #tell(slot: number): void {
    this.#unconfirmed.add(slot);
    this.#sayReturn(slot);
  }

  #tellLater(slot: number, arrival: number, delay: number): void {
    this.#parts.time.after(delay, () => {
      const { item, arrivals } = this.#slot(slot);
      if (item !== undefined && arrivals === arrival) this.#tell(slot);
    });
  }

  /** Said again until somebody confirms it. */
  #sayReturn(slot: number): void {
    if (!this.#unconfirmed.has(slot)) return;
    if (this.#mode === "normal") this.#driver?.reportReturn(slot);
    this.#parts.time.after(returnEvery, () => this.#sayReturn(slot));
  }

  #slot(slot: number): Slot {
    const there = this.#slots[slot - 1];
    if (there === undefined) throw new Error(`${this.cabinetId} has no slot ${slot}`);
    return there;
  }
}
