import type { Journal, JournalData } from "./journal.ts";

/** Which memory of the journal says that no number above it was ever given. */
type Ceiling = Extract<keyof JournalData, `${string}Ceiling`>;

export interface PersistentCounterParts {
  readonly journal: Journal;
  readonly ceiling: Ceiling;
  /** The seconds of the best clock there is. */
  readonly seconds: () => number;
  /** Numbers reserved on disk at once, so that not every number costs a sync. */
  readonly block: number;
}

/** The first step over numbers that were lost with a disk; each further one is ten times as wide. */
const firstStep = 1000;
/** So far above the clock numbers are raised blindly: whoever gave higher ones had a clock that was days ahead. */
const furthestAhead = 1_000_000;

/**
 * Numbers that grow across restarts, for somebody who drops an equal or lower one: a board (gzxj §3.3 rule 1), and the
 * hub. They start at the seconds of the clock, which is above whatever another disk gave before, or above the ceiling
 * where the clock was set back. Where both the disk and the clock were set back, the peer is silent until the numbers
 * are raised above those that it knows.
 */
export class PersistentCounter {
  readonly #parts: PersistentCounterParts;
  #last: number;
  #step = firstStep;
  #reserved: Promise<void> = Promise.resolve();

  constructor(parts: PersistentCounterParts) {
    this.#parts = parts;
    this.#last = Math.max(parts.seconds() - 1, parts.journal.data[parts.ceiling] ?? 0);
  }

  /** @throws AppError store/write-failed */
  async next(): Promise<number> {
    const { journal, ceiling, block } = this.#parts;
    this.#last += 1;
    const number = this.#last;
    if (number > (journal.data[ceiling] ?? 0)) {
      journal.data[ceiling] = number + block - 1;
      this.#reserved = journal.save();
    }
    await this.#reserved;
    return number;
  }

  /** Goes on above `number`, which was given by an earlier run, or may have been. */
  above(number: number): void {
    this.#last = Math.max(this.#last, number);
  }

  /** The peer is silent, and perhaps because it knows higher numbers: goes on far above, but never days ahead of the clock. */
  raise(): void {
    const seconds = this.#parts.seconds();
    this.above(Math.max(seconds, Math.min(this.#last + this.#step, seconds + furthestAhead)));
    this.#step *= 10;
  }

  /** The peer has answered: the next silence is another one. */
  heard(): void {
    this.#step = firstStep;
  }
}
