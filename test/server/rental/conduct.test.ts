import { describe, expect, it } from "vitest";
import {
  conductCounts,
  isConspicuous,
  isDoubted,
  mayReportFrom,
  noConduct,
  pausedUntil,
  withConduct,
} from "../../../server/rental/conduct.ts";
import {
  credit,
  day,
  hour,
  lent,
  minute,
  noSuchOrder,
  refused,
  returned,
  Story,
  second,
  seenAs,
  start,
} from "./examples.ts";

const report = { type: "rider-reported", loanNo: 1, report: { claim: "returned" } } as const;
const at = start + hour;

/** What is noted of one change of an order. */
function noted(story: Story, event: Parameters<Story["at"]>[1], now = at) {
  const before = story.order;
  return withConduct(noConduct, before, story.at(now, event).order, now);
}

describe("a rider's conduct", () => {
  it("holds an order that is given up, once, when the rider says so", () => {
    const story = new Story();
    expect(noted(story, { type: "given-up" }, start + second).letGo).toEqual([start + second]);
    expect(noted(story, credit(noSuchOrder), start + 2 * second)).toBe(noConduct);
    expect(story.order.state).toBe("lapsed");
  });

  it("holds an order that is not confirmed in time, is refused, or is confirmed too late or by another", () => {
    expect(noted(new Story(), credit(noSuchOrder)).letGo).toEqual([at]);
    expect(noted(new Story(), credit(refused("other") as never)).letGo).toEqual([at]);
    expect(noted(new Story(), credit(seenAs())).letGo).toEqual([at]);
    expect(noted(new Story(), credit(seenAs({ riderId: "user/2" })), start + second).letGo).toEqual([start + second]);
  });

  it("holds nothing of an order that is lent, or that an operator ends", () => {
    expect(noted(new Story(), credit(seenAs()), start + second)).toBe(noConduct);
    const cancel = { type: "operator-acted", act: { act: "cancel" }, reason: "asked" } as const;
    expect(noted(new Story(), cancel)).toBe(noConduct);
  });

  it("holds reports, and those that were refuted", () => {
    const story = lent();
    expect(noted(story, report)).toEqual({ letGo: [], reports: [at], refuted: [] });
    expect(noted(story, { ...report, report: { claim: "not-opened" } }, at + minute).reports).toEqual([at + minute]);
    expect(noted(story, returned(at + hour), at + hour)).toEqual({ letGo: [], reports: [], refuted: [at + hour] });
    expect(noted(lent().at(at, report), returned(at - minute), at + hour)).toBe(noConduct);
  });

  it("is kept of the last times only", () => {
    let conduct = noConduct;
    for (let times = 1; times <= 40; times++) {
      const story = new Story();
      const before = story.order;
      conduct = withConduct(conduct, before, story.at(start, { type: "given-up" }).order, start + times);
    }
    expect(conduct.letGo).toEqual(Array.from({ length: 32 }, (_, index) => start + index + 9));
  });

  it("fades: orders that were let go after a day, reports after thirty", () => {
    const conduct = { letGo: [start], reports: [start, start + day], refuted: [start + day] };
    expect(conductCounts(conduct, start + hour)).toEqual({ letGo: 1, letGoInWeek: 1, reports: 1, refuted: 0 });
    expect(conductCounts(conduct, start + day)).toEqual({ letGo: 0, letGoInWeek: 1, reports: 2, refuted: 1 });
    expect(conductCounts(conduct, start + 31 * day)).toEqual({ letGo: 0, letGoInWeek: 0, reports: 0, refuted: 0 });
  });

  it("is shown to operators where there is much of it", () => {
    const none = { letGo: 2, letGoInWeek: 6, reports: 3, refuted: 1 };
    expect(isConspicuous(none)).toBe(false);
    for (const more of [{ letGo: 3 }, { letGoInWeek: 7 }, { reports: 4 }, { refuted: 2 }])
      expect(isConspicuous({ ...none, ...more })).toBe(true);
  });
});

describe("the pause before a rider's next order", () => {
  const letGo = (count: number) => Array.from({ length: count }, (_, index) => start + index);

  it.each([
    [0, undefined],
    [2, undefined],
    [3, 30 * second],
    [4, minute],
    [5, 2 * minute],
    [9, 32 * minute],
    [10, hour],
    [32, hour],
  ])("after %i orders that were let go is %s ms", (count, pause) => {
    const now = start + count;
    expect(pausedUntil({ letGo: letGo(count) }, now)).toBe(pause && start + count - 1 + pause);
  });

  it("is over when it is over, and forgotten after a day", () => {
    const conduct = { letGo: letGo(3) };
    expect(pausedUntil(conduct, start + 2 + 30 * second - 1)).toBe(start + 2 + 30 * second);
    expect(pausedUntil(conduct, start + 2 + 30 * second)).toBeUndefined();
    expect(pausedUntil({ letGo: [...letGo(5), start + day] }, start + day + 10)).toBeUndefined();
  });

  it("comes of the seventh order in a week too, however they are spread over its days", () => {
    const spread = Array.from({ length: 7 }, (_, index) => start + Math.floor(index / 2) * day + index);
    const last = spread.at(-1) ?? 0;
    expect(pausedUntil({ letGo: spread.slice(1) }, last)).toBeUndefined();
    expect(pausedUntil({ letGo: spread }, last)).toBe(last + 30 * second);
    expect(pausedUntil({ letGo: [...spread, start + 8 * day] }, start + 8 * day)).toBeUndefined();
  });

  it("counts no time of a clock that was ahead", () => {
    expect(pausedUntil({ letGo: [start, start + 1, start + 400 * day] }, start + minute)).toBeUndefined();
  });
});

describe("a rider's word", () => {
  it("is heard twelve times a day, whatever loans it is about", () => {
    const reports = Array.from({ length: 12 }, (_, index) => start + index * minute);
    const now = start + 12 * minute;
    expect(mayReportFrom({ ...noConduct, reports: reports.slice(1) }, now)).toBeUndefined();
    expect(mayReportFrom({ ...noConduct, reports }, now)).toBe(start + day);
    expect(mayReportFrom({ ...noConduct, reports }, start + day)).toBeUndefined();
  });

  it("pauses nothing any more after three refuted reports in thirty days", () => {
    const refutedAt = [start, start + day, start + 2 * day];
    expect(isDoubted({ ...noConduct, refuted: refutedAt.slice(1) }, start + 3 * day)).toBe(false);
    expect(isDoubted({ ...noConduct, refuted: refutedAt }, start + 3 * day)).toBe(true);
    expect(isDoubted({ ...noConduct, refuted: refutedAt }, start + 31 * day)).toBe(false);
  });
});
