import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { popState } from "../../../../firmware-bridge/drivers/a8/states.ts";
import { pass, useFakeClock } from "../../../contract/driver-rig.ts";
import { checks, comesIn, popped, poppedBySn } from "./frames.ts";
import { startScripted } from "./scripted-boards.ts";

beforeEach(useFakeClock);

afterEach(() => {
  vi.useRealTimers();
});

/** Lets everything have its turn that waits for no time. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("questions to boards of the family A8", () => {
  test("boards that miss a question are asked a second time, and then count as silent", async () => {
    const { boards, look } = startScripted();
    boards.missed = 1;
    expect(await look()).toHaveLength(4);
    expect(boards.questions).toBe(2);
    boards.missed = 10;
    await expect(look()).rejects.toMatchObject({ code: "serial/unavailable" });
    expect(boards.questions).toBe(4);
  });

  test("boards have 3 s for a report", async () => {
    const { boards, driver } = startScripted();
    boards.missed = 1;
    void driver.snapshot();
    await pass(2_999);
    expect(boards.questions).toBe(1);
    await pass(1);
    expect(boards.questions).toBe(2);
  });

  test("boards are asked by themselves 30 s after the start, and after each answer", async () => {
    const { boards } = startScripted();
    await pass(29_999);
    expect(boards.questions).toBe(0);
    await pass(1);
    expect(boards.questions).toBe(1);
    await pass(29_999);
    expect(boards.questions).toBe(1);
    await pass(1);
    expect(boards.questions).toBe(2);
  });

  test("boards that no order has moved, or not lately, are asked without a pause", async () => {
    const { boards, driver, open } = startScripted();
    boards.holds(1, 11);
    void driver.snapshot();
    await turn();
    expect(boards.questions).toBe(1);
    boards.onOrder = () => boards.say(popped(1, popState.ok));
    expect((await open(1)).outcome).toBe("opened");
    await pass(6_000);
    void driver.snapshot();
    await turn();
    expect(boards.questions).toBe(2);
  });

  test.each([
    [5_000, 0],
    [5_001, 1],
  ])("a report that is %i ms old makes %i questions necessary before an order", async (age, questions) => {
    const { boards, driver } = startScripted();
    boards.holds(1, 11);
    boards.report();
    await pass(age);
    void driver.open(1, "CMD1", () => true);
    await pass(0);
    expect([boards.questions, boards.orders]).toEqual([questions, 1]);
  });

  test("a driver that is closed asks nothing more and leaves no timer", async () => {
    const { boards, driver, look } = startScripted();
    await look();
    driver.close();
    expect(vi.getTimerCount()).toBe(0);
    await expect(look()).rejects.toMatchObject({ code: "serial/unavailable" });
    expect(boards.questions).toBe(1);
  });

  test("a driver whose line has ended asks nothing more and leaves no timer", async () => {
    const { boards, boardEnd } = startScripted();
    await pass(31_000);
    expect(boards.questions).toBe(1);
    boardEnd.end();
    await pass(31_000);
    expect(boards.questions).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("orders to boards of the family A8", () => {
  test.each([0, 5, 99])("the slot %i, which a cabinet with 4 slots has not, gets no order", async (slot) => {
    const { boards, open } = startScripted();
    expect(await open(slot)).toEqual({ outcome: "refused", reason: "no-such-slot" });
    expect(boards.heard).toEqual([]);
  });

  test("boards have 10 s to answer an order, and then are asked for a report", async () => {
    const { boards, driver } = startScripted();
    boards.holds(1, 11);
    const opening = driver.open(1, "CMD1", () => true);
    await pass(9_999);
    expect([boards.orders, boards.questions]).toEqual([1, 1]);
    await pass(1);
    expect([boards.orders, boards.questions]).toEqual([1, 2]);
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("the order after one that was refused immediately comes 5 s later too", async () => {
    const { boards, driver, open } = startScripted();
    boards.holds(1, 11);
    boards.holds(2, 12);
    boards.onOrder = () => boards.say(popped(1, popState.queueFull));
    expect((await open(1)).outcome).toBe("refused");
    void driver.open(2, "CMD2", () => true);
    await pass(4_800);
    expect(boards.orders).toBe(1);
    await pass(200);
    expect([boards.orders, boards.questions]).toEqual([2, 1]);
  });

  test("a slot that was opened is looked at before it gets another order", async () => {
    const { boards, open } = startScripted();
    boards.holds(1, 11);
    boards.onOrder = () => {
      boards.holds(1, undefined);
      boards.say(popped(1, popState.ok));
    };
    expect((await open(1)).outcome).toBe("opened");
    expect(await open(1)).toEqual({ outcome: "refused", reason: "slot-empty" });
    expect(boards.orders).toBe(1);
  });

  test("a slot into which an item came after the last report is looked at before it gets an order", async () => {
    const { boards, open, look } = startScripted();
    await look();
    boards.holds(3, 33);
    boards.say(comesIn(3, 33));
    await pass(0);
    boards.onOrder = () => boards.say(popped(3, popState.ok));
    expect(await open(3)).toEqual({ outcome: "opened", itemId: "33" });
  });

  test.each([
    ["its item can't be read any more", 11, 0, { outcome: "unknown", reason: "unclear" }],
    ["its item lies there as before", 11, 11, { outcome: "unknown", reason: "unclear" }],
    ["another item lies there", 11, 22, { outcome: "opened", itemId: "11" }],
    ["the item without a number has gone", 0, undefined, { outcome: "opened" }],
    ["the item without a number has one now", 0, 22, { outcome: "unknown", reason: "unclear" }],
    ["the item without a number lies there as before", 0, 0, { outcome: "unknown", reason: "unclear" }],
  ])("the outcome of an order that is not answered, where %s", async (_what, before, after, outcome) => {
    const { boards, open } = startScripted();
    boards.holds(1, before);
    boards.onOrder = () => boards.holds(1, after);
    expect(await open(1)).toEqual(outcome);
  });

  test.each([
    ["its item lies there as before", 11, 11, { outcome: "refused", reason: "lock-fault" }],
    ["its item can't be read any more", 11, 0, { outcome: "unknown", reason: "unclear" }],
    ["another item lies there", 11, 22, { outcome: "opened", itemId: "11" }],
    ["the item without a number lies there as before", 0, 0, { outcome: "refused", reason: "lock-fault" }],
    ["the item without a number has one now", 0, 22, { outcome: "unknown", reason: "unclear" }],
  ])("the outcome of an order that is answered as failed, where %s", async (_what, before, after, outcome) => {
    const { boards, open } = startScripted();
    boards.holds(1, before);
    boards.onOrder = () => {
      boards.holds(1, after);
      boards.say(popped(1, popState.failed));
    };
    expect(await open(1)).toEqual(outcome);
  });

  test("an order that is answered as failed by boards that then fall silent is in doubt", async () => {
    const { boards, open } = startScripted();
    boards.holds(1, 11);
    boards.onOrder = () => {
      boards.missed = 10;
      boards.say(popped(1, popState.failed));
    };
    expect(await open(1)).toEqual({ outcome: "unknown", reason: "board-silent" });
  });

  test("an order that is answered as failed, where the next report lacks the board, is in doubt", async () => {
    const { boards, open } = startScripted();
    boards.holds(1, 0);
    boards.onOrder = () => {
      boards.isAbsent = true;
      boards.say(popped(1, popState.failed));
    };
    expect(await open(1)).toEqual({ outcome: "unknown", reason: "board-silent" });
  });

  test.each([
    ["a return to the same hole", "hole", 11, comesIn(1, 22)],
    ["a check of the same hole", "hole", 11, checks(1, 11)],
    ["a check of the same item", "sn", 11, checks(1, 11)],
    ["an answer that names no number", "hole", 0, poppedBySn(0, popState.ok)],
  ] as const)("%s is not the answer to an order", async (_what, popBy, sn, frame) => {
    const { boards, open } = startScripted({ popBy });
    boards.holds(1, sn);
    boards.onOrder = () => boards.say(frame);
    expect(await open(1)).toEqual({ outcome: "unknown", reason: "unclear" });
  });
});

describe("answers of boards of the family A8 that come too late", () => {
  /** An order to slot 1 that was not answered. */
  async function unanswered({ sn = 11, popBy = "hole" }: { sn?: number; popBy?: "hole" | "sn" } = {}) {
    const rig = startScripted({ popBy });
    rig.boards.holds(1, sn);
    expect(await rig.open(1)).toEqual({ outcome: "unknown", reason: "unclear" });
    const hear = async (...frames: Parameters<typeof rig.boards.say>) => {
      rig.boards.say(...frames);
      await pass(0);
      return rig.removed.mock.calls;
    };
    return { ...rig, hear };
  }

  test("a failure that is said late is no removal, and a success after it is one, once", async () => {
    const { hear } = await unanswered();
    expect(await hear(popped(1, popState.failed))).toEqual([]);
    expect(await hear(popped(1, popState.ok))).toEqual([[1, "11"]]);
    expect(await hear(popped(1, popState.ok))).toHaveLength(1);
  });

  test("a late success is known by the number of the item, where no hole is named", async () => {
    const { hear } = await unanswered({ popBy: "sn" });
    expect(await hear(poppedBySn(12, popState.ok))).toEqual([]);
    expect(await hear(poppedBySn(11, popState.ok))).toEqual([[1, "11"]]);
  });

  test("a late success at another hole is not that of an item without a number", async () => {
    const { hear } = await unanswered({ sn: 0 });
    expect(await hear(popped(2, popState.ok))).toEqual([]);
    expect(await hear(popped(1, popState.ok))).toEqual([[1, undefined]]);
  });

  test("a slot that a report shows empty has no removal to come", async () => {
    const { boards, look, hear } = await unanswered();
    boards.holds(1, undefined);
    await look();
    expect(await hear(popped(1, popState.ok))).toEqual([]);
  });

  test("a slot into which an item came has no removal to come", async () => {
    const { hear } = await unanswered();
    expect(await hear(comesIn(1, 22))).toEqual([]);
    expect(await hear(popped(1, popState.ok))).toEqual([]);
  });

  test("an order that was answered as failed has no removal to come", async () => {
    const { boards, open, removed } = startScripted();
    boards.holds(1, 11);
    boards.onOrder = () => boards.say(popped(1, popState.failed));
    expect((await open(1)).outcome).toBe("refused");
    boards.say(popped(1, popState.ok));
    await pass(0);
    expect(removed).not.toHaveBeenCalled();
  });

  test("a slot that was opened late is looked at before it gets another order", async () => {
    const { boards, hear, open } = await unanswered();
    boards.holds(1, undefined);
    expect(await hear(popped(1, popState.ok))).toHaveLength(1);
    expect(await open(1)).toEqual({ outcome: "refused", reason: "slot-empty" });
    expect(boards.orders).toBe(1);
  });
});
