import type { Log } from "../platform/log.ts";
import type { SlotReport, Snapshot } from "../protocol/upward.ts";
import type { Boards, BoardUnit } from "./boards.ts";
import type { HubClock } from "./hub-clock.ts";

const silent = { state: "unreadable", fault: "board silent" } as const;
/** While one board is asked, another may change: it is asked again, at most so often. */
const mostRounds = 3;

export interface SnapshotsParts {
  readonly bootId: string;
  readonly boards: Boards;
  readonly hubClock: HubClock;
  readonly log: Log;
  readonly send: (snapshot: Omit<Snapshot, "connection" | "no">) => void;
}

/** What one board said of its slots, and how many changes of them were known before it was asked. */
interface Look {
  readonly reports: readonly SlotReport[];
  readonly begun: number;
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

  /** A board says nothing any more: an older picture of its slots must not count. */
  boardWentSilent(): void {
    if (this.#parts.boards.areAllSilent) this.#sendSilence();
    else this.take("board-silent");
  }

  async #run(): Promise<void> {
    while (this.#wanted.size > 0) {
      const causes = [...this.#wanted];
      this.#wanted.clear();
      await this.#look(causes);
    }
  }

  async #look(causes: readonly Snapshot["cause"][]): Promise<void> {
    const { bootId, boards, hubClock, send } = this.#parts;
    const looks = await this.#lookAtAll();
    if (looks.size === 0) {
      if (boards.areAllSilent) this.#sendSilence();
      return;
    }
    const slots = boards.units.flatMap((unit) => looks.get(unit)?.reports ?? silentSlots(unit));
    const { at } = hubClock.now();
    for (const cause of causes) send({ v: 1, bootId, at, cause, slots });
  }

  /** What the boards that answer say, all of it true at the same moment. */
  async #lookAtAll(): Promise<Map<BoardUnit, Look>> {
    const looks = new Map<BoardUnit, Look>();
    let asked = this.#worthAsking();
    const isAlone = asked.length === 1;
    for (let round = 0; asked.length > 0 && round < mostRounds; round++) {
      const answers = await Promise.all(asked.map(async (unit) => [unit, await this.#lookAt(unit)] as const));
      for (const [unit, look] of answers) {
        if (look) looks.set(unit, look);
        else looks.delete(unit);
      }
      // After the answer of a single board nothing was waited for.
      asked = isAlone ? [] : [...looks].flatMap(([unit, { begun }]) => (unit.slots.isOlder(begun) ? [unit] : []));
    }
    return looks;
  }

  /** A board that is known to be silent would keep those waiting that answer; its driver asks it again and again anyway. */
  #worthAsking(): readonly BoardUnit[] {
    const { boards } = this.#parts;
    return boards.areAllSilent ? boards.units : boards.units.filter(({ board }) => !board.isSilent);
  }

  async #lookAt({ board, slots }: BoardUnit): Promise<Look | undefined> {
    const { driver } = board;
    if (driver === undefined) return undefined;
    const begun = slots.beginLook();
    try {
      const reports = await driver.snapshot();
      await slots.compare(reports, begun);
      return { reports, begun };
    } catch (error) {
      this.#parts.log.warn({ err: error }, "the board did not answer a look");
      board.drop(driver, error);
      return undefined;
    }
  }

  #sendSilence(): void {
    const { bootId, boards, hubClock, send } = this.#parts;
    const slots = boards.units.flatMap(silentSlots);
    send({ v: 1, bootId, at: hubClock.now().at, cause: "board-silent", slots });
  }
}

/** Nobody knows what lies there. */
function silentSlots({ range }: BoardUnit): SlotReport[] {
  return Array.from({ length: range.count }, (_, index) => ({ slot: range.first + index, ...silent }));
}
