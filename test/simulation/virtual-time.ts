interface Entry {
  readonly at: number;
  readonly order: number;
  work: (() => void) | undefined;
}

/** Real, whatever the global timers are at the moment. */
const nextTurn = setImmediate;

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

  /** Lets time pass up to `end` (epoch ms), or until `stop` says so. */
  async passUntil(end: number, stop: () => boolean = () => false): Promise<void> {
    await stillness();
    while (!stop()) {
      const next = this.#heap[0];
      if (next === undefined || next.at > end) {
        this.#now = Math.max(this.#now, end);
        return;
      }
      this.#pop();
      if (next.work === undefined) continue;
      this.#now = next.at;
      next.work();
      await stillness();
    }
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

/** Promises, ticks and in-memory streams all run before the event loop turns: one turn is stillness. */
function stillness(): Promise<void> {
  return new Promise((resolve) => nextTurn(resolve));
}

/**
 * Puts the process's timers under virtual time while `work` runs, for libraries that take no clock (mqtt.js: keepalive
 * and time-outs).
 */
export async function underVirtualTimers<Value>(time: VirtualTime, work: () => Promise<Value>): Promise<Value> {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  const handle = (cancel: () => void) => {
    const timer = { cancel, ref: () => timer, unref: () => timer, hasRef: () => true };
    return timer;
  };
  const clear = (timer: { cancel?: () => void } | undefined) => timer?.cancel?.();
  const later = (run: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) =>
    handle(time.after(delay, () => run(...args)));
  const repeatedly = (run: (...args: unknown[]) => void, period = 0, ...args: unknown[]) => {
    const again = () => {
      timer.cancel = time.after(Math.max(1, period), () => {
        again();
        run(...args);
      });
    };
    const timer = handle(() => {});
    again();
    return timer;
  };
  Object.assign(globalThis, {
    setTimeout: later,
    clearTimeout: clear,
    setInterval: repeatedly,
    clearInterval: clear,
  });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
  }
}
