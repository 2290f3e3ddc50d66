const day = 86_400_000;
const offset = 8 * 3_600_000;

/** The Beijing day of a moment, as `2026-11-23`. @param at epoch ms */
export function beijingDayOf(at: number): string {
  return new Date(at + offset).toISOString().slice(0, 10);
}

/** When a Beijing day begins, epoch ms. */
export function startOfDay(text: string): number {
  return Date.parse(`${text}T00:00:00+08:00`);
}

/** The last moment of a Beijing day, epoch ms. */
export function endOfDay(text: string): number {
  return startOfDay(text) + day - 1;
}

/** The day some days later, or earlier where `days` is negative. */
export function daysLater(text: string, days: number): string {
  return beijingDayOf(startOfDay(text) + days * day);
}
