import { endOfDay } from "../rental/book-day.ts";
import type { Cabinet } from "../store/cabinet-table.ts";

type Standing = Pick<Cabinet, "siteId" | "earlierSites">;

/** The site on which a cabinet stood at the end of a Beijing day: what it lent on that day counts for it. Undefined: on none. */
export function siteOn({ siteId, earlierSites = [] }: Standing, day: string): string | undefined {
  const at = endOfDay(day);
  const earlier = earlierSites.find(({ until }) => at < until);
  return earlier ? earlier.siteId : siteId;
}

/** Whether a cabinet stood on more than one site from one day to another; a day that is absent leaves that end open. */
export function movedWithin(cabinet: Standing, from: string | undefined, to: string | undefined): boolean {
  const begin = from === undefined ? Number.NEGATIVE_INFINITY : endOfDay(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : endOfDay(to);
  return (cabinet.earlierSites ?? []).some(({ until }) => begin < until && until <= end);
}
