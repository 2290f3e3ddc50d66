import { beforeEach, describe, expect, test } from "vitest";
import type { BoardState } from "../../../../simulators/board/gzxj/board-state.ts";
import { board, changed, host, minute, motor, slot, start, state, useBoard } from "./board-fixture.ts";
import { pass, untilHeard } from "./host.ts";

useBoard();

describe("an order to open", () => {
  test("moves the motor, lets the item lie loose and is answered after the motor's time", async () => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 2 });
    await pass(700);
    expect(host.news()).toEqual([]);
    await pass(300);
    const item = { itemId: "SIM0002", level: 86 };
    expect(host.news()).toEqual([
      { command: "FB", msgId: 1, orderId: "ORDER1", result: 1, slot: 2, ...item, lockStatus: 1, wireStatus: 1 },
    ]);
    expect(slot(2)).toEqual({ loose: item, returnConfirmed: true, jammed: false, motorMovements: 1 });
  });

  test("given again gives the same answer and moves nothing", async () => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 2 });
    await pass(motor);
    const [first] = host.news();
    board.take(2);
    board.fill(2);
    host.say({ command: "FB", msgId: 2, orderId: "ORDER1", slot: 2 });
    await pass(motor);
    expect(host.news()).toEqual([{ ...first, msgId: 2 }]);
    expect(slot(2)).toMatchObject({ motorMovements: 1 });
    expect(slot(2)).toHaveProperty("item");
  });

  test("given again after another order moves the motor again: only the latest is remembered", async () => {
    for (const [msgId, orderId, slot] of [
      [1, "ORDER1", 1],
      [2, "ORDER2", 2],
      [3, "ORDER1", 1],
    ] as const)
      host.say({ command: "FB", msgId, orderId, slot });
    await pass(3 * motor);
    expect(host.news()).toMatchObject([{ result: 1 }, { result: 1 }, { result: 0, orderId: "ORDER1" }]);
  });

  test("for a jammed slot runs the motor and leaves the item in place", async () => {
    board.setJammed(2, true);
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 2 });
    await pass(motor);
    expect(host.news()).toMatchObject([{ result: 110, itemId: "SIM0002", lockStatus: 0 }]);
    expect(slot(2)).toMatchObject({ item: { itemId: "SIM0002" }, motorMovements: 1 });
    board.setJammed(2, false);
    host.say({ command: "FB", msgId: 2, orderId: "ORDER2", slot: 2 });
    await pass(motor);
    expect(host.news()).toMatchObject([{ result: 1 }]);
  });

  test.each([6, 7, 0])("for slot %d, where nothing is, is refused without a movement", async (number) => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: number });
    await pass(10);
    expect(host.news()).toMatchObject([{ result: 0, slot: number }]);
    expect(state.slots.map(({ motorMovements }) => motorMovements)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("waits for the motor that runs, and so does a question", async () => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
    host.say({ command: "FB", msgId: 2, orderId: "ORDER2", slot: 2 });
    host.say({ command: "CQ", msgId: 3, slot: 0 });
    await pass(motor);
    expect(host.news()).toMatchObject([{ slot: 1 }]);
    await pass(motor);
    expect(host.news()).toMatchObject([{ slot: 2 }, { command: "AC", msgId: 3 }]);
  });

  test("whose number did not grow is dropped without a word", async () => {
    host.say({ command: "CQ", msgId: 5, slot: 0 });
    host.say({ command: "FB", msgId: 5, orderId: "ORDER1", slot: 1 });
    host.say({ command: "FB", msgId: 4, orderId: "ORDER2", slot: 1 });
    await pass(motor);
    expect(host.news()).toMatchObject([{ command: "AC" }]);
    expect(slot(1)).toMatchObject({ motorMovements: 0 });
    expect(board.log.entries.filter(({ ignored }) => ignored !== undefined)).toHaveLength(2);
  });

  test("without a slot hands out the fullest item whose return is confirmed", async () => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
    await pass(motor);
    board.insert(1);
    await pass(10);
    host.news();
    board.fill(6, "FULLEST", 90);
    host.say({ command: "BW", msgId: 2, orderId: "ORDER2" });
    await pass(motor);
    expect(slot(1)).toMatchObject({ item: { level: 93 }, returnConfirmed: false });
    expect(host.news()).toMatchObject([{ command: "BW", result: 1, slot: 6, itemId: "FULLEST" }]);
  });

  test("without a slot is refused when no item is full enough", async () => {
    const rules = { ...state.rules, minLevel: 95 };
    host.say({ command: "CM", msgId: 1, rules });
    host.say({ command: "BW", msgId: 2, orderId: "ORDER1" });
    host.say({ command: "CM", msgId: 3 });
    await pass(motor);
    expect(host.news()).toMatchObject([
      { command: "CM", rules },
      { command: "BW", result: 0, slot: 0 },
      { command: "CM", rules },
    ]);
  });

  test("for all slots is accepted at once and ejects one after the other", async () => {
    board.setJammed(2, true);
    host.say({ command: "FA", msgId: 1, slot: 0 });
    await pass(motor);
    expect(host.news()).toEqual([{ command: "FA", msgId: 1, accepted: true }]);
    expect(state.slots.map(({ motorMovements }) => motorMovements)).toEqual([1, 0, 0, 0, 0, 0]);
    await pass(5 * motor);
    expect(state.slots.map(({ motorMovements }) => motorMovements)).toEqual([1, 1, 1, 1, 1, 0]);
    expect(state.slots.filter(({ loose }) => loose)).toHaveLength(4);
  });

  test("by force, without an answer to wait for, is refused only for a slot that does not exist", async () => {
    host.say({ command: "FA", msgId: 1, slot: 7 });
    host.say({ command: "FA", msgId: 2, slot: 3 });
    await pass(motor);
    expect(host.news()).toMatchObject([{ accepted: false }, { accepted: true }]);
    expect(slot(3)).toMatchObject({ motorMovements: 1 });
  });
});

describe("an inventory", () => {
  test("tells of every slot, or of the one asked for", async () => {
    host.say({ command: "CQ", msgId: 1, slot: 0 });
    host.say({ command: "CQ", msgId: 2, slot: 6 });
    await pass(100);
    const [all, one] = host.news();
    expect(all).toMatchObject({ command: "AC", msgId: 1, slotCount: 6, slots: state.slots.map(() => ({})) });
    expect(one).toMatchObject({ msgId: 2, slots: [{ slot: 6, inContact: false, locked: false }] });
  });

  test("is sent unasked every three minutes", async () => {
    await pass(9 * minute + 100);
    expect(host.news()).toMatchObject([{ command: "AC" }, { command: "AC" }, { command: "AC" }]);
  });
});

describe("a return", () => {
  beforeEach(async () => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 2 });
    await pass(motor);
    host.news();
  });

  test("of an item that was never taken is a return", async () => {
    board.insert(2);
    await pass(10);
    expect(host.news()).toMatchObject([{ command: "RS", msgId: 1, result: 1, slot: 2, itemId: "SIM0002" }]);
    expect(slot(2)).toMatchObject({ item: { itemId: "SIM0002" }, returnConfirmed: false });
  });

  test("into another slot keeps the item's id and charge", async () => {
    expect(board.take(2)).toEqual({ itemId: "SIM0002", level: 86 });
    expect(state.carried).toHaveLength(1);
    board.insert(6);
    await pass(10);
    expect(host.news()).toMatchObject([{ command: "RS", slot: 6, itemId: "SIM0002", level: 86 }]);
    expect(state.carried).toEqual([]);
  });

  test("is said again until it is confirmed", async () => {
    board.insert(2);
    await pass(25_000);
    expect(host.news()).toHaveLength(3);
    host.say({ command: "RS", msgId: 2, slot: 2, accepted: true });
    await pass(25_000);
    expect(host.news()).toEqual([]);
    expect(slot(2)).toMatchObject({ returnConfirmed: true });
  });

  test("that is confirmed as abnormal is not said again, and is not lent by the board itself", async () => {
    board.insert(2);
    host.say({ command: "RS", msgId: 2, slot: 2, accepted: false });
    await pass(25_000);
    expect(host.news()).toHaveLength(1);
    expect(slot(2)).toMatchObject({ returnConfirmed: false });
  });

  test("stays unconfirmed in the inventory over a restart of the program", async () => {
    board.insert(2);
    board.stop();
    start(structuredClone(state));
    host.say({ command: "CQ", msgId: 7, slot: 2 });
    await pass(100);
    expect(host.news()).toMatchObject([{ slots: [{ slot: 2, returnConfirmed: false, itemId: "SIM0002" }] }]);
  });

  test("is over when the item is ejected again", async () => {
    board.insert(2);
    host.say({ command: "FB", msgId: 2, orderId: "ORDER2", slot: 2 });
    await pass(motor);
    host.news();
    await pass(minute);
    expect(host.news()).toEqual([]);
  });

  test("is over when a technician takes the item out", async () => {
    board.insert(2);
    board.empty(2);
    await pass(10);
    host.news();
    await pass(minute);
    expect(host.news()).toEqual([]);
  });
});

describe("hands", () => {
  test("take only what was ejected", () => {
    expect(() => board.take(1)).toThrow("slot/empty");
  });

  test("push nothing into a slot that holds something", async () => {
    expect(() => board.insert(1, "X1")).toThrow("slot/taken");
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
    await pass(motor);
    expect(() => board.insert(1, "X1")).toThrow("SIM0001 is in slot 1 (slot/taken)");
    expect(() => board.fill(1)).toThrow("slot/taken");
  });

  test("push no item in twice", () => {
    expect(() => board.insert(6, "SIM0001")).toThrow("SIM0001 is in slot 1 (slot/taken)");
    expect(() => board.fill(6, "SIM0001")).toThrow("slot/taken");
  });

  test("push in an item from elsewhere: the one that is named, else a new one", () => {
    board.insert(6, "FOREIGN1");
    expect(slot(6)).toMatchObject({ item: { itemId: "FOREIGN1" } });
    board.empty(6);
    board.insert(6);
    expect(slot(6)).toMatchObject({ item: { itemId: "SIM0006" }, returnConfirmed: false });
  });

  test("of a technician fill and empty without a return", async () => {
    board.empty(3);
    expect(() => board.empty(3)).toThrow("slot/empty");
    board.fill(3);
    board.fill(6, undefined, 12);
    expect(slot(3)).toMatchObject({ item: { itemId: "SIM0003" } });
    expect(slot(6)).toMatchObject({ item: { itemId: "SIM0006", level: 12 } });
    await pass(minute);
    expect(host.news()).toEqual([]);
  });

  test("of a technician put back what a rider carried", async () => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
    await pass(motor);
    board.take(1);
    board.fill(6);
    expect(slot(6)).toMatchObject({ item: { itemId: "SIM0006" } });
    board.fill(1, "SIM0001");
    expect(state.carried).toEqual([]);
  });

  test("find no slot that does not exist", () => {
    expect(() => board.setJammed(7, true)).toThrow("there is no slot 7; the last one is 6 (request/not-found)");
  });
});

test("what motors and hands really did is told in order, whatever the board says", async () => {
  board.mode = "mute";
  board.setJammed(2, true);
  host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
  host.say({ command: "FB", msgId: 2, orderId: "ORDER2", slot: 2 });
  await pass(2 * motor);
  board.take(1);
  board.insert(6, "SIM0001");
  const [at, startedAt] = [expect.any(Number) as number, expect.any(Number) as number];
  expect(board.motions.entries).toEqual([
    { at, what: "ejected", slot: 1, itemId: "SIM0001", orderId: "ORDER1", startedAt },
    { at, what: "jammed", slot: 2, orderId: "ORDER2", startedAt },
    { at, what: "taken", slot: 1, itemId: "SIM0001" },
    { at, what: "inserted", slot: 6, itemId: "SIM0001" },
  ]);
  const [first] = board.motions.entries;
  expect((first?.at ?? 0) - (first?.startedAt ?? 0)).toBe(800);
});

test("the log tells of frames without the board's credentials, and does not grow for ever", async () => {
  for (let msgId = 1; msgId <= 300; msgId++) host.say({ command: "CQ", msgId, slot: 0 });
  host.say({ command: "FB", msgId: 301, orderId: "ORDER1", slot: 1 });
  await pass(30_000);
  expect(board.log.entries).toHaveLength(500);
  expect(board.log.entries.at(-1)).toMatchObject({
    direction: "out",
    command: "FB",
    msgId: 301,
    orderId: "ORDER1",
    slot: 1,
    result: 1,
  });
  expect(JSON.stringify(board.log.entries)).not.toMatch(/board-password|board-user|example\.invalid/);
});

test("every change is told before the board speaks of it", async () => {
  changed.mockClear();
  host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
  let saved: BoardState | undefined;
  changed.mockImplementation(() => {
    saved = structuredClone(state);
  });
  await untilHeard(host);
  expect(saved).toMatchObject({ lastMsgId: 1, lastOutcome: { orderId: "ORDER1", result: 1 } });
  expect(saved?.slots[0]).toHaveProperty("loose");
  changed.mockReset();
});
