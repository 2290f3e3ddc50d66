import type { EpochMs } from "../../protocol/ids.ts";

/** The books are kept by Beijing time, as the provider's bills are: UTC+8 all year, without summer time since 1991. */
const ahead = 8 * 3_600_000;

/** The last moment that has a date (ECMAScript, time values); ms. */
const lastMoment = 8.64e15;

/** A moment as the books write it: `2026-11-23 08:00:00`, whole seconds, rounded down. One at the end of all dates is cut. */
export function bookTime(at: EpochMs): string {
  return new Date(Math.min(at + ahead, lastMoment)).toISOString().slice(0, 19).replace("T", " ");
}

/** The day of a moment: `2026-11-23`. */
export function bookDay(at: EpochMs): string {
  return bookTime(at).slice(0, 10);
}

/** The first moment of a day. @param day `2026-11-23`; of what is no day of the calendar, the day that comes of it */
export function beginOfDay(day: string): EpochMs {
  return Date.parse(`${day}T00:00:00Z`) - ahead;
}

/** The last moment of a day. */
export function endOfDay(day: string): EpochMs {
  return beginOfDay(day) + 24 * 3_600_000 - 1;
}

/** Whether the text is a moment written as `bookTime` writes it; 30 February is none. */
export function isBookTime(text: string): boolean {
  const date = new Date(`${text.replace(" ", "T")}Z`);
  return !Number.isNaN(date.getTime()) && bookTime(date.getTime() - ahead) === text;
}

/** Whether the text is a day written as `bookDay` writes it. */
export function isBookDay(text: string): boolean {
  return isBookTime(`${text} 00:00:00`);
}
