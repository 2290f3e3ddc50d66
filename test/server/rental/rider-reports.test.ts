import { describe, expect, it } from "vitest";
import type { Sighting } from "../../../server/rental/order.ts";
import {
  day,
  elsewhere,
  hour,
  lent,
  minute,
  openedAt,
  place,
  returned,
  second,
  settling,
  start,
  tariff,
} from "./examples.ts";

const at = openedAt + 3 * hour;
const seen = (sighting: Partial<Sighting> = {}, loanNo = 1) =>
  ({ type: "item-seen", loanNo, sighting: { at, place: elsewhere, slot: 5, ...sighting } }) as const;
const out = { out: true, at: openedAt + 2 * hour } as const;
const there = { out: false } as const;
const report = (claim: "not-opened" | "returned", where?: { cabinetId: string; slot?: number }, loanNo = 1) =>
  ({ type: "rider-reported", loanNo, report: { claim, ...(where && { where }) } }) as const;
const woken = (what: "sighting-due" | "report-due" | "given-up-for-lost", attempt = 0) =>
  ({ type: "woken", about: { what, loanNo: 1 }, attempt }) as const;

describe("an item that a cabinet shows though no return of it was told", () => {
  it("is back when a second look, ten minutes later, finds it there still", () => {
    const story = lent().at(at, seen({ before: out, place }));
    expect([story.loan.state, story.effect("wake").dueAt]).toEqual(["lent", at + 10 * minute]);
    const { order } = story;
    expect(story.at(at + minute, seen({ at: at + 10 * minute - 1, place })).order).toBe(order);
    story.at(at + 10 * minute, seen({ at: at + 10 * minute, before: there, place }));
    expect(story.loan.returned).toEqual({ at: out.at - 5 * second, place, slot: 5 });
    expect(story.order.charge?.amount).toBe(600);
  });

  it("in another cabinet than lent it goes to an operator after the second look, and its loan goes on", () => {
    const story = lent()
      .at(at, seen({ before: out }))
      .at(at + 10 * minute, seen({ at: at + 10 * minute, before: there }));
    expect(story.loan.state).toBe("lent");
    expect(story.order.review?.reason).toEqual({
      code: "return-not-borne-out",
      cabinetId: elsewhere.cabinetId,
      slot: 5,
    });
  });

  it("is never dated before it was taken", () => {
    const early = { out: true, at: openedAt + second } as const;
    const story = lent()
      .at(at, seen({ before: early, place }))
      .at(at, seen({ at: at + 10 * minute, place }));
    expect(story.order.charge?.amount).toBe(0);
  });

  it("is looked for when nobody has looked again", () => {
    const story = lent()
      .at(at, seen())
      .at(at + 10 * minute, woken("sighting-due"));
    expect(story.effect("look-at-slots").cabinetId).toBe(elsewhere.cabinetId);
    expect(story.effect("wake")).toMatchObject({ attempt: 1, dueAt: at + 20 * minute });
    expect(story.at(at, woken("sighting-due", 30)).effect("wake").dueAt).toBe(at + 6 * hour);
    expect(lent().at(at, woken("sighting-due")).asked).toEqual([]);
    expect(settling().at(at, woken("sighting-due")).asked).toEqual([]);
  });

  it("counts anew where it is seen in another slot", () => {
    const story = lent()
      .at(at, seen())
      .at(at + hour, seen({ at: at + hour, slot: 6 }));
    expect(story.loan).toMatchObject({ state: "lent", seen: { slot: 6, at: at + hour } });
    story.at(at + 2 * hour, seen({ at: at + 2 * hour, slot: 6, place }));
    expect(story.loan.seen?.place).toEqual(place);
  });

  it("goes to an operator, at no cost, where nobody knows since when it is there", () => {
    const story = lent()
      .at(at, seen({ place }))
      .at(at + hour, seen({ at: at + hour, place }));
    expect(story.loan.state).toBe("returned");
    expect(story.order.review?.reason).toEqual({ code: "return-undated" });
    expect(story.asked).toEqual([]);
  });

  it("is nothing while a sensor may lag, or of what is not out", () => {
    expect(lent().at(at, seen({ at: openedAt + 4999 })).loan.seen).toBeUndefined();
    expect(lent().at(at, seen({ at: openedAt + 5000 })).loan.seen).toBeDefined();
    expect(settling().at(at, seen()).loan.seen).toBeUndefined();
    expect(lent().at(at, seen({}, 9)).loan.seen).toBeUndefined();
  });

  it("is not charged as lost: an operator looks", () => {
    const lostAt = start + tariff.longestLoanHours * hour + 30 * day;
    const story = lent().at(at, seen()).at(lostAt, woken("given-up-for-lost"));
    expect(story.order.review?.reason).toEqual({ code: "return-not-reported" });
    expect([story.loan.state, story.order.charge]).toEqual(["lent", undefined]);
  });

  it("is looked for again after a review", () => {
    const story = lent().at(at, seen());
    story.order = { ...story.order, review: { since: at, reason: { code: "opening-unresolved" } } };
    const close = { type: "operator-acted", act: { act: "close-review" }, reason: "fine" } as const;
    expect(story.at(at, close).effects.map((effect) => effect.key)).toEqual(["wake/lost/1", "wake/sighting/1"]);
  });
});

describe("a rider who says that an item is back", () => {
  it("is believed while the cabinets are looked at: billing pauses", () => {
    const story = lent().at(at, report("returned", { cabinetId: "cab-2", slot: 5 }));
    expect(story.order.pauses).toEqual([{ from: at, reportOf: 1 }]);
    expect(story.effects.map((effect) => effect.key)).toEqual([
      "look-at-slots/cab-2",
      "look-at-slots/cab-1",
      "wake/report/1",
    ]);
    expect(story.effects.at(-1)?.dueAt).toBe(at + 15 * second);
  });

  it("is right where a look finds it, or had found it before", () => {
    const after = lent()
      .at(at, report("returned"))
      .at(at + second, seen({ before: out }));
    expect(after.loan.returned?.at).toBe(out.at - 5 * second);
    const before = lent()
      .at(at, seen({ before: out, place }))
      .at(at + minute, report("returned"));
    expect(before.loan.returned?.at).toBe(out.at - 5 * second);
    expect([after.order.charge?.amount, before.order.charge?.amount]).toEqual([600, 600]);
  });

  it("of which another cabinet had shown it before is right once that one shows it again", () => {
    const story = lent()
      .at(at, seen({ before: out }))
      .at(at + minute, report("returned"));
    expect(story.loan.state).toBe("lent");
    expect(story.effects.map((effect) => effect.key)).toEqual([
      "look-at-slots/cab-2",
      "look-at-slots/cab-1",
      "wake/report/1",
    ]);
    story.at(at + minute + second, seen({ at: at + minute + second, before: there }));
    expect(story.loan.returned).toEqual({ at: out.at - 5 * second, place: elsewhere, slot: 5 });
    expect(story.order.charge?.amount).toBe(600);
  });

  it("is right where a return without an id waits for its owner", () => {
    const unmatchedEvent = { place, slot: 5, at: openedAt + hour };
    const reported = (changes: object = {}) =>
      lent().at(at, { ...report("returned"), unmatchedEvent: { ...unmatchedEvent, ...changes } });
    expect(reported().loan.returned).toEqual({ ...unmatchedEvent, byExclusion: true });
    expect(reported().order.charge?.amount).toBe(300);
    expect(reported({ at: null }).order.review?.reason).toEqual({ code: "return-undated" });
    expect(lent().at(at, { ...report("not-opened"), unmatchedEvent }).loan.state).toBe("lent");
    const claimed = openedAt - day;
    expect(reported({ claimed }).order.review?.reason).toMatchObject({ code: "time-implausible", claimed });
    const unsure = reported({ latest: openedAt + 2 * hour, unseen: true });
    expect([unsure.loan.returned?.unproven, unsure.order.charge]).toEqual([true, undefined]);
    expect(unsure.effects.map((effect) => effect.key)).toEqual(["look-at-slots/cab-1", "wake/proof/1"]);
    unsure.at(at + minute, { type: "return-proven", loanNo: 1 });
    expect(unsure.order).toMatchObject({
      charge: { amount: 300 },
      pauses: [],
      loans: [{ report: { outcome: "borne-out" } }],
    });
  });

  it("is heard by an operator where no cabinet bears it out", () => {
    const story = lent()
      .at(at, report("returned"))
      .at(at + 15 * second, woken("report-due"));
    expect(story.asked).toEqual(["look-at-slots", "wake"]);
    expect(story.effect("wake").dueAt).toBe(at + 15 * second + 2 * minute);
    story.at(at + 3 * minute, woken("report-due", 1));
    expect(story.order.review).toBeUndefined();
    story.at(at + 13 * minute, woken("report-due", 2));
    expect(story.order.review?.reason).toEqual({ code: "report-not-borne-out", claim: "returned" });
  });

  it("is not asked about what has come back meanwhile", () => {
    const story = lent().at(at, report("returned")).at(at, returned(at));
    expect(story.order.charge).toBeDefined();
    expect(story.at(at + hour, woken("report-due", 2)).order.review).toBeUndefined();
    expect(lent().at(at, woken("report-due")).asked).toEqual([]);
  });
});

describe("a rider who says that a slot did not open", () => {
  const inItsSlot = { place, slot: 7 };

  it("is right where the item was there before the look and after it: nobody pays", () => {
    const story = lent()
      .at(at, report("not-opened"))
      .at(at + second, seen({ ...inItsSlot, before: there }));
    expect(story.loan).toMatchObject({ state: "not-opened", notOpened: "seen-in-place" });
    expect([story.order.state, story.asked]).toEqual(["cancelling", ["cancel-credit"]]);
  });

  it("has brought it back where the slot was seen without it", () => {
    const story = lent()
      .at(at, report("not-opened"))
      .at(at + second, seen({ ...inItsSlot, before: out }));
    expect(story.loan.returned?.at).toBe(out.at - 5 * second);
    const other = lent()
      .at(at, report("not-opened"))
      .at(at + second, seen({ before: there }));
    expect(other.order.review).toBeDefined();
  });

  it("is heard by an operator where nobody knows what the slot showed before", () => {
    const story = lent()
      .at(at, report("not-opened"))
      .at(at + second, seen(inItsSlot));
    expect(story.order.review).toBeDefined();
    expect(story.asked).toEqual([]);
  });
});
