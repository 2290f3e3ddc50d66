import { describe, expect, test } from "vitest";
import { beijingTime, beijingTimeOfDay } from "../../kiosk-ui/shared/beijing-time.ts";
import { firstLanguage } from "../../kiosk-ui/shared/language.ts";
import { chineseLocale } from "../../kiosk-ui/shared/locale-chinese.ts";
import { englishLocale } from "../../kiosk-ui/shared/locale-english.ts";

describe("the first language", () => {
  test("is the one chosen before", () => {
    expect(firstLanguage("en", ["zh-CN"])).toBe("en");
    expect(firstLanguage("zh", ["en-US"])).toBe("zh");
  });

  test("is the first that the browser wants and the page speaks", () => {
    expect(firstLanguage(null, ["zh-Hans-CN", "en"])).toBe("zh");
    expect(firstLanguage(null, ["de-DE", "ZH-tw", "en"])).toBe("zh");
    expect(firstLanguage("klingon", ["en-GB", "zh"])).toBe("en");
  });

  test("is English for whoever reads neither, and Chinese where the browser says nothing", () => {
    expect(firstLanguage(null, ["de", "fr"])).toBe("en");
    expect(firstLanguage(null, [])).toBe("zh");
  });
});

test("a time is Beijing's, with 24 hours, wherever the phone is", () => {
  const pastMidnight = Date.UTC(2026, 10, 8, 16, 5);
  expect(beijingTime(pastMidnight, chineseLocale)).toBe("11月9日 00:05");
  expect(beijingTime(pastMidnight, englishLocale)).toBe("9 Nov, 00:05");
  expect(beijingTimeOfDay(pastMidnight, chineseLocale)).toBe("00:05");
  expect(beijingTimeOfDay(pastMidnight + 13 * 3_600_000, englishLocale)).toBe("13:05");
});
