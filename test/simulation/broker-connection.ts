import type { Duplex } from "node:stream";
import { generate, type Packet } from "mqtt-packet";
import type { VirtualTime } from "./virtual-time.ts";

/** One connection of a bridge, as the broker has it; `near` is the bridge's end. */
export class BrokerConnection {
  /** Nothing goes through, and neither end knows. */
  halfOpen = false;
  /** Epoch ms. */
  heard = 0;
  since = 0;
  will: { topic: string; payload: Buffer } | undefined;
  readonly #near: Duplex;
  readonly #far: Duplex;
  #lastUp = 0;
  #lastDown = 0;

  constructor(near: Duplex, far: Duplex) {
    this.#near = near;
    this.#far = far;
  }

  get closed(): boolean {
    return this.#far.destroyed || this.#near.destroyed;
  }

  write(packet: Packet): void {
    if (!this.halfOpen && !this.closed) this.#far.write(generate(packet));
  }

  /** What is sent first comes first, here and in `down`. */
  up(time: VirtualTime, delay: number, work: () => void): void {
    this.#lastUp = Math.max(this.#lastUp, time.now() + delay);
    time.at(this.#lastUp, work);
  }

  down(time: VirtualTime, delay: number, work: () => void): void {
    this.#lastDown = Math.max(this.#lastDown, time.now() + delay);
    time.at(this.#lastDown, work);
  }

  destroy(): void {
    this.#near.destroy();
    this.#far.destroy();
  }
}
