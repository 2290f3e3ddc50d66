import { FrameDecoder } from "../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { type RfidFrame, rfid7e1bCodec, rfidCommand } from "../../../firmware-bridge/drivers/rfid7e1b/codec.ts";

export interface SimulatedReadersParts {
  /** The number of the tag before a reader. */
  readonly tagAt: (address: number) => number | undefined;
  readonly isThere: (address: number) => boolean;
  readonly say: (frame: Uint8Array) => void;
}

/** RFID readers on one line (rfid7e1b §8.3). Without a tag a reader says nothing to a question for it. */
export class SimulatedReaders {
  readonly #parts: SimulatedReadersParts;

  constructor(parts: SimulatedReadersParts) {
    this.#parts = parts;
  }

  listen(): (bytes: Uint8Array) => void {
    const decoder = new FrameDecoder(rfid7e1bCodec);
    return (bytes) => {
      for (const frame of decoder.push(bytes)) this.#obey(frame);
    };
  }

  sayTag(addr: number, uid: number): void {
    if (this.#parts.isThere(addr)) this.#parts.say(rfid7e1bCodec.encode({ addr, cmd: rfidCommand.uid, uid }));
  }

  #obey({ addr, cmd }: RfidFrame): void {
    if (!this.#parts.isThere(addr)) return;
    const uid = this.#parts.tagAt(addr);
    if (cmd === rfidCommand.check) this.#parts.say(rfid7e1bCodec.encode({ addr, cmd: rfidCommand.checked, data: "" }));
    else if (cmd === rfidCommand.readUid && uid !== undefined) this.sayTag(addr, uid);
  }
}
