import type { Clock } from "../platform/clock.ts";
import type { DurableDocument } from "../platform/durable-document.ts";
import type { Log } from "../platform/log.ts";

export interface ServiceManagerParts {
  /** Those of the process: NOTIFY_SOCKET and WATCHDOG_USEC of sd_notify(3), and whether a launcher started it. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Tells the service manager one assignment, such as `READY=1`. */
  readonly notify: (state: string) => Promise<void>;
  /** What hangs, so that only a new start helps; undefined: nothing. */
  readonly whatHangs: () => string | undefined;
  readonly log: Log;
}

/** Tells systemd that the bridge is ready, that it is alive, and that it stops. Without NOTIFY_SOCKET it does nothing. */
export class ServiceManager {
  readonly #parts: ServiceManagerParts;
  /** Three pings fit into the watchdog's time: one may be late, and one lost. In ms; undefined: there is no watchdog. */
  readonly #pingEvery: number | undefined;
  #isNotifying = false;
  #hasFailed = false;
  #hanging: string | undefined;
  #cancelPing: () => void = () => {};

  constructor(parts: ServiceManagerParts) {
    this.#parts = parts;
    const limit = Number(parts.variables["WATCHDOG_USEC"]);
    this.#pingEvery = limit > 0 ? limit / 3000 : undefined;
  }

  /** The bridge serves its cabinet, with or without a hub. From now on it pings for as long as nothing hangs. */
  ready(): void {
    void this.#say("READY=1");
    this.#pingLater();
  }

  /**
   * The bridge begins to stop. A launcher may start the next one, so the service goes on: only a bridge without a launcher
   * says STOPPING=1. The last ping covers the time until the next bridge is ready.
   */
  stopping(): void {
    this.#cancelPing();
    if (this.#parts.variables["JIEHUAN_BASE"] === undefined) void this.#say("STOPPING=1");
    else if (this.#pingEvery !== undefined) void this.#say("WATCHDOG=1");
  }

  #pingLater(): void {
    if (this.#pingEvery === undefined) return;
    this.#cancelPing = this.#parts.clock.after(this.#pingEvery, () => {
      this.#pingLater();
      this.#ping();
    });
  }

  #ping(): void {
    const hanging = this.#parts.whatHangs();
    if (hanging !== undefined && this.#hanging === undefined)
      this.#parts.log.error({ hanging }, `${hanging} hangs: the service manager will restart the bridge`);
    this.#hanging = hanging;
    // One at a time, so that a service manager that is busy is not flooded with processes.
    if (hanging === undefined && !this.#isNotifying) void this.#say("WATCHDOG=1");
  }

  async #say(state: string): Promise<void> {
    if (!this.#parts.variables["NOTIFY_SOCKET"]) return;
    this.#isNotifying = true;
    try {
      await this.#parts.notify(state);
      this.#hasFailed = false;
    } catch (err) {
      if (!this.#hasFailed)
        this.#parts.log.error({ err, state }, "systemd-notify failed: the service manager hears nothing");
      this.#hasFailed = true;
    }
    this.#isNotifying = false;
  }
}

/** A write takes milliseconds; one that takes longer than this hangs in the disk. In ms. */
const longestWrite = 30_000;

/** A document that knows since when its oldest unfinished write waits. A write that fails does not hang. */
export class WatchedDocument<Data> implements DurableDocument<Data> {
  readonly #document: DurableDocument<Data>;
  readonly #clock: Clock;
  /** When each unfinished write began, by the monotonic clock, oldest first. */
  readonly #writes = new Set<{ since: number }>();

  constructor(document: DurableDocument<Data>, clock: Clock) {
    this.#document = document;
    this.#clock = clock;
  }

  get data(): Data {
    return this.#document.data;
  }

  set data(data: Data) {
    this.#document.data = data;
  }

  /** Whether a write has not ended for half a minute. */
  get hangs(): boolean {
    const [oldest] = this.#writes;
    return oldest !== undefined && this.#clock.monotonic() - oldest.since > longestWrite;
  }

  async save(): Promise<void> {
    const write = { since: this.#clock.monotonic() };
    this.#writes.add(write);
    try {
      await this.#document.save();
    } finally {
      this.#writes.delete(write);
    }
  }

  close(): Promise<void> {
    return this.#document.close();
  }
}
