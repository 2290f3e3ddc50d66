import { expect, test } from "vitest";
import { runningDuration, spokenDuration } from "../../kiosk-ui/shared/duration.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test("a finished duration is told in whole minutes, without parts that are zero", () => {
  expect(spokenDuration(5 * minute + 59 * second, "zh")).toBe("5分钟");
  expect(spokenDuration(2 * hour, "zh")).toBe("2小时");
  expect(spokenDuration(day + 2 * hour + 5 * minute, "zh")).toBe("1天2小时5分钟");
  expect(spokenDuration(day + 5 * minute, "en")).toBe("1 d 5 min");
});

test("less than a minute is said so", () => {
  expect(spokenDuration(59 * second, "zh")).toBe("不到1分钟");
  expect(spokenDuration(0, "en")).toBe("less than 1 min");
});

test("a running duration shows seconds, and hours and days when there are any", () => {
  expect(runningDuration(5 * minute + 9 * second + 999, "zh")).toBe("05:09");
  expect(runningDuration(hour + 5 * minute + 9 * second, "zh")).toBe("1:05:09");
  expect(runningDuration(2 * day + hour, "zh")).toBe("2天 01:00:00");
  expect(runningDuration(2 * day + 23 * hour, "en")).toBe("2 d 23:00:00");
});

test("a clock that runs behind the hub's shows zero, never a negative time", () => {
  expect(runningDuration(-5 * second, "zh")).toBe("00:00");
});
