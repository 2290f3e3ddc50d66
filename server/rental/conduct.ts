import type { EpochMs } from "../../protocol/ids.ts";
import type { Order } from "./order.ts";

/** What a rider has done lately that costs others something: when, the newest last. */
export interface Conduct {
  /** Orders that were given up, or not confirmed in time: they held slots for nothing. */
  readonly letGo: readonly EpochMs[];
  readonly reports: readonly EpochMs[];
  /** Reports that evidence or an operator refuted. */
  readonly refuted: readonly EpochMs[];
}

export const noConduct: Conduct = { letGo: [], reports: [], refuted: [] };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Times that are kept of each kind. */
const mostKept = 32;
/** How many orders a rider may let go in a day before the next one has to wait. */
const freeLettingGo = 2;
const firstPause = 30_000;
const longestPause = hour;
const reportMemory = 30 * day;
/** Refuted reports after which billing does not pause for the rider's word. */
const mostRefuted = 3;

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

/** Until when the rider may make no new order: two orders a day may be let go, after more the pause doubles up to an hour. */
export function pausedUntil({ letGo }: Pick<Conduct, "letGo">, now: EpochMs): EpochMs | undefined {
  const recent = since(letGo, now - day, now);
  const last = recent.at(-1);
  const over = recent.length - freeLettingGo;
  if (last === undefined || over <= 0) return undefined;
  const until = last + Math.min(longestPause, firstPause * 2 ** (over - 1));
  return until > now ? until : undefined;
}

/** Whether so many of the rider's reports were refuted that billing does not pause for the next one. */
export function isDoubted({ refuted }: Conduct, now: EpochMs): boolean {
  return since(refuted, now - reportMemory, now).length >= mostRefuted;
}

/** How often in the last day, and in the last thirty days. */
export function conductCounts({ letGo, reports, refuted }: Conduct, now: EpochMs) {
  return {
    letGo: since(letGo, now - day, now).length,
    reports: since(reports, now - reportMemory, now).length,
    refuted: since(refuted, now - reportMemory, now).length,
  };
}

/** Whether operators should see the rider. */
export function isConspicuous({ letGo, reports, refuted }: { [Kind in keyof Conduct]: number }): boolean {
  return letGo > freeLettingGo || refuted >= 2 || reports >= 4;
}

/** A time in the future is one of a clock that was wrong: it counts for nothing. */
function since(times: readonly EpochMs[], from: EpochMs, now: EpochMs): EpochMs[] {
  return times.filter((at) => at > from && at <= now);
}

function isLetGo({ lapseReason, cancelReason }: Order): boolean {
  if (cancelReason === "confirmed-too-late" || cancelReason === "other-rider") return true;
  return lapseReason !== undefined && lapseReason !== "decided-by-a-person";
}

function reportsOf({ loans }: Order): number {
  return loans.reduce((sum, { report }) => sum + (report?.count ?? 0), 0);
}

function isRefuted(loan: Order["loans"][number] | undefined): boolean {
  return loan?.report?.outcome === "refuted";
}
