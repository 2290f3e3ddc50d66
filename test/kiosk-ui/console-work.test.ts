import { describe, expect, it, test } from "vitest";
import type { FoundOrder, Queue } from "../../kiosk-ui/console/hub-types.ts";
import {
  around,
  codesOf,
  entriesOf,
  fitting,
  listNames,
  listOf,
  searchOf,
} from "../../kiosk-ui/console/pages/work/work-lists.ts";

const about = (orderNo: string, assignee?: string): FoundOrder => ({
  orderNo,
  state: "active",
  createdAt: 1,
  cabinetId: "shop-1",
  place: "茶馆",
  itemKind: "power-bank",
  riderId: "user/1",
  items: [],
  ...(assignee !== undefined && { assignee }),
});
const review = (orderNo: string, code: string, assignee?: string) => ({
  orderNo,
  about: about(orderNo, assignee),
  since: 5,
  code,
  facts: { code },
  why: `why ${code}`,
  advice: "look",
});
const nothing = Object.fromEntries(listNames.map((name) => [name, 0])) as Queue["counts"];
const queue: Queue = {
  review: [review("1", "return-undated"), review("2", "paid-twice", "mei"), review("3", "paid-twice", "lin")],
  unmatchedReturns: [{ key: "shop-1/a/1", cabinetId: "shop-1", slot: 4, since: 7, assignee: "mei" }],
  overdue: [],
  owed: [{ orderNo: "4", about: about("4"), amount: 300, returnedAt: 9 }],
  notCollected: [],
  inDoubt: [],
  riders: [{ riderId: "user/1", letGo: 3, letGoInWeek: 3, reports: 0, refuted: 0 }],
  reported: [],
  objections: [],
  counts: { ...nothing, review: 3, unmatchedReturns: 1, owed: 1, riders: 1 },
};

test("the work list opens at the first kind of which something waits, unless the address names one", () => {
  expect(listOf({}, { counts: { ...nothing, owed: 1, reported: 2 } })).toBe("owed");
  expect(listOf({}, { counts: nothing })).toBe("review");
  expect(listOf({ list: "overdue" }, queue)).toBe("overdue");
  expect(listOf({ list: "no-such-list" }, queue)).toBe("review");
});

describe("an entry of the work list", () => {
  it("says what it is about, since when and who sees to it, whatever its list", () => {
    expect(entriesOf(queue, "review")[1]).toMatchObject({
      orderNo: "2",
      since: 5,
      assignee: "mei",
      code: "paid-twice",
      why: "why paid-twice",
    });
    expect(entriesOf(queue, "unmatchedReturns")[0]).toMatchObject({
      eventKey: "shop-1/a/1",
      since: 7,
      assignee: "mei",
    });
    expect(entriesOf(queue, "owed")[0]).toMatchObject({ orderNo: "4", since: 9 });
    expect(entriesOf(queue, "riders")[0]?.since).toBeUndefined();
  });

  it("has an id of its own, also where an order stands in a list twice", () => {
    const twice = { ...queue, review: [review("1", "paid-twice"), review("1", "paid-twice")] };
    expect(new Set(entriesOf(twice, "review").map(({ id }) => id)).size).toBe(2);
  });

  it("is found by the code of its review and by who sees to it", () => {
    const entries = entriesOf(queue, "review");
    const found = (filters: object) => fitting(entries, filters, "lin").map(({ orderNo }) => orderNo);
    expect(found({})).toEqual(["1", "2", "3"]);
    expect(found({ code: "paid-twice" })).toEqual(["2", "3"]);
    expect(found({ who: "mine" })).toEqual(["3"]);
    expect(found({ who: "nobody" })).toEqual(["1"]);
    expect(found({ who: "nobody", code: "paid-twice" })).toEqual([]);
  });
});

test("the codes of reviews are counted, the most frequent first", () => {
  expect(codesOf(entriesOf(queue, "review"))).toEqual([
    { code: "paid-twice", why: "why paid-twice", count: 2 },
    { code: "return-undated", why: "why return-undated", count: 1 },
  ]);
  expect(codesOf(entriesOf(queue, "owed"))).toEqual([]);
});

test("an order in the list has one before and after it; one that has left it leads to the first", () => {
  const entries = entriesOf(queue, "review");
  expect(around(entries, "2")).toEqual({ place: 2, count: 3, previous: "1", next: "3" });
  expect(around(entries, "3")).toEqual({ place: 3, count: 3, previous: "2", next: undefined });
  expect(around(entries, "9")).toEqual({ place: undefined, count: 3, previous: undefined, next: "1" });
});

test("filters become an address, and none an empty one", () => {
  expect(searchOf({})).toBe("");
  expect(searchOf({ list: "review", who: "mine", code: undefined as never })).toBe("?list=review&who=mine");
});
