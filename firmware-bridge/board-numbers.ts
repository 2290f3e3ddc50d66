import type { Clock } from "../platform/clock.ts";
import type { NumberSource } from "./drivers/driver.ts";
import type { Journal } from "./journal.ts";

/** Numbers reserved on disk at once, so that not every number costs a sync. */
const block = 100;

/**
 * Message numbers that grow across restarts. A board drops an equal or lower one without a word (gzxj §3.3 rule 1), so
 * they start at the seconds of the clock, which is above whatever another host gave before, or above the ceiling where
 * the clock was set back.
 */
export class BoardNumbers implements NumberSource {
  readonly #journal: Journal;
  #last: number;
  #reserved: Promise<void> = Promise.resolve();

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#last = Math.max(Math.floor(clock.now() / 1000) - 1, journal.data.numberCeiling);
  }

  async next(): Promise<number> {
    this.#last += 1;
    const number = this.#last;
    if (number > this.#journal.data.numberCeiling) {
      this.#journal.data.numberCeiling = number + block - 1;
      this.#reserved = this.#journal.save();
    }
    await this.#reserved;
    return number;
  }
}
