import { describe, expect, it, test } from "vitest";
import type { Heartbeat } from "../../../server/store/clock-tables.ts";
import { clockStart } from "../../../server/time/clock-start.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const at = 1_800_000_000_000;
const uptime = 100_000;

const beat = (changes: Partial<Heartbeat> = {}): Heartbeat => ({ bootId: "boot-1", at, uptime, off: 0, ...changes });
const sameBoot = (after: number, wall: number) => ({ bootId: "boot-1", uptime: uptime + after / 1000, wall });
const otherBoot = (wall: number) => ({ bootId: "boot-2", uptime: 30, wall });

test("the first start of all believes the wall clock", () => {
  expect(clockStart([], otherBoot(at), false)).toEqual({});
});

test.each([0, 41 * day, -41 * day, -20 * second])(
  "while the machine runs on, its uptime tells the time, though the wall clock is off by %i ms",
  (off) => {
    expect(clockStart([beat()], sameBoot(3 * hour, at + 3 * hour + off), false)).toEqual({
      at: at + 3 * hour,
      gap: 3 * hour,
    });
  },
);

test("an uptime that began anew, or that is too short to be known from a container's, proves nothing", () => {
  const wall = at + 3 * hour;
  expect(clockStart([beat()], { bootId: "boot-1", uptime: 40, wall }, false)).toMatchObject({ doubtful: true });
  expect(clockStart([beat({ uptime: 299 })], { bootId: "boot-1", uptime: 300, wall }, false)).toMatchObject({
    doubtful: true,
  });
});

test("after a start of the machine the wall clock is believed", () => {
  expect(clockStart([beat()], otherBoot(at + 2 * minute), false)).toEqual({ gap: 2 * minute, doubtful: false });
});

test("a start long after the last heartbeat is doubtful", () => {
  expect(clockStart([beat()], otherBoot(at + 41 * day), false)).toEqual({ gap: 41 * day, doubtful: true });
});

test("a wall clock that is before the last heartbeat is off, and time goes on from there", () => {
  expect(clockStart([beat()], otherBoot(at - hour), false)).toEqual({ at, gap: 0, doubtful: false });
  expect(clockStart([beat()], otherBoot(at - second), false)).toEqual({ gap: -second, doubtful: false });
});

test.each([hour, -hour])("a wall clock that was off by %i ms before the machine was started is still", (off) => {
  const wall = at + 2 * minute + off;
  const start = clockStart([beat({ off })], otherBoot(wall), false);
  expect(start).toEqual({ at: at + 2 * minute, gap: 2 * minute, doubtful: false });
});

test.each([hour, -hour])("a wall clock that was off by %i ms before the machine was started may be back", (off) => {
  const wall = at + 2 * minute;
  expect(clockStart([beat({ off })], otherBoot(wall), false)).toEqual({ gap: 2 * minute, doubtful: false });
});

describe("after a wrong time was taken over, and the start of the machine has put the wall clock right,", () => {
  it.each([[hour], [-hour], [41 * day], [-41 * day], [3 * hour, -2 * hour], [-day, hour, minute]])(
    "time goes on as before steps of %i ms, so that what is open can move with the correction",
    (...steps) => {
      const wrong = steps.reduce((sum, by) => sum + by, 0);
      const wall = at + 2 * minute - wrong;
      expect(clockStart([beat()], otherBoot(wall), false, steps)).toEqual({
        at: at + 2 * minute,
        gap: 2 * minute,
        doubtful: false,
      });
    },
  );

  it("the wall clock is believed where the hub may have been away for so long, and by no step for less than ten minutes", () => {
    expect(clockStart([beat()], otherBoot(at + 41 * day), false, [-hour])).toMatchObject({
      gap: 41 * day,
      doubtful: true,
    });
    expect(clockStart([beat()], otherBoot(at + 9 * minute), false, [-8 * minute])).toEqual({
      gap: 9 * minute,
      doubtful: false,
    });
  });
});

test("the newest heartbeat counts, and the machine's own where it runs on", () => {
  const beats = [beat({ at: at - day }), beat({ bootId: "boot-0" })];
  expect(clockStart(beats, otherBoot(at + minute), false)).toMatchObject({ gap: minute });
  expect(clockStart(beats, sameBoot(minute, at), false)).toMatchObject({ at: at - day + minute });
});

describe("one of several hubs", () => {
  const others = (after: number) => beat({ bootId: "boot-9", at: at + after });

  it.each([hour, -hour, 30 * day])(
    "that was killed goes on by the uptime, though its wall clock is off by %i ms",
    (off) => {
      const wall = at + minute + off;
      expect(clockStart([beat(), others(30 * second)], sameBoot(minute, wall), true)).toEqual({
        at: at + minute,
        gap: minute,
      });
      expect(clockStart([beat()], sameBoot(minute, wall), true)).toMatchObject({ at: at + minute });
      expect(clockStart([beat(), others(-day)], sameBoot(minute, wall), true)).toMatchObject({ at: at + minute });
    },
  );

  it("believes its wall clock where the others' heartbeats agree with it and not with the uptime", () => {
    const wall = at + hour;
    expect(clockStart([beat(), others(hour - minute)], sameBoot(minute, wall), true)).toEqual({ gap: minute });
    expect(clockStart([beat(), others(hour - 151 * second)], sameBoot(minute, wall), true)).toMatchObject({
      at: at + minute,
    });
    expect(clockStart([beat(), others(hour + 3 * second)], sameBoot(minute, wall), true)).toMatchObject({
      at: at + minute,
    });
  });

  it("goes on by the uptime where the others' heartbeats agree with both", () => {
    const start = clockStart([beat(), others(minute)], sameBoot(minute, at + 2 * minute), true);
    expect(start).toEqual({ at: at + minute, gap: minute });
  });

  it("goes on from the others' heartbeats where its machine starts with a wall clock before them", () => {
    expect(clockStart([others(0), others(-hour)], otherBoot(at - 2 * hour), true)).toEqual({
      at,
      gap: 0,
      doubtful: false,
    });
  });

  it("believes the wall clock of a machine that was started where one heartbeat agrees with it, whatever others say", () => {
    const beats = [others(0), beat({ bootId: "boot-8", at: at + 300 * day })];
    expect(clockStart(beats, otherBoot(at + minute), true)).toEqual({ gap: minute - 300 * day });
  });

  it("doubts the wall clock of a machine that was started where the last heartbeat is long ago", () => {
    expect(clockStart([others(0)], otherBoot(at + 41 * day), true)).toEqual({ gap: 41 * day, doubtful: true });
  });

  it("believes its wall clock where an operator has stopped it because that stays off", () => {
    const own = beat({ believeWall: true, off: hour });
    expect(clockStart([own], sameBoot(minute, at + hour), true)).toEqual({ gap: hour, doubtful: true });
    expect(clockStart([own, others(0)], sameBoot(minute, at - minute), true)).toEqual({
      gap: -minute,
      doubtful: false,
    });
  });
});

test("a single hub asks no heartbeats of others", () => {
  const foreign = beat({ bootId: "boot-9", at: at + hour });
  expect(clockStart([beat(), foreign], sameBoot(minute, at + hour + minute), false)).toMatchObject({ at: at + minute });
});
