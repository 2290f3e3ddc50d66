import { expect, test } from "vitest";
import { within } from "../../platform/within.ts";
import { ManualClock } from "../support/manual-clock.ts";

const never = new Promise<void>(() => undefined);

test("work that is done in time is waited for, and its timer goes", async () => {
  const clock = new ManualClock();
  let done = () => {};
  const work = new Promise<void>((resolve) => {
    done = resolve;
  });
  const outcome = within(clock, 1000, work);
  await clock.pass(999);
  done();
  expect(await outcome).toBe(true);
});

test("work that is late is waited for no longer", async () => {
  const clock = new ManualClock();
  const outcome = within(clock, 1000, never);
  await clock.pass(1000);
  expect(await outcome).toBe(false);
});

test("an error in time is thrown, and one that is late is nobody's", async () => {
  const clock = new ManualClock();
  await expect(within(clock, 1000, Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  let fail = (_error: Error) => {};
  const late = new Promise<void>((_resolve, reject) => {
    fail = reject;
  });
  const outcome = within(clock, 1000, late);
  await clock.pass(1000);
  fail(new Error("too late"));
  expect(await outcome).toBe(false);
});
