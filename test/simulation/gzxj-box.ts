import { type Duplex, duplexPair } from "node:stream";
import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { openingCode } from "../../firmware-bridge/drivers/gzxj/codec.ts";
import { openGzxjDriver } from "../../firmware-bridge/drivers/gzxj/driver.ts";
import { AppError } from "../../platform/app-error.ts";
import { Board } from "../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../simulators/board/gzxj/board-state.ts";
import type { BoardMode, Box, Witness } from "./box.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** From the order to the ejection, as the simulated board's motor takes. */
const motorTime = 800;

/** A cabinet with the simulated board of the gzxj protocol, whose bytes go to the real driver. */
export class GzxjBox implements Box {
  readonly cabinetId: string;
  readonly slotCount: number;
  readonly #board: Board;
  readonly #witness: Witness;
  readonly #time: VirtualTime;
  #lastOrder: string | undefined;
  #mode: BoardMode = "normal";

  constructor(parts: { cabinetId: string; slotCount: number; time: VirtualTime; witness: Witness }) {
    const { cabinetId, slotCount, time, witness } = parts;
    this.cabinetId = cabinetId;
    this.slotCount = slotCount;
    this.#time = time;
    this.#witness = witness;
    const clock = { now: () => time.now(), monotonic: () => time.now(), after: time.after.bind(time) };
    const state = newBoard(cabinetId.toUpperCase().slice(0, 10), slotCount);
    this.#board = new Board({ clock, state, changed: () => this.#changed() });
  }

  get mode(): BoardMode {
    return this.#mode;
  }

  set mode(mode: BoardMode) {
    // A board that has been out of reach comes back on a new line, as behind a serial adapter that was unplugged.
    if (this.#mode !== "normal") this.#board.transmitter.line?.destroy();
    this.#mode = mode;
    this.#board.mode = mode;
  }

  itemIn(slot: number): string | undefined {
    return this.#board.state.slots[slot - 1]?.item?.itemId;
  }

  looseIn(slot: number): string | undefined {
    return this.#board.state.slots[slot - 1]?.loose?.itemId;
  }

  take(slot: number): string | undefined {
    return this.looseIn(slot) === undefined ? undefined : this.#board.take(slot).itemId;
  }

  insert(slot: number, itemId: string): boolean {
    if (this.mode === "off" || this.itemIn(slot) !== undefined || (this.looseIn(slot) ?? itemId) !== itemId)
      return false;
    this.#board.insert(slot, itemId);
    this.#witness.inserted(this.cabinetId, slot, itemId, { readable: true, lag: 0 });
    return true;
  }

  async openLine(): Promise<Duplex> {
    if (this.mode === "off") throw new AppError("serial/unavailable", "the board has no power");
    const [host, board] = duplexPair();
    board.on("error", () => {});
    this.#board.plug(board);
    return host;
  }

  openDriver(parts: DriverParts): Driver {
    return openGzxjDriver(parts);
  }

  stop(): void {
    this.#board.stop();
  }

  #changed(): void {
    const { lastOutcome } = this.#board.state;
    if (lastOutcome?.orderId === this.#lastOrder) return;
    this.#lastOrder = lastOutcome?.orderId;
    if (lastOutcome?.result !== openingCode.ok || lastOutcome.itemId === undefined) return;
    const { slot, orderId, itemId } = lastOutcome;
    this.#witness.motorStarted(this.cabinetId, slot, orderId, this.#time.now() - motorTime);
    this.#witness.ejected(this.cabinetId, slot, itemId, orderId);
  }
}
