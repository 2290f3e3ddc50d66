import type { Clock } from "../platform/clock.ts";

/** A moment by the hub's clock, and how far that may be off. */
export interface Moment {
  at: number;
  /** Milliseconds; null while no welcome has set the clock. */
  uncertainty: number | null;
}

/** What a crystal may run away from the hub's clock: 100 parts per million, twice what cheap ones promise. */
const drift = 1e-4;

/**
 * The hub's time as the bridge knows it: set by the round trip of a welcome, carried on by the monotonic clock. The
 * cabinet's own wall clock serves until the first welcome only, since it may be years off and may jump.
 */
export class HubClock {
  readonly #clock: Clock;
  /** The hub's time when the monotonic clock showed `since`; before a welcome the wall clock's. */
  #base: number;
  #since: number;
  #halfRoundTrip: number | null = null;
  readonly #undated = new Set<Moment>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#base = clock.now();
    this.#since = clock.monotonic();
  }

  get isSet(): boolean {
    return this.#halfRoundTrip !== null;
  }

  /** The moment now. One taken before the first welcome is put right in place when that comes. */
  now(): Moment {
    const elapsed = this.#clock.monotonic() - this.#since;
    const at = Math.round(this.#base + elapsed);
    if (this.#halfRoundTrip !== null) return { at, uncertainty: Math.ceil(this.#halfRoundTrip + elapsed * drift) };
    const moment: Moment = { at, uncertainty: null };
    this.#undated.add(moment);
    return moment;
  }

  /**
   * @param hubTime what the hub's clock showed when it answered
   * @param askedAt what the monotonic clock showed when the question was sent
   */
  set(hubTime: number, askedAt: number): void {
    const monotonic = this.#clock.monotonic();
    const halfRoundTrip = (monotonic - askedAt) / 2;
    const shift = hubTime + halfRoundTrip - (this.#base + monotonic - this.#since);
    this.#base = hubTime + halfRoundTrip;
    this.#since = monotonic;
    this.#halfRoundTrip = halfRoundTrip;
    for (const moment of this.#undated) {
      moment.at = Math.max(0, Math.round(moment.at + shift));
      moment.uncertainty = Math.ceil(halfRoundTrip);
    }
    this.#undated.clear();
  }

  /** What must be added to the wall clock to have the hub's time, in ms; null before a welcome. */
  offset(): number | null {
    return this.isSet ? this.now().at - Math.round(this.#clock.now()) : null;
  }

  /** A time of the wall clock not long ago, by the hub's clock. */
  ofWallClock(time: number): number {
    return Math.max(0, time + (this.offset() ?? 0));
  }
}
