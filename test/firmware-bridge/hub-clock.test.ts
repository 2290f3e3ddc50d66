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
  expect(early).toEqual({ at: 8_996_000, uncertainty: 1 });
});

test("moments of this run move with the hub's own clock, and a drift that the uncertainty explains moves none", async () => {
  const clock = new ManualClock();
  const hubClock = new HubClock(clock);
  expect(hubClock.set(9_000_000, clock.monotonic())).toBe(true);
  const moment = hubClock.now();
  await clock.pass(100_000);
  expect(hubClock.set(9_100_010, clock.monotonic())).toBe(false);
  expect(moment).toEqual({ at: 9_000_000, uncertainty: 0 });
  await clock.pass(10_000);
  expect(hubClock.set(5_500_000, clock.monotonic())).toBe(true);
  expect(moment).toEqual({ at: 5_390_000, uncertainty: 11 });
});

test("a slower answer that agrees changes nothing, a quicker one and one that shows another time do", async () => {
  const clock = new ManualClock();
  const hubClock = new HubClock(clock);
  const answered = async (roundTrip: number, hubTime: number) => {
    const askedAt = clock.monotonic();
    await clock.pass(roundTrip);
    hubClock.set(hubTime, askedAt);
    return hubClock.now();
  };
  expect(await answered(200, 9_000_000)).toEqual({ at: 9_000_100, uncertainty: 100 });
  expect(await answered(4000, 9_003_000)).toEqual({ at: 9_004_100, uncertainty: 101 });
  expect(await answered(20, 9_004_150)).toEqual({ at: 9_004_160, uncertainty: 10 });
  expect(await answered(4000, 9_600_000)).toEqual({ at: 9_602_000, uncertainty: 2000 });
});

test("moments that nothing holds any more are not kept", async () => {
  const clock = new ManualClock();
  const hubClock = new HubClock(clock);
  for (let count = 0; count < 5000; count++) hubClock.now();
  const kept = hubClock.now();
  hubClock.set(9_000_000, clock.monotonic());
  expect(kept.at).toBe(9_000_000);
});

test("its seconds are the wall clock's until a welcome, as that is set meanwhile, and then the hub's", async () => {
  const clock = new ManualClock(20_000);
  const hubClock = new HubClock(clock);
  clock.setWall(1_700_000_000_900);
  expect(hubClock.seconds()).toBe(1_700_000_000);
  hubClock.set(1_800_000_000_000, clock.monotonic());
  expect(hubClock.seconds()).toBe(1_800_000_000);
});
