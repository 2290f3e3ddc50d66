import type { Clock } from "../../platform/clock.ts";

/** Wrong tokens of all strangers together that may come in one go, and how many a second in the long run. */
const burst = 100;
const perSecond = 1;
/** Beyond that, ms between two turns, and how long somebody waits for one. */
const between = 200;
const longestWait = 5000;

/** Lets strangers pass at once, until wrong tokens have used up their common allowance: then one after another. */
export class TurnQueue {
  readonly #clock: Clock;
  #allowance = burst;
  #countedAt: number;
  #nextTurn = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#countedAt = clock.monotonic();
  }

  /** Counts one wrong token. */
  wrong(): void {
    this.#refill();
    this.#allowance = Math.max(this.#allowance - 1, 0);
  }

  /** Waits for a turn, where there is need. @returns false: too many wait already */
  async turn(): Promise<boolean> {
    this.#refill();
    if (this.#allowance >= 1) return true;
    const now = this.#clock.monotonic();
    const at = Math.max(this.#nextTurn, now + between);
    if (at - now > longestWait) return false;
    this.#nextTurn = at + between;
    await new Promise<void>((resolve) => this.#clock.after(at - now, resolve));
    return true;
  }

  #refill(): void {
    const now = this.#clock.monotonic();
    this.#allowance = Math.min(burst, this.#allowance + ((now - this.#countedAt) / 1000) * perSecond);
    this.#countedAt = now;
  }
}
