import { describe, expect, it } from "vitest";
import { availability } from "../../../server/rental/availability.ts";
import { lowestLevelOf } from "../../../server/rental/item-kind.ts";
import { commandIdOf, holdsSlot, isLent, isLive, orderOfCommand } from "../../../server/rental/order.ts";
import { matchReturn } from "../../../server/rental/return-match.ts";
import {
  chargeTransitions,
  hasEnded,
  loanTransitions,
  orderTransitions,
  step,
  type Transition,
} from "../../../server/rental/transitions.ts";
import { answered, confirmed, confirmedAt, lent, openedAt, request, Story, second, settling } from "./examples.ts";

describe("the tables", () => {
  it("are the only steps there are", () => {
    expect(step(orderTransitions, "requested", "confirmed")).toBe("confirmed");
    expect(() => step(orderTransitions, "settled", "active")).toThrow(/no transition from settled to active/);
    expect(() => step(loanTransitions, "not-opened", "lent")).toThrow();
    expect(() => step(chargeTransitions, "paid", "due")).toThrow(/no transition from paid to due/);
  });

  it.each([
    ["order", orderTransitions, "requested"],
    ["loan", loanTransitions, "waiting"],
    ["charge", chargeTransitions, "due"],
  ] as const)(
    "lead from the first state of the %s to every other one",
    (_what, table: readonly Transition<string>[], first) => {
      const reached = new Set<string>([first]);
      for (const state of reached) for (const { from, to } of table) if (from === state) reached.add(to);
      expect(reached).toEqual(new Set(table.flatMap(({ from, to }) => [from, to])));
      expect(table[0]?.from).toBe(first);
    },
  );

  it("know which orders have ended", () => {
    expect(hasEnded("settled")).toBe(true);
    expect(hasEnded("cancelling")).toBe(false);
    expect(isLive(lent().order)).toBe(true);
  });
});

describe("a loan", () => {
  it("holds its slot until the door is decided", () => {
    const holds = (story: Story) => holdsSlot(story.order, story.loan);
    expect([holds(new Story()), holds(confirmed()), holds(lent()), holds(settling())]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("has its item from the opening to the return", () => {
    const has = (story: Story, itemId = "BANK07") => isLent(story.loan, itemId);
    expect([has(confirmed()), has(lent()), has(lent(), "BANK08"), has(settling())]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it("is found by its command's id", () => {
    for (const loanNo of [1, 9, 10, 100])
      expect(orderOfCommand(commandIdOf(request.orderNo, loanNo))).toBe(request.orderNo);
    expect(orderOfCommand("K0123456")).toBeUndefined();
  });
});

describe("a slot", () => {
  const slots = [
    { slot: 1, state: "occupied", itemId: "B1" },
    { slot: 2, state: "empty" },
    { slot: 3, state: "unreadable" },
    { slot: 4, state: "occupied", fault: "lock" },
    { slot: 6, state: "occupied", level: 9 },
    { slot: 7, state: "occupied", level: 10 },
    { slot: 8, state: "occupied", level: 0, fault: "lock" },
  ] as const;

  it.each([
    [1, true, [], "ready"],
    [1, false, [], "offline"],
    [1, true, [1], "taken"],
    [2, true, [], "empty"],
    [3, true, [], "faulted"],
    [4, true, [], "faulted"],
    [5, true, [], "faulted"],
    [6, true, [], "flat"],
    [7, true, [], "ready"],
    [8, true, [], "faulted"],
  ] as const)("%i, connected %s, held %j, is %s", (slot, online, held, expected) => {
    expect(availability(slot, online, slots, held, 10)).toBe(expected);
  });

  it("with an item that has no charge level is never flat", () => {
    const umbrella = [{ slot: 1, state: "occupied", level: 0 }] as const;
    expect(availability(1, true, umbrella, [], lowestLevelOf({ hasLevel: false }, 10))).toBe("ready");
    expect(availability(1, true, umbrella, [], lowestLevelOf({ hasLevel: true }, 1))).toBe("flat");
  });
});

describe("a return is matched", () => {
  const other = { ...request, orderNo: "20261123120000000002", riderId: "user/2088000000000002" };
  const report = { cabinetId: "cab-2", slot: 3, itemId: "BANK07", earliest: openedAt, latest: openedAt };

  it("to the loan of its item, in any cabinet", () => {
    expect(matchReturn([lent().order], report)?.loan.loanNo).toBe(1);
    expect(matchReturn([lent().order], { ...report, itemId: "BANK08" })).toBeUndefined();
    expect(matchReturn([settling().order], report)).toBeUndefined();
  });

  it("to the loan of an item that was lost, but not by an item of which nobody knows whether it is that one", () => {
    const lost = { type: "rider-declared-lost", loanNo: 1 } as const;
    const known = lent().at(openedAt + 1, lost).order;
    expect(matchReturn([known], report)).toBeDefined();
    const { itemId: _, ...unknown } = report;
    const without = confirmed({ ...request, slots: [{ slot: 7 }] }).at(
      openedAt,
      answered({ outcome: "opened" }, openedAt),
    );
    expect(matchReturn([without.order], { ...unknown, cabinetId: "cab-1" })).toBeDefined();
    expect(matchReturn([without.at(openedAt + 1, lost).order], { ...unknown, cabinetId: "cab-1" })).toBeUndefined();
  });

  it("never to one of two", () => {
    expect(matchReturn([lent().order, lent(other).order], report)).toBeUndefined();
  });

  it("to a slot in doubt only if it happened after the command", () => {
    const { order } = confirmed();
    expect(matchReturn([order], { ...report, latest: confirmedAt + second })).toBeDefined();
    expect(matchReturn([order], { ...report, latest: confirmedAt - second })).toBeUndefined();
    expect(matchReturn([new Story().order], report)).toBeUndefined();
  });

  it("not to a loan whose own slot may have held the item since before the command", () => {
    const { order } = confirmed();
    const found = {
      ...report,
      cabinetId: "cab-1",
      slot: 7,
      earliest: confirmedAt - second,
      latest: confirmedAt + second,
    };
    expect(matchReturn([order], found)).toBeUndefined();
    expect(matchReturn([order], { ...found, slot: 8 })).toBeDefined();
    expect(matchReturn([order], { ...found, earliest: confirmedAt })).toBeDefined();
    expect(matchReturn([lent().order], found)).toBeDefined();
  });

  it("that no clock can date only to a loan that is lent for certain", () => {
    const undated = [
      { ...report, earliest: null },
      { ...report, latest: null },
    ];
    for (const told of undated) {
      expect(matchReturn([lent().order], told)).toBeDefined();
      expect(matchReturn([confirmed().order], told)).toBeUndefined();
    }
  });

  it("to the loan of an item that was written off, unless another one has the item", () => {
    const writtenOff = lent().at(openedAt, {
      type: "woken",
      about: { what: "given-up-for-lost", loanNo: 1 },
      attempt: 0,
    });
    expect(matchReturn([writtenOff.order], report)?.loan.state).toBe("lost");
    expect(matchReturn([writtenOff.order, lent(other).order], report)?.order.orderNo).toBe(other.orderNo);
  });

  it("to the loan whose item another cabinet claims without proof, and not where the same cabinet tells it again", () => {
    const unproven = lent().at(openedAt, {
      type: "item-returned",
      loanNo: 1,
      place: { cabinetId: "cab-2", name: "书店", address: "人民路2号" },
      slot: 3,
      itemId: "BANK07",
      at: openedAt,
      unseen: true,
    });
    expect(matchReturn([unproven.order], { ...report, cabinetId: "cab-3" })?.loan.loanNo).toBe(1);
    expect(matchReturn([unproven.order], report)).toBeUndefined();
    const { itemId: _, ...withoutId } = report;
    expect(matchReturn([unproven.order], { ...withoutId, cabinetId: "cab-3" })).toBeUndefined();
  });

  it("without an id only to the one loan from the same cabinet", () => {
    const withoutId = { ...request, slots: [{ slot: 7 }] };
    const { order } = confirmed(withoutId).at(openedAt, {
      type: "slot-answered",
      loanNo: 1,
      result: { outcome: "opened" },
      at: openedAt,
    });
    const back = { slot: 3, earliest: openedAt, latest: openedAt };
    expect(matchReturn([order], { ...back, cabinetId: "cab-1" })).toBeDefined();
    expect(matchReturn([order], { ...back, cabinetId: "cab-2" })).toBeUndefined();
    expect(matchReturn([lent().order], { ...back, cabinetId: "cab-1" })).toBeUndefined();
  });
});
