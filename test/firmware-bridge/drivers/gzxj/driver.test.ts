import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Driver } from "../../../../firmware-bridge/drivers/driver.ts";
import { encodeBoardFrame } from "../../../../firmware-bridge/drivers/gzxj/codec.ts";
import { openGzxjDriver } from "../../../../firmware-bridge/drivers/gzxj/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { answerTo, empty, holding, pass, ScriptedBoard } from "./scripted-board.ts";

const silence = 10_000;
const start = 1_800_000_000_000;

const inTime = () => true;

let board: ScriptedBoard;
let driver: Driver;
let lastNumber: number;
const reports = {
  returned: vi.fn<(slot: number, item: object, source: string) => Promise<void>>(),
  removed: vi.fn<() => Promise<void>>(),
  abnormal: vi.fn<(what: string, slot?: number) => Promise<void>>(),
};
const numbers = {
  next: vi.fn<() => Promise<number>>(),
  above: vi.fn<(number: number) => void>(),
  raise: vi.fn<() => void>(),
  heard: () => {},
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: start });
  lastNumber = 0;
  numbers.above.mockReset();
  numbers.raise.mockReset();
  numbers.next.mockReset().mockImplementation(async () => ++lastNumber);
  reports.returned.mockReset().mockResolvedValue();
  reports.abnormal.mockReset().mockResolvedValue();
  board = new ScriptedBoard();
  driver = openGzxjDriver({ line: board.hostEnd, clock: systemClock, reports, numbers });
});

afterEach(() => {
  driver.close();
  vi.useRealTimers();
});

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

describe("an opening without an answer", () => {
  test("is an opening when the item is gone; the order is not given again", async () => {
    board.onOpening = () => {
      board.slots = [empty(1), holding(2, "PB2")];
      return undefined;
    };
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
    expect(board.heardOf("FB")).toHaveLength(1);
  });

  test("is an opening when another item lies in the slot by now", async () => {
    board.onOpening = () => {
      board.slots = [holding(1, "PB9")];
      return undefined;
    };
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
  });

  test("is ordered once more, with the same id and a new number, when the item is still there", async () => {
    board.onOpening = (order) => (board.heardOf("FB").length === 2 ? answerTo(order, 1, "PB1") : undefined);
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
    const orders = board.heardOf("FB");
    expect(orders).toHaveLength(2);
    expect(orders.map(({ orderId }) => orderId)).toEqual(["CMD1", "CMD1"]);
    expect(orders[1]?.msgId).toBeGreaterThan(orders[0]?.msgId ?? Number.NaN);
  });

  test("is ordered no third time, and stays in doubt", async () => {
    const result = driver.open(1, "CMD1", inTime);
    await pass(3 * silence);
    expect(await result).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(board.heardOf("FB")).toHaveLength(2);
  });

  test("is decided by the look after the second order", async () => {
    board.onOpening = () => {
      if (board.heardOf("FB").length === 2) board.slots = [empty(1)];
      return undefined;
    };
    const result = driver.open(1, "CMD1", inTime);
    await pass(2 * silence);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
  });

  test("stays in doubt when the board does not list its slots either", async () => {
    board.onOpening = () => {
      board.slots = undefined;
      return undefined;
    };
    const result = driver.open(1, "CMD1", inTime);
    await pass(2 * silence);
    expect(await result).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(board.heardOf("FB")).toHaveLength(1);
  });

  test.each([
    ["the slot is unreadable afterwards", 1, [{ ...empty(1), locked: true }]],
    ["the slot is not listed afterwards", 1, [holding(2, "PB2")]],
    ["an item lies in a slot that was empty before", 3, [holding(3, "PB3")]],
  ])("stays in doubt when %s", async (_name, slot, slots) => {
    board.onOpening = () => {
      board.slots = slots;
      return undefined;
    };
    const result = driver.open(slot, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "unknown", reason: "unclear" });
    expect(board.heardOf("FB")).toHaveLength(1);
  });

  test("of an unreadable slot that is empty afterwards is an opening of an unknown item", async () => {
    board.slots = [{ ...empty(1), inContact: true }];
    board.onOpening = () => {
      board.slots = [empty(1)];
      return undefined;
    };
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "opened" });
  });

  test("of a slot that was empty before and after is no opening", async () => {
    const result = driver.open(3, "CMD1", inTime);
    await pass(3 * silence);
    expect(await result).toEqual({ outcome: "unknown", reason: "board-silent" });
  });

  test("takes the answer that comes during the look", async () => {
    board.onOpening = () => {
      board.slots = undefined;
      return undefined;
    };
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence + 1000);
    board.say(answerTo({ msgId: 2, orderId: "CMD1", slot: 1 }, 110));
    await pass(silence);
    expect(await result).toEqual({ outcome: "refused", reason: "lock-fault" });
  });

  test("does not take the late answer of an earlier order", async () => {
    board.onOpening = (order) => {
      if (order.orderId === "CMD2") board.say(answerTo({ ...order, orderId: "CMD1" }, 1, "PB1"));
      return undefined;
    };
    const first = driver.open(1, "CMD1", inTime);
    await pass(3 * silence);
    expect(await first).toMatchObject({ outcome: "unknown" });
    const second = driver.open(1, "CMD2", inTime);
    await pass(3 * silence);
    expect(await second).toEqual({ outcome: "unknown", reason: "board-silent" });
  });
});

describe("an opening whose time is up", () => {
  let late: boolean;
  const mayStillOpen = () => !late;

  beforeEach(() => {
    late = false;
  });

  test("is refused before the board had an order", async () => {
    late = true;
    const result = driver.open(1, "CMD1", mayStillOpen);
    await pass(0);
    expect(await result).toEqual({ outcome: "refused", reason: "expired" });
    expect(board.heardOf("FB")).toEqual([]);
  });

  test("while the board was slow to list its slots is refused", async () => {
    const { slots } = board;
    board.slots = undefined;
    const result = driver.open(1, "CMD1", mayStillOpen);
    await pass(4000);
    late = true;
    board.slots = slots;
    await pass(1000);
    expect(await result).toEqual({ outcome: "refused", reason: "expired" });
    expect(board.heardOf("FB")).toEqual([]);
  });

  test("while the board did not list its slots at all is refused", async () => {
    board.slots = undefined;
    const result = driver.open(1, "CMD1", mayStillOpen);
    await pass(4000);
    late = true;
    await pass(silence);
    expect(await result).toEqual({ outcome: "refused", reason: "expired" });
  });

  test("while the number of its order was fetched is refused: nothing comes between the question and the write", async () => {
    const looked = driver.snapshot();
    await pass(0);
    await looked;
    numbers.next.mockImplementationOnce(async () => {
      late = true;
      return ++lastNumber;
    });
    const result = driver.open(1, "CMD1", mayStillOpen);
    await pass(0);
    expect(await result).toEqual({ outcome: "refused", reason: "expired" });
    expect(board.heardOf("FB")).toEqual([]);
  });

  test("while the one before it had the motor is refused", async () => {
    const first = driver.open(1, "CMD1", inTime);
    const second = driver.open(2, "CMD2", mayStillOpen);
    await pass(5000);
    late = true;
    board.say(answerTo({ msgId: 2, orderId: "CMD1", slot: 1 }, 1, "PB1"));
    await pass(0);
    expect(await first).toMatchObject({ outcome: "opened" });
    expect(await second).toEqual({ outcome: "refused", reason: "expired" });
  });

  test("after an order without an answer is not ordered again from a board that wakes up, and stays in doubt", async () => {
    const result = driver.open(1, "CMD1", mayStillOpen);
    await pass(silence - 1);
    late = true;
    board.onOpening = (order) => answerTo(order, 1, "PB1");
    await pass(1);
    expect(await result).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(board.heardOf("FB")).toHaveLength(1);
  });

  test("is decided all the same by the answer to the first order that comes while the second is withheld", async () => {
    const result = driver.open(1, "CMD1", mayStillOpen);
    await pass(0);
    let give = () => {};
    numbers.next
      .mockImplementationOnce(async () => ++lastNumber)
      .mockImplementationOnce(
        () =>
          new Promise((resolve) => {
            give = () => resolve(++lastNumber);
          }),
      );
    await pass(silence);
    late = true;
    board.say(answerTo({ msgId: 2, orderId: "CMD1", slot: 1 }, 1, "PB1"));
    await pass(0);
    give();
    await pass(0);
    expect(await result).toEqual({ outcome: "opened", itemId: "PB1" });
    expect(board.heardOf("FB")).toHaveLength(1);
  });
});

describe("an opening on a broken line", () => {
  test("is in doubt at once when the line ends under it", async () => {
    const result = driver.open(1, "CMD1", inTime);
    await pass(0);
    expect(board.heardOf("FB")).toHaveLength(1);
    board.hostEnd.destroy();
    await pass(0);
    expect(await result).toEqual({ outcome: "unknown", reason: "board-silent" });
  });

  test("is in doubt when the line has ended since the board listed its slots", async () => {
    const looked = driver.snapshot();
    await pass(0);
    await looked;
    board.hostEnd.destroy();
    await pass(0);
    expect(await driver.open(1, "CMD1", inTime)).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(board.heardOf("FB")).toEqual([]);
  });

  test("is refused, and writes nothing, when no number can be had", async () => {
    numbers.next.mockRejectedValue(new Error("disk full"));
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "refused", reason: "board-silent" });
    expect(board.heard).toEqual([]);
  });

  test("does not lie in the line, to come out later", async () => {
    const looked = driver.snapshot();
    await pass(0);
    await looked;
    vi.spyOn(board.hostEnd, "_write").mockImplementation(() => {});
    const result = driver.open(1, "CMD1", inTime);
    await pass(silence);
    expect(await result).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(board.hostEnd.destroyed).toBe(true);
  });

  test("is not written when the line ends while its number is fetched", async () => {
    const written = vi.spyOn(board.hostEnd, "write");
    numbers.next.mockImplementationOnce(async () => {
      board.hostEnd.destroy();
      await new Promise((resolve) => board.hostEnd.once("close", resolve));
      return 1;
    });
    const result = driver.open(1, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "refused", reason: "board-silent" });
    expect(written).not.toHaveBeenCalled();
  });

  test("is not written by a driver that was closed", async () => {
    driver.close();
    const result = driver.open(1, "CMD1", inTime);
    await pass(0);
    expect(await result).toEqual({ outcome: "refused", reason: "board-silent" });
    expect(board.heard).toEqual([]);
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
  lastNumber = 1;
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
