import { expect, test } from "vitest";
import { HubClock } from "../../firmware-bridge/hub-clock.ts";
import { ManualClock } from "../support/manual-clock.ts";

test("before a welcome the time is the cabinet's own, and nobody knows how far it is off", () => {
  const clock = new ManualClock(500);
  const hubClock = new HubClock(clock);
  expect(hubClock.isSet).toBe(false);
  expect(hubClock.now()).toEqual({ at: 500, uncertainty: null });
  expect(hubClock.offset()).toBeNull();
  expect(hubClock.ofWallClock(700)).toBe(700);
});

test("a welcome sets the time to the middle of the round trip, uncertain by half of it", async () => {
  const clock = new ManualClock();
  const hubClock = new HubClock(clock);
  const askedAt = clock.monotonic();
  await clock.pass(300);
  hubClock.set(9_000_000, askedAt);
  expect(hubClock.now()).toEqual({ at: 9_000_150, uncertainty: 150 });
  expect(hubClock.offset()).toBe(9_000_150 - clock.now());
  expect(hubClock.ofWallClock(clock.now() - 50)).toBe(9_000_100);
});

test("the time goes on without the wall clock, which may be set at any moment", async () => {
  const clock = new ManualClock();
  const hubClock = new HubClock(clock);
  hubClock.set(9_000_000, clock.monotonic());
  await clock.pass(1000);
  clock.setWall(0);
  expect(hubClock.now().at).toBe(9_001_000);
});

test("the uncertainty grows as clocks drift apart", async () => {
  const clock = new ManualClock();
  const hubClock = new HubClock(clock);
  hubClock.set(9_000_000, clock.monotonic());
  await clock.pass(3_600_000);
  expect(hubClock.now().uncertainty).toBe(360);
});

test("moments taken before the first welcome are put right by it, even where the wall clock jumped meanwhile", async () => {
  const clock = new ManualClock(0);
  const hubClock = new HubClock(clock);
  await clock.pass(1000);
  const early = hubClock.now();
  expect(early).toEqual({ at: 1000, uncertainty: null });
  clock.setWall(77_000);
  await clock.pass(4000);
  hubClock.set(9_000_000, clock.monotonic());
  expect(early).toEqual({ at: 8_996_000, uncertainty: 0 });
  hubClock.set(9_500_000, clock.monotonic());
  expect(early.at).toBe(8_996_000);
});
