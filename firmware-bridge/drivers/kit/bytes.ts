import { MalformedFrame } from "./codec.ts";

/** The fields of a binary frame from left to right. All numbers are big-endian unless a name says otherwise. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #next = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#next;
  }

  /** @throws MalformedFrame where fewer are left */
  bytes(count: number): Uint8Array {
    if (count > this.left) throw new MalformedFrame("a field is missing");
    this.#next += count;
    return this.#bytes.subarray(this.#next - count, this.#next);
  }

  u8(): number {
    return number(this.bytes(1));
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    return number(this.bytes(2));
  }

  u32(): number {
    return number(this.bytes(4));
  }

  u32LittleEndian(): number {
    return number(this.bytes(4).toReversed());
  }

  hex(count: number): string {
    return toHex(this.bytes(count));
  }

  /** Printable ASCII. @throws MalformedFrame */
  ascii(count: number): string {
    const text = String.fromCharCode(...this.bytes(count));
    if (!/^[ -~]*$/.test(text)) throw new MalformedFrame("a text is not printable");
    return text;
  }

  rest(): string {
    return this.hex(this.left);
  }

  /** @throws MalformedFrame where fields are left over */
  end(): void {
    if (this.left > 0) throw new MalformedFrame("fields are left over");
  }
}

function number(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** The bytes of a number, highest first. */
export function bigEndian(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => Math.floor(value / 256 ** (count - 1 - at)) & 0xff);
}

export function asciiBytes(text: string): number[] {
  return [...Buffer.from(text, "latin1")];
}

/** Upper case, without separators. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex").toUpperCase();
}

export function fromHex(hex: string): number[] {
  return [...Buffer.from(hex, "hex")];
}
