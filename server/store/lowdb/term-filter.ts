import { createHash } from "node:crypto";

/** With two bytes per term and seven bits set for each, one in 1,400 strangers passes. */
const bytesPerTerm = 2;
const bitsPerTerm = 7;

/** A Bloom filter: what it denies is not among its terms, what it admits most probably is. */
export class TermFilter {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  static of(terms: ReadonlySet<string>): TermFilter {
    const filter = new TermFilter(Buffer.alloc(Math.max(1, terms.size) * bytesPerTerm));
    for (const term of terms)
      for (const bit of filter.#bits(term)) filter.bytes[bit >> 3] = (filter.bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
    return filter;
  }

  mayHold(term: string): boolean {
    return this.#bits(term).every((bit) => ((this.bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);
  }

  #bits(term: string): number[] {
    const hash = createHash("sha256").update(term).digest();
    return Array.from({ length: bitsPerTerm }, (_, n) => hash.readUInt32LE(n * 4) % (this.bytes.length * 8));
  }
}
