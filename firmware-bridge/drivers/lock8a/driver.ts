import { AppError } from "../../../platform/app-error.ts";
import type { CommandId, SlotNumber } from "../../../protocol/ids.ts";
import type { OpeningResult, RefusalReason, SlotReport } from "../../../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "../driver.ts";
import { FrameLine } from "../kit/frame-line.ts";
import { contactStatus, type Lock8aFrame, lock8aCode, lock8aCodec, lock8aHead } from "./codec.ts";
import type { Lock8aWiring } from "./wiring.ts";

/** One line of lock boards. Slots are numbered through: board 1 has the first ones. */
export type Lock8aLine = Lock8aWiring & { readonly slots: number };

type LockState = "locked" | "open";

/** A single answer takes 10 ms on the line; boards in use are given 0.75 to 2 s. */
const queryTimeout = 750;
const queryTries = 2;

/** How long a lock may take to open, looked at so often; ms. */
const openingTime = 2_000;
const lookEvery = 200;

/** Some boards tell of a door by themselves, others must be asked, and so all are; ms. */
const pollEvery = 1_000;

/**
 * Drives lock boards of the family 8A (lock8a §6.1). They know no items: a locked latch is an occupied slot. An opening is
 * decided by queries alone, since a board may answer it with the bytes of the command, or not at all.
 */
export function lock8aDriver(wiring: Lock8aLine): (parts: DriverParts) => Driver {
  return (parts) => new Lock8aDriver(wiring, parts);
}

class Lock8aDriver implements Driver {
  readonly #wiring: Lock8aLine;
  readonly #clock: DriverParts["clock"];
  readonly #reports: BoardReports;
  readonly #line: FrameLine<Lock8aFrame>;
  /** What is known of each lock. */
  readonly #states = new Map<SlotNumber, LockState>();
  /** What the last poll saw for the first time: a latch bounces, so the next one must see it too. */
  readonly #changing = new Map<SlotNumber, LockState>();
  #work: Promise<unknown> = Promise.resolve();
  #cancelPoll: () => void = () => {};

  constructor(wiring: Lock8aLine, parts: DriverParts) {
    this.#wiring = wiring;
    this.#clock = parts.clock;
    this.#reports = parts.reports;
    this.#line = new FrameLine(
      parts,
      lock8aCodec(() => [5]),
    );
    this.#pollLater();
  }

  open(slot: SlotNumber, _key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#afterOthers(() => this.#open(slot, mayStillOpen));
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    const seen = await this.#afterOthers(() => this.#lookAtAll());
    if ([...seen.values()].every((state) => state === undefined))
      throw new AppError("serial/unavailable", "no lock board answers");
    return [...seen].map(([slot, state]) => slotReport(slot, state));
  }

  heardAt(): number | undefined {
    return this.#line.heardAt;
  }

  close(): void {
    this.#cancelPoll();
    this.#line.close();
  }

  /** The line is half duplex, and one lock is moved at a time. */
  #afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result;
    return result;
  }

  async #open(slot: SlotNumber, mayStillOpen: () => boolean): Promise<OpeningResult> {
    if (slot < 1 || slot > this.#wiring.slots) return refused("no-such-slot");
    const before = await this.#query(slot);
    if (before === undefined) return refused(mayStillOpen() ? "board-silent" : "expired");
    if (before === "open") return refused("slot-empty");
    if (!mayStillOpen()) return refused("expired");
    // The bridge is told what happened by the answer, and by no report.
    this.#changing.delete(slot);
    if (!this.#line.write(this.#frame(slot, lock8aHead.open, lock8aCode.act))) return refused("board-silent");
    return this.#afterPulse(slot);
  }

  /** One order is given. A second pulse could open what a rider has just pushed in. */
  async #afterPulse(slot: SlotNumber): Promise<OpeningResult> {
    const begun = this.#clock.monotonic();
    let last: LockState | undefined;
    do {
      await new Promise<void>((resolve) => {
        this.#clock.after(lookEvery, resolve);
      });
      last = await this.#query(slot);
      if (last !== "open") continue;
      this.#states.set(slot, "open");
      return { outcome: "opened" };
    } while (!this.#line.ended && this.#clock.monotonic() - begun < openingTime);
    return last === "locked" ? refused("lock-fault") : { outcome: "unknown", reason: "board-silent" };
  }

  async #query(slot: SlotNumber): Promise<LockState | undefined> {
    const question = this.#frame(slot, lock8aHead.query, lock8aCode.query);
    for (let tries = 0; tries < queryTries; tries++) {
      const answer = await this.#line.ask(
        question,
        (frame) => this.#stateIn(frame, question) !== undefined,
        queryTimeout,
      );
      if (!answer) continue;
      const state = this.#stateIn(answer, question);
      // The first look is told by the snapshot: only what comes after it is an event.
      if (state !== undefined && !this.#states.has(slot)) this.#states.set(slot, state);
      return state;
    }
    return undefined;
  }

  /** The echo of the question, other boards and other statuses are no answer. */
  #stateIn(frame: Lock8aFrame, question: Lock8aFrame): LockState | undefined {
    if (!("code" in frame && "code" in question)) return undefined;
    const { head, board, lock, code } = frame;
    if (head !== lock8aHead.query || board !== question.board || lock !== question.lock) return undefined;
    const { closedContact } = this.#wiring;
    if (code === contactStatus.closed) return closedContact;
    if (code === contactStatus.open) return closedContact === "locked" ? "open" : "locked";
    return undefined;
  }

  /** A board that does not answer for one lock is not asked for its others. */
  async #lookAtAll(): Promise<Map<SlotNumber, LockState | undefined>> {
    const seen = new Map<SlotNumber, LockState | undefined>();
    const silent = new Set<number>();
    for (let slot = 1; slot <= this.#wiring.slots; slot++) {
      const { board } = this.#placeOf(slot);
      const state = silent.has(board) ? undefined : await this.#query(slot);
      if (state === undefined) silent.add(board);
      seen.set(slot, state);
    }
    return seen;
  }

  #pollLater(): void {
    this.#cancelPoll = this.#clock.after(pollEvery, () => {
      void this.#afterOthers(() => this.#poll()).finally(() => {
        if (!this.#line.ended) this.#pollLater();
      });
    });
  }

  async #poll(): Promise<void> {
    for (const [slot, state] of await this.#lookAtAll()) if (state !== undefined) this.#learn(slot, state);
  }

  #learn(slot: SlotNumber, state: LockState): void {
    const known = this.#states.get(slot);
    if (known === undefined || known === state) {
      this.#states.set(slot, state);
      this.#changing.delete(slot);
    } else if (this.#changing.get(slot) !== state) {
      this.#changing.set(slot, state);
    } else {
      this.#states.set(slot, state);
      this.#changing.delete(slot);
      const told = state === "locked" ? this.#reports.returned(slot, {}, "report") : this.#reports.removed(slot);
      // What could not be kept is found by the bridge's next look.
      told.catch(() => {});
    }
  }

  #placeOf(slot: SlotNumber): { board: number; lock: number } {
    const { locksPerBoard } = this.#wiring;
    return { board: 1 + Math.floor((slot - 1) / locksPerBoard), lock: 1 + ((slot - 1) % locksPerBoard) };
  }

  #frame(slot: SlotNumber, head: number, code: number): Lock8aFrame {
    return { head, ...this.#placeOf(slot), code };
  }
}

function slotReport(slot: SlotNumber, state: LockState | undefined): SlotReport {
  if (state === undefined) return { slot, state: "unreadable", fault: "board silent" };
  return { slot, state: state === "locked" ? "occupied" : "empty" };
}

function refused(reason: RefusalReason): OpeningResult {
  return { outcome: "refused", reason };
}
