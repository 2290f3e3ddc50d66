import type { Log } from "../platform/log.ts";
import type { Snapshot } from "../protocol/upward.ts";
import type { Board } from "./board.ts";
import type { HubClock } from "./hub-clock.ts";
import type { Slots } from "./slots.ts";

const silent = { state: "unreadable", fault: "board silent" } as const;

export interface SnapshotsParts {
  readonly bootId: string;
  readonly slotCount: number;
  readonly board: Board;
  readonly slots: Slots;
  readonly hubClock: HubClock;
  readonly log: Log;
  readonly send: (snapshot: Omit<Snapshot, "connection" | "no">) => void;
}

/** Takes looks at the slots, one at a time, learns from them and sends them. */
export class Snapshots {
  readonly #parts: SnapshotsParts;
  readonly #wanted = new Set<Snapshot["cause"]>();
  #running: Promise<void> | undefined;

  constructor(parts: SnapshotsParts) {
    this.#parts = parts;
  }

  /** Asks for a look. Requests that come during one share the next, for each cause one message. */
  take(cause: Snapshot["cause"]): void {
    this.#wanted.add(cause);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when no look is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#wanted.size > 0) {
      const causes = [...this.#wanted];
      this.#wanted.clear();
      await this.#look(causes);
    }
  }

  async #look(causes: readonly Snapshot["cause"][]): Promise<void> {
    const { bootId, board, slots, hubClock, log, send } = this.#parts;
    const { driver } = board;
    if (driver === undefined) return this.sendSilence();
    const begun = slots.beginLook();
    try {
      const looks = [...(await driver.snapshot())];
      const at = hubClock.now();
      await slots.compare(looks, begun);
      for (const cause of causes) send({ v: 1, bootId, at: at.at, cause, slots: looks });
    } catch (error) {
      log.warn({ err: error }, "the board did not answer a look");
      board.drop(driver, error);
      this.sendSilence();
    }
  }

  /** Says that nobody knows what lies in the slots, where the board is off: an older picture must not count. */
  sendSilence(): void {
    const { bootId, board, slotCount, hubClock, send } = this.#parts;
    if (!board.isSilent) return;
    const slots = Array.from({ length: slotCount }, (_, index) => ({ slot: index + 1, ...silent }));
    send({ v: 1, bootId, at: hubClock.now().at, cause: "board-silent", slots });
  }
}
