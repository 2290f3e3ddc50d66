import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../../platform/clock.ts";

const day = 24 * 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_767_225_600_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test("the clock tells epoch milliseconds, and a time that only differences of mean something", () => {
  const before = systemClock.monotonic();
  vi.advanceTimersByTime(1_500);
  expect(systemClock.now()).toBe(1_767_225_601_500);
  expect(systemClock.monotonic() - before).toBe(1_500);
});

test("work is done once, after its delay", () => {
  const work = vi.fn();
  systemClock.after(1_000, work);
  vi.advanceTimersByTime(999);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(day);
  expect(work).toHaveBeenCalledOnce();
});

test("what is already due is done at once, but not before the caller goes on", () => {
  const work = vi.fn();
  systemClock.after(-5, work);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledOnce();
});

test("a delay longer than a timer can hold is waited for all the same", () => {
  const work = vi.fn();
  systemClock.after(60 * day, work);
  vi.advanceTimersByTime(60 * day - 1);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledOnce();
});

test("what is cancelled is not done, however long it has waited", () => {
  const work = vi.fn();
  const cancel = systemClock.after(60 * day, work);
  vi.advanceTimersByTime(30 * day);
  cancel();
  vi.advanceTimersByTime(60 * day);
  expect(work).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
