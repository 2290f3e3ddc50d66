import type { Clock, ClockSource } from "./clock.ts";

/** `by` is how far the wall clock is ahead of the steady clock, in ms; negative: it is behind. */
export type ClockChange =
  /** The wall clock was set; said again when it moves on before it has come back or was adopted. */
  | { readonly what: "stepped"; readonly by: number }
  /** The wall clock came back by itself. */
  | { readonly what: "came-back" }
  /** The wall clock has kept its new position for `adoptAfter`: it may be adopted. Said once a minute from then on. */
  | { readonly what: "lasts"; readonly by: number }
  /** `adopt` moved the steady clock to the wall clock's position. */
  | { readonly what: "adopted"; readonly by: number };

export interface SteadyClockOptions {
  /** Between two comparisons of the clocks; ms. */
  readonly checkEvery?: number;
}

export interface ClockStart {
  /** What the clock shows at the start, where that is not the wall clock's time; epoch ms. */
  readonly at?: number;
  /** Nothing confirms the time at the start: `reliableSince` has no answer for the first ten minutes. */
  readonly doubtful?: boolean;
}

/** A larger difference between the clocks is a step; a smaller one is worked off by and by; ms. */
export const stepThreshold = 2000;
/** How long the wall clock must keep a new position before it may be adopted; ms. */
export const adoptAfter = 5 * 60_000;
/** How long a start is doubtful that nothing confirms; ms. */
export const doubtLasts = 10 * 60_000;
const repeatAfter = 60_000;
/** The most that the clock runs fast or slow, as a part of the time that passes. */
const mostSlew = 0.001;
/** A larger lead of the uptime is time in suspension. It is told to a hundredth of a second by some systems, to a second by others; ms. */
const suspensionThreshold = 1500;
/** Clocks that could not be read together tell nothing, for what passed between them would count as a difference; ms. */
const readWithin = 5;

/**
 * The time of the wall clock without its steps: runs on by the monotonic clock, follows the wall clock by at most 1 ms
 * a second, never runs backwards and never jumps. Two exceptions: the time that the machine was suspended is added, and
 * `adopt` takes over a position of the wall clock.
 */
export class SteadyClock implements Clock {
  readonly #source: ClockSource;
  readonly #checkEvery: number;
  readonly #listeners = new Set<(change: ClockChange) => void>();
  /** What the clock shows at `since` of the monotonic clock, and how fast it runs from there. */
  #base: { readonly at: number; readonly since: number; readonly rate: number };
  /** The uptime less the monotonic clock, ms: it grows only while the machine is suspended. */
  #uptimeLead: number;
  /** While the wall clock is off: by how much, and when it is said (again) that this lasts, by the monotonic clock. */
  #step: { readonly by: number; readonly lastsAt: number } | undefined;
  /** By the monotonic clock. */
  #reliableFrom: number;
  #cancel: () => void = () => {};

  constructor(source: ClockSource, { checkEvery = 1000 }: SteadyClockOptions = {}) {
    this.#source = source;
    this.#checkEvery = checkEvery;
    const since = source.monotonic();
    this.#base = { at: source.now(), since, rate: 1 };
    this.#uptimeLead = source.uptime() * 1000 - since;
    this.#reliableFrom = since;
  }

  /** Compares the clocks, and again every `checkEvery` ms until `stop`. */
  start({ at, doubtful = false }: ClockStart = {}): void {
    const since = this.#source.monotonic();
    if (at !== undefined) this.#base = { at, since, rate: 1 };
    this.#reliableFrom = doubtful ? since + doubtLasts : since;
    this.#checkAndGoOn();
  }

  stop(): void {
    this.#cancel();
  }

  /** Calls `listener` with every change; the answer ends it. */
  watch(listener: (change: ClockChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  now(): number {
    return Math.floor(this.#exactAt(this.#source.monotonic()));
  }

  monotonic(): number {
    return this.#source.monotonic();
  }

  after(delay: number, work: () => void): () => void {
    return this.#source.after(delay, work);
  }

  /** How far the wall clock is off, ms; 0 while it is not. */
  get step(): number {
    return this.#step?.by ?? 0;
  }

  /** By the monotonic clock, since when nothing casts doubt on the time; undefined: something does now. */
  reliableSince(): number | undefined {
    if (this.#step || this.#source.monotonic() < this.#reliableFrom) return undefined;
    return this.#reliableFrom;
  }

  /** Takes over a position of the wall clock: from now on the clock shows `by` ms more, wherever the wall clock is by now. */
  adopt(by: number): void {
    const since = this.#source.monotonic();
    this.#base = { at: this.#exactAt(since) + by, since, rate: 1 };
    this.#step = undefined;
    this.#reliableFrom = since;
    this.#tell({ what: "adopted", by });
    this.check();
  }

  /** Compares the clocks. */
  check(): void {
    const read = this.#read();
    if (!read) return;
    const { now, monotonic, uptimeLead } = read;
    const suspended = uptimeLead - this.#uptimeLead;
    if (suspended > suspensionThreshold) {
      this.#uptimeLead = uptimeLead;
      this.#base = { at: this.#exactAt(monotonic) + suspended, since: monotonic, rate: 1 };
    }
    const at = this.#exactAt(monotonic);
    const off = now - at;
    if (Math.abs(off) > stepThreshold) {
      this.#base = { at, since: monotonic, rate: 1 };
      this.#isOff(off, monotonic);
    } else {
      const slew = Math.max(-mostSlew, Math.min(mostSlew, off / this.#checkEvery));
      this.#base = { at, since: monotonic, rate: 1 + slew };
      this.#isBack(monotonic);
    }
  }

  #checkAndGoOn(): void {
    this.#cancel();
    this.check();
    this.#cancel = this.#source.after(this.#checkEvery, () => this.#checkAndGoOn());
  }

  #isOff(off: number, monotonic: number): void {
    const step = this.#step;
    if (!step || Math.abs(off - step.by) > stepThreshold) {
      const by = Math.round(off);
      this.#step = { by, lastsAt: monotonic + adoptAfter };
      this.#tell({ what: "stepped", by });
    } else if (monotonic >= step.lastsAt) {
      this.#step = { ...step, lastsAt: monotonic + repeatAfter };
      this.#tell({ what: "lasts", by: step.by });
    }
  }

  #isBack(monotonic: number): void {
    if (!this.#step) return;
    this.#step = undefined;
    this.#reliableFrom = Math.max(this.#reliableFrom, monotonic);
    this.#tell({ what: "came-back" });
  }

  /** All clocks as they stood together; undefined where the process was halted between two of them. */
  #read(): { now: number; monotonic: number; uptimeLead: number } | undefined {
    const monotonic = this.#source.monotonic();
    const now = this.#source.now();
    const uptimeLead = this.#source.uptime() * 1000 - monotonic;
    return this.#source.monotonic() - monotonic > readWithin ? undefined : { now, monotonic, uptimeLead };
  }

  #exactAt(monotonic: number): number {
    const { at, since, rate } = this.#base;
    return at + (monotonic - since) * rate;
  }

  #tell(change: ClockChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
