import type { Clock } from "../platform/clock.ts";
import type { Journal, JournalData } from "./journal.ts";

/** Numbers reserved on disk at once, so that not every number costs a sync. */
const block = 100;

/** Which memory of the journal says that no number above it was ever given. */
type Ceiling = Extract<keyof JournalData, `${string}Ceiling`>;

/**
 * Numbers that grow across restarts, for somebody who drops an equal or lower one: a board (gzxj §3.3 rule 1), and the
 * hub. They start at the seconds of the clock, which is above whatever another disk gave before, or above the ceiling
 * where the clock was set back.
 */
export class GrowingNumbers {
  readonly #journal: Journal;
  readonly #ceiling: Ceiling;
  #last: number;
  #reserved: Promise<void> = Promise.resolve();

  constructor(journal: Journal, clock: Clock, ceiling: Ceiling) {
    this.#journal = journal;
    this.#ceiling = ceiling;
    this.#last = Math.max(Math.floor(clock.now() / 1000) - 1, journal.data[ceiling] ?? 0);
  }

  /** @throws AppError store/write-failed */
  async next(): Promise<number> {
    this.#last += 1;
    const number = this.#last;
    if (number > (this.#journal.data[this.#ceiling] ?? 0)) {
      this.#journal.data[this.#ceiling] = number + block - 1;
      this.#reserved = this.#journal.save();
    }
    await this.#reserved;
    return number;
  }
}
