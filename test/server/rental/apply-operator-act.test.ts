import { describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import type { Order } from "../../../server/rental/order.ts";
import {
  answered,
  confirmed,
  credit,
  day,
  hour,
  inDoubt,
  lent,
  minute,
  noSuchOrder,
  openedAt,
  refused,
  request,
  returned,
  returnedAt,
  Story,
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
