import { type Decoded, FrameDecoder } from "../drivers/kit/frame-decoder.ts";
import type { Fields, Protocol } from "./protocols.ts";

/**
 * Decodes traffic that was written down in pieces: arguments, or lines of a log. A piece holds whole frames. Only where it ends
 * inside a frame, the next piece may go on with it: if that one is no frame by itself, and both together are.
 */
export class TrafficDecoder {
  readonly #codec: Protocol["codec"];
  /** The start of a frame. */
  #open: Uint8Array = new Uint8Array();

  constructor(codec: Protocol["codec"]) {
    this.#codec = codec;
  }

  piece(bytes: Uint8Array): Decoded<Fields>[] {
    if (this.#open.length === 0) return this.#start(bytes);
    const joined = Buffer.concat([this.#open, bytes]);
    if (!this.#isClean(bytes) && this.#isCleanSoFar(joined)) return this.#start(joined);
    return [...this.end(), ...this.#start(bytes)];
  }

  end(): Decoded<Fields>[] {
    const decoder = new FrameDecoder(this.#codec);
    const found = [...decoder.decode(this.#open), ...decoder.end()];
    this.#open = new Uint8Array();
    return found;
  }

  #start(bytes: Uint8Array): Decoded<Fields>[] {
    const decoder = new FrameDecoder(this.#codec);
    const found = decoder.decode(bytes);
    if (decoder.isInGarbage) return [...found, ...decoder.end()];
    this.#open = decoder.kept;
    return found;
  }

  #isClean(bytes: Uint8Array): boolean {
    const decoder = new FrameDecoder(this.#codec);
    return [...decoder.decode(bytes), ...decoder.end()].every((decoded) => "frame" in decoded);
  }

  #isCleanSoFar(bytes: Uint8Array): boolean {
    const decoder = new FrameDecoder(this.#codec);
    return decoder.decode(bytes).every((decoded) => "frame" in decoded) && !decoder.isInGarbage;
  }
}
