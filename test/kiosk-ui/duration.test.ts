import { expect, test } from "vitest";
import { runningDuration, spokenDuration as unbroken } from "../../kiosk-ui/shared/duration.ts";
import { chineseLocale } from "../../kiosk-ui/shared/locale-chinese.ts";
import { englishLocale } from "../../kiosk-ui/shared/locale-english.ts";

/** With plain spaces in the place of those that keep a number and its unit together. */
const spokenDuration = (...ms: Parameters<typeof unbroken>) => unbroken(...ms).replaceAll("\u00a0", " ");

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test("a finished duration is told in whole minutes, without parts that are zero", () => {
  expect(spokenDuration(5 * minute + 59 * second, chineseLocale)).toBe("5 分钟");
  expect(spokenDuration(2 * hour, chineseLocale)).toBe("2 小时");
  expect(spokenDuration(day + 2 * hour + 5 * minute, chineseLocale)).toBe("1 天 2 小时 5 分钟");
  expect(spokenDuration(day + 5 * minute, englishLocale)).toBe("1 d 5 min");
});

test("less than a minute is said so", () => {
  expect(spokenDuration(59 * second, chineseLocale)).toBe("不到 1 分钟");
  expect(spokenDuration(0, englishLocale)).toBe("less than 1 min");
});

test("a running duration shows seconds, and hours and days when there are any", () => {
  expect(runningDuration(5 * minute + 9 * second + 999, chineseLocale)).toBe("05:09");
  expect(runningDuration(hour + 5 * minute + 9 * second, chineseLocale)).toBe("1:05:09");
  expect(runningDuration(2 * day + hour, chineseLocale)).toBe("2 天 01:00:00");
  expect(runningDuration(2 * day + 23 * hour, englishLocale)).toBe("2 d 23:00:00");
});

test("a clock that runs behind the hub's shows zero, never a negative time", () => {
  expect(runningDuration(-5 * second, chineseLocale)).toBe("00:00");
});

test("a number stays on one line with its unit", () => {
  expect(unbroken(2 * hour + 5 * minute, chineseLocale)).toBe("2\u00a0小时 5\u00a0分钟");
  expect(unbroken(2 * hour + 5 * minute, englishLocale)).toBe("2\u00a0h 5\u00a0min");
});
