import { describe, expect, test, vi } from "vitest";
import { encodeBoardFrame } from "../../../../firmware-bridge/drivers/gzxj/codec.ts";
import { board, driver, inTime, nextNumber, numbers, reports, silence, start, useDriver } from "./driver-fixture.ts";
import { answerTo, empty, holding, pass } from "./scripted-board.ts";

useDriver();

describe("an opening", () => {
  test("is ordered with the command's id, acknowledged, and answered with the item that came out", async () => {
    board.onOpening = (order) => answerTo(order, 1, "PB1");
    const result = driver.open(1, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
    expect(board.heard.slice(1)).toEqual([
      { command: "FB", msgId: 2, orderId: "CMD1", slot: 1 },
      { command: "BR", msgId: 3, orderId: "CMD1" },
    ]);
  });

  test("whose answer names no item is told with the item that lay in the slot before", async () => {
    board.onOpening = (order) => answerTo(order, 1);
    const result = driver.open(1, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
  });

  test.each([
    ["a lock that did not move", 1, 110, "lock-fault"],
    ["an item whose id is not readable", 1, 0, "item-unreadable"],
    ["a slot that was empty at the last look", 3, 0, "slot-empty"],
    ["a failure of another kind", 1, 7, "board-refused"],
    ["a slot that timed out with the item in place", 1, 100, "board-refused"],
  ])("of %s is refused and acknowledged", async (_name, slot, code, reason) => {
    board.onOpening = (order) => answerTo(order, code);
    const result = driver.open(slot, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "refused", reason });
    expect(board.heardOf("BR")).toHaveLength(1);
    expect(board.heardOf("FB")).toHaveLength(1);
  });

  test("that timed out on the board, with the item gone, is an opening", async () => {
    board.onOpening = (order) => {
      board.slots = [empty(1), holding(2, "PB2")];
      return answerTo(order, 100);
    };
    const result = driver.open(1, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
  });

  test("that the board answers for another slot is in doubt", async () => {
    board.onOpening = (order) => answerTo({ ...order, slot: 2 }, 1, "PB2");
    const result = driver.open(1, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("of a slot that the board does not have is refused without an order to it", async () => {
    const result = driver.open(9, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "refused", reason: "no-such-slot" });
    expect(board.heardOf("FB")).toEqual([]);
  });

  test("is not ordered from a board that does not even list its slots", async () => {
    board.slots = undefined;
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "refused", reason: "board-silent" });
    expect(board.heardOf("FB")).toEqual([]);
  });

  test("waits until the one before it is decided", async () => {
    const first = driver.open(1, "CMD1", inTime);
    const second = driver.open(2, "CMD2", inTime);
    await pass(silence - 1);
    expect(board.heardOf("FB").map(({ orderId }) => orderId)).toEqual(["CMD1"]);
    board.say(answerTo({ msgId: 2, orderId: "CMD1", slot: 1 }, 1, "PB1"));
    board.onOpening = (order) => answerTo(order, 1, "PB2");
    await pass(0);
    expect(await first).toEqual({ outcome: "opened", itemId: "PB1" });
    expect(await second).toEqual({ outcome: "opened", itemId: "PB2" });
  });
});

describe("a look", () => {
  test("tells what the board says of every slot", async () => {
    const unread = { ...empty(4), inContact: true };
    const lockedOnly = { ...empty(5), locked: true };
    board.slots = [
      holding(1, "PB1"),
      holding(2, "PB2", { locked: false }),
      empty(3),
      unread,
      lockedOnly,
      holding(6, "PB6", { inContact: false }),
    ];
    const slots = driver.snapshot();
    await pass(0);
    expect(await slots).toEqual([
      { slot: 1, state: "occupied", itemId: "PB1", level: 80 },
      { slot: 2, state: "occupied", itemId: "PB2", level: 80, fault: "lock not in place" },
      { slot: 3, state: "empty" },
      { slot: 4, state: "unreadable", fault: "in contact, id not readable" },
      { slot: 5, state: "unreadable", fault: "locked without contact" },
      { slot: 6, state: "occupied", itemId: "PB6", level: 80, fault: "id without contact" },
    ]);
    expect(driver.heardAt()).toBe(start);
  });

  test("is asked for again when the answer was lost", async () => {
    const slots = driver.snapshot();
    board.slots = undefined;
    await pass(1000);
    board.slots = [empty(1)];
    await pass(4000);
    expect(await slots).toEqual([{ slot: 1, state: "empty" }]);
    expect(board.heardOf("CQ")).toHaveLength(2);
  });

  test("is not answered by a list that was sent before the question", async () => {
    board.slots = undefined;
    const slots = driver.snapshot();
    await pass(0);
    board.slots = [empty(1)];
    board.list(0);
    board.slots = undefined;
    const rejected = expect(slots).rejects.toMatchObject({ code: "serial/unavailable" });
    await pass(silence);
    await rejected;
  });

  test("fails with a code when the board stays silent", async () => {
    board.slots = undefined;
    const rejected = expect(driver.snapshot()).rejects.toMatchObject({ code: "serial/unavailable" });
    await pass(silence);
    await rejected;
    expect(driver.heardAt()).toBeUndefined();
  });

  test("is taken twice a minute, so that the board does not reset itself", async () => {
    await pass(10 * 60_000);
    expect(board.heardOf("CQ")).toHaveLength(20);
    expect(driver.heardAt()).toBe(start + 10 * 60_000);
    driver.close();
    await pass(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is no longer taken once the line has ended", async () => {
    board.end.destroy();
    board.hostEnd.destroy();
    await pass(60_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(numbers.next).not.toHaveBeenCalled();
  });
});

describe("a return", () => {
  test("is confirmed to the board only once it is kept, however often the board says it meanwhile", async () => {
    let kept = () => {};
    reports.returned.mockReturnValue(
      new Promise((resolve) => {
        kept = resolve;
      }),
    );
    board.return(3, { itemId: "PB3", level: 20 });
    board.return(3, { itemId: "PB3", level: 20 });
    await pass(1000);
    expect(reports.returned.mock.calls).toEqual([[3, { itemId: "PB3", level: 20 }, "report"]]);
    expect(board.heard).toEqual([]);
    kept();
    await pass(0);
    expect(board.heard).toEqual([{ command: "RS", msgId: 1, slot: 3, accepted: true }]);
  });

  test("is confirmed again when the board says it again after that", async () => {
    board.return(3, { itemId: "PB3" });
    await pass(0);
    board.return(3, { itemId: "PB3" });
    await pass(0);
    expect(reports.returned).toHaveBeenCalledTimes(2);
    expect(board.heardOf("RS")).toHaveLength(2);
  });

  test("that could not be kept is not confirmed, and is kept when the board says it again", async () => {
    reports.returned.mockRejectedValueOnce(new Error("disk full"));
    board.return(3, { itemId: "PB3" });
    await pass(0);
    expect(board.heard).toEqual([]);
    board.return(3, { itemId: "PB3" });
    await pass(0);
    expect(board.heardOf("RS")).toHaveLength(1);
  });

  test("of which the report was lost is found in the list of slots, told as such, and confirmed", async () => {
    board.slots = [holding(1, "PB1", { returnConfirmed: false }), { ...empty(2), returnConfirmed: false }];
    board.list(0);
    await pass(0);
    expect(reports.returned.mock.calls).toEqual([[1, { itemId: "PB1", level: 80 }, "snapshot"]]);
    expect(board.heard).toEqual([{ command: "RS", msgId: 1, slot: 1, accepted: true }]);
  });

  test("of an item whose id was not read is a return all the same", async () => {
    board.return(3, {});
    await pass(0);
    expect(reports.returned).toHaveBeenCalledWith(3, { level: 0 }, "report");
    expect(board.heardOf("RS")).toHaveLength(1);
  });

  test("that the board did not manage is reported as abnormal, and not confirmed as normal", async () => {
    board.return(3, { itemId: "PB3" }, 0);
    await pass(0);
    expect(reports.returned).not.toHaveBeenCalled();
    expect(reports.abnormal).toHaveBeenCalledWith("the board could not take what was pushed in", 3);
    expect(board.heard).toEqual([{ command: "RS", msgId: 1, slot: 3, accepted: false }]);
  });

  test("is what a later opening of the slot without an answer is judged by", async () => {
    const looked = driver.snapshot();
    await pass(0);
    await looked;
    board.return(3, { itemId: "PB3" });
    await pass(0);
    board.onOpening = () => {
      board.slots = [empty(3)];
      return undefined;
    };
    const result = driver.open(3, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB3" });
  });
});

test("a slot that was just opened counts as empty", async () => {
  board.onOpening = (order) => answerTo(order, order.orderId === "CMD1" ? 1 : 0, "PB1");
  const first = driver.open(1, "CMD1", inTime);
  const second = driver.open(1, "CMD2", inTime);
  await pass(0);
  expect(await first).toMatchObject({ outcome: "opened" });
  expect(await second).toEqual({ outcome: "refused", reason: "slot-empty" });
});

test("numbers reach the board in growing order, however long each takes to get", async () => {
  let giveFirst = () => {};
  numbers.next.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        giveFirst = () => resolve(1);
      }),
  );
  nextNumber();
  const looked = driver.snapshot();
  board.return(3, { itemId: "PB3" });
  await pass(0);
  giveFirst();
  await pass(0);
  await looked;
  expect(board.heard.map(({ msgId }) => msgId)).toEqual([1, 2]);
});

test("frames without meaning for the driver change nothing", async () => {
  const rules = { minLevel: 80, rentAuth: true, returnAuth: true };
  const blocks = { lockErrorBlocks: true, wireErrorBlocks: true, idErrorBlocks: true };
  board.say({ command: "CM", msgId: 1, rules: { ...rules, ...blocks } });
  board.say({ command: "FA", msgId: 1, accepted: true });
  board.end.write(encodeBoardFrame(answerTo({ msgId: 1, orderId: "CMD1", slot: 1 }, 1)).subarray(3));
  await pass(0);
  expect(board.heard).toEqual([]);
  expect(driver.heardAt()).toBe(start);
});
