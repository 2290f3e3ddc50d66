import { crc16Modbus } from "./crc.ts";

/** Both sides mix it into the checksum; the vendor's default, which every known board uses (gzxj §3.1). */
const key = "GZXJ";

/** Only one board hangs on the line, so it has the address 0 (gzxj §3.1). */
const address = "0";

/** Longer than any inventory of 48 slots with the longest ids; the vendor asks for a buffer of 4096 (gzxj §3.1). */
const maxFrameBytes = 4096;

/** Why bytes of the line were not taken as a frame; `cut`: the next frame began before this one ended. */
export type DropReason = "garbage" | "cut" | "overlong" | "wrong-crc" | "foreign-address" | "malformed";

/** Thrown by whoever reads the fields of a frame. It names no content: an AC frame holds credentials. */
export class MalformedFrame extends Error {}

/** `{0@command,fields…,CRC}` */
export function encodeFrame(command: string, fields: readonly (string | number)[]): Buffer {
  const text = [command, ...fields, ""].join(",");
  return Buffer.from(`{${address}@${text}${checksum(text)}}`, "latin1");
}

/**
 * Finds the frames in a stream of bytes, however it is cut. What isn't a frame is dropped and counted, and reading goes
 * on at the next `{`, which never stands inside a frame.
 */
export class FrameDecoder<Frame> {
  readonly dropped: Record<DropReason, number> = {
    garbage: 0,
    cut: 0,
    overlong: 0,
    "wrong-crc": 0,
    "foreign-address": 0,
    malformed: 0,
  };
  readonly #understand: (command: string, fields: readonly string[]) => Frame;
  #state: "between" | "inside" | "lost" = "between";
  #text = "";

  /** @param understand makes a typed frame of the fields, or throws MalformedFrame */
  constructor(understand: (command: string, fields: readonly string[]) => Frame) {
    this.#understand = understand;
  }

  push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (const byte of bytes) {
      const frame = this.#take(String.fromCharCode(byte));
      if (frame !== undefined) frames.push(frame);
    }
    return frames;
  }

  #take(character: string): Frame | undefined {
    if (character === "{") {
      if (this.#state === "inside") this.dropped.cut++;
      this.#state = "inside";
      this.#text = "";
    } else if (this.#state === "inside") {
      if (character === "}") {
        this.#state = "between";
        return this.#check(this.#text);
      }
      this.#text += character;
      if (this.#text.length > maxFrameBytes - 2) this.#lose("overlong");
    } else if (this.#state === "between" && character !== "\r" && character !== "\n") {
      this.#lose("garbage");
    }
    return undefined;
  }

  #lose(reason: DropReason): void {
    this.dropped[reason]++;
    this.#state = "lost";
    this.#text = "";
  }

  #check(text: string): Frame | undefined {
    const parts = /^(\d+)@((?:[^,]*,)+)([0-9A-Fa-f]{4})$/.exec(text);
    const [, to, signed, crc] = parts ?? [];
    if (to === undefined || signed === undefined || crc === undefined) return this.#refuse("malformed");
    if (crc.toUpperCase() !== checksum(signed)) return this.#refuse("wrong-crc");
    if (to !== address) return this.#refuse("foreign-address");
    const [command = "", ...fields] = signed.slice(0, -1).split(",");
    try {
      return this.#understand(command, fields);
    } catch (error) {
      if (error instanceof MalformedFrame) return this.#refuse("malformed");
      throw error;
    }
  }

  #refuse(reason: DropReason): undefined {
    this.dropped[reason]++;
  }
}

/** Over the text from the command up to and with the comma before the checksum, then the key (gzxj §3.1). */
function checksum(text: string): string {
  return crc16Modbus(Buffer.from(text + key, "latin1"))
    .toString(16)
    .toUpperCase()
    .padStart(4, "0");
}
