import { type Duplex, duplexPair } from "node:stream";
import type { BoardReports, Driver, DriverParts, NumberSource } from "../../firmware-bridge/drivers/driver.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { EventSource, OpeningResult, SlotReport } from "../../protocol/upward.ts";

/** A board that lives as long as the cabinet, with a driver for each line that is opened to it. */
export class FakeBoard {
  readonly slots = new Map<number, SlotReport>();
  readonly opened: { slot: number; key: string }[] = [];
  /** Whether the last opening may still be ordered. */
  mayStillOpen: (() => boolean) | undefined;
  /** What the next opening answers, and when; where it is missing the slot opens at once. */
  answer: ((slot: number) => Promise<OpeningResult>) | undefined;
  /** Looks wait for it. */
  beforeLook: Promise<void> | undefined;
  silent = false;
  /** It says something all the time, as one that its driver polls. */
  isTalking = false;
  /** Attempts to open a line are refused. */
  unplugged = false;
  lines: Duplex[] = [];
  reports: BoardReports | undefined;
  numbers: NumberSource | undefined;

  constructor(items: Readonly<Record<number, string>>, slotCount = 4) {
    for (let slot = 1; slot <= slotCount; slot++) this.put(slot, items[slot]);
  }

  put(slot: number, itemId?: string): void {
    this.slots.set(slot, itemId === undefined ? { slot, state: "empty" } : { slot, state: "occupied", itemId });
  }

  readonly openLine = async (): Promise<Duplex> => {
    if (this.unplugged) throw new AppError("serial/unavailable");
    const [ours, theirs] = duplexPair();
    theirs.resume();
    this.lines.push(ours);
    return ours;
  };

  readonly openDriver = ({ clock, reports, numbers }: DriverParts): Driver => {
    this.reports = reports;
    this.numbers = numbers;
    return new FakeDriver(this, clock);
  };

  /** An item goes in and the board reports it; resolves when the driver may confirm. */
  async receive(slot: number, itemId: string, source: EventSource = "report"): Promise<void> {
    this.put(slot, itemId);
    await this.reports?.returned(slot, { itemId, level: 40 }, source);
  }
}

class FakeDriver implements Driver {
  readonly #board: FakeBoard;
  readonly #clock: Clock;
  #heardAt: number | undefined;

  constructor(board: FakeBoard, clock: Clock) {
    this.#board = board;
    this.#clock = clock;
  }

  async open(slot: number, key: string, mayStillOpen: () => boolean): Promise<OpeningResult> {
    this.#board.opened.push({ slot, key });
    this.#board.mayStillOpen = mayStillOpen;
    if (this.#board.answer) return this.#board.answer(slot);
    const itemId = this.#board.slots.get(slot)?.itemId;
    this.#board.put(slot);
    return { outcome: "opened", ...(itemId !== undefined && { itemId }) };
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    if (this.#board.silent) throw new AppError("serial/unavailable", "silent");
    const seen = [...this.#board.slots.values()].map((slot) => ({ ...slot }));
    await this.#board.beforeLook;
    this.#heardAt = this.#clock.now();
    return seen;
  }

  heardAt(): number | undefined {
    return this.#board.isTalking ? this.#clock.now() : this.#heardAt;
  }

  close(): void {}
}
