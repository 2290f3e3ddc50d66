import type { Clock } from "./clock.ts";

/** Lets a burst through at once and a steady rate after it. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #clock: Clock;
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, burst: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#clock = clock;
    this.#tokens = burst;
    this.#filledAt = clock.monotonic();
  }

  /** Takes so many tokens; false where there are not enough of them. */
  take(count: number): boolean {
    this.#fill();
    if (count > this.#tokens) return false;
    this.#tokens -= count;
    return true;
  }

  /** Takes so many tokens, or all that are there. */
  spend(count: number): void {
    this.#fill();
    this.#tokens = Math.max(0, this.#tokens - count);
  }

  #fill(): void {
    const now = this.#clock.monotonic();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) * this.#perSecond) / 1000);
    this.#filledAt = now;
  }
}
