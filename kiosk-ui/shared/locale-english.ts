import type { Locale } from "./locale.ts";
import type { Tariff } from "./rider-types.ts";

const unitNames: Record<Tariff["unit"], string> = {
  "half-hour": "half hour",
  hour: "hour",
  day: "day",
  once: "loan",
};

export const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
const minutesInWords = (minutes: number) =>
  minutes % 60 === 0 ? counted(minutes / 60, "hour") : counted(minutes, "minute");
/** As it stands after "first": a single one without its number. */
const firstMinutes = (minutes: number) => minutesInWords(minutes).replace(/^1 /, "");
export const englishHours = (hours: number) => (hours % 24 === 0 ? counted(hours / 24, "day") : counted(hours, "hour"));
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** British, because it writes 24 hours. */
export const englishLocale: Locale = {
  tag: "en-GB",
  yuan: (amount) => `¥${amount}`,
  duration: (days, hours, minutes) =>
    [
      ...(days > 0 ? [`${days}\u00a0d`] : []),
      ...(hours > 0 ? [`${hours}\u00a0h`] : []),
      ...(minutes > 0 ? [`${minutes}\u00a0min`] : []),
    ].join(" "),
  lessThanAMinute: "less than 1 min",
  days: (days) => `${days} d`,
  price: {
    free: "Free",
    perUnit: (price, unit) => `${price} per ${unitNames[unit]}`,
    freeAtFirst: (minutes) => `First ${firstMinutes(minutes)} free`,
    graceMinutes: (minutes) => `Free if back within ${minutesInWords(minutes)}`,
    dailyCap: (amount) => `${amount} per 24 h at most`,
    longest: (hours) => `Up to ${englishHours(hours)}`,
    buyOut: (amount) => `${amount} at most, and if never returned`,
    sentence: ({ unit, perUnit, freeMinutes, graceMinutes, dailyCap, totalCap }) => {
      const price = perUnit === undefined ? "free" : `${perUnit} per ${unitNames[unit]}`;
      const start =
        freeMinutes === undefined ? capital(price) : `First ${firstMinutes(freeMinutes)} free, then ${price}`;
      const daily = dailyCap === undefined ? "" : `${dailyCap} per 24 hours and `;
      const grace = graceMinutes === undefined ? "" : `Free if back within ${minutesInWords(graceMinutes)}. `;
      return `${grace}${start}, at most ${daily}${totalCap} in total`;
    },
  },
};
