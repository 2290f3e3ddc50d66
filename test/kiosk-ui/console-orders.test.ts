import { describe, expect, it, test } from "vitest";
import type { ActView } from "../../kiosk-ui/console/hub-types.ts";
import {
  fenWithin,
  fieldsOf,
  requestOf,
  sorted,
  timeText,
  timeWithin,
  withActNames,
} from "../../kiosk-ui/console/pages/orders/act-request.ts";
import { queryOf } from "../../kiosk-ui/console/pages/orders/order-filters.ts";
import { changesOf } from "../../kiosk-ui/console/pages/orders/preview-changes.ts";
import { words as chinese } from "../../kiosk-ui/console/pages/orders/words-chinese.ts";
import { words as english } from "../../kiosk-ui/console/pages/orders/words-english.ts";

const view = (act: string, more: Partial<ActView> = {}): ActView => ({
  act,
  name: `name of ${act}`,
  does: "something",
  permission: "orders.decide",
  possible: true,
  ...more,
});

describe("the filters of orders", () => {
  it("ask for whole Beijing days, and for amounts in fen", () => {
    const filters = { from: "2026-11-23", to: "2026-11-23", amountFrom: "3.5", amountTo: "99" };
    expect(queryOf(filters, "5.20261123120000000001")).toEqual({
      from: String(Date.parse("2026-11-22T16:00:00Z")),
      to: String(Date.parse("2026-11-23T15:59:59.999Z")),
      amountFrom: "350",
      amountTo: "9900",
      before: "5.20261123120000000001",
    });
  });

  it("take a user number alone for the usual kind of rider, and leave out what is no amount", () => {
    expect(queryOf({ riderId: "2088000000000001", amountFrom: "much" }, undefined)).toEqual({
      riderId: "user/2088000000000001",
    });
    expect(queryOf({ riderId: "open/abc" }, undefined)).toEqual({ riderId: "open/abc" });
  });
});

describe("what an act asks for", () => {
  const amount = { from: 0, to: 350 };
  const time = { from: Date.parse("2026-11-23T12:00:00.400Z"), to: Date.parse("2026-11-23T13:00:00.400Z") };

  it("follows from the act, also where its bounds name more", () => {
    expect(fieldsOf(view("lower-amount", { amount }))).toEqual(["amount"]);
    expect(fieldsOf(view("mark-returned", { time }))).toEqual(["time"]);
    expect(fieldsOf(view("close-objection"))).toEqual(["outcome"]);
    expect(fieldsOf(view("waive"))).toEqual([]);
  });

  it("becomes a request only when all of it is filled in and within its bounds", () => {
    expect(requestOf(view("waive"), {})).toEqual({ act: "waive" });
    expect(requestOf(view("lower-amount", { amount }), {})).toBeUndefined();
    expect(requestOf(view("lower-amount", { amount }), { amount: "3.51" })).toBeUndefined();
    expect(requestOf(view("lower-amount", { amount }), { amount: "3.5" })).toEqual({
      act: "lower-amount",
      amount: 350,
    });
    expect(requestOf(view("mark-returned", { time, loanNo: 2 }), { time: "2026-11-23T20:30:00" })).toEqual({
      act: "mark-returned",
      loanNo: 2,
      at: Date.parse("2026-11-23T12:30:00Z"),
    });
    expect(requestOf(view("extend", { time }), { time: "2026-11-23T20:30" })).toEqual({
      act: "extend",
      until: Date.parse("2026-11-23T12:30:00Z"),
    });
    const decided = { outcome: "upheld", answer: " sorry " } as const;
    expect(requestOf(view("close-objection", { objectionNo: 1 }), decided)).toEqual({
      act: "close-objection",
      objectionNo: 1,
      outcome: "upheld",
      answer: "sorry",
    });
    expect(requestOf(view("close-objection", { objectionNo: 1 }), { outcome: "rejected", answer: " " })).toEqual({
      act: "close-objection",
      objectionNo: 1,
      outcome: "rejected",
    });
  });

  it("is an amount of money, and no other text", () => {
    for (const text of [undefined, "", "x", "1.234", "-1", "1e2"]) expect(fenWithin(text, amount)).toBeUndefined();
    expect(fenWithin("0.07", amount)).toBe(7);
  });

  it("is a time to the second, which may begin before the range does within that second", () => {
    expect(timeText(time.from)).toBe("2026-11-23T20:00:00");
    expect(timeWithin("2026-11-23T20:00:00", time)).toBe(time.from);
    expect(timeWithin("2026-11-23T19:59:59", time)).toBeUndefined();
    expect(timeWithin("2026-11-23T21:00:00", time)).toBe(Date.parse("2026-11-23T13:00:00Z"));
    expect(timeWithin("2026-11-23T21:00:01", time)).toBeUndefined();
    expect(timeWithin("soon", time)).toBeUndefined();
  });
});

test("an act that the operator's role does not allow stands among those that are not possible", () => {
  const all = [
    view("close-review"),
    view("waive", { permission: "money.decide" }),
    view("cancel", { possible: false, why: "It has ended." }),
  ];
  const { offered, others } = sorted(all, (permission) => permission === "orders.decide");
  expect(offered.map(({ act }) => act)).toEqual(["close-review"]);
  expect(others.map(({ act }) => act)).toEqual(["waive", "cancel"]);
});

test("advice names acts as the buttons do, and leaves other code as it is", () => {
  const acts = [view("waive", { name: "免除费用" })];
  const text = withActNames("请提交 `waive` 免除，或查看 `no-act`。", acts, chinese.quoted);
  expect(text).toBe("请提交“免除费用”免除，或查看 `no-act`。");
  expect(withActNames("Do `waive` now.", [view("waive", { name: "Waive" })], english.quoted)).toBe('Do "Waive" now.');
});

describe("a preview", () => {
  const before = {
    state: "active",
    paused: false,
    dueAt: 10,
    loans: [{ loanNo: 1, state: "lent" }],
    amount: 300,
    lines: [],
  };

  it("shows what differs and nothing else", () => {
    expect(changesOf({ before, after: before })).toEqual([]);
    const lost = {
      ...before,
      state: "settling",
      // Nothing is out any more: whether billing pauses says nothing.
      paused: true,
      loans: [{ loanNo: 1, state: "lost" }],
      amount: 9900,
      charge: { kind: "damage", state: "due" },
    };
    expect(changesOf({ before, after: lost })).toEqual([
      { what: "amount", before: 300, after: 9900 },
      { what: "state", before: "active", after: "settling" },
      { what: "loan", loanNo: 1, before: "lent", after: "lost" },
      { what: "charge", before: undefined, after: "due" },
    ]);
  });

  it("says that billing pauses while something is out", () => {
    expect(changesOf({ before, after: { ...before, paused: true } })).toEqual([
      { what: "paused", before: false, after: true },
    ]);
  });
});
