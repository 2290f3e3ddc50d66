const shortest = 1000;
const longest = 30_000;

/** Delays between attempts, in ms: doubled each time, up to half a minute, and spread so that a fleet does not come at once. */
export class Backoff {
  readonly #random: () => number;
  #ceiling = shortest;

  /** @param random from 0 to below 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  next(): number {
    const delay = this.#ceiling * (0.5 + this.#random() / 2);
    this.#ceiling = Math.min(this.#ceiling * 2, longest);
    return Math.round(delay);
  }

  reset(): void {
    this.#ceiling = shortest;
  }
}
