import type { Locale } from "./locale.ts";

const two = (part: number) => String(part).padStart(2, "0");

interface Parts {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

function partsOf(ms: number): Parts {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}

/** A finished duration in whole minutes: 1 天 2 小时 5 分钟, 1 d 2 h 5 min. @param ms milliseconds */
export function spokenDuration(ms: number, locale: Locale): string {
  const { days, hours, minutes } = partsOf(ms);
  return days + hours + minutes === 0 ? locale.lessThanAMinute : locale.duration(days, hours, minutes);
}

/** A running duration: 05:09, 1:05:09, 2 天 01:05:09. @param ms milliseconds; what is negative shows as zero */
export function runningDuration(ms: number, locale: Locale): string {
  const { days, hours, minutes, seconds } = partsOf(ms);
  const minutesAndSeconds = `${two(minutes)}:${two(seconds)}`;
  if (days > 0) return `${locale.days(days)} ${two(hours)}:${minutesAndSeconds}`;
  return hours > 0 ? `${hours}:${minutesAndSeconds}` : minutesAndSeconds;
}
