import type { SlotNumber } from "../../../protocol/ids.ts";
import type { BoardReports } from "../driver.ts";
import type { AbnormalReports } from "./abnormal-reports.ts";
import type { KnownSlot, SlotTable } from "./slot-table.ts";

/** A lock moved without a command, or something went in that could not be read (pb60 §2.3). */
const abnormalEvent = { unlocked: 1, unread: 2 } as const;

/** More are not remembered until the next list: a station has fewer slots. */
const longest = 96;

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
  readonly #open: { slot: SlotNumber; event: number; before: KnownSlot | undefined }[] = [];

  constructor(parts: SuspicionsParts) {
    this.#parts = parts;
  }

  /** @returns whether it is the first one since the last check */
  add({ event, slot }: { event: number; slot: SlotNumber }): boolean {
    if (this.#open.length < longest) this.#open.push({ event, slot, before: this.#parts.table.known(slot) });
    return this.#open.length === 1;
  }

  /** @param isListed a list came since they were added; without one nothing can be told of them */
  check(isListed: boolean): void {
    for (const { event, slot, before } of this.#open.splice(0)) if (isListed) this.#judge(event, slot, before);
  }

  #judge(event: number, slot: SlotNumber, before: KnownSlot | undefined): void {
    const { table, reports, abnormal } = this.#parts;
    const where = table.has(slot) ? slot : undefined;
    if (event === abnormalEvent.unlocked) {
      const now = table.known(slot);
      const isGone = before?.is === "occupied" && now?.is === "empty" && now.given === undefined;
      if (isGone) reports.removed(slot, before.itemId).catch(() => {});
    } else if (event === abnormalEvent.unread) {
      if (table.report(slot)?.state !== "occupied") abnormal.tell("something was pushed in that has no id", where);
    } else {
      abnormal.tell(`the station reports event ${event}`, where);
    }
  }
}
