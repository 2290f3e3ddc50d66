import type { Duplex } from "node:stream";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Backoff } from "./backoff.ts";
import type { Driver } from "./drivers/driver.ts";

export interface BoardParts {
  readonly openLine: () => Promise<Duplex>;
  readonly openDriver: (line: Duplex) => Driver;
  readonly clock: Clock;
  readonly backoff: Backoff;
  readonly log: Log;
  /** A line is open and has its driver. */
  readonly onConnected: () => void;
  /** The board has said nothing for long, or does not answer. */
  readonly onSilent: () => void;
  /** It speaks again. */
  readonly onHeard: () => void;
}

/** A driver asks its board something at least once a minute; after this long without a word the line is dead. */
const silenceLimit = 120_000;

/** A board that was not heard for so long, though it is asked every half minute, is off; ms. */
const silentAfter = 45_000;
/** A board that does not answer a look and was not heard for so long is off too; ms. */
const unansweredAfter = 10_000;
const checkEvery = 5_000;
/** A check that is so late does not come any more; ms. */
const hangsAfter = 60_000;

/** Keeps a line to the board open, with a driver on it. A line that was lost is thrown away and a new one opened. */
export class Board {
  readonly #parts: BoardParts;
  #current: { driver: Driver; line: Duplex } | undefined;
  readonly #waiting = new Set<(driver: Driver | undefined) => void>();
  #cancelTimer: () => void = () => {};
  #lastHeard: number | undefined;
  #stopped = false;
  #isSilent = false;
  /** The monotonic clock when the board was found to have spoken last, or when the bridge started; and what it said that at. */
  #spokeSince: number;
  #spokeAt: number | undefined;
  #cancelCheck: () => void = () => {};
  #checkedAt: number;

  constructor(parts: BoardParts) {
    this.#parts = parts;
    this.#spokeSince = parts.clock.monotonic();
    this.#checkedAt = this.#spokeSince;
  }

  /** Whether the board is not looked after any more, so that only a new start helps. A silent board is. */
  get hangs(): boolean {
    return this.#parts.clock.monotonic() - this.#checkedAt > hangsAfter;
  }

  /** Whether the board is off, or hung: nothing that it is told will be done. */
  get isSilent(): boolean {
    this.#listen();
    return this.#isSilent;
  }

  /** Whether the board has spoken since the bridge started, and is not silent. */
  get answers(): boolean {
    return !this.isSilent && this.heardAt() !== undefined;
  }

  get driver(): Driver | undefined {
    return this.#current?.driver;
  }

  /** When the board last said anything, on whatever line, by the wall clock. */
  heardAt(): number | undefined {
    return this.#current?.driver.heardAt() ?? this.#lastHeard;
  }

  start(): void {
    this.#checkLater();
    this.#open();
  }

  #open(): void {
    this.#parts.openLine().then(
      (line) => this.#use(line),
      (error: unknown) => this.#openLater(error),
    );
  }

  /** The driver, as soon as there is one; undefined when `delay` ms pass without. */
  driverWithin(delay: number): Promise<Driver | undefined> {
    if (this.#current) return Promise.resolve(this.#current.driver);
    return new Promise((resolve) => {
      const found = (driver: Driver | undefined) => {
        cancel();
        this.#waiting.delete(found);
        resolve(driver);
      };
      const cancel = this.#parts.clock.after(delay, () => found(undefined));
      this.#waiting.add(found);
    });
  }

  /** Tells all who wait for a driver that none will come. */
  sendAway(): void {
    for (const found of this.#waiting) found(undefined);
  }

  /** Gives up the line of this driver, because the board does not answer on it. */
  drop(driver: Driver, why: unknown): void {
    if (this.#current?.driver !== driver) return;
    this.#judge(unansweredAfter);
    this.#lose(why);
  }

  stop(): void {
    this.#stopped = true;
    this.sendAway();
    this.#cancelTimer();
    this.#cancelCheck();
    this.#discard();
  }

  #checkLater(): void {
    this.#cancelCheck = this.#parts.clock.after(checkEvery, () => {
      this.#judge(silentAfter);
      this.#checkedAt = this.#parts.clock.monotonic();
      this.#checkLater();
    });
  }

  #listen(): void {
    const heardAt = this.heardAt();
    if (heardAt === this.#spokeAt) return;
    this.#spokeAt = heardAt;
    const ago = heardAt === undefined ? 0 : this.#parts.clock.now() - heardAt;
    // The wall clock may have been set meanwhile; it was heard since the last check, or nearly so.
    this.#spokeSince = this.#parts.clock.monotonic() - Math.min(Math.max(0, ago), checkEvery);
    if (!this.#isSilent) return;
    this.#isSilent = false;
    this.#parts.log.info({}, "the board speaks again");
    this.#parts.onHeard();
  }

  #judge(patience: number): void {
    this.#listen();
    if (this.#isSilent || this.#parts.clock.monotonic() - this.#spokeSince < patience) return;
    this.#isSilent = true;
    this.#parts.log.warn({}, "the board is silent");
    this.#parts.onSilent();
  }

  #use(line: Duplex): void {
    line.on("error", (error) => this.#parts.log.warn({ err: error }, "the line to the board failed"));
    if (this.#stopped) {
      line.destroy();
      return;
    }
    const driver = this.#parts.openDriver(line);
    this.#current = { driver, line };
    const lost = () => this.drop(driver, new Error("the line was closed"));
    line.once("close", lost);
    line.once("end", lost);
    this.#watch(driver, undefined);
    this.#parts.log.info({}, "the line to the board is open");
    for (const found of this.#waiting) found(driver);
    this.#parts.onConnected();
  }

  /** An unplugged serial adapter may report nothing at all: only silence tells. */
  #watch(driver: Driver, heardBefore: number | undefined): void {
    this.#cancelTimer = this.#parts.clock.after(silenceLimit, () => {
      const heard = driver.heardAt();
      if (heard === heardBefore) this.#lose(new Error("the board is silent"));
      else this.#watch(driver, heard);
    });
  }

  #lose(why: unknown): void {
    if (this.driver?.heardAt() !== undefined) this.#parts.backoff.reset();
    this.#discard();
    this.#openLater(why);
  }

  #discard(): void {
    if (!this.#current) return;
    const { driver, line } = this.#current;
    this.#lastHeard = this.heardAt();
    this.#current = undefined;
    driver.close();
    line.destroy();
  }

  #openLater(why: unknown): void {
    if (this.#stopped) return;
    const delay = this.#parts.backoff.next();
    this.#parts.log.warn({ err: why, delay }, "no line to the board");
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(delay, () => this.#open());
  }
}
