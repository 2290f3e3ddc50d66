import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import type { Order } from "../../../server/rental/order.ts";
import {
  answered,
  confirmed,
  confirmedAt,
  credit,
  day,
  hour,
  lent,
  noSuchOrder,
  offered,
  openedAt,
  refused,
  request,
  returned,
  returnedAt,
  Story,
  second,
  seenAs,
  settling,
  start,
  tariff,
} from "./examples.ts";

const act = (what: OperatorAct) => ({ type: "operator-acted", act: what, reason: "the rider called" }) as const;
const close = act({ act: "close-review" });
const later = returnedAt + hour;

const failed = () => settling().at(later, { type: "credit-completed", answer: refused("payment-failed"), attempt: 0 });
const paid = () => settling().at(later, credit(seenAs({ useState: "restored", payment: "paid" })));
const cancelling = () => confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));

/** The same story with an operator called in. */
function reviewed(story: Story, at = later): Story {
  const marked: Order = {
    ...story.order,
    review: { since: at, reason: { code: "opening-unresolved" } },
    pauses: [...story.order.pauses, { from: at }],
  };
  story.order = marked;
  return story;
}

describe("an operator, about the amount", () => {
  it("sets the most that it may come to while the item is out, and the receipt shows what was waived", () => {
    const story = lent().at(openedAt + hour, act({ act: "lower-amount", amount: fen(250) }));
    expect(story.order).toMatchObject({ state: "active", amountLimit: 250 });
    expect(() => story.at(openedAt + hour, act({ act: "lower-amount", amount: fen(250) }))).toThrow(/out-of-bounds/);
    const { charge } = story.at(returnedAt, returned(returnedAt)).order;
    expect(charge?.amount).toBe(250);
    expect(charge?.lines.at(-1)).toEqual({ what: "waived", count: 1, amount: -350 });
    const cheap = lent().at(openedAt, act({ act: "lower-amount", amount: fen(900) }));
    expect(cheap.at(returnedAt, returned(returnedAt)).order.charge?.amount).toBe(600);
  });

  it("waives it, before or after the return", () => {
    const before = lent().at(openedAt + hour, act({ act: "waive" }));
    expect(before.at(returnedAt, returned(returnedAt)).order.charge?.amount).toBe(0);
    const after = failed().at(later, act({ act: "waive" }));
    expect(after.at(later, credit(seenAs())).effect("complete-credit").amount).toBe(0);
  });

  it("has a failed collection tried at once, whatever the calendar says", () => {
    const story = failed().at(later, act({ act: "retry-settlement" }));
    expect([story.order.charge?.state, story.asked]).toEqual(["due", ["query-credit"]]);
    expect(story.at(later, credit(seenAs())).effect("complete-credit").amount).toBe(600);
  });

  it("collects it elsewhere: the credit order is then completed with nothing to pay", () => {
    const story = failed().at(later, act({ act: "mark-collected", amount: fen(500) }));
    expect(story.order.charge).toMatchObject({ amount: 600, collectedByHand: 500, state: "due", paidAt: later });
    expect(() => story.at(later, act({ act: "mark-collected", amount: fen(500) }))).toThrow(/illegal-event/);
    story.at(later, credit(seenAs()));
    expect(story.effect("complete-credit").amount).toBe(0);
    story.at(later + day, credit(seenAs({ useState: "restored", payment: "paid", payAmount: fen(0) })));
    expect(story.order).toMatchObject({ state: "settled", charge: { state: "paid", amount: 600, paidAt: later } });
  });

  it("has collected what the provider then collected too: an operator looks again", () => {
    const story = failed().at(later, act({ act: "mark-collected", amount: fen(600) }));
    story.at(later, credit(seenAs({ useState: "restored", payment: "paid", payAmount: fen(600) })));
    expect(story.order).toMatchObject({ state: "settled", review: { reason: { code: "paid-twice", amount: 600 } } });
    expect(story.at(later + day, close).order).toMatchObject({ state: "settled", charge: { collectedByHand: 600 } });
  });

  it("ends what the provider can't collect any more", () => {
    for (const useState of ["restored", "cancelled"] as const) {
      const story = failed().at(later, act({ act: "mark-collected", amount: fen(600) }));
      story.at(later, credit(seenAs({ useState, payment: "failed", payAmount: fen(600) })));
      expect(story.order).toMatchObject({ state: "settled", charge: { state: "paid", collectedByHand: 600 } });
    }
  });

  it("learns that the rider has paid in the wallet too, until one of the two is given back", () => {
    const twice = () =>
      failed()
        .at(later, act({ act: "mark-collected", amount: fen(600) }))
        .at(later, credit(seenAs({ useState: "restored", payment: "failed", payAmount: fen(600) })));
    const notice = { type: "credit-noticed", about: "completed", noticeId: "n9" } as const;
    const story = twice().at(later + day, notice);
    expect(story.asked).toEqual(["query-credit"]);
    expect(twice().at(later + day, credit(noSuchOrder)).asked).toEqual(["query-credit"]);
    expect(twice().at(later + day, credit(seenAs({ useState: "restored" }))).order.review).toBeUndefined();
    expect(twice().at(later + day, credit(seenAs({ payment: "paid" }))).order.review).toBeUndefined();
    story.at(later + day, credit(seenAs({ useState: "restored", payment: "paid", payAmount: fen(600) })));
    expect(story.order).toMatchObject({ state: "settled", review: { reason: { code: "paid-twice", amount: 600 } } });
    story.at(later + day, act({ act: "record-refund", amount: fen(600) })).at(later + day, close);
    expect(story.at(later + day, notice).asked).toEqual([]);
  });

  it("dates a return that no clock could date, while an operator is asked", () => {
    const story = lent().at(returnedAt, returned(null));
    expect(story.order.review?.reason).toEqual({ code: "return-undated" });
    story.at(later, act({ act: "mark-returned", loanNo: 1, at: returnedAt }));
    expect(story.loan.returned?.at).toBe(returnedAt);
    expect(story.at(later, close).order.charge?.amount).toBe(600);
    const early = lent().at(returnedAt, returned(null));
    early.at(later, act({ act: "mark-returned", loanNo: 1, at: confirmedAt }));
    expect(early.at(later, close).order.charge?.amount).toBe(0);
  });

  it("writes a refund down, once, and up to what was paid", () => {
    const story = paid().at(later + day, act({ act: "record-refund", amount: fen(400) }));
    expect(story.order.refund).toEqual({ amount: 400, at: later + day });
    expect(() => story.at(later + day, act({ act: "record-refund", amount: fen(1) }))).toThrow(/illegal-event/);
    const byHand = failed()
      .at(later, act({ act: "mark-collected", amount: fen(500) }))
      .at(later, credit(seenAs({ useState: "restored", payAmount: fen(0) })));
    expect(() => byHand.at(later, act({ act: "record-refund", amount: fen(501) }))).toThrow(/out-of-bounds/);
  });
});

describe("an operator, about the whole order", () => {
  it("cancels one that is not confirmed: it lapses, or is given back if it was confirmed meanwhile", () => {
    const story = new Story().at(start + second, act({ act: "cancel" }));
    expect(story.asked).toEqual(["query-credit"]);
    expect(story.at(start + second, credit(noSuchOrder)).order).toMatchObject({
      state: "lapsed",
      lapseReason: "decided-by-a-person",
    });
    const late = new Story().at(start + second, act({ act: "cancel" })).at(start + second, credit(seenAs()));
    expect(late.order).toMatchObject({ state: "cancelling", cancelReason: "confirmed-too-late" });
  });

  it("cancels one of which nothing is out", () => {
    const story = offered().at(openedAt, act({ act: "cancel" }));
    expect(story.order).toMatchObject({ state: "cancelling", cancelReason: "decided-by-a-person" });
    expect(story.order.loans.map((loan) => loan.state)).toEqual(["not-opened", "not-opened"]);
    expect(story.asked).toEqual(["cancel-credit"]);
  });

  it("finds that an item never left its slot: nobody pays", () => {
    const story = lent().at(later, act({ act: "mark-not-opened", loanNo: 1 }));
    expect([story.order.state, story.order.cancelReason, story.asked]).toEqual([
      "cancelling",
      "not-opened",
      ["cancel-credit"],
    ]);
  });

  it("gives the rider more time, and the provider is told", () => {
    const until = later + 100 * day;
    const story = lent().at(later, act({ act: "extend", until }));
    expect(story.order.expiresAt).toBe(until);
    expect(story.effect("modify-credit").times).toEqual({ expiresAt: until });
  });

  it("sets the time no later than ten longest loans from now, or a year", () => {
    const most = later + 100 * day;
    const extend = (until: number) => act({ act: "extend", until });
    expect(lent().at(later, extend(most)).order.expiresAt).toBe(most);
    for (const until of [most + 1, 8_640_000_000_000_000]) {
      expect(() => lent().at(later, extend(until))).toThrow(
        /until must be at most 18\d+ \(2027-.*order\/out-of-bounds/,
      );
    }
    const yearly = lent({ ...request, tariff: { ...tariff, longestLoanHours: 24 * 365 } });
    expect(() => yearly.at(later, extend(later + 366 * day + 1))).toThrow(/out-of-bounds/);
    expect(yearly.at(later, extend(later + 366 * day)).order.expiresAt).toBe(later + 366 * day);
  });

  it("takes an extension back on our side, which the provider is not told: it moves the time forward only", () => {
    const story = lent().at(later, act({ act: "extend", until: later + 90 * day }));
    const { modification } = story.order;
    const shorten = (until: number) => act({ act: "shorten", until });
    const least = openedAt + 10 * day;
    expect(() => story.at(later, shorten(least - 1))).toThrow(/until must be at least .*order\/out-of-bounds/);
    expect(() => story.at(later, shorten(later + 90 * day))).toThrow(/out-of-bounds/);
    story.at(later, shorten(later + 60 * day)).at(later, shorten(least));
    expect(story.order).toMatchObject({ expiresAt: least, toldUntil: later + 90 * day, modification });
    expect(story.effects.map(({ key, dueAt }) => [key, dueAt])).toEqual([["wake/lost/1", least + 30 * day]]);
    story.at(later, act({ act: "extend", until: later + 20 * day }));
    expect(story.order.expiresAt).toBe(later + 20 * day);
    expect(story.effect("modify-credit").times).toEqual({ expiresAt: later + 90 * day });
  });

  it("counts the rider's time from the last opening, without items that never came out", () => {
    const two = lent({ ...request, slots: [{ slot: 7 }, { slot: 8 }] })
      .at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt, 2))
      .at(later, act({ act: "extend", until: later + 90 * day }));
    expect(two.at(later, act({ act: "shorten", until: openedAt + 10 * day })).order.expiresAt).toBe(
      openedAt + 10 * day,
    );
  });

  it("dates a return between the command that opened the slot and now", () => {
    const mark = (at: number) => act({ act: "mark-returned", loanNo: 1, at });
    for (const at of [confirmedAt - 1, later + 1, 0]) {
      expect(() => lent().at(later, mark(at))).toThrow(/^at must be .*order\/out-of-bounds/);
    }
    expect(lent().at(later, mark(confirmedAt)).loan.returned?.at).toBe(openedAt);
  });

  it("ends by hand what was ended in the provider's back office", () => {
    const end = act({ act: "end-by-hand" });
    expect(reviewed(new Story()).at(later, end).order).toMatchObject({
      state: "lapsed",
      lapseReason: "decided-by-a-person",
    });
    expect(reviewed(cancelling()).at(later, end).order.state).toBe("cancelled");
    const story = reviewed(settling()).at(later, act({ act: "mark-collected", amount: fen(0) }));
    expect(story.at(later, end).order).toMatchObject({
      state: "settled",
      charge: { state: "paid", collectedByHand: 0 },
    });
  });
});
