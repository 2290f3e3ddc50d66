import type { SlotNumber } from "../../../protocol/ids.ts";
import type { BoardReports } from "../driver.ts";
import type { AbnormalReports } from "./abnormal-reports.ts";
import type { KnownSlot, SlotTable } from "./slot-table.ts";

/** A lock moved without a command, or something went in that could not be read (pb60 §2.3). */
const abnormalEvent = { unlocked: 1, unread: 2 } as const;

/** More are not remembered until the next list: a station has fewer slots. */
const longest = 96;

interface Suspicion {
  readonly slot: SlotNumber;
  readonly event: number;
  readonly before: KnownSlot | undefined;
  /** An order explains what left the slot. */
  readonly openings: number;
}

export interface SuspicionsParts {
  readonly table: SlotTable;
  readonly reports: BoardReports;
  readonly abnormal: AbnormalReports;
}

/**
 * What a station reports as abnormal is a hint: of the items that stations said to be unlocked most lay in place afterwards. The
 * next list decides (pb60 §2.5).
 */
export class Suspicions {
  readonly #parts: SuspicionsParts;
  readonly #open: Suspicion[] = [];

  constructor(parts: SuspicionsParts) {
    this.#parts = parts;
  }

  /** @returns whether it is the first one since the last check */
  add({ event, slot }: { event: number; slot: SlotNumber }): boolean {
    const { table } = this.#parts;
    if (this.#open.length < longest)
      this.#open.push({ event, slot, before: table.known(slot), openings: table.openings(slot) });
    return this.#open.length === 1;
  }

  /** @param isListed a list came since they were added; without one nothing can be told of them */
  check(isListed: boolean): void {
    for (const suspicion of this.#open.splice(0)) if (isListed) this.#judge(suspicion);
  }

  #judge({ event, slot, before, openings }: Suspicion): void {
    const { table, reports, abnormal } = this.#parts;
    const where = table.has(slot) ? slot : undefined;
    if (event === abnormalEvent.unlocked) {
      const isGone = table.known(slot)?.is === "empty" && table.openings(slot) === openings;
      if (before?.is === "occupied" && isGone) reports.removed(slot, before.itemId).catch(() => {});
    } else if (event === abnormalEvent.unread) {
      if (table.report(slot)?.state !== "occupied") abnormal.tell("something was pushed in that has no id", where);
    } else {
      abnormal.tell(`the station reports event ${event}`, where);
    }
  }
}
