import { AppError } from "../../../platform/app-error.ts";
import type { CommandId, SlotNumber } from "../../../protocol/ids.ts";
import type { OpeningResult, RefusalReason, SlotReport } from "../../../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "../driver.ts";
import type { LockLayout } from "./lock-layout.ts";

/**
 * What a board says of one lock. `item` is only there where a sensor tells whether something lies behind the latch. `fault`:
 * the board answers, and can't tell.
 */
export type LockReading =
  | { readonly latch: "locked" | "open"; readonly item?: "present" | "absent" }
  | { readonly fault: string };

/** Lock boards on one line, as their protocol asks them. The driver over it calls one method at a time. */
export interface LockBoards {
  /**
   * When a board last said something well formed, when a question was last given up (by the monotonic clock), and whether the line
   * has ended.
   */
  readonly line: {
    readonly heardAt: number | undefined;
    readonly unansweredAt: number | undefined;
    readonly ended: boolean;
    close(): void;
  };
  /**
   * Asks for locks of one board.
   * @param locks counted from 0 within the board
   * @returns what is known of each, in the same order; undefined: no answer
   */
  query(board: number, locks: readonly number[]): Promise<readonly (LockReading | undefined)[]>;
  /**
   * Orders one opening, once. What a board answers to it is no proof.
   * @returns `refused`: the board says that it does nothing; `lost`: the line had ended, and the order never left
   */
  pulse(board: number, lock: number): Promise<"sent" | "refused" | "lost">;
}

/** `shut`: the latch is closed, and a sensor sees that nothing lies behind it. */
type LockState = "occupied" | "empty" | "shut";

/** How long a lock may take to open, and how often it is asked meanwhile; ms. */
const openingTime = 2_000;
const queryEvery = 200;

/** No lock gets a second pulse sooner: its solenoid would burn, or let go what was just pushed in; ms (lock8a §6.1). */
const pulseRest = 1_000;

/** An answer that comes later than this is taken for lost; ms. Until then it can be taken for that to a later question. */
const latestAnswer = 10_000;

/** Some boards tell of a latch by themselves, others must be asked, and so all are; ms. */
const pollEvery = 1_000;

/**
 * Drives boards that know latches and no item ids: a locked latch is an occupied slot, unless a sensor sees nothing behind it.
 * The boards are polled, one question at a time. A change counts once two polls in a row see it, since latches bounce. An
 * opening is decided by queries alone: a board may answer it with the bytes of the command, or not at all.
 */
export class PolledLocks implements Driver {
  readonly #layout: LockLayout;
  readonly #boards: LockBoards;
  readonly #clock: DriverParts["clock"];
  readonly #reports: BoardReports;
  /** What is known of each lock. */
  readonly #states = new Map<SlotNumber, LockState>();
  /** What the last poll saw for the first time. */
  readonly #changing = new Map<SlotNumber, LockState>();
  /** Slots that a poll could not read since their state is known: a change there may be older than its discovery. */
  readonly #missed = new Set<SlotNumber>();
  /** When each lock got its last pulse, by the monotonic clock. */
  readonly #pulsedAt = new Map<SlotNumber, number>();
  #work: Promise<unknown> = Promise.resolve();
  #cancelPoll: () => void = () => {};

  constructor(layout: LockLayout, boards: LockBoards, { clock, reports }: Pick<DriverParts, "clock" | "reports">) {
    this.#layout = layout;
    this.#boards = boards;
    this.#clock = clock;
    this.#reports = reports;
    this.#pollLater();
  }

  open(slot: SlotNumber, _key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#afterOthers(() => this.#open(slot, mayStillOpen));
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    const readings = await this.#afterOthers(() => this.#queryAll());
    if ([...readings.values()].every((reading) => reading === undefined))
      throw new AppError("serial/unavailable", "no lock board answers");
    return [...readings].map(([slot, reading]) => slotReport(slot, reading));
  }

  heardAt(): number | undefined {
    return this.#boards.line.heardAt;
  }

  close(): void {
    this.#cancelPoll();
    this.#boards.line.close();
  }

  /** The line is half duplex, and one lock is moved at a time. */
  #afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => {});
    return result;
  }

  async #open(slot: SlotNumber, mayStillOpen: () => boolean): Promise<OpeningResult> {
    if (!this.#layout.slots.includes(slot)) return refused("no-such-slot");
    await this.#rest(slot);
    const before = await this.#query(slot);
    if (before === undefined) return refused(mayStillOpen() ? "board-silent" : "expired");
    if ("fault" in before) return refused("board-refused");
    if (stateOf(before) !== "occupied") return refused("slot-empty");
    if (!mayStillOpen()) return refused("expired");
    // The bridge is told what happened by the answer, and by no report.
    this.#changing.delete(slot);
    this.#pulsedAt.set(slot, this.#clock.monotonic());
    const { board, lock } = this.#layout.placeOf(slot);
    const pulse = await this.#boards.pulse(board, lock);
    if (pulse === "lost") return refused("board-silent");
    return this.#afterPulse(slot, pulse === "refused" ? "board-refused" : "lock-fault");
  }

  async #rest(slot: SlotNumber): Promise<void> {
    const pulsedAt = this.#pulsedAt.get(slot);
    if (pulsedAt === undefined) return;
    const rest = pulsedAt + pulseRest - this.#clock.monotonic();
    if (rest > 0) await this.#wait(rest);
  }

  /**
   * Asks until the latch is open. There is no second pulse: it could open what a rider has just pushed in.
   * @param reason why it did not open, where the latch stays locked
   */
  async #afterPulse(slot: SlotNumber, reason: RefusalReason): Promise<OpeningResult> {
    const begun = this.#clock.monotonic();
    let last: LockReading | undefined;
    do {
      await this.#wait(queryEvery);
      last = await this.#query(slot);
      if (last === undefined || !("latch" in last) || last.latch !== "open") continue;
      this.#states.set(slot, "empty");
      return { outcome: "opened" };
    } while (!this.#boards.line.ended && this.#clock.monotonic() - begun < openingTime);
    if (last === undefined) return { outcome: "unknown", reason: "board-silent" };
    // What was said of the latch may be an answer from before the pulse.
    if ("fault" in last || this.#mayHearLate()) return { outcome: "unknown", reason: "unclear" };
    return refused(reason);
  }

  #mayHearLate(): boolean {
    const { unansweredAt } = this.#boards.line;
    return unansweredAt !== undefined && this.#clock.monotonic() - unansweredAt < latestAnswer;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(ms, resolve);
    });
  }

  async #query(slot: SlotNumber): Promise<LockReading | undefined> {
    const { board, lock } = this.#layout.placeOf(slot);
    const [reading] = await this.#boards.query(board, [lock]);
    this.#meet(slot, reading);
    return reading;
  }

  async #queryAll(): Promise<Map<SlotNumber, LockReading | undefined>> {
    const readings = new Map<SlotNumber, LockReading | undefined>();
    for (const [board, slots] of this.#layout.boards) {
      const locks = slots.map((slot) => this.#layout.placeOf(slot).lock);
      const found = await this.#boards.query(board, locks);
      for (const [at, slot] of slots.entries()) {
        this.#meet(slot, found[at]);
        readings.set(slot, found[at]);
      }
    }
    return readings;
  }

  /** The first reading is told by the snapshot: only what comes after it is an event. */
  #meet(slot: SlotNumber, reading: LockReading | undefined): void {
    const state = stateOf(reading);
    if (state !== undefined && !this.#states.has(slot)) this.#states.set(slot, state);
  }

  #pollLater(): void {
    this.#cancelPoll = this.#clock.after(pollEvery, () => {
      void this.#afterOthers(() => this.#poll()).finally(() => {
        if (!this.#boards.line.ended) this.#pollLater();
      });
    });
  }

  async #poll(): Promise<void> {
    for (const [slot, reading] of await this.#queryAll()) {
      const state = stateOf(reading);
      if (state === undefined) this.#missed.add(slot);
      else this.#learn(slot, state);
    }
  }

  #learn(slot: SlotNumber, state: LockState): void {
    const known = this.#states.get(slot);
    if (known === state) {
      this.#changing.delete(slot);
      this.#missed.delete(slot);
    } else if (this.#changing.get(slot) !== state) {
      this.#changing.set(slot, state);
    } else {
      this.#states.set(slot, state);
      this.#changing.delete(slot);
      const source = this.#missed.delete(slot) ? "snapshot" : "report";
      // What could not be kept is found by the bridge's next snapshot.
      this.#tell(slot, known, state, source).catch(() => {});
    }
  }

  async #tell(
    slot: SlotNumber,
    before: LockState | undefined,
    state: LockState,
    source: "report" | "snapshot",
  ): Promise<void> {
    if (state === "occupied") await this.#reports.returned(slot, {}, source);
    else if (before === "occupied") await this.#reports.removed(slot);
    if (state === "shut") await this.#reports.abnormal(shutLatch, slot);
  }
}

const shutLatch = "the latch is closed without an item";

function stateOf(reading: LockReading | undefined): LockState | undefined {
  if (reading === undefined || "fault" in reading) return undefined;
  if (reading.latch === "open") return "empty";
  return reading.item === "absent" ? "shut" : "occupied";
}

function slotReport(slot: SlotNumber, reading: LockReading | undefined): SlotReport {
  if (reading === undefined) return { slot, state: "unreadable", fault: "board silent" };
  if ("fault" in reading) return { slot, state: "unreadable", fault: reading.fault };
  const state = stateOf(reading);
  return state === "shut" ? { slot, state: "empty", fault: shutLatch } : { slot, state: state ?? "unreadable" };
}

function refused(reason: RefusalReason): OpeningResult {
  return { outcome: "refused", reason };
}
