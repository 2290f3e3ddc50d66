import type { Clock } from "../../platform/clock.ts";

/** Lets everything run that waits for nothing but the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves once `condition` holds; the test's own time limit ends a wait in vain. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #wall: number;
  #monotonic = 1000;
  #timers = new Set<{ due: number; work: () => void }>();

  constructor(wall = 1_800_000_000_000) {
    this.#wall = wall;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(delay: number, work: () => void): () => void {
    const timer = { due: this.#monotonic + delay, work };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Somebody sets the wall clock; the monotonic one does not notice. */
  setWall(time: number): void {
    this.#wall = time;
  }

  /** Time passes, and what is due is done in its order. */
  async pass(duration: number): Promise<void> {
    const end = this.#monotonic + duration;
    await settle();
    for (;;) {
      const [next] = [...this.#timers].filter((timer) => timer.due <= end).toSorted((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#moveTo(next.due);
      next.work();
      await settle();
    }
    this.#moveTo(end);
    await settle();
  }

  #moveTo(monotonic: number): void {
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}
