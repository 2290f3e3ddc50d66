import { type Duplex, duplexPair } from "node:stream";
import { vi } from "vitest";
import {
  type BoardFrame,
  encodeBoardFrame,
  type HostFrame,
  hostFrameDecoder,
  type OpeningFrame,
  type SlotRecord,
} from "../../../../firmware-bridge/drivers/gzxj/codec.ts";

const defaults = { returnConfirmed: true, charging: false };

export function holding(slot: number, itemId: string, more: Partial<SlotRecord> = {}): SlotRecord {
  return { slot, itemId, level: 80, inContact: true, locked: true, ...defaults, ...more };
}

export function empty(slot: number): SlotRecord {
  return { slot, level: 0, inContact: false, locked: false, ...defaults };
}

/** The far end of a line: hears what the driver says, and answers exactly what a test tells it to. */
export class ScriptedBoard {
  readonly hostEnd: Duplex;
  readonly end: Duplex;
  readonly heard: HostFrame[] = [];
  /** what it lists when asked; undefined: it does not answer */
  slots: readonly SlotRecord[] | undefined = [holding(1, "PB1"), holding(2, "PB2"), empty(3)];
  /** called with each opening; what it answers, if anything, and what it does meanwhile */
  onOpening: (frame: Extract<HostFrame, { command: "FB" }>) => BoardFrame | undefined = () => undefined;

  constructor() {
    const [hostEnd, end] = duplexPair();
    this.hostEnd = hostEnd;
    this.end = end;
    const decoder = hostFrameDecoder();
    end.on("data", (bytes: Buffer) => {
      for (const frame of decoder.push(bytes)) this.#hear(frame);
    });
  }

  say(frame: BoardFrame): void {
    this.end.write(encodeBoardFrame(frame));
  }

  list(msgId: number): void {
    const { slots } = this;
    if (slots) this.say({ command: "AC", msgId, boardId: "TH1", firmware: "V1", slotCount: slots.length, slots });
  }

  return(slot: number, item: { itemId?: string; level?: number }, result = 1): void {
    this.say({ command: "RS", msgId: 1, result, slot, ...item, lockStatus: 1, wireStatus: 1 });
  }

  heardOf<Command extends HostFrame["command"]>(command: Command): Extract<HostFrame, { command: Command }>[] {
    return this.heard.filter((frame): frame is Extract<HostFrame, { command: Command }> => frame.command === command);
  }

  #hear(frame: HostFrame): void {
    this.heard.push(frame);
    if (frame.command === "CQ") this.list(frame.msgId);
    const answer = frame.command === "FB" ? this.onOpening(frame) : undefined;
    if (answer) this.say(answer);
  }
}

export function answerTo(frame: { msgId: number; orderId: string; slot: number }, result: number, itemId?: string) {
  const { msgId, orderId, slot } = frame;
  const item = itemId === undefined ? {} : { itemId, level: 80 };
  return { command: "FB", msgId, orderId, result, slot, ...item, lockStatus: 1, wireStatus: 1 } satisfies OpeningFrame;
}

/** Lets time pass, and everything that waits for nothing but its turn have it. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}
