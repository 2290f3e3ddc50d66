import { beforeEach, describe, expect, test, vi } from "vitest";
import { board, driver, inTime, nextNumber, numbers, silence, useDriver } from "./driver-fixture.ts";
import { answerTo, empty, holding, pass } from "./scripted-board.ts";

useDriver();

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
      return nextNumber();
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
      .mockImplementationOnce(async () => nextNumber())
      .mockImplementationOnce(
        () =>
          new Promise((resolve) => {
            give = () => resolve(nextNumber());
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
