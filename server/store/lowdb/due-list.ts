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

  /** Where the entry is, or belongs. */
  #place(due: Due): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle] as Due;
      if (entry.at < due.at || (entry.at === due.at && entry.key < due.key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
