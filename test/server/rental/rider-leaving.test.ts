import { describe, expect, it } from "vitest";
import { withReportsSettled } from "../../../server/rental/report-outcome.ts";
import { mayLeaveFrom } from "../../../server/rental/rider-leaving.ts";
import {
  answered,
  confirmed,
  confirmedAt,
  hour,
  inDoubt,
  lent,
  minute,
  offered,
  openedAt,
  place,
  request,
  returned,
  Story,
  second,
  tariff,
} from "./examples.ts";

const left = { type: "rider-left" } as const;
const leftAt = confirmedAt + 25 * second;
const seen = (at: number, state: "empty" | "occupied") =>
  ({
    type: "slot-seen",
    loanNo: 1,
    report: { slot: 7, state, ...(state === "occupied" && { itemId: "BANK07" }) },
    at,
  }) as const;

describe("an order of which nobody knows whether its slot opened", () => {
  it("may be left twenty seconds after the command, and not while the command may be carried out", () => {
    expect(mayLeaveFrom(confirmed().order)).toBe(confirmedAt + 20 * second);
    expect(mayLeaveFrom(inDoubt().order)).toBe(confirmedAt + 20 * second);
    const slow = confirmed({ ...request, terms: { ...request.terms, openWithin: minute } });
    expect(mayLeaveFrom(slow.order)).toBe(confirmedAt + 63 * second);
    const early = inDoubt();
    const { order } = early;
    expect(early.at(confirmedAt + 20 * second - 1, left).order).toBe(order);
    expect(early.at(confirmedAt + 20 * second, left).order.left).toBe(confirmedAt + 20 * second);
  });

  it("can be left once, with a report that nothing came out", () => {
    const story = inDoubt().at(leftAt, left);
    expect(story.order).toMatchObject({ state: "confirmed", left: leftAt });
    expect(story.loan.report).toEqual({ claim: "not-opened", at: leftAt, count: 1, inDoubt: true });
    expect([story.asked, mayLeaveFrom(story.order)]).toEqual([[], undefined]);
    const { order } = story;
    expect(story.at(leftAt + minute, left).order).toBe(order);
  });

  it("can be left under review too", () => {
    const story = inDoubt();
    story.order = { ...story.order, review: { since: openedAt, reason: { code: "opening-unresolved" } } };
    expect(story.at(leftAt, left).order.left).toBe(leftAt);
  });

  it("keeps its report open when an operator closes a review before anybody knows", () => {
    const close = { type: "operator-acted", act: { act: "close-review" }, reason: "wait" } as const;
    const story = inDoubt();
    story.order = { ...story.order, review: { since: openedAt, reason: { code: "opening-unresolved" } } };
    story.at(leftAt, left).at(leftAt + minute, close);
    expect([story.loan.state, story.loan.report?.outcome]).toEqual(["unknown", undefined]);
  });

  it.each(["waiting", "opening", "unknown"] as const)("keeps its report open while its loan is %s", (state) => {
    const { order } = inDoubt().at(leftAt, left);
    const doubtful = { ...order, loans: order.loans.map((loan) => ({ ...loan, state })) };
    expect(withReportsSettled(doubtful, leftAt)).toBe(doubtful);
  });

  it("is billed from the evidence where the slot did open", () => {
    const story = inDoubt()
      .at(leftAt, left)
      .at(leftAt + minute, seen(leftAt + minute, "empty"));
    expect(story.loan).toMatchObject({ state: "lent", openedAt: leftAt + minute, report: { outcome: "refuted" } });
    const later = { type: "rider-reported", loanNo: 1, report: { claim: "not-opened" } } as const;
    expect(story.at(leftAt + 2 * minute, later).order.pauses).toEqual([]);
    const back = leftAt + 2 * hour;
    expect(story.at(back, returned(back)).order.charge?.amount).toBe(600);
  });

  it("costs nothing where the slot did not open, and no other slot is opened for a rider who has gone", () => {
    const story = confirmed({ ...request, tariff: { ...tariff, otherSlot: "take" } })
      .at(openedAt, answered({ outcome: "unknown", reason: "board-silent" }, openedAt))
      .at(leftAt, left)
      .at(leftAt + second, seen(leftAt + second, "occupied"));
    expect(story.loan).toMatchObject({ state: "not-opened", report: { outcome: "borne-out" } });
    expect([story.order.state, story.asked]).toEqual(["cancelling", ["cancel-credit"]]);
  });

  it("of several items can be left while none is out", () => {
    const two = { ...request, slots: [{ slot: 7 }, { slot: 8 }] };
    const one = confirmed(two).at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt, 2));
    expect(one.at(leftAt, left).order.loans.map(({ report }) => report?.claim)).toEqual(["not-opened", undefined]);
    const out = confirmed(two).at(openedAt, answered({ outcome: "opened" }, openedAt, 2));
    expect(mayLeaveFrom(out.order)).toBeUndefined();
  });
});

describe("an order of which everything is known", () => {
  it.each([
    ["not confirmed", () => new Story()],
    ["lent", lent],
    ["waiting for the rider's word about another slot", offered],
    ["closed", () => confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt))],
    ["back", () => lent().at(openedAt + hour, returned(openedAt + hour, place))],
  ])("can't be left: %s", (_what, story) => {
    const { order } = story();
    expect(mayLeaveFrom(order)).toBeUndefined();
    expect(story().at(leftAt + hour, left).order.left).toBeUndefined();
  });

  it("can't be left while another slot is chosen", () => {
    const story = confirmed({ ...request, tariff: { ...tariff, otherSlot: "take" } });
    story.at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
    expect([story.order.choosing, mayLeaveFrom(story.order)]).toEqual([true, undefined]);
  });
});
