import type { Language } from "./language.ts";
import { spokenMoney } from "./money.ts";
import type { OrderView } from "./rider-types.ts";

type Tariff = OrderView["tariff"];

/** The whole price in one sentence, as the rider reads it before borrowing. A cap that can't be reached is left out. */
export function tariffSentence(tariff: Tariff, language: Language): string {
  return language === "zh" ? inChinese(tariff) : inEnglish(tariff);
}

/** A day unit and a single price never add up within 24 hours, and a daily cap as high as the total one says nothing more. */
function hasDailyCap({ unit, pricePerUnit, dailyCap, totalCap }: Tariff): boolean {
  return (unit === "half-hour" || unit === "hour") && pricePerUnit > 0 && dailyCap < totalCap;
}

/** A grace within the free minutes gives nothing that they don't. */
function hasGrace({ graceMinutes, freeMinutes, pricePerUnit }: Tariff): boolean {
  return graceMinutes > freeMinutes && pricePerUnit > 0;
}

const chineseUnit = { "half-hour": "每半小时", hour: "每小时", day: "每天", once: "每次" };
const englishUnit = { "half-hour": "per half hour", hour: "per hour", day: "per day", once: "per loan" };

function inChinese(tariff: Tariff): string {
  const { graceMinutes, freeMinutes, unit, pricePerUnit, dailyCap, totalCap } = tariff;
  const price = pricePerUnit === 0 ? "免费" : `${chineseUnit[unit]}${spokenMoney(pricePerUnit, "zh")}`;
  return [
    ...(hasGrace(tariff) ? [`${minutesInChinese(graceMinutes)}内归还免费`] : []),
    ...(freeMinutes > 0 && pricePerUnit > 0 ? [`前${minutesInChinese(freeMinutes)}免费`, `之后${price}`] : [price]),
    ...(hasDailyCap(tariff) ? [`24小时封顶${spokenMoney(dailyCap, "zh")}`] : []),
    `总封顶${spokenMoney(totalCap, "zh")}`,
  ].join("，");
}

function inEnglish(tariff: Tariff): string {
  const { graceMinutes, freeMinutes, unit, pricePerUnit, dailyCap, totalCap } = tariff;
  const price = pricePerUnit === 0 ? "free" : `${spokenMoney(pricePerUnit, "en")} ${englishUnit[unit]}`;
  const start =
    freeMinutes > 0 && pricePerUnit > 0
      ? `First ${minutesInEnglish(freeMinutes)} free, then ${price}`
      : price.charAt(0).toUpperCase() + price.slice(1);
  const daily = hasDailyCap(tariff) ? `${spokenMoney(dailyCap, "en")} per 24 hours and ` : "";
  const grace = hasGrace(tariff) ? `Free if back within ${countedMinutes(graceMinutes)}. ` : "";
  return `${grace}${start}, at most ${daily}${spokenMoney(totalCap, "en")} in total`;
}

function minutesInChinese(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60}小时` : `${minutes}分钟`;
}

/** As it stands after "first": a single one without its number. */
function minutesInEnglish(minutes: number): string {
  const counted = countedMinutes(minutes);
  return counted.startsWith("1 ") ? counted.slice(2) : counted;
}

function countedMinutes(minutes: number): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
