import type { Locale } from "./locale.ts";
import type { Tariff } from "./rider-types.ts";

const unitNames: Record<Tariff["unit"], string> = { "half-hour": "半小时", hour: "小时", day: "天", once: "次" };

/** A number and its unit stay on one line. */
const nb = "\u00a0";

/** Minutes, in hours where they are whole ones. */
const minutesInWords = (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60}${nb}小时` : `${minutes}${nb}分钟`);
export const chineseHours = (hours: number) => (hours % 24 === 0 ? `${hours / 24}${nb}天` : `${hours}${nb}小时`);

/** A space stands between digits and Chinese, everywhere. */
export const chineseLocale: Locale = {
  tag: "zh-CN",
  yuan: (amount) => `${amount}${nb}元`,
  duration: (days, hours, minutes) =>
    [
      ...(days > 0 ? [`${days}${nb}天`] : []),
      ...(hours > 0 ? [`${hours}${nb}小时`] : []),
      ...(minutes > 0 ? [`${minutes}${nb}分钟`] : []),
    ].join(" "),
  lessThanAMinute: "不到 1 分钟",
  days: (days) => `${days} 天`,
  price: {
    free: "免费",
    perUnit: (price, unit) => `${price}/${unitNames[unit]}`,
    freeAtFirst: (minutes) => `前 ${minutesInWords(minutes)}免费`,
    graceMinutes: (minutes) => `${minutesInWords(minutes)}内归还免费`,
    dailyCap: (amount) => `24 小时封顶 ${amount}`,
    longest: (hours) => `最长 ${chineseHours(hours)}`,
    buyOut: (amount) => `最高 ${amount}（未归还按此价买断）`,
    sentence: ({ unit, perUnit, freeMinutes, graceMinutes, dailyCap, totalCap }) => {
      const price = perUnit === undefined ? "免费" : `每${unitNames[unit]} ${perUnit}`;
      return [
        ...(graceMinutes === undefined ? [] : [`${minutesInWords(graceMinutes)}内归还免费`]),
        ...(freeMinutes === undefined ? [price] : [`前 ${minutesInWords(freeMinutes)}免费`, `之后${price}`]),
        ...(dailyCap === undefined ? [] : [`24 小时封顶 ${dailyCap}`]),
        `最高 ${totalCap}`,
      ].join("，");
    },
  },
};
