import { Client, type ClientConfig } from "pg";
import type { Clock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";

export const channel = "jiehuan_changes";

/** Between two looks whether the connection still lives; ms. */
const heartbeat = 15_000;
/** Between two tries to connect; ms. */
const shortestPause = 200;
const longestPause = 10_000;

export interface FeedParts {
  readonly config: ClientConfig;
  readonly clock: Clock;
  /** 0 up to 1, for pauses of which no two hubs have the same. */
  readonly random: () => number;
  readonly log: Log;
  readonly onMessage: (text: string) => void;
  /** Messages may have been missed up to now; from here on none is. */
  readonly onGap: () => void;
}

/** Listens to what other hubs announce, on a connection of its own that is made anew whenever it breaks. */
export class ChangeFeed {
  readonly #parts: FeedParts;
  #client: Client | undefined;
  #cancelTimer: () => void = () => {};
  #failures = 0;
  #stopped = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /** Resolves once it listens. @throws Error where the database can't be reached */
  async start(): Promise<void> {
    const client = new Client(this.#parts.config);
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ payload = "" }) => this.#parts.onMessage(payload));
    try {
      await client.connect();
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
    this.#parts.log.warn({ err: error }, "the connection for changes broke; it is made anew");
    this.#startLater();
  }

  #startLater(): void {
    const { clock, random, log } = this.#parts;
    const pause = Math.min(shortestPause * 2 ** this.#failures++, longestPause) * (0.5 + random() / 2);
    this.#cancelTimer = clock.after(pause, () => {
      this.#startAgain().catch((error: unknown) => {
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
