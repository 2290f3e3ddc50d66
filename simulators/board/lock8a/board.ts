import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import {
  contactStatus,
  type Lock8aFrame,
  lock8aCode,
  lock8aCodec,
  lock8aHead,
} from "../../../firmware-bridge/drivers/lock8a/codec.ts";
import type { SimulatedBoardParts } from "../kit/simulated-board.ts";
import { SimulatedLocks } from "../kit/simulated-locks.ts";
import { spoilLastByte } from "../kit/transmitter.ts";

export interface Lock8aBoardsWiring {
  readonly locksPerBoard: number;
  readonly closedContact: "locked" | "open";
}

/** Lock boards of the family 8A (lock8a §6.1). Boards count from 1, and so do locks. */
export class Lock8aBoards extends SimulatedLocks {
  /** Whether a board says by itself that a latch has moved. */
  tells = false;
  readonly #closedContact: "locked" | "open";
  readonly #codec = lock8aCodec(() => [5]);

  constructor(parts: SimulatedBoardParts, { locksPerBoard, closedContact }: Lock8aBoardsWiring) {
    super(parts, { baud: 9600, spoil: spoilLastByte }, { locksPerBoard, firstAddress: 1 });
    this.#closedContact = closedContact;
    this.start();
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const decoder = new FrameDecoder(this.#codec);
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#obey(frame);
    };
  }

  protected override moved(slot: number): void {
    if (this.tells) this.#say({ head: lock8aHead.report, ...this.#placeOf(slot), code: this.#status(slot) });
  }

  #obey(frame: Lock8aFrame): void {
    if ("mask" in frame) this.#openSeveral(frame.board, frame.mask);
    if (!("code" in frame)) return;
    const { head, board, lock, code } = frame;
    if (head === lock8aHead.open && code === lock8aCode.act) this.#open(board, lock);
    else if (head === lock8aHead.query && code === lock8aCode.query) this.#tellStatus(board, lock);
  }

  /** @param lock 0: all, one after the other */
  #open(board: number, lock: number): void {
    const slots = lock === 0 ? this.slotsOf(board) : [this.slotOf(board, lock - 1)];
    for (const slot of slots) {
      if (slot === undefined) return;
      const isLast = slot === slots.at(-1);
      this.pulse(slot, () => {
        if (this.answersOpenings && isLast) this.#say({ head: lock8aHead.open, board, lock, code: this.#status(slot) });
      });
    }
  }

  #openSeveral(board: number, mask: string): void {
    for (const [lock, slot] of this.slotsOf(board).entries())
      if ((Number.parseInt(mask, 16) >> lock) & 1) this.pulse(slot, () => {});
  }

  /** @param lock 0: all */
  #tellStatus(board: number, lock: number): void {
    const slot = this.slotOf(board, lock - 1);
    if (lock === 0) this.#tellAll(board);
    else if (slot !== undefined) this.#say({ head: lock8aHead.query, board, lock, code: this.#status(slot) });
  }

  #tellAll(board: number): void {
    const slots = this.slotsOf(board);
    if (slots.length === 0) return;
    const bytes = new Uint8Array(slots.length > 24 ? 7 : 3);
    for (const [at, each] of slots.entries()) {
      const byte = bytes.length - 1 - (at >> 3);
      if (this.#status(each) === contactStatus.closed) bytes[byte] = (bytes[byte] ?? 0) | (1 << (at & 7));
    }
    this.#say({ head: lock8aHead.query, board, states: Buffer.from(bytes).toString("hex") });
  }

  #placeOf(slot: number): { board: number; lock: number } {
    const { board, lock } = this.placeOf(slot);
    return { board, lock: lock + 1 };
  }

  #status(slot: number): number {
    const isClosed = this.isLocked(slot) === (this.#closedContact === "locked");
    return isClosed ? contactStatus.closed : contactStatus.open;
  }

  #say(frame: Lock8aFrame): void {
    this.say(this.#codec.encode(frame));
  }
}
