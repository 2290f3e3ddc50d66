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
}

/** A driver asks its board something at least once a minute; after this long without a word the line is dead. */
const silenceLimit = 120_000;

/** Keeps a line to the board open, with a driver on it. A line that was lost is thrown away and a new one opened. */
export class Board {
  readonly #parts: BoardParts;
  #current: { driver: Driver; line: Duplex } | undefined;
  readonly #waiting = new Set<(driver: Driver | undefined) => void>();
  #cancelTimer: () => void = () => {};
  #lastHeard: number | undefined;
  #stopped = false;

  constructor(parts: BoardParts) {
    this.#parts = parts;
  }

  get driver(): Driver | undefined {
    return this.#current?.driver;
  }

  /** When the board last said anything, on whatever line, by the wall clock. */
  heardAt(): number | undefined {
    return this.#current?.driver.heardAt() ?? this.#lastHeard;
  }

  start(): void {
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
    if (this.#current?.driver === driver) this.#lose(why);
  }

  stop(): void {
    this.#stopped = true;
    this.sendAway();
    this.#cancelTimer();
    this.#discard();
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
    this.#cancelTimer = this.#parts.clock.after(delay, () => this.start());
  }
}
