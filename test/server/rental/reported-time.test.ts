import { describe, expect, it } from "vitest";
import { boundedAge, boundedMoment, boundedTime } from "../../../server/rental/reported-time.ts";

const ordered = 1_800_000_000_000;
const now = ordered + 3_600_000;
const bounds = { notBefore: ordered, notAfter: now };
const lastMoment = 8_640_000_000_000_000;

describe("boundedTime", () => {
  it("a claim inside the bounds is taken as it is, wider by its uncertainty", () => {
    const at = ordered + 60_000;
    expect(boundedTime({ latest: at, uncertainty: 20 }, bounds)).toEqual({ earliest: at - 20, latest: at + 20 });
    expect(boundedTime({ earliest: at, latest: at + 5000, uncertainty: 20 }, bounds)).toEqual({
      earliest: at - 20,
      latest: at + 5020,
    });
  });

  it.each([
    ["a clock that was never set", null],
    ["a clock that may be off by more than ten minutes", 600_001],
    ["a clock that may be off by any time", Number.MAX_SAFE_INTEGER],
  ])("%s can't tell the time", (_what, uncertainty) => {
    expect(boundedTime({ latest: now, uncertainty }, bounds)).toBeNull();
  });

  it("an uncertainty of ten minutes is the last that tells something", () => {
    expect(boundedTime({ latest: now, uncertainty: 600_000 }, bounds)).toEqual({
      earliest: now - 600_000,
      latest: now,
    });
  });

  it.each([
    ["before the bounds, by no more than the uncertainty and the tolerance", ordered - 2020, ordered],
    ["after the bounds, by no more than the uncertainty and the tolerance", now + 2020, now],
  ])("a claim %s is cut without a doubt", (_what, latest, kept) => {
    expect(boundedTime({ latest, uncertainty: 20 }, bounds)).toEqual({ earliest: kept, latest: kept });
  });

  it.each([
    ["a moment before that", ordered - 2021, ordered],
    ["thirty days before", ordered - 2_592_000_000, ordered],
    ["in 1970", 0, ordered],
    ["a moment after that", now + 2021, now],
    ["at the last moment that a date can hold", lastMoment, now],
  ])("a claim %s is cut and implausible", (_what, latest, kept) => {
    expect(boundedTime({ latest, uncertainty: 20 }, bounds)).toEqual({
      earliest: kept,
      latest: kept,
      implausible: latest,
    });
  });

  it("an interval that begins before the bounds is no lie: its beginning is only what was seen last", () => {
    expect(boundedTime({ earliest: 0, latest: now - 5000, uncertainty: 0 }, bounds)).toEqual({
      earliest: ordered,
      latest: now - 5000,
    });
  });

  it("an interval that ends before it begins is implausible, beyond the tolerance of clocks", () => {
    const at = now - 60_000;
    expect(boundedTime({ earliest: at + 2000, latest: at, uncertainty: 0 }, bounds)).toEqual({
      earliest: at,
      latest: at + 2000,
    });
    expect(boundedTime({ earliest: at + 2001, latest: at, uncertainty: 0 }, bounds)).toMatchObject({ implausible: at });
  });

  it("what came before its cause by the hub's own clock is dated at the cause", () => {
    const setBack = { notBefore: now, notAfter: ordered };
    expect(boundedTime({ latest: ordered, uncertainty: 0 }, setBack)).toEqual({
      earliest: now,
      latest: now,
      implausible: ordered,
    });
  });
});

describe("boundedMoment", () => {
  it("a moment is moved into the bounds, and marked where that is more than clocks differ", () => {
    expect(boundedMoment(ordered, bounds)).toEqual({ at: ordered, implausible: false });
    expect(boundedMoment(ordered - 2000, bounds)).toEqual({ at: ordered, implausible: false });
    expect(boundedMoment(0, bounds)).toEqual({ at: ordered, implausible: true });
    expect(boundedMoment(lastMoment, bounds)).toEqual({ at: now, implausible: true });
  });
});

describe("boundedAge", () => {
  it("is a difference by one clock, from nothing to the time since the start", () => {
    expect(boundedAge(5000, 4000, 60_000)).toBe(1000);
    expect(boundedAge(5000, 6000, 60_000)).toBe(0);
    expect(boundedAge(lastMoment, 0, 60_000)).toBe(60_000);
  });
});
