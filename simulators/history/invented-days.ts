import type { Place } from "../../server/rental/order.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import { toBeijing } from "../zhima/wire-values.ts";
import type { Draw } from "./draw.ts";
import type { Course, InventedLoan } from "./invented-loan.ts";

/** A cabinet with a past. */
export interface PastCabinet {
  readonly place: Place;
  readonly itemKind: string;
  readonly tariff: Tariff;
  readonly slots: number;
  /** Loans on a usual weekday. */
  readonly loansADay: number;
}

export interface Past {
  readonly cabinets: readonly PastCabinet[];
  readonly days: number;
  /** When it ends, epoch ms. */
  readonly until: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const riders = 160;
/** Of a day, from 0 h in Beijing: few at night, most at lunch and in the evening. */
const loansByHour = [1, 1, 0, 0, 0, 0, 1, 3, 5, 6, 6, 8, 12, 9, 7, 6, 7, 9, 13, 14, 12, 9, 6, 3];
const weekendShare = 1.5;
/** A place becomes known: on the first day it lends so much of what it lends on the last. */
const firstShare = 0.6;
/** In the last days some of what needs a person still waits. */
const openFor = 4 * day;

/** The loans of a past, in order of their beginnings. No item, slot or rider is in two of them at once. */
export function inventedLoans({ cabinets, days, until }: Past, draw: Draw): InventedLoan[] {
  const beginnings = cabinets
    .flatMap((cabinet) => beginningsAt(cabinet, days, until, draw).map((at) => ({ at, cabinet })))
    .toSorted((one, other) => one.at - other.at);
  const busyUntil = new Map<string, number>();
  const free = (name: string, at: number) => (busyUntil.get(name) ?? 0) <= at;
  const loans: InventedLoan[] = [];
  for (const { at, cabinet } of beginnings) {
    const { place, itemKind, tariff, slots } = cabinet;
    const number = draw.between(1, slots);
    const itemId = `PAST${place.cabinetId.replaceAll(/\D/g, "")}${String(number).padStart(4, "0")}`;
    const riderId = `user/2088${String(Math.floor(riders * draw.unit() ** 2)).padStart(12, "0")}`;
    if (!free(itemId, at) || !free(riderId, at)) continue;
    const course = courseOf(cabinet, at, until, draw);
    const end = at + ("after" in course ? course.after : course.how === "kept" ? 60 * day : 10 * minute);
    busyUntil.set(itemId, end + 10 * minute);
    // A rider with an open matter goes on borrowing in life; here the next one does.
    busyUntil.set(riderId, staysOpen(course) ? Number.POSITIVE_INFINITY : end + 2 * day);
    const stamp = toBeijing(at).replaceAll(/\D/g, "");
    const orderNo = `${stamp}${String(loans.length).padStart(6, "0")}`;
    loans.push({ orderNo, riderId, place, itemKind, tariff, slot: number, itemId, at, course });
  }
  return loans;
}

/** Whether the order is still open when the past ends. */
function staysOpen(course: Course): boolean {
  return (
    course.how === "kept" || course.how === "returned-undated" || ("failures" in course && course.failures === "always")
  );
}

function beginningsAt({ loansADay }: PastCabinet, days: number, until: number, draw: Draw): number[] {
  const first = startOfDay(until) - (days - 1) * day;
  return Array.from({ length: days }, (_, index) => first + index * day).flatMap((midnight, index) => {
    const grown = firstShare + ((1 - firstShare) * index) / days;
    const isWeekend = [0, 6].includes(new Date(midnight + 8 * hour).getUTCDay());
    const count = Math.round(loansADay * grown * (isWeekend ? weekendShare : 1) * (0.7 + 0.6 * draw.unit()));
    return Array.from({ length: count }, () => {
      const within = draw.weighted(loansByHour) * hour + Math.floor(draw.unit() * hour);
      return midnight + within;
    }).filter((at) => at < until - 10 * minute);
  });
}

function startOfDay(at: number): number {
  return at - ((at + 8 * hour) % day);
}

/** Of a thousand: usual, not confirmed, not opened, paid late, not paid at first, money back, undated, kept. */
const odds = [868, 50, 25, 30, 12, 8, 0, 7];
/** What was not decided yet stands out: a demo's work list must not be empty. */
const oddsLately = [720, 50, 25, 30, 50, 55, 70, 0];

function courseOf({ tariff }: PastCabinet, at: number, until: number, draw: Draw): Course {
  const isLate = at > until - openFor;
  const after = lengthOf(tariff, draw);
  const isBack = at + after < until - hour;
  const kind = draw.weighted(isLate ? oddsLately : odds);
  if (kind === 1) return { how: "not-confirmed" };
  if (kind === 2) return { how: "not-opened" };
  if (kind === 6 && isBack) return { how: "returned-undated", after };
  // Lost for good, or overdue by now; not on a day on which nobody could know yet.
  if (kind === 7 && at < until - 11 * day) return { how: "kept" };
  const usual = { how: "returned", after: isBack ? after : Math.max(5 * minute, until - hour - at) } as const;
  if (kind === 3) return { ...usual, failures: draw.between(1, 2) };
  if (kind === 4) return { ...usual, failures: isLate ? "always" : 1 };
  if (kind === 5 && isLate) return { ...usual, failures: 0, objection: "我早就还了，怎么收这么多？" };
  if (kind === 5) return { ...usual, failures: 0, refund: tariff.pricePerUnit };
  return { ...usual, failures: 0 };
}

/** Half an hour to some hours, now and then over night; umbrellas come back the next day. ms. */
function lengthOf({ unit }: Tariff, draw: Draw): number {
  const unitsOfTime = unit === "day" ? 9 * hour : 50 * minute;
  const overNight = draw.chance(0.06) ? 10 * hour : 0;
  return Math.round(4 * minute + unitsOfTime * -Math.log(1 - draw.unit()) + overNight);
}
