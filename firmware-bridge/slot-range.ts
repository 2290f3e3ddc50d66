import type { SlotNumber } from "../protocol/ids.ts";
import type { BoardReports, Driver, DriverParts } from "./drivers/driver.ts";

/** A cabinet's slots have numbers up to this one (protocol/ids.ts). The hub refuses a message with another one, and all that it says. */
export const mostSlots = 96;

/** The slots of one board among those of the cabinet. A board numbers its own from 1. */
export interface SlotRange {
  /** The cabinet's number of the board's slot 1. */
  readonly first: SlotNumber;
  readonly count: number;
  /** Another board has the numbers after it: what this one says of more slots than it should have can't be numbered. */
  readonly isFollowed: boolean;
}

/** The ranges of boards with so many slots each, numbered through in their order. */
export function slotRanges(counts: readonly number[]): SlotRange[] {
  let next = 1;
  return counts.map((count, index) => {
    const first = next;
    next += count;
    return { first, count, isFollowed: index < counts.length - 1 };
  });
}

export function isWithin({ first, count }: SlotRange, slot: SlotNumber): boolean {
  return slot >= first && slot < first + count;
}

/**
 * Opens a driver that speaks of slots by the cabinet's numbers. With a single board, or the last one, slots beyond its
 * range keep their numbers as far as there are any, so that no return in them is lost.
 */
export function openNumberedDriver(
  openDriver: (parts: DriverParts) => Driver,
  range: SlotRange,
  parts: DriverParts,
): Driver {
  const offset = range.first - 1;
  const isNumbered = (own: SlotNumber) =>
    own >= 1 && own + offset <= mostSlots && (!range.isFollowed || own <= range.count);
  const driver = openDriver({ ...parts, reports: numberedReports(parts.reports, offset, isNumbered) });
  return {
    open: (slot, key, mayStillOpen) => driver.open(slot - offset, key, mayStillOpen),
    async snapshot() {
      const reports = await driver.snapshot();
      return reports
        .filter(({ slot }) => isNumbered(slot))
        .map((report) => ({ ...report, slot: report.slot + offset }));
    },
    heardAt: () => driver.heardAt(),
    close: () => driver.close(),
  };
}

function numberedReports(
  reports: BoardReports,
  offset: number,
  isNumbered: (own: SlotNumber) => boolean,
): BoardReports {
  const unnumbered = (what: string, own: SlotNumber) =>
    reports.abnormal(`${what} in slot ${own} of the board, which has fewer slots by the settings of the bridge`);
  return {
    returned(own, item, source) {
      if (!isNumbered(own)) return unnumbered(`a return${item.itemId === undefined ? "" : ` of ${item.itemId}`}`, own);
      return reports.returned(own + offset, item, source);
    },
    removed(own, itemId) {
      if (!isNumbered(own)) return unnumbered("a removal", own);
      return reports.removed(own + offset, itemId);
    },
    abnormal(what, own) {
      if (own === undefined) return reports.abnormal(what);
      return isNumbered(own) ? reports.abnormal(what, own + offset) : unnumbered(what, own);
    },
  };
}
