/**
 * Follows the packets in an MQTT byte stream by their fixed headers alone (MQTT 3.1.1 §2.2), so that a packet that is too
 * long is known by its first bytes: the broker's own parser has no limit and would collect all of it.
 */
export class PacketGauge {
  readonly #longest: number;
  #inLength = false;
  #length = 0;
  #weight = 1;
  #rest = 0;

  /** @param longest the most bytes that may follow a fixed header */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** How many packets begin in these bytes; undefined as soon as one is too long, or its length is malformed. */
  measure(bytes: Uint8Array): number | undefined {
    let packets = 0;
    for (let at = 0; at < bytes.length; ) {
      if (this.#rest > 0) {
        const step = Math.min(this.#rest, bytes.length - at);
        this.#rest -= step;
        at += step;
      } else if (this.#inLength) {
        if (!this.#addToLength(bytes[at] ?? 0)) return undefined;
        at += 1;
      } else {
        packets += 1;
        this.#inLength = true;
        at += 1;
      }
    }
    return packets;
  }

  /** The length comes in groups of 7 bits, lowest first; the top bit says that another one follows, of at most four. */
  #addToLength(byte: number): boolean {
    this.#length += (byte & 0x7f) * this.#weight;
    this.#weight *= 0x80;
    const more = byte >= 0x80;
    if (this.#length > this.#longest || (more && this.#weight === 0x80 ** 4)) return false;
    if (!more) {
      this.#rest = this.#length;
      this.#inLength = false;
      this.#length = 0;
      this.#weight = 1;
    }
    return true;
  }
}
