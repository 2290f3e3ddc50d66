import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type A8Frame, a8Codec, a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { type A8Line, a8Driver } from "../../../../firmware-bridge/drivers/a8/driver.ts";
import { popState } from "../../../../firmware-bridge/drivers/a8/states.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { A8Boards } from "../../../../simulators/board/a8/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { connect, pass, useFakeClock } from "../../../contract/driver-rig.ts";

const slots = 8;
const foreign = "93198088";
const codec = a8Codec(4);

let boards: A8Boards;

beforeEach(useFakeClock);

afterEach(() => {
  boards.stop();
  vi.useRealTimers();
});

/** Two boards with 4 holes each; slots 3 and 8 are empty. `heard` is what the boards are sent. */
function start(wiring: Partial<A8Line> = {}) {
  const usual: A8Line = { slots, holesPerBoard: 4, holeNumbers: "cabinet", popBy: "hole" };
  const parts = { clock: systemClock, state: newCabinet("850", slots), changed: () => {} };
  boards = new A8Boards(parts, { ...usual, ...wiring });
  boards.empty(3);
  const heard: A8Frame[] = [];
  const decoder = new FrameDecoder(codec);
  boards.onTraffic = (direction, bytes) => {
    if (direction === "in") heard.push(...decoder.push(bytes));
  };
  const openDriver = a8Driver({ ...usual, ...wiring });
  const rig = connect(boards, openDriver);
  const say = (frame: A8Frame) => void rig.boardEnd.write(codec.encode(frame));
  const replug = () => connect(boards, openDriver);
  return { ...rig, heard, say, replug };
}

const ordersIn = (heard: readonly A8Frame[]) => heard.filter(({ cmd }) => [0x20, 0x30].includes(cmd));

const comesIn = (hole: number, sn: number, state = 1): A8Frame => ({
  cmd: a8Command.return,
  values: { board: hole > 4 ? 2 : 1, hole, area: 5, sn, state, soft: 1, soc: 80 },
});

const popped = (hole: number, state: number): A8Frame => ({
  cmd: a8Command.popped,
  values: { board: hole > 4 ? 2 : 1, hole, state, solenoid: 1 },
});

describe("openings of boards of the family A8", () => {
  test("a slot is opened on its board, and the item that lay there is named", async () => {
    const { open, heard } = start();
    expect(await open(6)).toEqual({ outcome: "opened", itemId: "8500006" });
    expect(ordersIn(heard)).toEqual([{ cmd: a8Command.pop, values: { board: 2, hole: 6 } }]);
  });

  test("a slot is opened by the number of its item where the boards are set so", async () => {
    const { open, heard } = start({ popBy: "sn" });
    expect(await open(6)).toEqual({ outcome: "opened", itemId: "8500006" });
    expect(ordersIn(heard)).toEqual([{ cmd: a8Command.popBySn, values: { board: 2, sn: 8_500_006 } }]);
  });

  test("a slot whose item has no number is not opened by number", async () => {
    const { open, heard } = start({ popBy: "sn" });
    boards.habits.unreadable.add(1);
    expect(await open(1)).toEqual({ outcome: "refused", reason: "item-unreadable" });
    expect(ordersIn(heard)).toEqual([]);
  });

  test("two openings are at least 5 s apart, and the boards are left alone meanwhile", async () => {
    const { driver, look } = start();
    const both = [1, 2].map((slot) => driver.open(slot, `CMD${slot}`, () => true));
    const looked = look();
    expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(["opened", "opened"]);
    await looked;
    const [firstMotion, secondMotion] = boards.motions.entries;
    expect((secondMotion?.startedAt ?? 0) - (firstMotion?.startedAt ?? 0)).toBeGreaterThanOrEqual(5_000);
    expect(boards.disturbed).toBe(0);
  });

  test("a command that expires while the boards rest moves nothing", async () => {
    const { driver } = start();
    const opened = driver.open(1, "CMD1", () => true);
    const expiresAt = Date.now() + 3_000;
    const late = driver.open(2, "CMD2", () => Date.now() < expiresAt);
    await pass(60_000);
    await opened;
    expect(await late).toEqual({ outcome: "refused", reason: "expired" });
    expect(boards.state.slots[1]?.motorMovements).toBe(0);
  });

  test.each([
    [popState.notPopped, "lock-fault"],
    [popState.noTimestamp, "expired"],
    [popState.expired, "expired"],
    [popState.noneEligible, "board-refused"],
    [popState.snNotFound, "item-unreadable"],
    [popState.queueFull, "board-refused"],
    [popState.rentalUnfinished, "board-refused"],
    [popState.notUnderstood, "board-refused"],
    [popState.failed, "lock-fault"],
    [popState.serialTimeout, "lock-fault"],
  ])("the state %i of an opening is told as %s", async (state, reason) => {
    const { driver, say, look } = start();
    await look();
    const opening = driver.open(1, "CMD1", () => {
      boards.habits.nextPopLate = 3_600_000;
      return true;
    });
    await pass(500);
    say(popped(1, state));
    await pass(30_000);
    expect(await opening).toEqual({ outcome: "refused", reason });
  });

  test("a failure after which the slot is empty is an opening", async () => {
    const { driver, say, look } = start();
    await look();
    const opening = driver.open(1, "CMD1", () => true);
    await pass(500);
    say(popped(1, popState.serialTimeout));
    await pass(30_000);
    expect(await opening).toEqual({ outcome: "opened", itemId: "8500001" });
    expect(boards.disturbed).toBe(0);
  });

  test("a lost answer is settled by a report, and the order is not given again", async () => {
    const { open, heard } = start();
    const hear = boards.onTraffic;
    boards.onTraffic = (direction, bytes) => {
      hear(direction, bytes);
      if (direction === "in" && bytes[3] === a8Command.pop) boards.transmitter.corruptNext = 1;
    };
    expect(await open(1)).toEqual({ outcome: "opened", itemId: "8500001" });
    expect(ordersIn(heard)).toHaveLength(1);
  });

  test("an item that is pushed back after an order whose answer was lost is returned again", async () => {
    const { open, returned } = start();
    boards.insert(3, foreign);
    await pass(6_000);
    const hear = boards.onTraffic;
    boards.onTraffic = (direction, bytes) => {
      hear(direction, bytes);
      if (direction !== "in" || bytes[3] !== a8Command.pop) return;
      boards.transmitter.corruptNext = 1;
      systemClock.after(6_000, () => boards.insert(3, foreign));
    };
    const opening = await open(3);
    expect(boards.state.slots[2]?.motorMovements).toBe(1);
    expect(opening).not.toMatchObject({ outcome: "refused" });
    expect(returned.mock.calls.map(([slot, { itemId }, source]) => [slot, itemId, source])).toEqual(
      Array.from({ length: 2 }, () => [3, foreign, "report"]),
    );
  });

  test("an order that is obeyed late is unknown, and told as a removal once it is obeyed", async () => {
    const { open, removed } = start();
    boards.habits.nextPopLate = 60_000;
    expect(await open(1)).toEqual({ outcome: "unknown", reason: "unclear" });
    await pass(60_000);
    expect(removed.mock.calls).toEqual([[1, "8500001"]]);
  });

  test("boards that fall silent after the order leave the opening in doubt", async () => {
    const { open } = start();
    const mayStillOpen = () => {
      boards.mode = "mute";
      return true;
    };
    expect(await open(1, mayStillOpen)).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(boards.state.slots[0]?.motorMovements).toBe(1);
  });

  test("the answer of another hole, and one that comes again, count for nothing", async () => {
    const { driver, say, removed, open } = start();
    boards.habits.nextPopLate = 3_600_000;
    const opening = driver.open(1, "CMD1", () => true);
    await pass(1_000);
    say(popped(5, popState.ok));
    await pass(60_000);
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
    expect((await open(2)).outcome).toBe("opened");
    say(popped(2, popState.ok));
    await pass(100);
    expect(removed).not.toHaveBeenCalled();
  });

  test.each([
    { board: 1, hole: 2 },
    { board: 2, hole: 1 },
  ])("the answer of hole $hole on board $board is not that of hole 1 on board 1", async (place) => {
    const { driver, say } = start({ holeNumbers: "board" });
    boards.habits.nextPopLate = 3_600_000;
    const opening = driver.open(1, "CMD1", () => true);
    await pass(1_000);
    say({ cmd: a8Command.popped, values: { ...place, state: popState.ok, solenoid: 1 } });
    await pass(60_000);
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("the answer to an opening by another item's number is not taken for this one's", async () => {
    const { driver, say } = start({ popBy: "sn" });
    boards.habits.nextPopLate = 3_600_000;
    const opening = driver.open(1, "CMD1", () => true);
    await pass(1_000);
    say({ cmd: a8Command.poppedBySn, values: { hole: 1, sn: 8_500_002, state: popState.ok } });
    await pass(60_000);
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("a report that is older than 5 s is asked for again before an order, and a fresh one is not", async () => {
    const { look, open, heard } = start();
    await look();
    boards.empty(1);
    boards.fill(1, "8500077");
    await pass(6_000);
    expect(await open(1)).toEqual({ outcome: "opened", itemId: "8500077" });
    await look();
    const asked = () => heard.filter(({ cmd }) => cmd === a8Command.info).length;
    const before = asked();
    expect((await open(2)).outcome).toBe("opened");
    expect(asked()).toBe(before);
  });

  test("an order that expires while the boards stay silent is expired", async () => {
    const { open } = start();
    boards.mode = "silent";
    expect(await open(1, () => false)).toEqual({ outcome: "refused", reason: "expired" });
  });

  test("a jammed item stays in its slot, and the opening is a lock fault", async () => {
    const { open, look } = start();
    boards.setJammed(2, true);
    expect(await open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect((await look())[1]).toMatchObject({ state: "occupied", itemId: "8500002" });
  });

  test("a slot of a board that is missing in the report is unreadable, and gets no order", async () => {
    const { open, look, heard } = start({ slots: 12 });
    expect((await look())[9]).toEqual({ slot: 10, state: "unreadable", fault: "board silent" });
    expect(await open(10)).toEqual({ outcome: "refused", reason: "board-silent" });
    expect(ordersIn(heard)).toEqual([]);
  });
});

describe("returns to boards of the family A8", () => {
  test("a return names the item by its decimal number, and its charge", async () => {
    const { returned } = start();
    boards.insert(3, foreign);
    await pass(1_000);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign, level: 50 }, "report"]]);
  });

  test("a return that is said twice, and checked minutes later, is one", async () => {
    const { returned } = start();
    boards.habits.doubleReports = true;
    boards.insert(3, foreign);
    await pass(600_000);
    expect(returned).toHaveBeenCalledTimes(1);
  });

  test("a return that could not be kept is kept when it is said again", async () => {
    const { returned } = start();
    returned.mockRejectedValueOnce(new Error("the disk is full"));
    boards.habits.doubleReports = true;
    boards.insert(3, foreign);
    await pass(1_000);
    expect(returned).toHaveBeenCalledTimes(2);
  });

  test("a return while the bridge was down stands in the first report", async () => {
    const { driver, replug } = start();
    driver.close();
    boards.insert(3, foreign);
    await pass(60_000);
    const { look, returned } = replug();
    expect((await look())[2]).toEqual({ slot: 3, state: "occupied", itemId: foreign, level: 50 });
    expect(returned).not.toHaveBeenCalled();
  });

  test("a return of which the boards say nothing shows in their check of the item minutes later", async () => {
    const { returned, say } = start();
    boards.habits.quiet.add(3);
    boards.insert(3, foreign);
    const measured = { soc: 80, temp: 25, decivolts: 50, deciamperes: 0, soft: 1, hard: 1 };
    say({
      cmd: a8Command.selfCheck,
      values: { board: 1, hole: 3, state: 1, area: 5, sn: 93_198_088, ...measured },
    });
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
    const { returned, abnormal } = start();
    boards.habits.refusing.set(3, state);
    boards.insert(3, foreign);
    await pass(10_000);
    expect(abnormal.mock.calls).toEqual([[`what was pushed in was not taken: ${text}`, 3]]);
    expect(returned).not.toHaveBeenCalled();
    expect(boards.state.slots[2]?.loose?.itemId).toBe(foreign);
  });

  test("a refused item that does not come out makes its slot unreadable", async () => {
    const { look, returned } = start();
    boards.habits.refusing.set(3, 0x13);
    boards.setJammed(3, true);
    boards.insert(3, foreign);
    await pass(10_000);
    expect((await look())[2]).toEqual({ slot: 3, state: "unreadable", fault: "refused item did not come out" });
    expect(returned).not.toHaveBeenCalled();
  });

  test("an item that presses the switch and has no number is abnormal, once, and no return", async () => {
    const { look, abnormal, returned } = start();
    boards.habits.quiet.add(3);
    boards.habits.unreadable.add(3);
    boards.insert(3, foreign);
    await pass(300_000);
    expect((await look())[2]).toEqual({ slot: 3, state: "unreadable", fault: "switch pressed, id not readable" });
    expect(abnormal.mock.calls).toEqual([["an item without a number is in the slot", 3]]);
    expect(returned).not.toHaveBeenCalled();
  });

  test("an item that is let go, not taken and pushed back is a return", async () => {
    const { open, returned } = start();
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
    const { look } = start();
    await look();
    boards.empty(1);
    boards.fill(1, "8500077");
    expect((await look())[0]).toMatchObject({ state: "occupied", itemId: "8500077" });
  });

  test("a switch that contradicts the number is a fault of the slot", async () => {
    const { look } = start();
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

describe("the line to boards of the family A8", () => {
  test("merged and cut frames, noise, and a return whose length is one too small are read", async () => {
    const { returned, boardEnd } = start();
    const whole = [comesIn(3, 0xa8a8a8a8 & 0x7fffffff), { ...comesIn(8, 93_198_088), isShort: true }];
    const bytes = Uint8Array.from([0xa8, 0x00, ...whole.flatMap((frame) => [...codec.encode(frame)]), 0x55]);
    boardEnd.write(bytes.subarray(0, 13));
    await pass(300);
    boardEnd.write(bytes.subarray(13));
    await pass(2_000);
    expect(returned.mock.calls.map(([slot]) => slot)).toEqual([3, 8]);
  });

  test("a report that comes while a question is asked is not cut by it", async () => {
    const { returned, boardEnd, look } = start();
    const bytes = codec.encode(comesIn(3, 93_198_088));
    boardEnd.write(bytes.subarray(0, 6));
    const looked = look();
    await pass(10);
    boardEnd.write(bytes.subarray(6));
    await looked;
    expect(returned).toHaveBeenCalledTimes(1);
  });

  test("an adapter that hears itself changes nothing", async () => {
    const { open } = start();
    boards.echoes = true;
    expect((await open(1)).outcome).toBe("opened");
  });

  test("a heartbeat of the boards is echoed", async () => {
    const { heard } = start();
    await pass(600_000);
    expect(heard.filter(({ cmd }) => cmd === a8Command.heartbeat)).toHaveLength(1);
  });

  test("boards are asked every half minute, so that silence is noticed", async () => {
    const { driver } = start();
    await pass(31_000);
    const heardAt = driver.heardAt() ?? 0;
    await pass(30_000);
    expect(driver.heardAt()).toBeGreaterThan(heardAt + 25_000);
  });

  test("boards that restart during an opening leave it in doubt, and answer again after it", async () => {
    const { driver, look } = start();
    await look();
    const opening = driver.open(1, "CMD1", () => true);
    await pass(500);
    boards.mode = "off";
    await pass(30_000);
    boards.mode = "normal";
    expect(await opening).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect((await look())[0]).toMatchObject({ state: "occupied" });
  });

  test("boards have the addresses that are set, and holes that count from 1 on each", async () => {
    const { open, look, heard, returned } = start({ boardAddresses: "20,10", holeNumbers: "board" });
    expect((await look()).map(({ itemId }) => itemId ?? "")).toEqual([
      "8500001",
      "8500002",
      "",
      "8500004",
      "8500005",
      "8500006",
      "8500007",
      "",
    ]);
    expect(await open(6)).toEqual({ outcome: "opened", itemId: "8500006" });
    expect(ordersIn(heard)).toEqual([{ cmd: a8Command.pop, values: { board: 0x10, hole: 2 } }]);
    boards.insert(8, foreign);
    await pass(1_000);
    expect(returned.mock.calls).toEqual([[8, { itemId: foreign, level: 50 }, "report"]]);
  });
});

test.each(["10", "10,10"])("boards with the addresses %s are a mistake in the settings", (boardAddresses) => {
  const wiring = { slots, holesPerBoard: 4, holeNumbers: "cabinet", popBy: "hole", boardAddresses } as const;
  expect(() => a8Driver(wiring)).toThrow(expect.objectContaining({ code: "config/invalid" }));
});
