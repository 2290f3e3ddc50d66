import { describe, expect, it } from "vitest";
import type { SlotReport } from "../../../protocol/upward.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import {
  answered,
  confirmed,
  confirmedAt,
  credit,
  elsewhere,
  hour,
  inDoubt,
  lent,
  minute,
  openedAt,
  place,
  request,
  returned,
  returnedAt,
  Story,
  second,
  seenAs,
  settling,
  unknown,
} from "./examples.ts";

const overdue = confirmedAt + 13 * second;
const seen = (report: { state: SlotReport["state"]; itemId?: string }, at: number) =>
  ({ type: "slot-seen", loanNo: 1, report: { slot: 7, ...report }, at }) as const;
const nobodyAnswers = { type: "woken", about: { what: "answer-overdue", loanNo: 1 }, attempt: 0 } as const;

describe("an opening slot", () => {
  it("that opened lends its item", () => {
    const story = lent();
    expect(story.order.state).toBe("active");
    expect(story.loan).toMatchObject({ state: "lent", itemId: "BANK07", openedAt });
    expect(story.asked).toEqual(["wake"]);
  });

  it("that opened without a readable item lends the one that lay there", () => {
    const story = confirmed().at(openedAt, answered({ outcome: "opened" }, openedAt));
    expect(story.loan.itemId).toBe("BANK07");
  });

  it("that only a distrusted cabinet says has opened goes to an operator with its item", () => {
    const opened = { ...answered({ outcome: "opened", itemId: "BANK07" }, openedAt), distrusted: true } as OrderEvent;
    const story = confirmed().at(openedAt, opened);
    expect(story.order.review?.reason).toEqual({ code: "cabinet-distrusted", cabinetId: "cab-1" });
    expect(story.loan).toMatchObject({ state: "lent", itemId: "BANK07" });
    expect(story.effects).toEqual([]);
    const silent = { ...answered({ outcome: "unknown", reason: "board-silent" }, openedAt), distrusted: true };
    expect(confirmed().at(openedAt, silent as OrderEvent).order.review).toBeUndefined();
  });

  it("whose cabinet claims an impossible time is lent from its command on, and goes to an operator", () => {
    const claimed = confirmedAt - hour;
    const story = confirmed().at(openedAt, { ...answered({ outcome: "opened" }, claimed), claimed } as OrderEvent);
    expect(story.loan.openedAt).toBe(confirmedAt);
    const reason = { code: "time-implausible", what: "opening", claimed, kept: confirmedAt };
    expect(story.order.review?.reason).toEqual(reason);
  });

  it.each([
    ["is lent in another order", { orderNo: "20261123120000000002" }],
    ["lies in another cabinet", { cabinetId: "cab-2" }],
  ])("that names an item which %s goes to an operator, and lends what lay there instead", (_what, where) => {
    const facts = { itemId: "BANK99", ...where };
    const opened = (instead?: string) => ({
      ...answered({ outcome: "opened", itemId: "BANK99" }, openedAt),
      elsewhere: { ...facts, ...(instead !== undefined && { instead }) },
    });
    const story = confirmed().at(openedAt, opened("BANK07"));
    expect(story.order.review?.reason).toEqual({ code: "item-lent-elsewhere", ...facts });
    expect(story.loan).toMatchObject({ state: "lent", itemId: "BANK07" });
    const unread = confirmed().at(openedAt, opened()).loan;
    expect([unread.state, unread.itemId, unread.expectedItemId]).toEqual(["lent", undefined, undefined]);
  });

  it("in doubt that a snapshot shows empty goes to an operator where its item is elsewhere", () => {
    const facts = { itemId: "BANK07", cabinetId: "cab-2" };
    const empty = { ...seen({ state: "empty" }, openedAt + minute), elsewhere: facts };
    const story = inDoubt().at(openedAt + minute, empty);
    expect(story.order.review?.reason).toEqual({ code: "item-lent-elsewhere", ...facts });
    expect(story.loan.itemId).toBeUndefined();
  });

  it("that jams gives the credit order back, and nobody pays", () => {
    const story = confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
    expect(story.order).toMatchObject({ state: "cancelling", cancelReason: "not-opened" });
    expect(story.loan).toMatchObject({ state: "not-opened", notOpened: "lock-fault" });
    expect(story.effect("cancel-credit").creditOrderNo).toBe("Z1");
  });

  it("that nobody hears of is in doubt: the bridge is asked, the slot looked at", () => {
    const story = confirmed().at(overdue, nobodyAnswers);
    expect(story.loan).toMatchObject({ state: "unknown", doubt: { reason: "no-answer", since: overdue } });
    expect(story.order.state).toBe("confirmed");
    expect(story.asked).toEqual(["open-slot", "look-at-slots", "wake"]);
    expect(story.effect("open-slot")).toMatchObject({
      commandId: "20261123120000000001L1",
      expiresAt: confirmedAt + 10 * second,
    });
  });

  it("does not mind being woken for a loan that is decided or does not exist", () => {
    expect(lent().at(overdue, nobodyAnswers).asked).toEqual([]);
    expect(new Story().at(overdue, nobodyAnswers).asked).toEqual([]);
    expect(new Story().at(overdue, answered({ outcome: "opened" }, overdue)).loan.state).toBe("waiting");
    const foreign = answered({ outcome: "opened" }, overdue, 2);
    expect(confirmed().at(overdue, foreign).loan.state).toBe("opening");
  });
});

describe("a cabinet that comes back", () => {
  const came = { type: "cabinet-came" } as const;

  it("gets the command again with its old expiry, as long as nobody knows what became of it", () => {
    const story = confirmed().at(openedAt, came);
    expect(story.effect("open-slot")).toMatchObject({ dueAt: openedAt, expiresAt: confirmedAt + 10 * second });
    expect(inDoubt().at(openedAt, came).asked).toEqual(["open-slot"]);
  });

  it("gets none for a loan that is decided or not confirmed", () => {
    expect(lent().at(openedAt, came).asked).toEqual([]);
    expect(new Story().at(openedAt, came).asked).toEqual([]);
  });
});

describe("a slot in doubt", () => {
  it("is looked at once the sensors must be right", () => {
    const story = inDoubt();
    expect(story.order.state).toBe("confirmed");
    expect(story.loan.state).toBe("unknown");
    expect(story.effect("look-at-slots").dueAt).toBe(openedAt + 5 * second);
  });

  it("is asked about again and again, more seldom, and given to an operator after half an hour", () => {
    const story = inDoubt().at(openedAt + minute, { ...nobodyAnswers, attempt: 9 });
    expect(story.effect("wake")).toMatchObject({ dueAt: openedAt + 2 * minute, attempt: 10 });
    story.at(openedAt + 30 * minute, nobodyAnswers);
    expect(story.order.review?.reason).toEqual({ code: "opening-unresolved" });
    expect(story.asked).toEqual([]);
  });

  it("charges from the look that shows the item gone, not before", () => {
    const at = openedAt + hour;
    const story = inDoubt().at(at, seen({ state: "empty" }, at));
    expect(story.order.state).toBe("active");
    expect(story.loan).toMatchObject({ state: "lent", openedAt: at, itemId: "BANK07" });
    expect(story.loan.doubt).toBeUndefined();
  });

  it("that had opened is looked at once more when the sensors have settled: the item may be back already", () => {
    const at = openedAt + hour;
    const story = inDoubt().at(at, seen({ state: "empty" }, at));
    expect(story.effect("look-at-slots").dueAt).toBe(at + 5 * second);
    expect(lent().asked).not.toContain("look-at-slots");
  });

  it("is cancelled when the item is seen in place", () => {
    const at = openedAt + minute;
    const story = inDoubt().at(at, seen({ state: "occupied", itemId: "BANK07" }, at));
    expect(story.loan).toMatchObject({ state: "not-opened", notOpened: "seen-in-place" });
    expect(story.order.state).toBe("cancelling");
  });

  it("had opened when another item lies there now", () => {
    const at = openedAt + minute;
    expect(inDoubt().at(at, seen({ state: "occupied", itemId: "BANK99" }, at)).loan.state).toBe("lent");
  });

  it("stays in doubt when the look can't tell, came too early, or the item can't be read", () => {
    const at = openedAt + minute;
    expect(inDoubt().at(at, seen({ state: "unreadable" }, at)).loan.state).toBe("unknown");
    expect(inDoubt().at(at, seen({ state: "occupied" }, at)).loan.state).toBe("unknown");
    expect(inDoubt().at(at, seen({ state: "empty" }, openedAt + 4 * second)).loan.state).toBe("unknown");
    expect(inDoubt().at(at, seen({ state: "empty" }, confirmedAt + 10 * second)).loan.state).toBe("unknown");
    expect(confirmed().at(at, seen({ state: "empty" }, at)).loan.state).toBe("opening");
  });

  it("of a board without ids is decided by presence", () => {
    const withoutId = { ...request, slots: [{ slot: 7 }] };
    const doubt = () =>
      confirmed(withoutId).at(openedAt, answered({ outcome: "unknown", reason: "unclear" }, openedAt));
    const at = openedAt + minute;
    expect(doubt().at(at, seen({ state: "occupied" }, at)).loan.state).toBe("not-opened");
    expect(doubt().at(at, seen({ state: "empty" }, at)).loan.state).toBe("lent");
    expect(doubt().at(at, seen({ state: "occupied", itemId: "BANK99" }, at)).loan.state).toBe("unknown");
  });

  it("is decided by a late answer, and not by the same doubt again", () => {
    const late = openedAt + minute;
    expect(inDoubt().at(late, answered({ outcome: "opened" }, late)).order.state).toBe("active");
    expect(inDoubt().at(late, answered({ outcome: "refused", reason: "expired" }, late)).order.state).toBe(
      "cancelling",
    );
    const again = inDoubt().at(late, answered({ outcome: "unknown", reason: "restarted" }, late));
    expect(again.loan.doubt).toEqual({ since: openedAt, reason: "board-silent" });
    expect(again.asked).toEqual([]);
  });

  it("had opened when its item comes back, and costs nothing", () => {
    const at = openedAt + minute;
    const story = inDoubt().at(at, returned(at));
    expect(story.order).toMatchObject({ state: "settling", charge: { amount: 0 } });
    expect(confirmed().at(at, returned(at)).order.state).toBe("settling");
  });
});

describe("evidence that contradicts what was decided", () => {
  it("goes to an operator, for a door or money is at stake", () => {
    const jammed = confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
    expect(
      jammed.at(openedAt, answered({ outcome: "refused", reason: "expired" }, openedAt)).order.review,
    ).toBeUndefined();
    jammed.at(openedAt, answered({ outcome: "opened" }, openedAt));
    expect(jammed.order.review?.reason).toEqual({ code: "opening-contradicted" });

    expect(
      lent().at(openedAt, answered({ outcome: "refused", reason: "expired" }, openedAt)).order.review,
    ).toBeDefined();
    expect(lent().at(openedAt, answered({ outcome: "opened" }, openedAt)).order.review).toBeUndefined();
  });
});

describe("a return", () => {
  it("ends the loan at the time at which the item physically went in, into any cabinet", () => {
    const story = lent().at(returnedAt + hour, returned(returnedAt, elsewhere));
    expect(story.loan.returned).toEqual({ at: returnedAt, place: elsewhere, slot: 3 });
    expect(story.order).toMatchObject({
      state: "settling",
      charge: { kind: "rent", amount: 600, restoredAt: returnedAt },
    });
    expect(story.effect("complete-credit")).toMatchObject({
      amount: 600,
      restoredAt: returnedAt,
      shopName: "书店",
      creditOrderNo: "Z1",
    });
  });

  it("is never in the future and never before the loan", () => {
    expect(lent().at(returnedAt, returned(returnedAt + hour)).loan.returned?.at).toBe(returnedAt);
    expect(lent().at(returnedAt, returned(openedAt - hour)).loan.returned?.at).toBe(openedAt);
  });

  it("is told to the provider as after its borrow time, for it refuses anything else", () => {
    const story = lent().at(returnedAt, returned(confirmedAt - hour));
    expect(story.order.charge?.restoredAt).toBe(openedAt);
    const bornLate = new Story()
      .at(confirmedAt, credit(seenAs({ borrowedAt: openedAt })))
      .at(openedAt, answered({ outcome: "opened" }, openedAt))
      .at(openedAt, returned(openedAt));
    expect(bornLate.order.charge?.restoredAt).toBe(openedAt + second);
    const { borrowedAt: _, ...withoutTime } = { creditOrderNo: "Z1", useState: "borrowed", borrowedAt: 0 } as const;
    const unsaid = new Story()
      .at(confirmedAt, credit({ outcome: "ok", value: withoutTime }))
      .at(openedAt, answered({ outcome: "opened" }, openedAt))
      .at(openedAt, returned(openedAt));
    expect(unsaid.order.charge?.restoredAt).toBe(openedAt);
  });

  it("that no clock can date goes to an operator and costs nothing meanwhile", () => {
    const story = lent().at(returnedAt, returned(null));
    expect(story.loan).toMatchObject({ state: "returned", returned: { at: openedAt } });
    expect(story.order.review?.reason).toEqual({ code: "return-undated" });
    expect(story.asked).toEqual([]);
    expect(inDoubt().at(returnedAt, returned(null)).loan.returned?.at).toBe(returnedAt);
  });

  it("told twice ends the loan once", () => {
    const story = settling();
    const { order } = story;
    expect(story.at(returnedAt + hour, returned(returnedAt + hour)).order).toBe(order);
    expect(story.asked).toEqual([]);
    expect(lent().at(returnedAt, returned(returnedAt, place, 9)).loan.state).toBe("lent");
  });
});

describe("an order of several loans", () => {
  const two = {
    ...request,
    slots: [
      { slot: 7, expectedItemId: "BANK07" },
      { slot: 8, expectedItemId: "BANK08" },
    ],
  };

  it("is completed once, when the last item is back, with the rents added up", () => {
    const story = lent(two);
    expect(story.order.state).toBe("active");
    story.at(openedAt, answered({ outcome: "opened" }, openedAt, 2));
    story.at(returnedAt, returned(returnedAt));
    expect(story.order.state).toBe("active");
    story.at(returnedAt + hour, returned(returnedAt + hour, elsewhere, 2));
    expect(story.order).toMatchObject({ state: "settling", charge: { amount: 600 + 900 } });
    expect(story.effect("complete-credit").shopName).toBe("书店");
  });

  it("charges only for the slot that opened", () => {
    const story = lent(two).at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt, 2));
    expect(story.order.state).toBe("active");
    expect(story.at(returnedAt, returned(returnedAt)).order.charge?.amount).toBe(600);
  });
});

describe("while an item is out", () => {
  it("the provider is looked at when it says so, and an operator called if the order is no longer borrowed", () => {
    expect(confirmed().at(openedAt, credit(seenAs())).asked).toEqual([]);
    const story = lent().at(returnedAt, { type: "credit-noticed", about: "completed", noticeId: "n3" });
    expect(story.asked).toEqual(["query-credit"]);
    expect(story.at(returnedAt, credit(unknown)).asked).toEqual(["query-credit"]);
    expect(story.at(returnedAt, credit(seenAs())).asked).toEqual([]);
    expect(story.at(returnedAt, credit(seenAs({ useState: "restored" }))).order.review?.reason).toEqual({
      code: "ended-elsewhere",
      useState: "restored",
    });
  });

  it("a return at an impossible time is dated as near as possible, and an operator decides", () => {
    const claimed = openedAt - hour;
    const story = lent().at(returnedAt, { ...returned(claimed), claimed } as OrderEvent);
    expect(story.loan.returned).toEqual({ at: openedAt, place, slot: 3, undated: true });
    const reason = { code: "time-implausible", what: "return", claimed, kept: openedAt };
    expect(story.order.review?.reason).toEqual(reason);
  });

  it("under review evidence is kept, billing pauses and nothing runs by itself", () => {
    const story = lent().at(openedAt + hour, credit(seenAs({ useState: "cancelled" })));
    expect(story.order.pauses).toEqual([{ from: openedAt + hour }]);
    story.at(returnedAt, returned(returnedAt));
    expect(story.loan.state).toBe("returned");
    expect(story.order.state).toBe("active");
    expect(story.asked).toEqual([]);
    const { order } = story;
    for (const event of [credit(seenAs({ useState: "restored" })), nobodyAnswers] as const) {
      expect(story.at(returnedAt, event).order).toBe(order);
    }
    expect(story.at(returnedAt, answered({ outcome: "refused", reason: "expired" }, returnedAt)).order).toBe(order);
  });
});
