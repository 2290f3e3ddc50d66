import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { unmatchedEventTable } from "../store/unmatched-event-table.ts";
import { cabinetUpdateTable, releaseTable, rolloutOfKey, rolloutTable } from "../updates/update-tables.ts";
import { type EventStream, eventText, heartbeatEvery } from "./event-streams.ts";

/** What a console is told of. */
export type ConsoleTopic = "orders" | "cabinets" | "updates";

/** Changes within this time are told together; ms. */
const together = 1000;
/** More ids than this help nobody: the event then says only that the topic has changed. */
const mostIds = 100;

interface ShownTable {
  readonly topic: ConsoleTopic;
  /** The id of what is shown that a row belongs to; undefined: rows are shown in lists only. */
  readonly idOf: ((key: string) => string) | undefined;
}

const itself = (key: string) => key;

/** Which rows consoles show. */
const shownTables: Readonly<Record<string, ShownTable>> = {
  [orderTable.name]: { topic: "orders", idOf: itself },
  [unmatchedEventTable.name]: { topic: "orders", idOf: undefined },
  [cabinetTable.name]: { topic: "cabinets", idOf: itself },
  [cabinetStateTable.name]: { topic: "cabinets", idOf: itself },
  [releaseTable.name]: { topic: "updates", idOf: undefined },
  [rolloutTable.name]: { topic: "updates", idOf: itself },
  [cabinetUpdateTable.name]: { topic: "updates", idOf: rolloutOfKey },
};

export interface ConsoleFeedParts {
  readonly store: Pick<Store, "watch">;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells consoles what has changed, and not how: topic and ids. However many consoles look, the store is watched once, and
 * nothing is read.
 */
export class ConsoleFeed {
  readonly #parts: ConsoleFeedParts;
  /** Each with the question whether who reads it is still let in. */
  readonly #followers = new Map<EventStream, () => Promise<boolean>>();
  /** Ids by topic; "many": too many of them, or nobody knows which. */
  readonly #changed = new Map<ConsoleTopic, Set<string> | "many">();
  #unwatch: () => void = () => {};
  #cancelTelling: (() => void) | undefined;
  #cancelChecking: () => void = () => {};

  constructor(parts: ConsoleFeedParts) {
    this.#parts = parts;
  }

  follow(stream: EventStream, isLetIn: () => Promise<boolean>): void {
    if (this.#followers.size === 0) this.#begin();
    this.#followers.set(stream, isLetIn);
    // What changed before nobody told: the console asks for what it shows now.
    stream.write(eventText("ready", {}));
  }

  leave(stream: EventStream): void {
    if (!this.#followers.delete(stream) || this.#followers.size > 0) return;
    this.#unwatch();
    this.#cancelTelling?.();
    this.#cancelTelling = undefined;
    this.#cancelChecking();
    this.#changed.clear();
  }

  #begin(): void {
    this.#unwatch = this.#parts.store.watch(
      ({ table, key }) => this.#note(table, key),
      (table) => this.#note(table, undefined),
    );
    this.#checkLater();
  }

  #note(table: string, key: string | undefined): void {
    const shown = shownTables[table];
    if (!shown) return;
    const ids = this.#changed.get(shown.topic) ?? new Set<string>();
    if (ids === "many") return;
    if (key !== undefined && shown.idOf) ids.add(shown.idOf(key));
    this.#changed.set(shown.topic, key === undefined || ids.size > mostIds ? "many" : ids);
    this.#cancelTelling ??= this.#parts.clock.after(together, () => this.#tell());
  }

  #tell(): void {
    this.#cancelTelling = undefined;
    const text = [...this.#changed]
      .map(([topic, ids]) => eventText("changed", { topic, ...(ids !== "many" && { ids: [...ids] }) }))
      .join("");
    this.#changed.clear();
    for (const stream of this.#followers.keys()) stream.write(text);
  }

  #checkLater(): void {
    this.#cancelChecking = this.#parts.clock.after(heartbeatEvery, () => {
      this.#checkLater();
      for (const [stream, isLetIn] of this.#followers) void this.#check(stream, isLetIn);
    });
  }

  /** A store that is away for a moment ends no stream. */
  async #check(stream: EventStream, isLetIn: () => Promise<boolean>): Promise<void> {
    try {
      if (!(await isLetIn())) stream.end("session-over");
    } catch (error) {
      this.#parts.log.warn({ err: error }, "whether a console is still let in is not known");
    }
  }
}
