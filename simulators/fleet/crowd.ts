import type { Clock } from "../../platform/clock.ts";

/** Somebody who can be connected to the broker. */
export interface Member {
  /** Begins one attempt: `settled` is told once, when it has succeeded or failed; `lost` when a connection ends later. */
  connect(settled: (connected: boolean) => void, lost: () => void): void;
  disconnect(): void;
}

/** So many attempts may be under way: enough to keep a broker busy, few enough not to time out in its queue. */
const window = 64;
/** After a failed attempt or a loss; ms, and as much again by chance. */
const restFor = 1000;

/** Keeps as many of its members connected as are wanted, the first ones first. */
export class Crowd {
  readonly #members: readonly Member[];
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #states: ("away" | "connecting" | "connected" | "resting")[];
  #wanted = 0;
  /** No member before this one is away. */
  #next = 0;
  #connecting = 0;
  connected = 0;

  /** @param random 0 up to 1 */
  constructor(members: readonly Member[], clock: Clock, random: () => number) {
    this.#members = members;
    this.#clock = clock;
    this.#random = random;
    this.#states = members.map(() => "away");
  }

  /** From now on so many are connected; those that are too many are cut off. */
  want(count: number): void {
    this.#wanted = Math.min(count, this.#members.length);
    this.#members.slice(this.#wanted).forEach((member, index) => {
      const state = this.#states[this.#wanted + index];
      if (state === "connected" || state === "connecting") member.disconnect();
    });
    this.#next = 0;
    this.#begin();
  }

  #begin(): void {
    while (this.#connecting < window && this.#next < this.#wanted) {
      const index = this.#next++;
      if (this.#states[index] === "away") this.#connect(index);
    }
  }

  #connect(index: number): void {
    this.#states[index] = "connecting";
    this.#connecting += 1;
    this.#members[index]?.connect(
      (connected) => {
        this.#connecting -= 1;
        if (connected) {
          this.#states[index] = "connected";
          this.connected += 1;
        } else this.#rest(index);
        this.#begin();
      },
      () => {
        this.connected -= 1;
        this.#rest(index);
      },
    );
  }

  #rest(index: number): void {
    if (index >= this.#wanted) {
      this.#states[index] = "away";
      return;
    }
    this.#states[index] = "resting";
    this.#clock.after(restFor * (1 + this.#random()), () => {
      this.#states[index] = "away";
      this.#next = Math.min(this.#next, index);
      this.#begin();
    });
  }
}
