import { AppError } from "../../../platform/app-error.ts";
import type { Driver, DriverParts } from "../driver.ts";
import { FrameLine } from "../kit/frame-line.ts";
import { LockLayout } from "../kit/lock-layout.ts";
import { type LockBoards, type LockReading, PolledLocks } from "../kit/polled-locks.ts";
import { type Cu16Frame, cu16Codec, cu16Command } from "./codec.ts";
import type { Cu16Wiring } from "./wiring.ts";

/** One line of Kerong boards. Slots are numbered through: the board with the lowest address has the first ones. */
export type Cu16Line = Cu16Wiring & { readonly slots: number };

/** An address is half a byte. */
const highestAddress = 15;

/** An answer takes 8 ms on the line; boards are asked up to three times (cu16 §6.2). */
const patience = { ms: 500, tries: 3 };

/** A board that has answered hears nothing for so long, ms (cu16 §6.2). */
const quiet = 25;

/**
 * Drives Kerong CU16 boards (cu16 §6.2).
 * @throws AppError config/invalid where there are more boards than addresses
 */
export function cu16Driver(wiring: Cu16Line): (parts: DriverParts) => Driver {
  const layout = new LockLayout(wiring);
  if (Math.max(...layout.boards.keys()) > highestAddress)
    throw new AppError(
      "config/invalid",
      `cu16: ${wiring.slots} slots need boards beyond the address ${highestAddress}`,
    );
  return (parts) => new PolledLocks(layout, new Cu16Boards(wiring, parts), parts);
}

class Cu16Boards implements LockBoards {
  readonly line: FrameLine<Cu16Frame>;
  readonly #itemSensors: boolean;

  constructor({ itemSensors }: Cu16Wiring, parts: DriverParts) {
    this.#itemSensors = itemSensors;
    this.line = new FrameLine(parts, cu16Codec, quiet);
  }

  /** One answer has all locks of a board. */
  async query(board: number, locks: readonly number[]): Promise<readonly LockReading[]> {
    const question = { board, lock: 0, cmd: cu16Command.status, data: "" };
    const isAnswer = (frame: Cu16Frame) => "hooks" in frame && frame.board === board;
    const answer = await this.line.askAgain(question, isAnswer, patience);
    if (answer === undefined || !("hooks" in answer)) return [];
    const { hooks, items } = answer;
    return locks.map((lock) => ({
      latch: isSet(hooks, lock) ? "locked" : "open",
      ...(this.#itemSensors && { item: isSet(items, lock) ? "present" : "absent" }),
    }));
  }

  /** Boards often answer nothing to it. */
  pulse(board: number, lock: number): Promise<"sent" | "lost"> {
    const isSent = this.line.write({ board, lock, cmd: cu16Command.unlock, data: "" });
    return Promise.resolve(isSent ? "sent" : "lost");
  }
}

function isSet(bits: number, lock: number): boolean {
  return (bits & (1 << lock)) !== 0;
}
