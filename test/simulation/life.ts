import type { Clock } from "../../platform/clock.ts";
import type { VirtualTime } from "./virtual-time.ts";

/**
 * The life of one process. What it still computes after its end reaches nobody: every seam asks here first. While it is
 * halted, what reaches it waits, and it goes no further than to its next step.
 */
export class Life {
  #alive = true;
  /** What waits until it goes on; undefined: it runs. */
  #held: (() => void)[] | undefined;
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

  /** Whether it is alive and not halted. */
  get runs(): boolean {
    return this.#alive && this.#held === undefined;
  }

  /** `kill -STOP`: clocks and the network go on without it. */
  halt(): void {
    this.#held ??= [];
  }

  /** `kill -CONT`: it goes on with what it had begun, and hears in its order what came meanwhile. */
  goOn(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const work of held) this.whenItRuns(work);
  }

  /** Does `work` now, when it goes on, or, where it has ended, never. */
  whenItRuns(work: () => void): void {
    if (!this.#alive) return;
    if (this.#held) this.#held.push(work);
    else work();
  }

  onEnd(work: () => void): void {
    this.#ends.push(work);
  }

  end(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#held = undefined;
    for (const work of this.#ends) work();
  }

  /** A moment between two steps. Does not resolve for a process that has ended, or ends here. */
  async at(point: string): Promise<void> {
    if (this.runs && this.#isKilledAt(point)) this.end();
    if (this.#alive && this.#held) await new Promise<void>((resolve) => this.whenItRuns(resolve));
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
    let isCancelled = false;
    const cancel = this.#time.after(delay, () =>
      this.#life.whenItRuns(() => {
        if (!isCancelled) work();
      }),
    );
    return () => {
      // It may be waiting for a halted process to go on.
      isCancelled = true;
      cancel();
    };
  }
}
