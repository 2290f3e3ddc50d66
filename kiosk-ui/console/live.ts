import { useEffect } from "react";
import { queryClient, type Topic } from "./queries.ts";

/** Lists are asked for again at most so often, ms: many consoles may look. */
const listsEvery = 10_000;
/** The hub beats every 15 s: without a word for so long the stream is opened anew, ms. */
const longestSilence = 40_000;

interface Changed {
  readonly topic: Topic;
  /** Absent: there are too many. */
  readonly ids?: readonly string[];
}

/** Follows what changes while the console is open: what is shown is asked for again. Without the stream it is as before. */
export function useLive(): void {
  useEffect(() => {
    const live = new Live();
    return () => live.stop();
  }, []);
}

class Live {
  private source: EventSource | undefined;
  private heardAt = Date.now();
  private listsAt = 0;
  private wasOpen = false;
  private readonly waiting = new Set<Topic>();
  private listsTimer: number | undefined;
  private readonly watching: number;

  constructor() {
    this.watching = window.setInterval(() => this.watch(), longestSilence / 4);
    this.open();
  }

  stop(): void {
    this.source?.close();
    window.clearInterval(this.watching);
    window.clearTimeout(this.listsTimer);
  }

  private open(): void {
    this.source?.close();
    this.heardAt = Date.now();
    const source = new EventSource("/api/operator/events");
    this.source = source;
    const on = (name: string, heard: (data: string) => void) =>
      source.addEventListener(name, (event) => {
        this.heardAt = Date.now();
        heard((event as MessageEvent<string>).data);
      });
    // What changed while nobody listened is not told again.
    on("ready", () => {
      if (this.wasOpen) this.lists("orders", "cabinets", "updates");
      this.wasOpen = true;
    });
    on("changed", (data) => this.changed(JSON.parse(data) as Changed));
    on("heartbeat", () => undefined);
    on("end", () => {
      // Other tabs have the streams now, or the session is over, which the next answer says.
      this.stop();
      void queryClient.invalidateQueries({ queryKey: ["orders"] });
    });
  }

  private watch(): void {
    const isOver = this.source?.readyState === EventSource.CLOSED;
    if (isOver || Date.now() - this.heardAt > longestSilence) this.open();
  }

  private changed({ topic, ids }: Changed): void {
    if (ids === undefined) void queryClient.invalidateQueries({ queryKey: [topic] });
    else for (const id of ids) void queryClient.invalidateQueries({ queryKey: [topic, id] });
    this.lists(topic);
  }

  /** Now, or as soon as it may be again. */
  private lists(...topics: readonly Topic[]): void {
    for (const topic of topics) this.waiting.add(topic);
    const wait = this.listsAt + listsEvery - Date.now();
    if (wait > 0) {
      this.listsTimer ??= window.setTimeout(() => this.askForLists(), wait);
      return;
    }
    this.askForLists();
  }

  private askForLists(): void {
    window.clearTimeout(this.listsTimer);
    this.listsTimer = undefined;
    this.listsAt = Date.now();
    for (const topic of this.waiting) void queryClient.invalidateQueries({ queryKey: [topic, "list"] });
    this.waiting.clear();
  }
}
