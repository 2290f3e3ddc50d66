import type { BoardFrame, HostFrame } from "../../../firmware-bridge/drivers/gzxj/codec.ts";
import type { Clock } from "../../../platform/clock.ts";

/** One frame as it may be shown: no credentials of the board, no slot table. */
export interface LogEntry {
  /** epoch ms */
  readonly at: number;
  /** as the board sees it */
  readonly direction: "in" | "out";
  readonly command: string;
  readonly msgId: number;
  readonly orderId?: string;
  readonly slot?: number;
  readonly result?: number;
  /** why nothing came of it */
  readonly ignored?: string;
}

const longest = 500;

/** The latest frames of the line, oldest first. */
export class FrameLog {
  readonly entries: LogEntry[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(direction: "in" | "out", frame: BoardFrame | HostFrame, ignored?: string): void {
    this.entries.push({
      at: this.#clock.now(),
      direction,
      command: frame.command,
      msgId: frame.msgId,
      ...("orderId" in frame ? { orderId: frame.orderId } : {}),
      ...("slot" in frame ? { slot: frame.slot } : {}),
      ...("result" in frame ? { result: frame.result } : {}),
      ...(ignored === undefined ? {} : { ignored }),
    });
    if (this.entries.length > longest) this.entries.shift();
  }
}
