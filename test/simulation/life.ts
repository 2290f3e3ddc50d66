import type { Clock } from "../../platform/clock.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** The life of one process. What it still computes after its end reaches nobody: every seam asks here first. */
export class Life {
  #alive = true;
  readonly #ends: (() => void)[] = [];
  /** Resolves when it ends. */
  readonly ended = new Promise<void>((resolve) => this.#ends.push(resolve));
  readonly #isKilledAt: (point: string) => boolean;

  /** @param isKilledAt asked between two steps: whether the process ends there */
  constructor(isKilledAt: (point: string) => boolean) {
    this.#isKilledAt = isKilledAt;
  }

  get alive(): boolean {
    return this.#alive;
  }

  onEnd(work: () => void): void {
    this.#ends.push(work);
  }

  end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const work of this.#ends) work();
  }

  /** A moment between two steps. Does not resolve for a process that has ended, or ends here. */
  async at(point: string): Promise<void> {
    if (this.#alive && this.#isKilledAt(point)) this.end();
    // A promise of its own: a shared one would keep everything that ever waited for it.
    if (!this.#alive) await new Promise<never>(() => {});
  }

  /** A step outside of the process, with a moment before and one after it. */
  async step<Value>(point: string, work: () => Promise<Value>): Promise<Value> {
    await this.at(`before ${point}`);
    try {
      const value = await work();
      await this.at(`after ${point}`);
      return value;
    } catch (error) {
      await this.at(`after ${point} failed`);
      throw error;
    }
  }
}

/** A wall clock that somebody may set wrong, ms; every process of a machine reads it. */
export interface WallClock {
  error: number;
}

/** The clock of one process. */
export class ProcessClock implements Clock {
  readonly #time: VirtualTime;
  readonly #life: Life;
  readonly #wall: WallClock;
  readonly #started: number;

  constructor(time: VirtualTime, life: Life, wall: WallClock) {
    this.#time = time;
    this.#life = life;
    this.#wall = wall;
    this.#started = time.now();
  }

  now(): number {
    return this.#time.now() + this.#wall.error;
  }

  monotonic(): number {
    return this.#time.now() - this.#started;
  }

  after(delay: number, work: () => void): () => void {
    return this.#time.after(delay, () => {
      if (this.#life.alive) work();
    });
  }
}
