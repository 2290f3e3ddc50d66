interface Due {
  readonly at: number;
  readonly key: string;
}

/** Keys by the time they are due (epoch ms), then by key: sorted, so that reading costs what it returns. */
export class DueList {
  readonly #entries: Due[] = [];

  add(due: Due): void {
    this.#entries.splice(this.#place(due), 0, due);
  }

  remove(due: Due): void {
    this.#entries.splice(this.#place(due), 1);
  }

  until(at: number, limit: number): string[] {
    const keys: string[] = [];
    for (const entry of this.#entries) {
      if (entry.at > at || keys.length >= limit) break;
      keys.push(entry.key);
    }
    return keys;
  }

  /** The earliest time after `at`; undefined: nothing is due later. */
  nextAfter(at: number): number | undefined {
    return this.#entries[this.#first((entry) => entry.at > at)]?.at;
  }

  /** Where the entry is, or belongs. */
  #place({ at, key }: Due): number {
    return this.#first((entry) => entry.at > at || (entry.at === at && entry.key >= key));
  }

  /** Where the first entry is of which this is true, as it is of all after it; else the end. */
  #first(isSo: (entry: Due) => boolean): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isSo(this.#entries[middle] as Due)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
