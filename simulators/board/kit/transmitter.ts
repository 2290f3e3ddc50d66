import type { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";

/** One start bit, eight data bits, one stop bit. */
const bitsPerByte = 10;

/** How a board's answers leave it. */
export interface TransmitterSettings {
  /** bits per second of the line; TCP boards send as fast as a fast line */
  readonly baud: number;
  /** the same frame with a wrong checksum */
  readonly spoil: (frame: Uint8Array) => Uint8Array;
}

/** The board's end of the line: what it says leaves one after the other, at the speed of the line. */
export class Transmitter {
  /** so many of the next frames leave with a wrong checksum */
  corruptNext = 0;
  /** whether every byte leaves by itself */
  split = false;
  /** how much later than usual each frame leaves, ms; the frames behind it wait no longer for that */
  delay = 0;
  /** the line that is plugged in; without one, what leaves is lost */
  line: Duplex | undefined;
  readonly #clock: Clock;
  readonly #settings: TransmitterSettings;
  /** `notBefore`: by the monotonic clock */
  readonly #waiting: { bytes: Uint8Array; notBefore: number }[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, settings: TransmitterSettings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  send(frame: Uint8Array): void {
    const bytes = this.#spoil(frame);
    const pieces = this.split ? Array.from(bytes, (byte) => Uint8Array.of(byte)) : [bytes];
    const notBefore = this.#clock.monotonic() + this.delay;
    for (const piece of pieces) this.#waiting.push({ bytes: piece, notBefore });
    if (this.#cancel === undefined) this.#next();
  }

  /** Bytes that are no frame of the board stand on the line: noise, or another board's. */
  noise(bytes: Uint8Array): void {
    if (this.line?.writable) this.line.write(bytes);
  }

  /** What has not left by now never leaves. */
  cut(): void {
    this.#waiting.length = 0;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #next(): void {
    const next = this.#waiting.shift();
    this.#cancel =
      next &&
      this.#clock.after(this.#untilSent(next), () => {
        this.noise(next.bytes);
        this.#next();
      });
  }

  #untilSent({ bytes, notBefore }: { bytes: Uint8Array; notBefore: number }): number {
    const held = Math.max(0, notBefore - this.#clock.monotonic());
    return held + (bytes.length * bitsPerByte * 1000) / this.#settings.baud;
  }

  #spoil(frame: Uint8Array): Uint8Array {
    if (this.corruptNext === 0) return frame;
    this.corruptNext--;
    return this.#settings.spoil(frame);
  }
}

/** For protocols that end in a checksum of bytes: the last byte is another one. */
export function spoilLastByte(frame: Uint8Array): Uint8Array {
  const spoiled = Uint8Array.from(frame);
  spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 0xff;
  return spoiled;
}
