import type { Clock } from "../platform/clock.ts";

/** Does its work again and again, at a pace that may change. */
export class Interval {
  readonly #clock: Clock;
  readonly #work: () => void;
  #cancel: () => void = () => {};

  constructor(clock: Clock, work: () => void) {
    this.#clock = clock;
    this.#work = work;
  }

  /** @param period ms from now to the first time, and from each time to the next */
  every(period: number): void {
    this.#cancel();
    this.#cancel = this.#clock.after(period, () => {
      this.every(period);
      this.#work();
    });
  }

  stop(): void {
    this.#cancel();
  }
}
