import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { AppError } from "../../platform/app-error.ts";
import type { OpeningResult, SlotReport } from "../../protocol/upward.ts";
import type { BoardMode } from "./box.ts";
import type { Faults } from "./faults.ts";

/** What the line shows of the board. */
export interface ModelBoard {
  readonly mode: BoardMode;
  readonly slotCount: number;
  readonly faults: Faults;
  /** What the sensor shows. */
  report(slot: number): SlotReport;
  /** What really lies there, as far as the board can read it. */
  picture(slot: number): SlotReport;
  /** @returns whether the lock jams */
  runMotor(slot: number, commandId: string): boolean;
  /** It need not say the return in this slot any more. */
  confirmReturn(slot: number): void;
}

const second = 1000;
/** From the order to the ejection. */
export const motorTime = 800;
const lookTime = 200;
const lookTimeout = 5 * second;
const openingTimeout = 10 * second;

/** What a driver of such a board would be; it never sends an order again. */
export class ModelDriver implements Driver {
  readonly #box: ModelBoard;
  readonly #parts: DriverParts;
  readonly #keeping = new Set<number>();
  #turn: Promise<unknown> = Promise.resolve();
  #heardAt: number | undefined;
  #closed = false;
  #onClose: () => void = () => {};

  constructor(box: ModelBoard, parts: DriverParts) {
    this.#box = box;
    this.#parts = parts;
  }

  open(slot: number, key: string, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#inTurn(() => this.#open(slot, key, mayStillOpen));
  }

  snapshot(): Promise<readonly SlotReport[]> {
    return this.#inTurn(() => this.#look());
  }

  /** Such boards say something twice a minute, as long as they say anything. */
  heardAt(): number | undefined {
    if (this.#box.mode === "normal") this.#heardAt = this.#parts.clock.now();
    return this.#heardAt;
  }

  close(): void {
    this.#closed = true;
    this.#onClose();
  }

  lineLost(): void {
    this.#parts.line.destroy();
  }

  reportReturn(slot: number): void {
    if (this.#closed || this.#keeping.has(slot) || this.#box.mode !== "normal") return;
    const { state, itemId } = this.#box.picture(slot);
    if (state === "empty") return;
    this.#keeping.add(slot);
    void this.#keep(slot, itemId).finally(() => this.#keeping.delete(slot));
  }

  /** The board hears that a return is known only once the bridge has it on disk. */
  async #keep(slot: number, itemId: string | undefined): Promise<void> {
    try {
      await this.#parts.reports.returned(slot, itemId === undefined ? {} : { itemId }, "report");
    } catch {
      return;
    }
    if (!this.#closed) this.#box.confirmReturn(slot);
  }

  async #open(slot: number, key: string, mayStillOpen: () => boolean): Promise<OpeningResult> {
    const { faults } = this.#box;
    const before = this.#box.report(slot);
    if (!mayStillOpen()) return { outcome: "refused", reason: "expired" };
    if (this.#closed || this.#box.mode === "silent" || this.#box.mode === "off") return this.#silence();
    if (before.state === "empty") return { outcome: "refused", reason: "slot-empty" };
    if (before.state === "unreadable") return { outcome: "refused", reason: "item-unreadable" };
    const jammed = this.#box.runMotor(slot, key);
    const answered = this.#box.mode === "normal" && !faults.strikes("the board's answer is lost");
    if (answered) {
      const late = faults.strikes("the board answers late");
      await this.#wait(
        late ? faults.details("the board answers late").between(6 * second, 15 * second) : motorTime + 50,
      );
      if (this.#closed) return { outcome: "unknown", reason: "board-silent" };
      return jammed ? { outcome: "refused", reason: "lock-fault" } : opened(before);
    }
    await this.#wait(openingTimeout);
    return this.#whatBecameOf(before);
  }

  async #whatBecameOf(before: SlotReport): Promise<OpeningResult> {
    try {
      const after = (await this.#look()).find(({ slot }) => slot === before.slot);
      if (this.#box.faults.strikes("the board lies about a failed look"))
        return { outcome: "unknown", reason: "unclear" };
      if (after === undefined || after.state === "unreadable") return { outcome: "unknown", reason: "unclear" };
      const inPlace = after.state === "occupied" && after.itemId === before.itemId;
      return inPlace ? { outcome: "refused", reason: "lock-fault" } : opened(before);
    } catch {
      return { outcome: "unknown", reason: "board-silent" };
    }
  }

  async #look(): Promise<readonly SlotReport[]> {
    await this.#wait(lookTime);
    if (this.#box.mode !== "normal" || this.#closed) {
      await this.#wait(lookTimeout);
      throw new AppError("serial/unavailable", "the board does not answer");
    }
    return Array.from({ length: this.#box.slotCount }, (_, index) => this.#box.report(index + 1));
  }

  async #silence(): Promise<OpeningResult> {
    await this.#wait(openingTimeout);
    return { outcome: "unknown", reason: "board-silent" };
  }

  /** Shorter where the line ends. */
  #wait(ms: number): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(ms, resolve);
      this.#onClose = () => {
        cancel();
        resolve();
      };
    });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}

function opened({ itemId }: SlotReport): OpeningResult {
  return { outcome: "opened", ...(itemId !== undefined && { itemId }) };
}
