import type { Duplex } from "node:stream";
import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import {
  contactStatus,
  type Lock8aFrame,
  lock8aCode,
  lock8aCodec,
  lock8aHead,
} from "../../../firmware-bridge/drivers/lock8a/codec.ts";

/** One lock with its latch. */
export interface SimulatedLock {
  locked: boolean;
  /** The solenoid is pulsed and the latch stays. */
  jammed: boolean;
  pulses: number;
}

/** How the boards behave: `mute` boards obey and answer nothing, `silent` ones do nothing, `no-open-reply` answer queries only. */
export type Lock8aMode = "normal" | "mute" | "silent" | "no-open-reply";

/** Lock boards of the family 8A on one line, at the level of bytes. Boards count from 1, and so do locks. */
export class SimulatedLockBoards {
  readonly #boards: readonly (readonly SimulatedLock[])[];
  readonly #closedContact: "locked" | "open";
  readonly #codec = lock8aCodec();
  #line: Duplex | undefined;
  mode: Lock8aMode = "normal";
  /** The adapter hears what it sends. */
  echoes = false;
  /** Every byte is sent by itself. */
  split = false;
  /** So many of the next answers have a wrong checksum. */
  corruptNext = 0;
  /** Boards without power. */
  readonly off = new Set<number>();

  constructor(parts: { boards: number; locksPerBoard: number; closedContact: "locked" | "open" }) {
    this.#closedContact = parts.closedContact;
    this.#boards = Array.from({ length: parts.boards }, () =>
      Array.from({ length: parts.locksPerBoard }, () => ({ locked: true, jammed: false, pulses: 0 })),
    );
  }

  /** Takes the place of the line before. */
  plug(line: Duplex): void {
    this.#line = line;
    const decoder = new FrameDecoder(this.#codec);
    // A host that goes away is no fault of the boards.
    line.on("error", () => {});
    line.on("data", (bytes: Uint8Array) => {
      if (this.echoes) line.write(bytes);
      for (const frame of decoder.push(bytes)) this.#obey(frame);
    });
  }

  /** @throws RangeError for a lock that there is not */
  lock(board: number, lock: number): SimulatedLock {
    const found = this.#boards[board - 1]?.[lock - 1];
    if (!found) throw new RangeError(`there is no lock ${lock} on board ${board}`);
    return found;
  }

  /** A hand pushes an item in, or takes it out by force. @param tells the board says so by itself */
  move(board: number, lock: number, locked: boolean, tells = false): void {
    this.lock(board, lock).locked = locked;
    if (tells) this.#say({ head: lock8aHead.report, board, lock, code: this.#status(board, lock) });
  }

  /** What is heard though nobody asked for it. */
  say(bytes: Uint8Array): void {
    this.#line?.write(bytes);
  }

  #obey(frame: Lock8aFrame): void {
    if (this.mode === "silent" || this.off.has(frame.board) || !("code" in frame)) return;
    const locks = this.#boards[frame.board - 1];
    const { head, board, lock, code } = frame;
    if (!locks?.[lock - 1]) return;
    if (head === lock8aHead.open && code === lock8aCode.act) {
      const moved = this.lock(board, lock);
      moved.pulses++;
      if (!moved.jammed) moved.locked = false;
      if (this.mode === "no-open-reply") return;
    } else if (head !== lock8aHead.query || code !== lock8aCode.query) return;
    if (this.mode !== "mute") this.#say({ head, board, lock, code: this.#status(board, lock) });
  }

  #status(board: number, lock: number): number {
    const isClosed = this.lock(board, lock).locked === (this.#closedContact === "locked");
    return isClosed ? contactStatus.closed : contactStatus.open;
  }

  #say(frame: Lock8aFrame): void {
    const bytes = this.#codec.encode(frame);
    if (this.corruptNext > 0) {
      this.corruptNext--;
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    }
    if (this.split) for (const byte of bytes) this.say(Uint8Array.of(byte));
    else this.say(bytes);
  }
}
