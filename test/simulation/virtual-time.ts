interface Entry {
  readonly at: number;
  readonly order: number;
  work: (() => void) | undefined;
}

/** Real, whatever the global timers are at the moment. */
const nextTurn = setImmediate;
/** Between two turns that wait together node runs all promises and ticks, but does not look for input, which costs more. */
const turnsAtOnce = 64;

/**
 * Time that passes only when nothing is left to do. Everything in the simulation waits in this one queue; after each
 * entry all promises and streams run until they are still, so that the same entries always give the same history.
 */
export class VirtualTime {
  readonly #heap: Entry[] = [];
  #now: number;
  #entries = 0;

  /** @param start epoch ms */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Runs `work` at this time, or now if it has passed; the answer cancels it. */
  at(time: number, work: () => void): () => void {
    const entry: Entry = { at: Math.max(this.#now, Math.round(time)), order: this.#entries++, work };
    this.#push(entry);
    return () => {
      entry.work = undefined;
    };
  }

  after(delay: number, work: () => void): () => void {
    return this.at(this.#now + delay, work);
  }

  /** Resolves after `delay` ms. */
  sleep(delay: number): Promise<void> {
    return new Promise((resolve) => this.after(delay, resolve));
  }

  /** Lets time pass up to `end` (epoch ms), or until `stop` says so. What an entry throws ends it. */
  passUntil(end: number, stop: () => boolean = () => false): Promise<void> {
    return new Promise((resolve, reject) => {
      let over = false;
      const turn = () => {
        if (over) return;
        try {
          over = stop() || !this.#doNext(end);
          if (over) resolve();
        } catch (error) {
          over = true;
          reject(error);
        }
      };
      const moreTurns = () => {
        turn();
        if (over) return;
        for (let count = 1; count < turnsAtOnce; count++) nextTurn(turn);
        nextTurn(moreTurns);
      };
      nextTurn(moreTurns);
    });
  }

  /** @returns whether anything was due before `end` */
  #doNext(end: number): boolean {
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      if (next.work === undefined) continue;
      this.#now = next.at;
      next.work();
      return true;
    }
    this.#now = Math.max(this.#now, end);
    return false;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, heap[parent])) break;
      heap[index] = heap[parent] as Entry;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], last)) break;
      heap[index] = heap[child] as Entry;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
