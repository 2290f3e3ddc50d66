import type { Driver, DriverParts } from "../driver.ts";
import { FrameLine } from "../kit/frame-line.ts";
import { LockLayout } from "../kit/lock-layout.ts";
import { type LockBoards, type LockReading, PolledLocks } from "../kit/polled-locks.ts";
import { contactStatus, type Lock8aFrame, lock8aCode, lock8aCodec, lock8aHead } from "./codec.ts";
import type { Lock8aWiring } from "./wiring.ts";

/** One line of lock boards. Slots are numbered through: board 1 has the first ones. */
export type Lock8aLine = Lock8aWiring & { readonly slots: number };

/** A single answer takes 10 ms on the line; boards in use are given 0.75 to 2 s. */
const patience = { ms: 750, tries: 2 };

/** Drives lock boards of the family 8A (lock8a §6.1). */
export function lock8aDriver(wiring: Lock8aLine): (parts: DriverParts) => Driver {
  const layout = new LockLayout({ ...wiring, firstAddress: 1 });
  return (parts) => new PolledLocks(layout, new Lock8aBoards(wiring, parts), parts);
}

class Lock8aBoards implements LockBoards {
  readonly line: FrameLine<Lock8aFrame>;
  readonly #closedContact: Lock8aWiring["closedContact"];

  constructor({ closedContact }: Lock8aWiring, parts: DriverParts) {
    this.#closedContact = closedContact;
    this.line = new FrameLine(
      parts,
      lock8aCodec(() => [5]),
    );
  }

  /** Each by itself: an answer of all locks can look like one of a single lock. A board that is silent is not asked on. */
  async query(board: number, locks: readonly number[]): Promise<readonly (LockReading | undefined)[]> {
    const readings: LockReading[] = [];
    for (const lock of locks) {
      const reading = await this.#query(board, lock);
      if (reading === undefined) break;
      readings.push(reading);
    }
    return readings;
  }

  pulse(board: number, lock: number): Promise<"sent" | "lost"> {
    const isSent = this.line.write({ head: lock8aHead.open, board, lock: lock + 1, code: lock8aCode.act });
    return Promise.resolve(isSent ? "sent" : "lost");
  }

  async #query(board: number, lock: number): Promise<LockReading | undefined> {
    const question = { head: lock8aHead.query, board, lock: lock + 1, code: lock8aCode.query };
    const isAnswer = (frame: Lock8aFrame) =>
      "code" in frame &&
      frame.head === question.head &&
      frame.board === question.board &&
      frame.lock === question.lock &&
      (frame.code === contactStatus.closed || frame.code === contactStatus.open);
    const answer = await this.line.askAgain(question, isAnswer, patience);
    if (answer === undefined || !("code" in answer)) return undefined;
    const whenOpen = this.#closedContact === "locked" ? "open" : "locked";
    return { latch: answer.code === contactStatus.closed ? this.#closedContact : whenOpen };
  }
}
