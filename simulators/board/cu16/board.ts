import { type Cu16Frame, cu16Codec, cu16Command } from "../../../firmware-bridge/drivers/cu16/codec.ts";
import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import type { SimulatedBoardParts } from "../kit/simulated-board.ts";
import { SimulatedLocks } from "../kit/simulated-locks.ts";
import { spoilLastByte } from "../kit/transmitter.ts";

export interface Cu16BoardsWiring {
  readonly locksPerBoard: number;
  readonly firstAddress: number;
  readonly itemSensors: boolean;
}

/** Kerong CU16 boards (cu16 §6.2), which seldom answer an order to open. Locks count from 0. */
export class Cu16Boards extends SimulatedLocks {
  override answersOpenings = false;
  readonly #wiring: Cu16BoardsWiring;

  constructor(parts: SimulatedBoardParts, wiring: Cu16BoardsWiring) {
    super(parts, { baud: 19_200, spoil: spoilLastByte }, wiring);
    this.#wiring = wiring;
    this.start();
  }

  protected override listen(): (bytes: Uint8Array) => void {
    const decoder = new FrameDecoder(cu16Codec);
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#obey(frame);
    };
  }

  #obey(frame: Cu16Frame): void {
    if (!("cmd" in frame) || "device" in frame) return;
    const { board, lock, cmd } = frame;
    if (cmd === cu16Command.unlock) this.#unlock(board, [this.slotOf(board, lock)]);
    else if (cmd === cu16Command.unlockAll) this.#unlock(board, this.slotsOf(board));
    else if (cmd === cu16Command.status) this.#tellStatus(board);
    else if (cmd === cu16Command.statusOfAll) for (let each = 0; each < 16; each++) this.#tellStatus(each);
  }

  #unlock(board: number, slots: readonly (number | undefined)[]): void {
    for (const slot of slots) {
      if (slot === undefined) return;
      this.pulse(slot, () => {
        if (this.answersOpenings && slot === slots.at(-1)) this.#tellStatus(board);
      });
    }
  }

  #tellStatus(board: number): void {
    const slots = this.slotsOf(board);
    if (slots.length === 0) return;
    const hooks = bitsOf(slots.map((slot) => this.isLocked(slot)));
    const items = this.#wiring.itemSensors ? bitsOf(slots.map((slot) => this.holdsItem(slot))) : 0;
    this.say(cu16Codec.encode({ board, lock: 0, hooks, items }));
  }
}

function bitsOf(flags: readonly boolean[]): number {
  return flags.reduce((bits, flag, at) => bits | (flag ? 1 << at : 0), 0);
}
