import { describe, expect, it } from "vitest";
import {
  basisPointsOf,
  daysOf,
  groupsOf,
  percentOf,
  statementQuery,
} from "../../kiosk-ui/console/pages/money/money-query.ts";

/** 09:30 on 23 November in Beijing. */
const now = Date.parse("2026-11-23T09:30:00+08:00");

describe("what a statement is asked for", () => {
  it("is this month up to today by day, where nothing is chosen", () => {
    expect(statementQuery({}, now)).toEqual({ from: "2026-11-01", to: "2026-11-23", by: "day" });
  });

  it("has its groups in one order, whatever order they were chosen in", () => {
    expect(groupsOf({ by: "kind,day,nonsense" })).toEqual(["day", "kind"]);
    expect(groupsOf({ by: "nonsense" })).toEqual(["day"]);
  });

  it("never ends before it begins, where only one day is chosen", () => {
    expect(daysOf({ to: "2026-10-05" }, now)).toEqual({ from: "2026-10-05", to: "2026-10-05" });
    expect(daysOf({ from: "2026-12-01" }, now)).toEqual({ from: "2026-12-01", to: "2026-12-01" });
    expect(daysOf({ from: "2026-10-05" }, now)).toEqual({ from: "2026-10-05", to: "2026-11-23" });
  });
});

describe("a share in percent", () => {
  it("is kept in whole hundredths of a percent", () => {
    expect(basisPointsOf(12.35)).toBe(1235);
    expect(basisPointsOf(0.29)).toBe(29);
    expect(percentOf(1235)).toBe(12.35);
  });
});
