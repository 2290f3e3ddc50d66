import type { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";

/** One start bit, eight data bits, one stop bit at 115200 baud (gzxj §3.1), in ms. */
const msPerByte = 10_000 / 115_200;

/** The board's end of the line: what it says leaves one after the other, at the speed of the line. */
export class Transmitter {
  /** so many of the next frames leave with a wrong checksum */
  corruptNext = 0;
  /** whether every byte leaves by itself */
  split = false;
  /** the line that is plugged in; without one, what leaves is lost */
  line: Duplex | undefined;
  readonly #clock: Clock;
  readonly #waiting: Buffer[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send(frame: Buffer): void {
    const bytes = this.#spoil(frame);
    this.#waiting.push(...(this.split ? Array.from(bytes, (byte) => Buffer.of(byte)) : [bytes]));
    if (this.#cancel === undefined) this.#next();
  }

  /** What has not left by now never leaves. */
  cut(): void {
    this.#waiting.length = 0;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #next(): void {
    const bytes = this.#waiting.shift();
    this.#cancel =
      bytes &&
      this.#clock.after(bytes.length * msPerByte, () => {
        if (this.line?.writable) this.line.write(bytes);
        this.#next();
      });
  }

  #spoil(frame: Buffer): Buffer {
    if (this.corruptNext === 0) return frame;
    this.corruptNext--;
    const spoiled = Buffer.from(frame);
    const lastDigit = spoiled.length - 2;
    spoiled[lastDigit] = spoiled[lastDigit] === 0x30 ? 0x31 : 0x30;
    return spoiled;
  }
}
