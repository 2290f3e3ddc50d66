import { describe, expect, it } from "vitest";
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
  returned,
  returnedAt,
  Story,
  seenAs,
  settling,
  start,
} from "./examples.ts";

const act = (what: OperatorAct) => ({ type: "operator-acted", act: what, reason: "the rider called" }) as const;
const close = act({ act: "close-review" });
const later = returnedAt + hour;

/** The same story with a person called in. */
function reviewed(story: Story, at = later): Story {
  const marked: Order = {
    ...story.order,
    review: { since: at, why: "test" },
    pauses: [...story.order.pauses, { from: at }],
  };
  story.order = marked;
  return story;
}

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
    const failed = () =>
      settling().at(later, { type: "credit-completed", answer: refused("payment-failed"), attempt: 0 });
    const story = failed().at(later, act({ act: "lower-amount", amount: 200 }));
    expect(story.order.charge).toMatchObject({ amount: 200, state: "due" });
    expect(story.order.charge?.lines.at(-1)).toEqual({ what: "waived", count: 1, amount: -400 });
    expect(story.asked).toEqual(["query-credit"]);
    expect(story.at(later, credit(seenAs())).effect("complete-credit").amount).toBe(200);
    expect(failed().at(later, act({ act: "lower-amount", amount: 0 })).order.charge?.amount).toBe(0);
    expect(() => failed().at(later, act({ act: "lower-amount", amount: 600 }))).toThrow(/order\/illegal-event/);
    expect(() => settling().at(later, act({ act: "lower-amount", amount: 0 }))).toThrow(/order\/illegal-event/);
    const underReview = reviewed(settling()).at(later, act({ act: "lower-amount", amount: 100 }));
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

describe("an act that means nothing", () => {
  it.each<[string, () => Story, OperatorAct]>([
    ["a pause of a paused loan", () => lent().at(openedAt, act({ act: "pause-billing" })), { act: "pause-billing" }],
    ["a pause after the end", settling, { act: "pause-billing" }],
    ["the end of no pause", lent, { act: "resume-billing" }],
    ["the end of a review's pause", () => reviewed(lent()), { act: "resume-billing" }],
    ["a return of what is back", settling, { act: "mark-returned", loanNo: 1, at: openedAt }],
    ["a return in the future", lent, { act: "mark-returned", loanNo: 1, at: later + 1 }],
    ["a return of another loan", lent, { act: "mark-returned", loanNo: 2, at: openedAt }],
    ["a door that is known", lent, { act: "mark-not-opened", loanNo: 1 }],
    ["a loss of what is back", settling, { act: "mark-lost", loanNo: 1 }],
    ["a lower amount of nothing", lent, { act: "lower-amount", amount: 0 }],
    ["the end of no review", lent, { act: "close-review" }],
  ])("is refused: %s", (_what, story, what) => {
    expect(() => story().at(later, act(what))).toThrow(/order\/illegal-event/);
  });

  it("is refused for a charge that was taken", () => {
    const completed = settling().at(later, {
      type: "credit-completed",
      answer: { outcome: "ok", value: {} },
      attempt: 0,
    });
    expect(() => reviewed(completed).at(later, act({ act: "lower-amount", amount: fen(0) }))).toThrow(/illegal-event/);
    expect(() => reviewed(lent()).at(later, act({ act: "lower-amount", amount: 0 }))).toThrow(/illegal-event/);
    const { charge: _, ...without } = settling().order;
    const story = settling();
    story.order = { ...without, review: { since: later, why: "test" } };
    expect(story.at(later, close).order.charge).toBeUndefined();
  });
});
