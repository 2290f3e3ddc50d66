import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { overdueLoans } from "../../../server/rental/overdue.ts";
import { matchReturn } from "../../../server/rental/return-match.ts";
import {
  answered,
  confirmed,
  credit,
  day,
  elsewhere,
  hour,
  inDoubt,
  lent,
  minute,
  openedAt,
  request,
  returned,
  seenAs,
  settling,
  start,
  tariff,
} from "./examples.ts";

const due = start + tariff.longestLoanHours * hour;
const lostAt = due + 30 * day;
const givenUp = { type: "woken", about: { what: "given-up-for-lost", loanNo: 1 }, attempt: 0 } as const;
const lost = () => lent().at(lostAt, givenUp);

describe("an item that is not brought back", () => {
  it("is overdue once its time is over, until it is back", () => {
    expect(overdueLoans(lent().order, due - 1)).toEqual([]);
    expect(overdueLoans(lent().order, due)).toEqual([{ since: due, itemId: "BANK07" }]);
    expect(overdueLoans(settling().order, due)).toEqual([]);
    const withoutId = confirmed({ ...request, slots: [{ slot: 7 }] }).at(
      openedAt,
      answered({ outcome: "opened" }, openedAt),
    );
    expect(overdueLoans(withoutId.order, due)).toEqual([{ since: due }]);
  });

  it("counts as lost a while after that, however it was lent", () => {
    expect(lent().effect("wake")).toMatchObject({ about: givenUp.about, dueAt: lostAt, attempt: 0 });
    const seen = openedAt + minute;
    const fromDoubt = inDoubt().at(seen, {
      type: "slot-seen",
      loanNo: 1,
      report: { slot: 7, state: "empty" },
      at: seen,
    });
    expect(fromDoubt.effect("wake")).toMatchObject({ about: givenUp.about, dueAt: seen + 240 * hour + 30 * day });
  });

  it("that a distrusted cabinet says it lent is not written off by itself: an operator decides", () => {
    const story = lent().at(lostAt, { ...givenUp, distrusted: true });
    expect(story.loan.state).toBe("lent");
    expect(story.order.review?.reason).toEqual({ code: "cabinet-distrusted", cabinetId: "cab-1" });
    expect(story.order.charge).toBeUndefined();
    expect(story.asked).toEqual([]);
    story.at(lostAt + hour, {
      type: "operator-acted",
      act: { act: "mark-not-opened", loanNo: 1 },
      reason: "never had it",
    });
    story.at(lostAt + hour, { type: "operator-acted", act: { act: "close-review" }, reason: "never had it" });
    expect(story.order.state).toBe("cancelling");
  });

  it("is then paid for with the total cap, as damages, once", () => {
    const story = lost();
    expect(story.loan.state).toBe("lost");
    expect(story.order).toMatchObject({
      state: "settling",
      charge: { kind: "damage", amount: 9900, restoredAt: lostAt },
    });
    expect(story.order.charge?.lines).toEqual([{ what: "lost", count: 1, amount: 9900 }]);
    expect(story.effect("complete-credit")).toMatchObject({ kind: "damage", amount: 9900 });
    const paid = seenAs({ useState: "restored", payment: "paid", payKind: "damage" });
    expect(story.at(lostAt, credit(paid)).order.state).toBe("settled");
  });

  it("costs no more than an operator lets the order cost, as damages too", () => {
    const lower = { act: "lower-amount", amount: fen(5000) } as const;
    const story = lent()
      .at(openedAt + hour, { type: "operator-acted", act: lower, reason: "a regular" })
      .at(openedAt + hour, { type: "operator-acted", act: { act: "mark-lost", loanNo: 1 }, reason: "he says so" });
    expect(story.order.charge).toMatchObject({ kind: "damage", amount: 5000 });
    expect(story.order.charge?.lines).toContainEqual({ what: "waived", count: 1, amount: -4900 });
    expect(story.effect("complete-credit")).toMatchObject({ kind: "damage", amount: 5000 });
  });

  it("is not given up when it came back in time, or is not out", () => {
    const { order } = settling();
    expect(settling().at(lostAt, givenUp).order).toEqual(order);
    expect(confirmed().at(lostAt, givenUp).loan.state).toBe("opening");
  });

  it("that came back before the order's other items costs its rent, once, and never more than the deposit", () => {
    const two = { ...request, slots: [{ slot: 7, expectedItemId: "BANK07" }, { slot: 8 }] };
    const close = { type: "operator-acted", act: { act: "close-review" }, reason: "it is here" } as const;
    const markLost = { type: "operator-acted", act: { act: "mark-lost", loanNo: 1 }, reason: "said so" } as const;
    const story = lent(two)
      .at(openedAt, answered({ outcome: "opened" }, openedAt, 2))
      .at(openedAt + hour, markLost)
      .at(openedAt + 2 * hour, returned(openedAt + 2 * hour))
      .at(openedAt + 2 * hour, close)
      .at(openedAt + 2 * hour, returned(openedAt + 2 * hour, elsewhere, 2));
    expect(story.order.charge).toMatchObject({ kind: "rent", amount: 600 + 600, restoredAt: openedAt + 2 * hour });
  });

  it("together with one that was brought back costs its cap and the other's rent, in one charge", () => {
    const two = {
      ...request,
      slots: [
        { slot: 7, expectedItemId: "BANK07" },
        { slot: 8, expectedItemId: "BANK08" },
      ],
    };
    const story = lent(two)
      .at(openedAt, answered({ outcome: "opened" }, openedAt, 2))
      .at(openedAt + 2 * hour, returned(openedAt + 2 * hour, elsewhere, 2))
      .at(lostAt, givenUp);
    expect(story.order.charge).toMatchObject({ kind: "damage", amount: 9900 + 600 });
  });
});

describe("an item that comes back after it was given up", () => {
  const backAt = lostAt + day;
  const report = { cabinetId: "cab-2", slot: 3, itemId: "BANK07", earliest: backAt, latest: backAt };

  it("finds its order, which an operator then decides; nothing is charged by itself any more", () => {
    const story = lost();
    expect(matchReturn([story.order], report)?.order).toBe(story.order);
    story.at(lostAt + day, returned(lostAt + day, elsewhere));
    expect(story.order.review?.reason).toEqual({ code: "returned-after-write-off" });
    expect(story.loan).toMatchObject({ state: "lost", returned: { at: lostAt + day, place: elsewhere } });
    expect(story.asked).toEqual([]);
    expect(lost().at(lostAt + day, returned(null)).loan.returned?.at).toBe(lostAt + day);
  });

  it("is told once", () => {
    const story = lost().at(lostAt + day, returned(lostAt + day, elsewhere));
    const { order } = story;
    expect(story.at(lostAt + 2 * day, returned(lostAt + 2 * day)).order).toBe(order);
    expect(matchReturn([order], report)).toBeUndefined();
  });

  it("belongs to whoever has borrowed it since", () => {
    const later = lent({ ...request, orderNo: "20261123120000000002", riderId: "user/2088000000000002" }).order;
    expect(matchReturn([lost().order, later], report)?.order).toBe(later);
    expect(matchReturn([lost().order], { ...report, itemId: "BANK08" })).toBeUndefined();
  });
});

describe("an item that the rider pays for in the wallet", () => {
  const bought = (view = {}) =>
    credit(
      seenAs({
        useState: "restored",
        payment: "paid",
        payKind: "damage",
        payAmount: fen(9900),
        restoredAt: due,
        ...view,
      }),
    );

  it("is the rider's: the order is settled with what was paid, and no rent is asked for", () => {
    const story = lent().at(due + hour, bought());
    expect(story.loan.state).toBe("lost");
    expect(story.order).toMatchObject({
      state: "settled",
      endedAt: due + hour,
      charge: { kind: "damage", amount: 9900, state: "paid", restoredAt: due },
    });
    expect(story.asked).toEqual([]);
    const undated = credit(seenAs({ useState: "restored", payment: "paid", payKind: "damage", payAmount: fen(500) }));
    expect(lent().at(due, undated).order.charge?.restoredAt).toBe(due);
  });

  it("at a time that can't be true, an operator looks at", () => {
    for (const [restoredAt, kept] of [
      [0, start],
      [due + hour + 600_001, due + hour],
    ] as const) {
      const story = lent().at(due + hour, bought({ restoredAt }));
      expect(story.order).toMatchObject({ state: "settled", charge: { state: "paid", restoredAt: kept } });
      const reason = { code: "time-implausible", what: "restoring", claimed: restoredAt, kept };
      expect(story.order.review?.reason).toEqual(reason);
    }
  });

  it("leaves what is back as it is", () => {
    const two = {
      ...request,
      slots: [
        { slot: 7, expectedItemId: "BANK07" },
        { slot: 8, expectedItemId: "BANK08" },
      ],
    };
    const story = lent(two)
      .at(openedAt, answered({ outcome: "opened" }, openedAt, 2))
      .at(openedAt + hour, returned(openedAt + hour, elsewhere, 2))
      .at(due, bought());
    expect(story.order.loans.map(({ state }) => state)).toEqual(["lost", "returned"]);
    expect(story.order.charge?.lines).toEqual([{ what: "lost", count: 1, amount: 9900 }]);
  });

  it.each([
    ["is not paid yet", { payment: "in-progress" as const }],
    ["was paid as rent", { payKind: "rent" as const }],
    ["cost more than its deposit", { payAmount: fen(9901) }],
    ["cost nothing", { payAmount: fen(0) }],
    ["was cancelled", { useState: "cancelled" as const }],
  ])("is an operator's to look at where it %s", (_what, view) => {
    expect(lent().at(due, bought(view)).order.review?.reason.code).toBe("ended-elsewhere");
  });

  it("is an operator's to look at while a slot is opening or in doubt", () => {
    expect(confirmed().at(openedAt, bought()).order.review).toBeDefined();
    const two = { ...request, slots: [{ slot: 7 }, { slot: 8 }] };
    expect(lent(two).at(openedAt, bought()).order.review).toBeDefined();
  });
});
