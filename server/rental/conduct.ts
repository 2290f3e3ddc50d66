import type { EpochMs } from "../../protocol/ids.ts";
import type { Order } from "./order.ts";

/** What a rider has done lately that costs others something: when, the newest last. */
export interface Conduct {
  /** Orders that were given up, or not confirmed in time: they held slots for nothing. */
  readonly letGo: readonly EpochMs[];
  /** Reports of loans, and objections to orders. */
  readonly reports: readonly EpochMs[];
  /** Reports that evidence or an operator refuted. */
  readonly refuted: readonly EpochMs[];
}

export const noConduct: Conduct = { letGo: [], reports: [], refuted: [] };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
/** Times that are kept of each kind. */
const mostKept = 32;
/** How many orders a rider may let go in a day, and in a week, before the next one has to wait. */
const freeInDay = 2;
const freeInWeek = 6;
const firstPause = 30_000;
const longestPause = hour;
const reportMemory = 30 * day;
/** Refuted reports after which billing does not pause for the rider's word. */
const mostRefuted = 3;
/** Reports of all of a rider's loans in a day: each one asks cabinets for snapshots. As many as one loan may have, and two. */
const mostInDay = 12;

/** The conduct after an order changed; the same object where the change is nothing to note. */
export function withConduct(conduct: Conduct, before: Order, after: Order, now: EpochMs): Conduct {
  const letGo = isLetGo(after) && !isLetGo(before);
  const reported = reportsOf(after) > reportsOf(before);
  const refuted = after.loans.some((loan, index) => isRefuted(loan) && !isRefuted(before.loans[index]));
  if (!letGo && !reported && !refuted) return conduct;
  const more = (times: readonly EpochMs[], one: boolean) => (one ? [...times, now].slice(-mostKept) : times);
  return {
    letGo: more(conduct.letGo, letGo),
    reports: more(conduct.reports, reported),
    refuted: more(conduct.refuted, refuted),
  };
}

/**
 * Until when the rider may make no new order: two orders a day and six a week may be let go, after more the pause doubles up
 * to an hour.
 */
export function pausedUntil({ letGo }: Pick<Conduct, "letGo">, now: EpochMs): EpochMs | undefined {
  const recent = since(letGo, now - week, now);
  const last = recent.at(-1);
  const over = Math.max(recent.length - freeInWeek, since(recent, now - day, now).length - freeInDay);
  if (last === undefined || over <= 0) return undefined;
  const until = last + Math.min(longestPause, firstPause * 2 ** (over - 1));
  return until > now ? until : undefined;
}

/** Whether so many of the rider's reports were refuted that billing does not pause for the next one. */
export function isDoubted({ refuted }: Conduct, now: EpochMs): boolean {
  return since(refuted, now - reportMemory, now).length >= mostRefuted;
}

/** From when on the rider may report again; undefined: now. */
export function mayReportFrom({ reports }: Conduct, now: EpochMs): EpochMs | undefined {
  const oldest = since(reports, now - day, now).at(-mostInDay);
  return oldest === undefined ? undefined : oldest + day;
}

/** What is counted of a rider's conduct. */
type ConductCounts = { readonly [Kind in keyof Conduct | "letGoInWeek"]: number };

/** How often in the last day (orders let go: in the last week too), and reports in the last thirty days. */
export function conductCounts({ letGo, reports, refuted }: Conduct, now: EpochMs): ConductCounts {
  return {
    letGo: since(letGo, now - day, now).length,
    letGoInWeek: since(letGo, now - week, now).length,
    reports: since(reports, now - reportMemory, now).length,
    refuted: since(refuted, now - reportMemory, now).length,
  };
}

/** Whether operators should see the rider. */
export function isConspicuous({ letGo, letGoInWeek, reports, refuted }: ConductCounts): boolean {
  return letGo > freeInDay || letGoInWeek > freeInWeek || refuted >= 2 || reports >= 4;
}

/** A time in the future is one of a clock that was wrong: it counts for nothing. */
function since(times: readonly EpochMs[], from: EpochMs, now: EpochMs): EpochMs[] {
  return times.filter((at) => at > from && at <= now);
}

function isLetGo({ lapseReason, cancelReason }: Order): boolean {
  if (cancelReason === "confirmed-too-late" || cancelReason === "other-rider") return true;
  return lapseReason !== undefined && lapseReason !== "decided-by-a-person";
}

function reportsOf({ loans, objections = [] }: Order): number {
  return loans.reduce((sum, { report }) => sum + (report?.count ?? 0), objections.length);
}

function isRefuted(loan: Order["loans"][number] | undefined): boolean {
  return loan?.report?.outcome === "refuted";
}
