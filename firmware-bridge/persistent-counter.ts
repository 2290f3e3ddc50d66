import type { Journal } from "./journal.ts";
import type { JournalData } from "./journal-data.ts";

/** Which memory of the journal says that no number above it was ever given. */
type CeilingKey = Extract<keyof JournalData, `${string}Ceiling`>;

/** What the journal remembers of numbers: none above `highest` was ever given. Counters for several boards may share it. */
export class NumberCeiling {
  readonly #journal: Journal;
  readonly #key: CeilingKey;
  readonly #block: number;
  #saved: Promise<void> = Promise.resolve();

  /** @param block numbers reserved on disk in one write, so that not every number costs a sync */
  constructor(journal: Journal, key: CeilingKey, block: number) {
    this.#journal = journal;
    this.#key = key;
    this.#block = block;
  }

  get highest(): number {
    return this.#journal.data[this.#key] ?? 0;
  }

  /** Resolves once the disk says that this number may have been given, or can't be written. */
  async cover(number: number): Promise<void> {
    if (number > this.highest) {
      this.#journal.data[this.#key] = number + this.#block - 1;
      this.#saved = this.#journal.keep();
    }
    await this.#saved;
  }
}

export interface PersistentCounterParts {
  readonly ceiling: NumberCeiling;
  /** The seconds of the best clock there is. */
  readonly seconds: () => number;
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

  constructor(parts: PersistentCounterParts) {
    this.#parts = parts;
    this.#last = Math.max(parts.seconds() - 1, parts.ceiling.highest);
  }

  /** Where the disk can't be written the clock alone keeps numbers from being given twice. */
  async next(): Promise<number> {
    this.#last += 1;
    const number = this.#last;
    await this.#parts.ceiling.cover(number);
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
