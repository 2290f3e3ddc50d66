import { describe, expect, test } from "vitest";
import { board, host, minute, motor, slot, state, useBoard } from "./board-fixture.ts";
import { Host, pass, untilHeard } from "./host.ts";

useBoard();

describe("a mute board", () => {
  test("does everything and says nothing", async () => {
    board.mode = "mute";
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
    await pass(motor);
    expect(slot(1)).toHaveProperty("loose");
    expect(host.bytes).toEqual([]);
    board.mode = "normal";
    host.say({ command: "FB", msgId: 2, orderId: "ORDER1", slot: 1 });
    await pass(motor);
    expect(host.news()).toMatchObject([{ result: 1, slot: 1 }]);
    expect(slot(1)).toMatchObject({ motorMovements: 1 });
  });
});

test("a weak board answers until a motor is to start, and hangs then", async () => {
  board.mode = "weak";
  host.say({ command: "CQ", msgId: 1, slot: 0 });
  await pass(minute);
  expect(host.news()).toMatchObject([{ command: "AC" }]);
  host.say({ command: "FB", msgId: 2, orderId: "ORDER1", slot: 1 });
  await pass(20 * minute);
  expect(board.mode).toBe("silent");
  expect(slot(1)).toMatchObject({ motorMovements: 0 });
  expect(host.news()).toEqual([]);
});

describe("a silent board", () => {
  test("does nothing, and forgets what it was told meanwhile", async () => {
    board.mode = "silent";
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
    await pass(20 * minute);
    board.mode = "normal";
    await pass(motor);
    expect(slot(1)).toMatchObject({ motorMovements: 0 });
    expect(host.news()).toEqual([]);
    expect(state.resets).toBe(0);
  });

  test("stops a motor that has not arrived", async () => {
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 });
    await pass(100);
    board.mode = "silent";
    await pass(motor);
    expect(slot(1)).toHaveProperty("item");
  });

  test("says what was pushed in meanwhile when it is back", async () => {
    board.mode = "silent";
    board.insert(6, "X1");
    await pass(minute);
    expect(host.bytes).toEqual([]);
    board.mode = "normal";
    await pass(11_000);
    expect(host.news()).toMatchObject([{ command: "RS", itemId: "X1" }]);
  });
});

describe("a power cut", () => {
  test("takes the order cache and the last number with it; the board lists its slots when it is back", async () => {
    host.say({ command: "FB", msgId: 9, orderId: "ORDER1", slot: 1 });
    await pass(motor);
    host.news();
    board.mode = "off";
    expect(() => board.insert(6, "X1")).toThrow("slot/faulted");
    board.fill(6, "X2");
    board.mode = "normal";
    host.say({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 6 });
    await pass(motor);
    expect(host.news()).toMatchObject([{ command: "AC" }, { command: "FB", result: 1, itemId: "X2" }]);
  });

  test("ends the repeating of a return, which stays unconfirmed in the list", async () => {
    board.insert(6, "X1");
    await pass(10);
    host.news();
    board.mode = "off";
    board.mode = "normal";
    await pass(minute);
    expect(host.news()).toMatchObject([{ command: "AC" }]);
    expect(slot(6)).toMatchObject({ returnConfirmed: false });
  });

  test("cuts off what is being said", async () => {
    host.say({ command: "CQ", msgId: 1, slot: 0 });
    await pass(1);
    board.mode = "off";
    board.mode = "silent";
    await pass(motor);
    expect(host.bytes).toEqual([]);
  });
});

test("a board without a host resets itself after ten minutes, and forgets", async () => {
  host.say({ command: "CQ", msgId: 9, slot: 0 });
  await pass(10 * minute - 10);
  expect(state.resets).toBe(0);
  await pass(20);
  expect(state).toMatchObject({ resets: 1, lastMsgId: 0 });
  host.say({ command: "CQ", msgId: 1, slot: 0 });
  await pass(10 * minute - 10);
  expect(state.resets).toBe(1);
});

describe("the line", () => {
  test("carries bytes no faster than 115200 baud", async () => {
    const start = Date.now();
    host.say({ command: "CQ", msgId: 1, slot: 0 });
    await untilHeard(host);
    const duration = (Buffer.concat(host.bytes).length * 10_000) / 115_200;
    expect(Date.now() - start).toBeGreaterThanOrEqual(Math.floor(duration));
    expect(Date.now() - start).toBeLessThanOrEqual(Math.ceil(duration));
  });

  test("can spoil the checksum of the next frames", async () => {
    board.transmitter.corruptNext = 2;
    for (const msgId of [1, 2, 3]) host.say({ command: "CQ", msgId, slot: 1 });
    await pass(100);
    expect(host.news()).toMatchObject([{ msgId: 3 }]);
    expect(host.decoder.dropped["wrong-checksum"]).toBe(2);
  });

  test("can carry every byte by itself", async () => {
    board.transmitter.split = true;
    host.say({ command: "CQ", msgId: 1, slot: 1 });
    await pass(500);
    expect(host.news()).toMatchObject([{ msgId: 1 }]);
    expect(host.bytes.every(({ length }) => length === 1)).toBe(true);
  });

  test("is taken over by who plugs in last", async () => {
    const later = new Host(board);
    expect(host.boardEnd.destroyed).toBe(true);
    later.say({ command: "CQ", msgId: 1, slot: 0 });
    await pass(100);
    expect(later.news()).toHaveLength(1);
    expect(host.news()).toEqual([]);
  });

  test("may be pulled out while the board speaks", async () => {
    host.say({ command: "CQ", msgId: 1, slot: 0 });
    await pass(1);
    host.boardEnd.destroy(new Error("pulled"));
    await pass(motor);
    const later = new Host(board);
    later.say({ command: "CQ", msgId: 2, slot: 0 });
    await pass(100);
    expect(later.news()).toMatchObject([{ msgId: 2 }]);
  });
});
