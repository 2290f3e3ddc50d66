import type { Locale } from "./locale.ts";

/** Date and time of day as the cabinet's clock on the wall shows it: 11月9日 14:05, 9 Nov, 14:05. @param at epoch ms */
export function beijingTime(at: number, { tag }: Locale): string {
  return new Intl.DateTimeFormat(tag, {
    timeZone: "Asia/Shanghai",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

/** Time of day only: 14:05. @param at epoch ms */
export function beijingTimeOfDay(at: number, { tag }: Locale): string {
  return new Intl.DateTimeFormat(tag, { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }).format(at);
}
