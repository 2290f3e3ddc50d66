import { describe, expect, it } from "vitest";
import { bestSlots } from "../../../server/rental/slot-choice.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
import {
  answered,
  confirmed,
  credit,
  inDoubt,
  minute,
  offered,
  openedAt,
  request,
  type Story,
  second,
  seenAs,
  tariff,
} from "./examples.ts";

const refusal = (reason: "lock-fault" | "expired", loanNo = 1, at = openedAt) =>
  answered({ outcome: "refused", reason }, at, loanNo);
const jammed = (otherSlot: Tariff["otherSlot"], reason: "lock-fault" | "expired" = "lock-fault", at = openedAt) =>
  confirmed({ ...request, tariff: { ...tariff, otherSlot } }).at(at, refusal(reason, 1, at));
const chosen = (slot: number) => ({ type: "slot-chosen", choice: { slot } }) as const;
const none = { type: "slot-chosen", choice: null } as const;
const states = (story: Story) => story.order.loans.map((loan) => loan.state);

describe("a slot that does not open", () => {
  it("cancels the order where the tariff knows no other slot", () => {
    expect(jammed("none").order.state).toBe("cancelling");
  });

  it("is replaced by the next best one, which is opened at once where the tariff says so", () => {
    const story = jammed("take");
    expect(story.order.state).toBe("confirmed");
    expect(story.asked).toEqual(["choose-slot"]);
    story.at(openedAt, chosen(9));
    expect(states(story)).toEqual(["not-opened", "opening"]);
    expect(story.effect("open-slot")).toMatchObject({ slot: 9, commandId: `${request.orderNo}L2` });
    story.at(openedAt, answered({ outcome: "opened" }, openedAt, 2));
    expect([story.order.state, story.order.deposit]).toEqual(["active", tariff.totalCap]);
  });

  it("cancels the order where there is no other one", () => {
    expect(jammed("take").at(openedAt, none).asked).toEqual(["cancel-credit"]);
  });

  it("is not replaced when the command came too late, or the rider has gone", () => {
    expect(jammed("take", "expired").order.state).toBe("cancelling");
    expect(jammed("take", "lock-fault", openedAt + 39 * second).asked).toEqual(["cancel-credit"]);
    expect(jammed("take", "lock-fault", openedAt + 38 * second).asked).toEqual(["choose-slot"]);
  });

  it("is replaced after a look that found it closed too", () => {
    const story = inDoubt();
    story.order = { ...story.order, tariff: { ...tariff, otherSlot: "take" } };
    const at = openedAt + 12 * second;
    const report = { slot: 7, state: "occupied", itemId: "BANK07" } as const;
    expect(story.at(at, { type: "slot-seen", loanNo: 1, report, at }).asked).toEqual(["choose-slot"]);
  });

  it("is replaced twice at most", () => {
    const story = jammed("take").at(openedAt, chosen(9)).at(openedAt, refusal("lock-fault", 2));
    story.at(openedAt, chosen(10)).at(openedAt, refusal("lock-fault", 3));
    expect([states(story).length, story.order.state]).toEqual([3, "cancelling"]);
  });

  it("does not hold up the other items of its order", () => {
    const two = { ...request, slots: [{ slot: 7 }, { slot: 8 }], tariff: { ...tariff, otherSlot: "take" as const } };
    const story = confirmed(two)
      .at(openedAt, answered({ outcome: "opened" }, openedAt, 2))
      .at(openedAt, refusal("lock-fault"));
    expect([story.order.state, story.asked]).toEqual(["active", ["choose-slot"]]);
    expect(states(story.at(openedAt, chosen(9)))).toEqual(["not-opened", "lent", "opening"]);
  });

  it("is not replaced under review", () => {
    const story = confirmed({ ...request, tariff: { ...tariff, otherSlot: "take" } });
    story.order = { ...story.order, review: { since: openedAt, reason: { code: "opening-unresolved" } } };
    expect(story.at(openedAt, refusal("lock-fault")).order.choosing).toBeUndefined();
  });
});

describe("a slot that is offered", () => {
  const answer = (accepted: boolean) => ({ type: "offer-answered", accepted }) as const;
  const over = { type: "woken", about: { what: "offer-over", loanNo: 2 }, attempt: 0 } as const;

  it("waits for the rider's word, and is held meanwhile", () => {
    const story = offered();
    expect(story.order.loans[1]).toMatchObject({ slot: 9, state: "waiting", offeredUntil: openedAt + minute });
    expect(story.effect("wake")).toMatchObject({ about: over.about, dueAt: openedAt + minute });
  });

  it("opens when the rider takes it, once", () => {
    const story = offered().at(openedAt + second, answer(true));
    expect(story.effect("open-slot").slot).toBe(9);
    const { order } = story;
    expect(story.at(openedAt + second, answer(true)).order).toBe(order);
    expect(story.at(openedAt + minute, over).order).toBe(order);
    expect(story.at(openedAt + minute, { ...over, about: { ...over.about, loanNo: 7 } }).order).toBe(order);
  });

  it.each([
    ["declined", () => offered().at(openedAt, answer(false))],
    ["given up", () => offered().at(openedAt, { type: "given-up" })],
    ["not answered", () => offered().at(openedAt + minute, over)],
    ["taken too late", () => offered().at(openedAt + minute + 1, answer(true))],
  ])("is left closed when it is %s, and the order cancelled", (_what, story) => {
    expect(story().order.loans[1]).toMatchObject({ state: "not-opened", notOpened: "offer-declined" });
    expect(story().asked).toEqual(["cancel-credit"]);
  });

  it("is not offered any more after a review", () => {
    const close = { type: "operator-acted", act: { act: "close-review" }, reason: "fine" } as const;
    for (const story of [offered(), jammed("offer")]) {
      story.order = { ...story.order, review: { since: openedAt, reason: { code: "opening-unresolved" } } };
      expect(story.at(openedAt, close).order.state).toBe("cancelling");
      expect(story.at(openedAt, chosen(9)).order.state).toBe("cancelling");
    }
  });

  it("means nothing to an order that has none", () => {
    expect(confirmed().at(openedAt, answer(true)).asked).toEqual([]);
    expect(confirmed().at(openedAt, credit(seenAs())).asked).toEqual([]);
  });
});

describe("the best slots", () => {
  const occupied = (slot: number, level?: number) =>
    ({ slot, state: "occupied", itemId: `BANK0${slot}`, ...(level !== undefined && { level }) }) as const;

  it("hold no item that is flat", () => {
    expect(bestSlots([occupied(1, 9), occupied(2, 0), occupied(3, 10)], [], 3, 10).map(({ slot }) => slot)).toEqual([
      3,
    ]);
  });

  it("are the fullest, then the first, of those that can be lent", () => {
    const slots = [
      { slot: 1, state: "empty" } as const,
      occupied(2, 40),
      { ...occupied(3, 100), fault: "stuck" },
      occupied(4, 90),
      occupied(5, 90),
      occupied(6),
      { slot: 7, state: "occupied" } as const,
    ];
    expect(bestSlots(slots, [5], 9, 10).map(({ slot }) => slot)).toEqual([4, 2, 6, 7]);
    expect(bestSlots(slots, [], 2, 10)).toEqual([
      { slot: 4, expectedItemId: "BANK04" },
      { slot: 5, expectedItemId: "BANK05" },
    ]);
    expect(bestSlots(slots, [2, 4, 5, 6], 1, 10)).toEqual([{ slot: 7 }]);
  });
});
