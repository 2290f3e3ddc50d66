import { describe, expect, it } from "vitest";
import { mayRenew, withTimes } from "../../../server/rental/renewal.ts";
import {
  answered,
  confirmed,
  credit,
  day,
  hour,
  lent,
  minute,
  noSuchOrder,
  openedAt,
  refused,
  request,
  returned,
  Story,
  second,
  seenAs,
  settling,
  start,
  tariff,
  unknown,
} from "./examples.ts";

const renewable = { ...request, tariff: { ...tariff, renewals: 2 } };
const loanTime = tariff.longestLoanHours * hour;
const renewed = { type: "renewed" } as const;
const later = openedAt + day;
const twice = start + 2 * loanTime;

function modified(answer: typeof unknown | ReturnType<typeof refused> | { outcome: "ok"; value: null }, times: object) {
  return { type: "credit-modified", times: times as { expiresAt: number }, answer, attempt: 0 } as const;
}
const ok = { outcome: "ok", value: null } as const;

describe("a renewal", () => {
  it("of an order without a credit order tells the provider nothing", () => {
    const { credit: _, ...order } = lent(renewable).order;
    const { effects } = withTimes(order, { expiresAt: twice }, later);
    expect(effects.map(({ type }) => type)).not.toContain("modify-credit");
  });

  it("adds a longest loan's time to the order's, and tells the provider", () => {
    const story = lent(renewable).at(later, renewed);
    expect(story.order).toMatchObject({ expiresAt: twice, renewals: 1 });
    expect(story.effect("modify-credit")).toMatchObject({ creditOrderNo: "Z1", times: { expiresAt: twice } });
    expect(story.effect("wake")).toMatchObject({ key: "wake/lost/1", dueAt: twice + 30 * day });
    expect(story.at(later, modified(ok, { expiresAt: twice })).order.modification).toBeUndefined();
  });

  it("of what is overdue runs from now on", () => {
    const now = start + loanTime + day;
    expect(lent(renewable).at(now, renewed).order.expiresAt).toBe(now + loanTime);
  });

  it("is for what is out, as often as the tariff says, and not under review", () => {
    const story = lent(renewable).at(later, renewed).at(later, renewed);
    const { order } = story;
    expect(order.renewals).toBe(2);
    expect(story.at(later, renewed).order).toBe(order);
    expect(mayRenew(lent().order)).toBe(false);
    expect(mayRenew(settling(renewable).order)).toBe(false);
    expect(mayRenew(confirmed(renewable).order)).toBe(false);
    expect(
      mayRenew({ ...lent(renewable).order, review: { since: later, reason: { code: "opening-unresolved" } } }),
    ).toBe(false);
  });

  it("changes no price", () => {
    const plain = lent(renewable).at(later, returned(later)).order.charge;
    expect(lent(renewable).at(openedAt, renewed).at(later, returned(later)).order.charge).toEqual(plain);
  });
});

describe("the start of a loan", () => {
  const late = start + 3 * minute;
  const openedLate = () =>
    new Story()
      .at(late - second, credit(seenAs({ borrowedAt: start })))
      .at(late, answered({ outcome: "opened", itemId: "BANK07" }, late));

  it("is moved to the opening where that was a minute later than the provider's, and the end with it", () => {
    const story = openedLate();
    const times = { borrowedAt: late, expiresAt: late + loanTime };
    expect(story.effect("modify-credit").times).toEqual(times);
    expect(story.order.expiresAt).toBe(late + loanTime);
    expect(story.at(late, modified(ok, times)).order.credit?.borrowedAt).toBe(late);
  });

  it("is left alone where a wallet would show the same minute", () => {
    expect(lent().asked).not.toContain("modify-credit");
    const { borrowedAt: _, ...bare } = seenAs().value;
    const withoutTime = new Story().at(start, credit({ outcome: "ok", value: bare }));
    expect(withoutTime.at(start + second, answered({ outcome: "opened" }, start + second)).asked).toEqual(["wake"]);
  });

  it("is that of the first item", () => {
    const two = { ...request, slots: [{ slot: 7 }, { slot: 8 }] };
    const story = confirmed(two).at(openedAt, answered({ outcome: "opened" }, openedAt));
    expect(story.at(late, answered({ outcome: "opened" }, late, 2)).asked).toEqual(["wake"]);
  });

  it("is before the return for the provider too, whether it knows the new start or not", () => {
    const story = openedLate().at(late + 1, returned(late + 1));
    expect(story.effect("complete-credit").restoredAt).toBe(late + second);
  });

  it("is kept with a renewal that comes before the provider knows it", () => {
    const story = openedLate();
    story.order = { ...story.order, tariff: renewable.tariff };
    expect(story.at(late + hour, renewed).effect("modify-credit").times).toEqual({
      borrowedAt: late,
      expiresAt: late + 2 * loanTime,
    });
  });
});

describe("the provider's answer to new times", () => {
  const times = { expiresAt: twice };
  const asked = () => lent(renewable).at(later, renewed);

  it("that is unknown is asked for before they are sent again", () => {
    const story = asked().at(later, modified(unknown, times));
    expect(story.asked).toEqual(["query-credit"]);
    story.at(later, credit(seenAs(), 3));
    expect(story.effect("modify-credit")).toMatchObject({ times, attempt: 4 });
  });

  it("that is no goes to an operator, unless the order has ended", () => {
    const story = asked().at(later, modified(refused("other", "NO"), times));
    expect(story.asked).toEqual(["query-credit"]);
    story.at(later, credit(seenAs()));
    expect(story.order.review?.reason).toEqual({ code: "times-refused", providerCode: "NO" });
    const close = { type: "operator-acted", act: { act: "close-review" }, reason: "told them" } as const;
    expect(story.at(later, close).asked).toEqual(["wake"]);
    expect(story.order.modification).toBeUndefined();
  });

  it("that never comes goes to an operator", () => {
    expect(asked().at(later, credit(seenAs(), 79)).order.review?.reason).toEqual({ code: "times-not-taken" });
    expect(asked().at(later, credit(noSuchOrder)).asked).toEqual(["query-credit"]);
  });

  it("to older ones changes nothing", () => {
    const story = asked().at(later, renewed);
    const { order } = story;
    expect(story.at(later, modified(ok, times)).order).toBe(order);
    expect(story.at(later, modified(ok, { ...order.modification?.times, borrowedAt: 1 })).order).toBe(order);
    expect(lent().at(later, modified(ok, times)).order.modification).toBeUndefined();
  });

  it("asks for nothing once the order is settled", () => {
    const back = asked().at(later, returned(later));
    expect(back.at(later, modified(unknown, times)).asked).toEqual([]);
    expect(back.at(later, modified(refused("already-completed"), times)).asked).toEqual([]);
  });

  it("is asked for again after a review, once a query has shown that the provider still awaits it", () => {
    const story = asked();
    story.order = { ...story.order, review: { since: later, reason: { code: "opening-unresolved" } } };
    const close = { type: "operator-acted", act: { act: "close-review" }, reason: "fine" } as const;
    expect(story.at(later, close).asked).toEqual(["wake", "query-credit"]);
    expect(story.at(later, credit(seenAs())).effect("modify-credit")).toMatchObject({ times, attempt: 1 });
  });
});
