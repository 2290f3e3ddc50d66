import { describe, expect, it } from "vitest";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { isUnproven } from "../../../server/rental/order.ts";
import {
  answered,
  confirmed,
  credit,
  day,
  elsewhere,
  hour,
  lent,
  minute,
  openedAt,
  place,
  request,
  returnedAt,
  Story,
  second,
  seenAs,
  settling,
} from "./examples.ts";

type ItemReturned = Extract<OrderEvent, { type: "item-returned" }>;

const told = (changes: Partial<ItemReturned> = {}): ItemReturned => ({
  type: "item-returned",
  loanNo: 1,
  place: elsewhere,
  slot: 3,
  itemId: "BANK07",
  at: returnedAt,
  unseen: true,
  ...changes,
});
const unproven = (changes: Partial<ItemReturned> = {}) => lent().at(returnedAt, told(changes));
const close = { type: "operator-acted", act: { act: "close-review" }, reason: "looked" } as const;
const proofDue = (attempt: number) =>
  ({ type: "woken", about: { what: "proof-due", loanNo: 1 }, attempt }) as const satisfies OrderEvent;

describe("a return that a snapshot must bear out", () => {
  it("into another cabinet ends billing, asks that cabinet for a snapshot and settles nothing", () => {
    const story = unproven();
    expect([story.order.state, story.loan.state, isUnproven(story.loan)]).toEqual(["active", "returned", true]);
    expect(story.effect("look-at-slots").cabinetId).toBe(elsewhere.cabinetId);
    expect(story.effect("wake").dueAt).toBe(returnedAt + 15 * second);
  });

  it("is settled at its own time once a snapshot shows the item", () => {
    const story = unproven().at(returnedAt + hour, { type: "return-proven", loanNo: 1 });
    expect(story.order).toMatchObject({ state: "settling", charge: { amount: 600 } });
    expect(story.loan.returned).toEqual({ at: returnedAt, place: elsewhere, slot: 3 });
    const { order } = story;
    expect(story.at(returnedAt + hour, { type: "return-proven", loanNo: 1 }).order).toBe(order);
  });

  it("is one into the lender too where the uncertainty of its time changes the price, and only there", () => {
    const within = (latest?: number) =>
      isUnproven(lent().at(returnedAt + 2 * hour, told({ place, ...(latest !== undefined && { latest }) })).loan);
    expect([within(), within(returnedAt + minute), within(returnedAt + 61 * minute)]).toEqual([false, false, true]);
  });

  it("stays one where the rider has reported the item: the pause of the report is out of the bill when the loan has ended", () => {
    const within = { place, at: openedAt + 4 * minute, latest: openedAt + 16 * minute };
    const paused = openedAt + 5 * minute;
    const isReported = { type: "rider-reported", loanNo: 1, report: { claim: "returned" } } as const;
    const story = lent()
      .at(paused, isReported)
      .at(openedAt + 16 * minute, told(within));
    expect([isUnproven(story.loan), story.order.charge]).toEqual([true, undefined]);
    const byOperator = { type: "operator-acted", act: { act: "pause-billing" }, reason: "rain" } as const;
    const free = lent()
      .at(paused, byOperator)
      .at(openedAt + 16 * minute, told(within));
    expect([isUnproven(free.loan), free.order.charge?.amount]).toEqual([false, 0]);
  });

  it("into the lender, of a slot that nobody saw open, costs nothing and waits for nothing", () => {
    const story = confirmed().at(returnedAt, told({ place, latest: returnedAt + hour }));
    expect([story.loan.state, isUnproven(story.loan)]).toEqual(["returned", false]);
  });

  it("goes to an operator after the last look", () => {
    const story = unproven().at(returnedAt + minute, proofDue(0));
    expect(story.asked).toEqual(["look-at-slots", "wake"]);
    expect(story.effect("wake")).toMatchObject({ dueAt: returnedAt + 3 * minute, attempt: 1 });
    story.at(returnedAt + hour, proofDue(2));
    expect(story.order.review?.reason).toEqual({ code: "return-not-borne-out", cabinetId: "cab-2", slot: 3 });
    expect(story.at(returnedAt + 2 * hour, close).order.state).toBe("settling");
  });

  it("is not looked for any more once it is proven", () => {
    const story = unproven().at(returnedAt, { type: "return-proven", loanNo: 1 });
    const { order } = story;
    expect(story.at(returnedAt + hour, proofDue(0)).order).toBe(order);
    expect(story.effects).toEqual([]);
  });

  it("that another cabinet tells too is dated by an operator", () => {
    const third = { cabinetId: "cab-3", name: "药店", address: "人民路3号" };
    const story = unproven().at(returnedAt + hour, told({ place: third, at: returnedAt + hour }));
    expect(story.order.review?.reason).toEqual({ code: "return-contradicted", cabinetId: "cab-2", shownBy: "cab-3" });
    expect(story.loan.returned).toEqual({ at: returnedAt + hour, place: third, slot: 3, undated: true });
  });

  it("that another cabinet tells without a date is dated by when the hub hears of it, for an operator to correct", () => {
    const third = { cabinetId: "cab-3", name: "药店", address: "人民路3号" };
    const story = unproven().at(returnedAt + hour, told({ place: third, at: null }));
    expect(story.loan.returned).toEqual({ at: returnedAt + hour, place: third, slot: 3, undated: true });
  });

  it("that the same cabinet tells again stays as it was", () => {
    const story = unproven();
    const { order } = story;
    expect(story.at(returnedAt + hour, told({ at: returnedAt + hour })).order).toBe(order);
  });
});

describe("a return that another cabinet contradicts", () => {
  const shown = (shownBy: string, loanNo = 1) => ({ type: "return-contradicted", loanNo, shownBy }) as const;

  it("goes to review, also after it was settled", () => {
    for (const story of [unproven(), settled()]) {
      const { cabinetId = "" } = story.loan.returned?.place ?? {};
      story.at(returnedAt + hour, shown("cab-9"));
      expect(story.order.review?.reason).toEqual({ code: "return-contradicted", cabinetId, shownBy: "cab-9" });
    }
  });

  it("is not contradicted by the cabinet that took it, nor before there is a return", () => {
    for (const [story, event] of [
      [unproven(), shown("cab-2")],
      [unproven(), shown("cab-9", 5)],
      [lent(), shown("cab-9")],
    ] as const) {
      const { order } = story;
      expect(story.at(returnedAt + hour, event).order).toBe(order);
    }
  });
});

describe("a return of an item without an id", () => {
  const unread = () =>
    confirmed({ ...request, slots: [{ slot: 7 }] }).at(openedAt, answered({ outcome: "opened" }, openedAt));
  const { itemId: _, unseen: __, ...withoutId } = told({ place, byExclusion: true });
  const back = () => unread().at(returnedAt, withoutId);
  const by = { what: "return", cabinetId: "cab-1", slot: 5 } as const;
  const contradicted = (loanNo = 1) => ({ type: "exclusion-contradicted", loanNo, by }) as const;
  const reason = { code: "exclusion-contradicted", cabinetId: "cab-1", slot: 3, by };

  it("is settled by itself, and keeps that it was matched by exclusion", () => {
    expect(back().order).toMatchObject({ state: "settling", charge: { amount: 600 } });
    expect(back().loan.returned).toEqual({ at: returnedAt, place, slot: 3, byExclusion: true });
  });

  it("goes to review when something speaks against it within three days, settled or not", () => {
    expect(back().at(returnedAt + hour, contradicted()).order.review?.reason).toEqual(reason);
    const story = paid(back()).at(returnedAt + 3 * day, contradicted());
    expect(story.order).toMatchObject({ state: "settled", review: { reason } });
    expect(story.effects).toEqual([]);
  });

  it("is left alone afterwards", () => {
    const story = paid(back());
    const { order } = story;
    expect(story.at(returnedAt + 3 * day + 1, contradicted()).order).toBe(order);
  });

  it("that an operator has looked at does not go to review again", () => {
    const story = paid(back())
      .at(returnedAt + hour, contradicted())
      .at(returnedAt + hour, close);
    expect(story.order.review).toBeUndefined();
    expect(story.loan.returned).toEqual({ at: returnedAt, place, slot: 3 });
    const { order } = story;
    expect(story.at(returnedAt + 2 * hour, contradicted()).order).toBe(order);
  });

  it("that an operator takes back is out again, and nothing speaks against it any more", () => {
    const story = unread()
      .at(returnedAt, { ...withoutId, at: null })
      .at(returnedAt + hour, {
        type: "operator-acted",
        act: { act: "mark-not-returned", loanNo: 1 },
        reason: "another item",
      });
    expect([story.loan.state, story.loan.returned]).toEqual(["lent", undefined]);
    const { order } = story;
    expect(story.at(returnedAt + hour, contradicted()).order).toBe(order);
  });

  it("is no other loan's, and one with an id is proven by the id", () => {
    for (const [story, event] of [
      [back(), contradicted(2)],
      [settling(), contradicted()],
    ] as const) {
      const { order } = story;
      expect(story.at(returnedAt + hour, event).order).toBe(order);
    }
  });

  it("counts once the review is closed, and the other item of its order is still out", () => {
    const two = { ...request, slots: [{ slot: 7 }, { slot: 8, expectedItemId: "BANK08" }] };
    const story = new Story(two)
      .at(openedAt, credit(seenAs()))
      .at(openedAt, answered({ outcome: "opened" }, openedAt))
      .at(openedAt, answered({ outcome: "opened", itemId: "BANK08" }, openedAt, 2))
      .at(returnedAt, withoutId)
      .at(returnedAt, contradicted());
    const [, other] = story.order.loans;
    story.at(returnedAt + minute, close);
    expect(story.order.state).toBe("active");
    expect(story.order.loans[1]).toBe(other);
    expect(story.loan.returned).toEqual({ at: returnedAt, place, slot: 3 });
  });
});

function settled(): Story {
  return paid(settling());
}

/** The provider has the money. */
function paid(story: Story): Story {
  const paidView = { useState: "restored", payment: "paid", payAmount: 600, payKind: "rent" } as const;
  return story.at(returnedAt + minute, credit(seenAs(paidView as Parameters<typeof seenAs>[0])));
}
