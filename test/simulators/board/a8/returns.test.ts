import { describe, expect, test } from "vitest";
import { a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { pass } from "../../../contract/driver-rig.ts";
import { foreign, useBoards } from "./fixture.ts";
import { checks, comesIn } from "./frames.ts";

const start = useBoards();

describe("returns to boards of the family A8", () => {
  test("a return names the item by its decimal number, and its charge", async () => {
    const { boards, returned } = start();
    boards.insert(3, foreign);
    await pass(1_000);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign, level: 50 }, "report"]]);
  });

  test("a return that is said twice, and checked minutes later, is one", async () => {
    const { boards, returned } = start();
    boards.habits.doubleReports = true;
    boards.insert(3, foreign);
    await pass(600_000);
    expect(returned).toHaveBeenCalledTimes(1);
  });

  test("a return that could not be kept is kept when it is said again", async () => {
    const { boards, returned } = start();
    returned.mockRejectedValueOnce(new Error("the disk is full"));
    boards.habits.doubleReports = true;
    boards.insert(3, foreign);
    await pass(1_000);
    expect(returned).toHaveBeenCalledTimes(2);
  });

  test("a return while the bridge was down stands in the first report", async () => {
    const { boards, driver, replug } = start();
    driver.close();
    boards.insert(3, foreign);
    await pass(60_000);
    const { look, returned } = replug();
    expect((await look())[2]).toEqual({ slot: 3, state: "occupied", itemId: foreign, level: 50 });
    expect(returned).not.toHaveBeenCalled();
  });

  test("a return of which the boards say nothing shows in their check of the item minutes later", async () => {
    const { boards, returned, say, driver } = start();
    const look = driver.snapshot();
    await pass(1000);
    await look;
    boards.habits.quiet.add(3);
    boards.insert(3, foreign);
    say(checks(3, 93_198_088));
    await pass(100);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign, level: 80 }, "snapshot"]]);
  });

  test.each([
    [0x02, "the switch sees an item that does not answer"],
    [0x03, "an item answers that the switch does not see"],
    [0x06, "the lock did not close"],
    [0x11, "its number can't be read"],
    [0x13, "its version is not known"],
    [0x22, "its voltage or temperature is out of range, and the motor failed"],
    [0x7f, "return state 7F"],
  ])("the state %i of a return is abnormal and no return", async (state, text) => {
    const { boards, returned, abnormal } = start();
    boards.habits.refusing.set(3, state);
    boards.insert(3, foreign);
    await pass(10_000);
    expect(abnormal.mock.calls).toEqual([[`what was pushed in was not taken: ${text}`, 3]]);
    expect(returned).not.toHaveBeenCalled();
    expect(boards.state.slots[2]?.loose?.itemId).toBe(foreign);
  });

  test("a refused item that does not come out makes its slot unreadable", async () => {
    const { boards, look, returned } = start();
    boards.habits.refusing.set(3, 0x13);
    boards.setJammed(3, true);
    boards.insert(3, foreign);
    await pass(10_000);
    expect((await look())[2]).toEqual({ slot: 3, state: "unreadable", fault: "refused item did not come out" });
    expect(returned).not.toHaveBeenCalled();
  });

  test("an item that presses the switch and has no number is abnormal, once, and no return", async () => {
    const { boards, look, abnormal, returned } = start();
    boards.habits.quiet.add(3);
    boards.habits.unreadable.add(3);
    boards.insert(3, foreign);
    await pass(300_000);
    expect((await look())[2]).toEqual({ slot: 3, state: "unreadable", fault: "switch pressed, id not readable" });
    expect(abnormal.mock.calls).toEqual([["an item without a number is in the slot", 3]]);
    expect(returned).not.toHaveBeenCalled();
  });

  test("an item that is let go, not taken and pushed back is a return", async () => {
    const { boards, open, returned } = start();
    boards.insert(3, foreign);
    await pass(1_000);
    expect((await open(3)).outcome).toBe("opened");
    boards.insert(3);
    await pass(1_000);
    expect(returned.mock.calls.map(([slot, { itemId }]) => [slot, itemId])).toEqual([
      [3, foreign],
      [3, foreign],
    ]);
  });

  test("a swapped item shows in the next report", async () => {
    const { boards, look } = start();
    await look();
    boards.empty(1);
    boards.fill(1, "8500077");
    expect((await look())[0]).toMatchObject({ state: "occupied", itemId: "8500077" });
  });

  test("a switch that contradicts the number is a fault of the slot", async () => {
    const { boards, look } = start();
    boards.habits.wrongSwitch.add(1);
    boards.habits.wrongSwitch.add(3);
    const reports = await look();
    expect(reports[0]).toMatchObject({ state: "occupied", fault: "id without switch" });
    expect(reports[2]).toMatchObject({ state: "unreadable" });
  });

  test("a return in a hole that the cabinet has not is passed over", async () => {
    const { returned, say } = start();
    say(comesIn(9, 93_198_088));
    say({ cmd: a8Command.return, values: { board: 9, hole: 3, area: 5, sn: 1, state: 1, soft: 1, soc: 1 } });
    await pass(1_000);
    expect(returned).not.toHaveBeenCalled();
  });
});
