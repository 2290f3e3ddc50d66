import { describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
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
  inDoubt,
  lent,
  minute,
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

const taken = { outcome: "ok", value: {} } as const;
const given = { outcome: "ok", value: null } as const;
const settled = (story: Story) => story.at(later, credit(seenAs({ useState: "restored", payment: "paid" })));

function refusalOf(attempt: () => void): AppError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("it was not refused");
}

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

describe("a return that was false", () => {
  const notReturned = act({ act: "mark-not-returned", loanNo: 1 });

  it("is taken back before the charge: the item is out, billed and written off like any other", () => {
    const story = lent().at(returnedAt, { ...returned(returnedAt), distrusted: true } as OrderEvent);
    expect(story.order).toMatchObject({ state: "active", review: { reason: { code: "cabinet-distrusted" } } });
    story.at(later, notReturned);
    expect(story.loan).toMatchObject({ state: "lent", itemId: "BANK07" });
    expect(story.loan.returned).toBeUndefined();
    story.at(later, act({ act: "close-review" }));
    expect(story.effect("wake").about).toEqual({ what: "given-up-for-lost", loanNo: 1 });
    expect(story.order).toMatchObject({ state: "active" });
    story.at(later + hour, returned(later + hour));
    expect(story.order.state).toBe("settling");
  });

  it.each([
    ["had borne out", { distrusted: true }, "borne-out"],
    ["had left open, since no clock can date it", { at: null }, undefined],
  ] as const)("refutes the report of its rider that it %s, and leaves no pause of it", (_what, changes, outcome) => {
    const reported = { type: "rider-reported", loanNo: 1, report: { claim: "returned" } } as const;
    const story = lent()
      .at(returnedAt, reported)
      .at(returnedAt, { ...returned(returnedAt), ...changes } as OrderEvent);
    expect(story.loan.report?.outcome).toBe(outcome);
    story.at(returnedAt + minute, notReturned);
    expect(story.loan.report?.outcome).toBe("refuted");
    expect(story.order.pauses).toEqual([{ from: returnedAt }]);
    story.at(returnedAt + minute, act({ act: "close-review" }));
    expect(story.order.pauses).toEqual([{ from: returnedAt, to: returnedAt + minute }]);
  });

  it("is refused with a code of its own once the order is charged, and changes nothing", () => {
    for (const story of [settling(), settling().at(later, credit(seenAs({ useState: "restored", payment: "paid" })))]) {
      const before = story.order;
      expect(() => story.at(later, notReturned)).toThrow(/order\/return-charged/);
      expect(story.order).toBe(before);
    }
  });

  it("means nothing to an item that is out", () => {
    expect(() => lent().at(later, notReturned)).toThrow(/order\/illegal-event/);
  });
});

describe("an operator", () => {
  it("pauses billing and goes on with it; the pause costs nothing", () => {
    const story = lent()
      .at(openedAt + hour, act({ act: "pause-billing" }))
      .at(openedAt + 4 * hour, act({ act: "resume-billing" }));
    expect(story.order.pauses).toEqual([{ from: openedAt + hour, to: openedAt + 4 * hour }]);
    expect(story.at(openedAt + 5 * hour, returned(openedAt + 5 * hour)).order.charge?.amount).toBe(600);
  });

  it("says when an item came back that no cabinet saw, and the rent is that of then", () => {
    const story = lent().at(later, act({ act: "mark-returned", loanNo: 1, at: returnedAt }));
    expect(story.order).toMatchObject({ state: "settling", charge: { amount: 600, restoredAt: returnedAt } });
    expect(story.asked).toEqual(["complete-credit"]);
    expect(inDoubt().at(later, act({ act: "mark-returned", loanNo: 1, at: openedAt })).order.charge?.amount).toBe(0);
  });

  it("decides a door that nobody can tell of", () => {
    const story = inDoubt().at(later, act({ act: "mark-not-opened", loanNo: 1 }));
    expect(story.loan).toMatchObject({ state: "not-opened", notOpened: "decided-by-a-person" });
    expect(story.asked).toEqual(["cancel-credit"]);
  });

  it("gives an item up before its time", () => {
    const story = lent().at(later, act({ act: "mark-lost", loanNo: 1 }));
    expect(story.order.charge).toMatchObject({ kind: "damage", amount: 9900 });
  });

  it("lowers what could not be collected, down to nothing, and never raises it", () => {
    const story = failed().at(later, act({ act: "lower-amount", amount: fen(200) }));
    expect(story.order.charge).toMatchObject({ amount: 200, state: "due" });
    expect(story.order.charge?.lines.at(-1)).toEqual({ what: "waived", count: 1, amount: -400 });
    expect(story.asked).toEqual(["query-credit"]);
    expect(story.at(later, credit(seenAs())).effect("complete-credit").amount).toBe(200);
    expect(failed().at(later, act({ act: "lower-amount", amount: fen(0) })).order.charge?.amount).toBe(0);
    expect(() => failed().at(later, act({ act: "lower-amount", amount: fen(600) }))).toThrow(/order\/out-of-bounds/);
    expect(() => settling().at(later, act({ act: "waive" }))).toThrow(/order\/illegal-event/);
    const underReview = reviewed(settling()).at(later, act({ act: "lower-amount", amount: fen(100) }));
    expect([underReview.order.charge?.amount, underReview.asked]).toEqual([100, []]);
  });
});

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

describe("a review that is closed", () => {
  it("lets the order go on where it stands", () => {
    expect(reviewed(new Story()).at(later, close).asked).toEqual(["query-credit"]);
    expect(reviewed(inDoubt()).at(later, close).asked).toEqual(["open-slot", "look-at-slots", "wake"]);
    expect(reviewed(lent()).at(later, close).asked).toEqual(["wake"]);
    expect(reviewed(settling()).at(later, close).asked).toEqual(["query-credit"]);
    const jammed = confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
    expect(reviewed(jammed).at(later, close).asked).toEqual(["query-credit"]);
    for (const ended of [
      settling().at(later, credit(seenAs({ useState: "restored", payment: "paid" }))),
      new Story().at(start + 4 * minute, credit(noSuchOrder)),
    ]) {
      const story = reviewed(ended).at(later, close);
      expect([story.order.review, story.asked]).toEqual([undefined, []]);
    }
  });

  it("settles what came back meanwhile, without the time that the review took", () => {
    const story = reviewed(lent(), openedAt + hour).at(returnedAt, returned(returnedAt));
    expect(story.order.state).toBe("active");
    story.at(later + day, close);
    expect(story.order.pauses).toEqual([{ from: openedAt + hour, to: later + day }]);
    expect(story.order).toMatchObject({ state: "settling", charge: { amount: 300 } });
  });

  it("tries again to collect what the provider had refused or could not collect", () => {
    const stuck = settling()
      .at(later, { type: "credit-completed", answer: refused("other", "STRANGE"), attempt: 0 })
      .at(later, credit(seenAs()));
    expect(stuck.order.review).toBeDefined();
    stuck.at(later + hour, close).at(later + hour, credit(seenAs()));
    expect(stuck.effect("complete-credit").amount).toBe(600);
    expect(stuck.order.charge).toMatchObject({ state: "due", failures: 0 });
    const completed = settling().at(later, {
      type: "credit-completed",
      answer: { outcome: "ok", value: {} },
      attempt: 0,
    });
    expect(reviewed(completed).at(later, close).order.charge?.state).toBe("completed");
  });

  it("has evidence first and actions afterwards", () => {
    const story = reviewed(lent()).at(later, act({ act: "mark-returned", loanNo: 1, at: returnedAt }));
    expect([story.loan.state, story.order.state, story.asked]).toEqual(["returned", "active", []]);
    expect(story.at(later, close).asked).toEqual(["complete-credit"]);
  });
});

describe("an act that is not possible", () => {
  const pausedAt = openedAt + minute;
  const paused = () => lent().at(pausedAt, act({ act: "pause-billing" }));
  const owed = () =>
    settling({ ...request, tariff: { ...tariff, collectedBy: "merchant" } }).at(
      later,
      credit(seenAs({ useState: "restored", payAmount: fen(600) })),
    );
  const completed = () => settling().at(later, { type: "credit-completed", answer: taken, attempt: 0 });
  const lapsed = () => new Story().at(start + day, credit(noSuchOrder));
  const cancelled = () => cancelling().at(later, { type: "credit-cancelled", answer: given, attempt: 0 });
  const collected = () => reviewed(failed().at(later, act({ act: "mark-collected", amount: fen(500) })));
  const lost = () => lent().at(later, act({ act: "mark-lost", loanNo: 1 }));
  const freeOfCharge = () => reviewed(failed().at(later, act({ act: "waive" })));
  const paidNothing = () =>
    lent()
      .at(later, act({ act: "waive" }))
      .at(later, returned(later));
  const objected = () => lent().at(later, { type: "rider-objected", objection: { kind: "other" } });
  const answeredObjection = () => objected().at(later, closeObjection);
  const closeObjection = act({ act: "close-objection", objectionNo: 1, outcome: "rejected" });

  it.each<[string, () => Story, OperatorAct]>([
    ["already-paused", paused, { act: "pause-billing" }],
    ["already-charged", settling, { act: "pause-billing" }],
    ["order-ended", lapsed, { act: "pause-billing" }],
    ["order-cancelling", cancelling, { act: "pause-billing" }],
    ["not-paused", lent, { act: "resume-billing" }],
    ["under-review", () => reviewed(lent()), { act: "resume-billing" }],
    ["item-returned", settling, { act: "mark-returned", loanNo: 1, at: openedAt }],
    ["item-returned", () => reviewed(settling()), { act: "mark-returned", loanNo: 1, at: openedAt }],
    ["item-waiting", () => new Story(), { act: "mark-returned", loanNo: 1, at: start }],
    ["item-not-opened", cancelling, { act: "mark-returned", loanNo: 1, at: start }],
    ["item-lost", lost, { act: "mark-returned", loanNo: 1, at: start }],
    ["no-such-loan", lent, { act: "mark-returned", loanNo: 2, at: openedAt }],
    ["item-out", lent, { act: "mark-not-returned", loanNo: 1 }],
    ["item-in-doubt", inDoubt, { act: "mark-not-returned", loanNo: 1 }],
    ["item-returned", settling, { act: "mark-not-opened", loanNo: 1 }],
    ["item-opening", confirmed, { act: "mark-not-opened", loanNo: 1 }],
    ["item-returned", settling, { act: "mark-lost", loanNo: 1 }],
    ["order-cancelling", cancelling, { act: "waive" }],
    ["order-ended", lapsed, { act: "waive" }],
    ["already-waived", () => lent().at(later, act({ act: "waive" })), { act: "waive" }],
    ["already-waived", freeOfCharge, { act: "waive" }],
    ["charge-under-way", settling, { act: "waive" }],
    ["charge-completed", completed, { act: "waive" }],
    ["charge-owed", owed, { act: "waive" }],
    ["order-ended", paid, { act: "waive" }],
    ["something-lent", lent, { act: "cancel" }],
    ["slot-in-doubt", confirmed, { act: "cancel" }],
    ["slot-in-doubt", inDoubt, { act: "cancel" }],
    ["already-charged", settling, { act: "cancel" }],
    ["order-cancelling", cancelling, { act: "cancel" }],
    ["order-ended", cancelled, { act: "cancel" }],
    ["nothing-out", settling, { act: "extend", until: start + 1000 * day }],
    ["nothing-out", confirmed, { act: "shorten", until: start + 1000 * day }],
    ["no-earlier-time", lent, { act: "shorten", until: start + day }],
    ["no-charge", lent, { act: "retry-settlement" }],
    ["charge-under-way", settling, { act: "retry-settlement" }],
    ["charge-completed", completed, { act: "retry-settlement" }],
    ["charge-owed", owed, { act: "retry-settlement" }],
    ["order-ended", paid, { act: "retry-settlement" }],
    ["under-review", () => reviewed(failed()), { act: "retry-settlement" }],
    ["no-charge", lent, { act: "mark-collected", amount: fen(1) }],
    ["charge-under-way", settling, { act: "mark-collected", amount: fen(600) }],
    ["already-collected", collected, { act: "mark-collected", amount: fen(600) }],
    ["not-settled", settling, { act: "record-refund", amount: fen(1) }],
    ["nothing-received", () => settled(paidNothing()), { act: "record-refund", amount: fen(1) }],
    [
      "already-refunded",
      () => paid().at(later, act({ act: "record-refund", amount: fen(100) })),
      { act: "record-refund", amount: fen(100) },
    ],
    ["not-under-review", cancelling, { act: "end-by-hand" }],
    ["order-not-over", () => reviewed(lent()), { act: "end-by-hand" }],
    ["not-collected", () => reviewed(settling()), { act: "end-by-hand" }],
    ["order-ended", () => reviewed(paid()), { act: "end-by-hand" }],
    ["not-under-review", lent, { act: "close-review" }],
    ["no-such-objection", lent, closeObjection.act],
    ["objection-decided", answeredObjection, closeObjection.act],
  ])("is refused with the obstacle %s", (obstacle, story, what) => {
    const told = story();
    const before = told.order;
    expect(refusalOf(() => told.at(later, act(what)))).toMatchObject({ code: "order/illegal-event", obstacle });
    expect(told.order).toBe(before);
  });

  it("is refused with the obstacle no-later-time where the due time is the latest already", () => {
    const story = lent().at(later, act({ act: "extend", until: later + 100 * day }));
    const again = act({ act: "extend", until: later + 100 * day });
    expect(refusalOf(() => story.at(later, again))).toMatchObject({ obstacle: "no-later-time" });
  });

  it("is refused for a return without a date once the order is charged, or nobody is asked about it any more", () => {
    const undated = () => lent().at(returnedAt, returned(null));
    const mark = act({ act: "mark-returned", loanNo: 1, at: openedAt });
    const charged = undated().at(later, close);
    expect(charged.order.charge).toBeDefined();
    expect(refusalOf(() => charged.at(later, mark))).toMatchObject({ obstacle: "already-charged" });
    const forgotten = undated();
    const { review: _, ...unasked } = forgotten.order;
    forgotten.order = unasked;
    expect(refusalOf(() => forgotten.at(later, mark))).toMatchObject({ obstacle: "not-under-review" });
  });

  it.each<[string, () => Story, OperatorAct, RegExp]>([
    ["the deposit as the most", lent, { act: "lower-amount", amount: fen(9900) }, /^amount must be at most 9899 /],
    ["an earlier time to extend to", lent, { act: "extend", until: start + hour }, /^until must be at least /],
    [
      "more money than was asked for",
      failed,
      { act: "mark-collected", amount: fen(601) },
      /^amount must be at most 600 /,
    ],
    ["a refund of nothing", paid, { act: "record-refund", amount: fen(0) }, /^amount must be at least 1 /],
    [
      "a refund of more than was paid",
      paid,
      { act: "record-refund", amount: fen(601) },
      /^amount must be at most 600 /,
    ],
  ])("within these bounds says what would be allowed: %s", (_what, story, what, detail) => {
    const refusal = refusalOf(() => story().at(later, act(what)));
    expect(refusal.code).toBe("order/out-of-bounds");
    expect(refusal.message).toMatch(detail);
  });

  it("is refused for a charge that was taken", () => {
    const completed = settling().at(later, {
      type: "credit-completed",
      answer: { outcome: "ok", value: {} },
      attempt: 0,
    });
    expect(() => reviewed(completed).at(later, act({ act: "lower-amount", amount: fen(0) }))).toThrow(/illegal-event/);
    const { charge: _, ...without } = settling().order;
    const story = settling();
    story.order = { ...without, review: { since: later, reason: { code: "opening-unresolved" } } };
    expect(story.at(later, close).order.charge).toBeUndefined();
  });
});
