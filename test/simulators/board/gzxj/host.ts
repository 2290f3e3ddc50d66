import { type Duplex, duplexPair } from "node:stream";
import { vi } from "vitest";
import {
  type BoardFrame,
  boardFrameDecoder,
  encodeHostFrame,
  type HostFrame,
} from "../../../../firmware-bridge/drivers/gzxj/codec.ts";
import type { Board } from "../../../../simulators/board/gzxj/board.ts";

/** The host's end of a simulated board's line, which says exactly what a test tells it to. */
export class Host {
  readonly decoder = boardFrameDecoder();
  readonly heard: BoardFrame[] = [];
  readonly bytes: Buffer[] = [];
  readonly line: Duplex;
  readonly boardEnd: Duplex;

  constructor(board: Board) {
    const [end, boardEnd] = duplexPair();
    this.line = end;
    this.boardEnd = boardEnd;
    end.on("data", (bytes: Buffer) => {
      this.bytes.push(bytes);
      this.heard.push(...this.decoder.push(bytes));
    });
    board.plug(boardEnd);
  }

  say(frame: HostFrame): void {
    this.line.write(encodeHostFrame(frame));
  }

  /** What was heard since the last call. */
  news(): BoardFrame[] {
    return this.heard.splice(0);
  }
}

/** Lets time pass, and everything that waits for nothing but its turn have it. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Lets just as much time pass as the board needs to say something. */
export async function untilHeard(host: Host): Promise<void> {
  await pass(0);
  while (host.heard.length === 0) await vi.advanceTimersToNextTimerAsync();
}
