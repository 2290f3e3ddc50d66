import type { Clock } from "../../../platform/clock.ts";

/** What a motor or a hand did at a slot, whatever the board said of it. */
export interface Motion {
  /** epoch ms */
  readonly at: number;
  /** jammed: the motor ran, and nothing came out */
  readonly what: "ejected" | "jammed" | "taken" | "inserted";
  readonly slot: number;
  readonly itemId?: string;
  /** of a motor: the order that it ran for, and when it started */
  readonly orderId?: string;
  readonly startedAt?: number;
}

const longest = 5000;

/** The latest motions, oldest first: a witness who outlives whoever speaks to the board. */
export class MotionLog {
  readonly entries: Motion[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(motion: Omit<Motion, "at">): void {
    this.entries.push({ at: this.#clock.now(), ...motion });
    if (this.entries.length > longest) this.entries.shift();
  }
}
