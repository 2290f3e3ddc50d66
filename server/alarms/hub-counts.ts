/** Counters of this process that only grow, by their meaning. */
export interface Counts {
  readonly opened: number;
  readonly notOpened: number;
  readonly guesses: number;
  readonly definiteCalls: number;
  readonly unknownCalls: number;
}

/** Readings that lie so far back are what the newest is compared with: a quarter of an hour, at one a minute. */
const kept = 15;

/** What counters have grown by lately. */
export class CountWindow {
  #readings: Counts[];

  /** @param first how they stood at the start */
  constructor(first: Counts) {
    this.#readings = [first];
  }

  /** Takes a reading. @returns by how much each has grown since the oldest reading that is kept */
  grown(now: Counts): Counts {
    const [oldest = now] = this.#readings;
    this.#readings = [...this.#readings, now].slice(-kept);
    return {
      opened: now.opened - oldest.opened,
      notOpened: now.notOpened - oldest.notOpened,
      guesses: now.guesses - oldest.guesses,
      definiteCalls: now.definiteCalls - oldest.definiteCalls,
      unknownCalls: now.unknownCalls - oldest.unknownCalls,
    };
  }
}
