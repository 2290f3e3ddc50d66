import type { Clock } from "../platform/clock.ts";

/** A moment by the hub's clock, and how far that may be off. */
export interface Moment {
  at: number;
  /** Milliseconds; null while no welcome has set the clock. */
  uncertainty: number | null;
}

/** What a crystal may run away from the hub's clock: 100 parts per million, twice what cheap ones promise. */
const drift = 1e-4;

/** So many moments are remembered before those that nothing holds any more are looked for. */
const sweepFrom = 1000;

/**
 * The hub's time as the bridge knows it: set by the round trip of a welcome, carried on by the monotonic clock. The
 * cabinet's own wall clock serves until the first welcome only, since it may be years off and may jump.
 *
 * A moment of this run of the bridge stays right: its place on the monotonic clock is known, so it is put right in place
 * by the first welcome, and again by one that shows that the hub's own clock was moved.
 */
export class HubClock {
  readonly #clock: Clock;
  /** The hub's time when the monotonic clock showed `since`; before a welcome the wall clock's. */
  #base: number;
  #since: number;
  #halfRoundTrip: number | null = null;
  #made: { readonly moment: WeakRef<Moment>; readonly monotonic: number }[] = [];
  #sweepAt = sweepFrom;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#base = clock.now();
    this.#since = clock.monotonic();
  }

  get isSet(): boolean {
    return this.#halfRoundTrip !== null;
  }

  /** The moment now. */
  now(): Moment {
    const monotonic = this.#clock.monotonic();
    const moment = this.#momentOf(monotonic);
    this.#made.push({ moment: new WeakRef(moment), monotonic });
    if (this.#made.length >= this.#sweepAt) this.#sweep();
    return moment;
  }

  /**
   * @param hubTime what the hub's clock showed when it answered
   * @param askedAt what the monotonic clock showed when the question was sent
   * @returns whether the moments of this run have been dated anew: by the first welcome, or because the hub's time moved
   * by more than the two clocks can have drifted apart
   */
  set(hubTime: number, askedAt: number): boolean {
    const monotonic = this.#clock.monotonic();
    const halfRoundTrip = (monotonic - askedAt) / 2;
    const before = this.#momentOf(monotonic);
    const moved =
      before.uncertainty === null ||
      Math.abs(hubTime + halfRoundTrip - before.at) > before.uncertainty + halfRoundTrip + 1;
    // A slow answer that agrees with what is known says less than that: a rent would begin and end less surely.
    if (!moved && halfRoundTrip > (before.uncertainty ?? 0)) return false;
    this.#base = hubTime + halfRoundTrip;
    this.#since = monotonic;
    this.#halfRoundTrip = halfRoundTrip;
    if (moved)
      for (const made of this.#made) {
        const moment = made.moment.deref();
        if (moment) Object.assign(moment, this.#momentOf(made.monotonic));
      }
    return moved;
  }

  /** What must be added to the wall clock to have the hub's time, in ms; null before a welcome. */
  offset(): number | null {
    return this.isSet ? this.#momentOf(this.#clock.monotonic()).at - Math.round(this.#clock.now()) : null;
  }

  /** A time of the wall clock not long ago, by the hub's clock. */
  ofWallClock(time: number): number {
    return Math.max(0, time + (this.offset() ?? 0));
  }

  /** The seconds of the hub's clock; before a welcome those of the wall clock as it is now. */
  seconds(): number {
    const at = this.isSet ? this.#momentOf(this.#clock.monotonic()).at : this.#clock.now();
    return Math.floor(at / 1000);
  }

  #momentOf(monotonic: number): Moment {
    const since = monotonic - this.#since;
    const at = Math.max(0, Math.round(this.#base + since));
    const half = this.#halfRoundTrip;
    return { at, uncertainty: half === null ? null : Math.ceil(half + Math.abs(since) * drift) };
  }

  #sweep(): void {
    this.#made = this.#made.filter(({ moment }) => moment.deref() !== undefined);
    this.#sweepAt = Math.max(sweepFrom, 2 * this.#made.length);
  }
}
