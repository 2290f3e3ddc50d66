import { createParser } from "eventsource-parser";

/** Streams that one operator may have open at a time (server/http/event-streams.ts). */
const consolesEach = 10;
/** As consoles do (kiosk-ui/console/live.ts): lists are asked for again at most so often, ms. */
const listsEvery = 10_000;
/** What the overview and the list of orders ask for. */
const lists = ["/api/operator/overview", "/api/operator/queue", "/api/operator/orders?limit=50"];
const dayLong = 86_400_000;

/** Consoles that follow a hub's events, and ask for their lists again when something has changed. */
export class WatchingConsoles {
  readonly #hub: string;
  readonly #abort = new AbortController();
  readonly #streams: Promise<void>[] = [];
  /** Told to all of them. */
  events = 0;
  /** Lists that were answered. */
  answers = 0;

  private constructor(hub: string) {
    this.#hub = hub;
  }

  /** Resolves when every one of them is told that its stream is ready. @param admin an API token of an admin */
  static async open(hub: string, admin: string, count: number): Promise<WatchingConsoles> {
    const consoles = new WatchingConsoles(hub);
    for (let begun = 0; begun < count; begun += consolesEach) {
      const token = await newToken(hub, admin, `console-${begun}-${Date.now() % 1_000_000}`);
      const ready = Array.from({ length: Math.min(consolesEach, count - begun) }, () => consoles.#watch(token));
      await Promise.all(ready);
    }
    return consoles;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await Promise.all(this.#streams);
  }

  #watch(token: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#streams.push(
        this.#follow(token, resolve).catch((error: unknown) => {
          if (!this.#abort.signal.aborted) reject(error);
        }),
      );
    });
  }

  async #follow(token: string, onReady: () => void): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream" };
    const { signal } = this.#abort;
    const response = await fetch(`${this.#hub}/api/operator/events`, { headers, signal });
    if (!response.ok || !response.body) throw new Error(`the hub answers ${response.status}`);
    // Spread over the time, as people open their consoles.
    let askedAt = performance.now() - Math.random() * listsEvery;
    const parser = createParser({
      onEvent: ({ event }) => {
        if (event === "ready") onReady();
        if (event !== "changed") return;
        this.events += 1;
        if (performance.now() - askedAt < listsEvery) return;
        askedAt = performance.now();
        void this.#ask(token).catch(() => undefined);
      },
    });
    const text = new TextDecoder();
    for await (const chunk of response.body as AsyncIterable<Uint8Array>)
      parser.feed(text.decode(chunk, { stream: true }));
  }

  async #ask(token: string): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
    for (const list of lists) {
      const answer = await fetch(`${this.#hub}${list}`, { headers, signal: this.#abort.signal });
      await answer.arrayBuffer();
      if (answer.ok) this.answers += 1;
    }
  }
}

async function newToken(hub: string, admin: string, name: string): Promise<string> {
  const response = await fetch(`${hub}/api/operator/api-tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${admin}`, "content-type": "application/json" },
    body: JSON.stringify({ name, role: "admin", endsAt: Date.now() + dayLong, reason: "a bench" }),
  });
  if (!response.ok) throw new Error(`a token is refused: ${await response.text()}`);
  return ((await response.json()) as { token: string }).token;
}
