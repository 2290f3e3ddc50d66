import { Client, type ClientConfig } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import { holdDatabase } from "./hub-lock.ts";

export const channel = "jiehuan_changes";

/** Between two looks whether the connection still lives; ms. */
const heartbeat = 15_000;
/** So the server, too, finds out within half a minute that a hub is gone, and gives its lock to another one. */
const keepalives = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";
/** Between two tries to connect; ms. */
const shortestPause = 200;
const longestPause = 10_000;

export interface FeedParts {
  readonly config: ClientConfig;
  /** Whether no other hub may work on the database meanwhile. */
  readonly alone: boolean;
  readonly clock: Clock;
  /** 0 up to 1, for pauses of which no two hubs have the same. */
  readonly random: () => number;
  readonly log: Log;
  readonly onMessage: (text: string) => void;
  /** Messages may have been missed up to now; from here on none is. */
  readonly onGap: () => void;
  /** Another hub took the database while the connection was broken. It is over with the next gap. */
  readonly onHeld: (error: AppError) => void;
}

/**
 * Listens to what other hubs announce, on a connection of its own that is made anew whenever it breaks. While it lasts, it
 * holds the database.
 */
export class ChangeFeed {
  readonly #parts: FeedParts;
  #client: Client | undefined;
  /** The server's process of the last connection. */
  #process: number | undefined;
  #cancelTimer: () => void = () => {};
  #failures = 0;
  #stopped = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /** Resolves once it listens. @throws AppError store/held; Error where the database can't be reached */
  async start(): Promise<void> {
    const { config, alone } = this.#parts;
    const client = new Client({ ...config, options: keepalives });
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ payload = "" }) => this.#parts.onMessage(payload));
    try {
      await client.connect();
      this.#process = await holdDatabase(client, alone, this.#process);
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      end(client);
      throw error;
    }
    if (this.#stopped) return end(client);
    this.#client = client;
    this.#failures = 0;
    this.#beatLater(client);
  }

  /** Whether it hears of every change now. */
  get hears(): boolean {
    return this.#client !== undefined;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    if (this.#client) end(this.#client);
    this.#client = undefined;
  }

  #lost(client: Client, error?: unknown): void {
    // Said twice of the same loss, and also of connections that were given up here.
    if (client !== this.#client) return;
    this.#client = undefined;
    this.#cancelTimer();
    end(client);
    this.#parts.log.warn({ err: error }, "the connection for changes broke; the hub connects again");
    this.#startLater();
  }

  #startLater(): void {
    const { clock, random, log } = this.#parts;
    const pause = Math.min(shortestPause * 2 ** this.#failures++, longestPause) * (0.5 + random() / 2);
    this.#cancelTimer = clock.after(pause, () => {
      this.#startAgain().catch((error: unknown) => {
        if (error instanceof AppError && error.code === "store/held") this.#parts.onHeld(error);
        log.debug({ err: error }, "the database does not answer yet");
        if (!this.#stopped) this.#startLater();
      });
    });
  }

  async #startAgain(): Promise<void> {
    await this.start();
    if (!this.#stopped) this.#parts.onGap();
  }

  /** A connection that only listens would not notice that the other end is gone. */
  #beatLater(client: Client): void {
    this.#cancelTimer = this.#parts.clock.after(heartbeat, () => {
      this.#beat(client).catch((error: unknown) => this.#lost(client, error));
    });
  }

  async #beat(client: Client): Promise<void> {
    await client.query("SELECT 1");
    if (client === this.#client) this.#beatLater(client);
  }
}

/** Not awaited: the other end may be gone without a word. */
function end(client: Client): void {
  client.end().catch(() => undefined);
}
