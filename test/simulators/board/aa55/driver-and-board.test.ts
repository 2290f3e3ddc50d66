import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Aa55Frame, aa55Codec, aa55Command } from "../../../../firmware-bridge/drivers/aa55/codec.ts";
import { type Aa55Line, aa55Driver } from "../../../../firmware-bridge/drivers/aa55/driver.ts";
import { aa55Status } from "../../../../firmware-bridge/drivers/aa55/status.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Aa55Board } from "../../../../simulators/board/aa55/board.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { connect, pass, useFakeClock } from "../../../contract/driver-rig.ts";

const slots = 4;
/** Its number holds the first and the last byte of a frame. */
const first = "AA550001";
const second = "AA550002";
const foreign = "17617E62";

let board: Aa55Board;

beforeEach(useFakeClock);

afterEach(() => {
  board.stop();
  vi.useRealTimers();
});

/** Channels 1 and 2 hold an umbrella, 3 and 4 are empty. `heard` is what the controller is sent. */
function start(wiring: Partial<Aa55Line> = {}) {
  board = new Aa55Board({ clock: systemClock, state: newCabinet("AA55", slots), changed: () => {} });
  board.empty(3);
  const heard: Aa55Frame[] = [];
  const decoder = new FrameDecoder(aa55Codec);
  board.onTraffic = (direction, bytes) => {
    if (direction === "in") heard.push(...decoder.push(bytes));
  };
  const openDriver = aa55Driver({ slots, emptyLatch: "return", ...wiring });
  const rig = connect(board, openDriver);
  const say = (frame: Aa55Frame) => void rig.boardEnd.write(aa55Codec.encode(frame));
  const replug = () => connect(board, openDriver);
  return { ...rig, heard, say, replug };
}

const commands = (heard: readonly Aa55Frame[]) => heard.map(({ cmd }) => cmd);

const comesIn = (channel: number, sn: string): Aa55Frame => ({ seq: 77, cmd: aa55Command.in, channel, sn });

describe("openings of an umbrella controller", () => {
  test("an opening takes the umbrella's number, and lets out that umbrella", async () => {
    const { open, heard } = start();
    expect(await open(1)).toEqual({ outcome: "opened", itemId: first });
    const { inspectChannel, take, out } = aa55Command;
    expect(commands(heard).filter((cmd) => cmd > aa55Command.login && cmd < 0x80)).toEqual([inspectChannel, take, out]);
    expect(heard.at(-1)).toMatchObject({ channel: 1, sn: first });
  });

  test("a command that expires while the umbrella is read lets nothing out", async () => {
    const { open, heard } = start();
    let asked = 0;
    expect(await open(1, () => ++asked < 2)).toEqual({ outcome: "refused", reason: "expired" });
    expect(commands(heard)).not.toContain(aa55Command.out);
  });

  test("an umbrella whose number can't be read is not let out", async () => {
    const { open } = start();
    board.habits.unreadable.add(1);
    expect(await open(1)).toEqual({ outcome: "refused", reason: "item-unreadable" });
    expect(board.state.slots[0]?.motorMovements).toBe(0);
  });

  test("a lost answer is settled by an inspection, and the order is not given again", async () => {
    const { open, heard } = start();
    const hear = board.onTraffic;
    board.onTraffic = (direction, bytes) => {
      hear(direction, bytes);
      if (direction === "in" && bytes[3] === aa55Command.out) board.transmitter.corruptNext = 1;
    };
    expect(await open(1)).toEqual({ outcome: "opened", itemId: first });
    expect(commands(heard).filter((cmd) => cmd === aa55Command.out)).toHaveLength(1);
  });

  test("an umbrella that is pushed back after an order whose answer was lost is returned again", async () => {
    const { open, returned } = start();
    board.insert(3, foreign);
    await pass(5_000);
    const hear = board.onTraffic;
    board.onTraffic = (direction, bytes) => {
      hear(direction, bytes);
      if (direction !== "in" || bytes[3] !== aa55Command.out) return;
      board.transmitter.corruptNext = 1;
      systemClock.after(10_000, () => board.insert(3, foreign));
    };
    const opening = await open(3);
    expect(board.state.slots[2]?.motorMovements).toBe(1);
    expect(opening).not.toMatchObject({ outcome: "refused" });
    expect(returned.mock.calls).toEqual(Array.from({ length: 2 }, () => [3, { itemId: foreign }, "report"]));
  });

  test("an order that the controller obeys late is unknown, and told as a removal once it is obeyed", async () => {
    const { open, removed } = start();
    board.habits.nextOutLate = 60_000;
    expect(await open(1)).toEqual({ outcome: "unknown", reason: "unclear" });
    expect(removed).not.toHaveBeenCalled();
    await pass(60_000);
    expect(removed.mock.calls).toEqual([[1, first]]);
  });

  test("an answer that comes twice is believed once", async () => {
    const { open, removed, returned, say } = start();
    await open(1);
    board.insert(1);
    await pass(100);
    say({ seq: 3, cmd: aa55Command.out | 0x80, channel: 1, sn: first, status: aa55Status.ok });
    await pass(100);
    expect([removed.mock.calls, returned.mock.calls.length]).toEqual([[], 1]);
  });

  test("an answer of another channel, or to another question, is not taken", async () => {
    const { driver, say } = start();
    board.mode = "silent";
    const opening = driver.open(1, "CMD1", () => true);
    await pass(0);
    say({ seq: 1, cmd: aa55Command.inspectChannel | 0x80, channel: 2, status: aa55Status.inBorrow });
    say({ seq: 9, cmd: aa55Command.inspectChannel | 0x80, channel: 1, status: aa55Status.inBorrow });
    await pass(20_000);
    expect(await opening).toEqual({ outcome: "refused", reason: "board-silent" });
  });

  test("a controller that falls silent after the order leaves the opening in doubt", async () => {
    const { open } = start();
    let asked = 0;
    const mayStillOpen = () => {
      asked++;
      if (asked === 2) board.mode = "mute";
      return true;
    };
    expect(await open(1, mayStillOpen)).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(board.state.slots[0]?.motorMovements).toBe(1);
  });

  test("a jammed latch is rescued once, and three failures make its channel faulty", async () => {
    const { open, heard, look } = start();
    board.setJammed(1, true);
    for (let tries = 0; tries < 3; tries++) {
      expect((await look())[0]?.fault).toBeUndefined();
      expect(await open(1)).toEqual({ outcome: "refused", reason: "lock-fault" });
    }
    expect(commands(heard).filter((cmd) => cmd === aa55Command.rescueChannel)).toHaveLength(3);
    expect((await look())[0]).toEqual({
      slot: 1,
      state: "occupied",
      fault: "3 failures in a row, last: lock fault",
    });
    board.setJammed(1, false);
    expect((await open(1)).outcome).toBe("opened");
    expect((await look())[0]?.fault).toBeUndefined();
  });

  test("a latch that stands half-way makes its channel unreadable, and a failed opening brings it back", async () => {
    const { open, look } = start();
    board.habits.halfWay.add(2);
    expect((await look())[1]).toEqual({ slot: 2, state: "unreadable", fault: "latch half-way" });
    expect(await open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect((await look())[1]).toEqual({ slot: 2, state: "occupied" });
  });

  test("an expired command does not move a latch to rescue it", async () => {
    const { open, heard } = start();
    board.habits.halfWay.add(2);
    let asked = 0;
    await open(2, () => ++asked < 2);
    expect(commands(heard)).not.toContain(aa55Command.rescueChannel);
  });

  test("an umbrella that was lent and lies in a channel unreported is returned first, and not lent", async () => {
    const { open, returned } = start();
    await open(1);
    board.take(1);
    board.empty(2);
    // A technician's hand: nothing is reported.
    board.fill(2, first);
    expect(await open(2)).toEqual({ outcome: "refused", reason: "board-refused" });
    expect(returned.mock.calls).toEqual([[2, { itemId: first }, "snapshot"]]);
    expect(await open(2)).toEqual({ outcome: "opened", itemId: first });
  });

  test("a swapped umbrella is reported before it is lent", async () => {
    const { open, returned } = start();
    board.insert(3, foreign);
    await pass(1_000);
    board.empty(3);
    board.fill(3, second.replace("2", "9"));
    expect((await open(3)).outcome).toBe("refused");
    expect(returned.mock.calls.at(-1)).toEqual([3, { itemId: "AA550009" }, "snapshot"]);
  });
});

describe("returns to an umbrella controller", () => {
  test("a return is confirmed once it is kept, and repeated until then", async () => {
    const { returned, heard } = start();
    let keep = () => {};
    returned.mockReturnValue(new Promise<void>((resolve) => (keep = resolve)));
    board.insert(3, foreign);
    await pass(25_000);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign }, "report"]]);
    const confirmed = () => heard.filter(({ cmd }) => cmd === (aa55Command.in | 0x80));
    expect(confirmed()).toEqual([]);
    keep();
    await pass(15_000);
    expect(confirmed()).toMatchObject([{ channel: 3, sn: foreign, status: aa55Status.ok }]);
    expect(board.state.slots[2]?.returnConfirmed).toBe(true);
  });

  test("a return that could not be kept is not confirmed, and kept when it is said again", async () => {
    const { returned } = start();
    returned.mockRejectedValueOnce(new Error("the disk is full"));
    board.insert(3, foreign);
    await pass(1_000);
    expect(board.state.slots[2]?.returnConfirmed).toBe(false);
    await pass(10_000);
    expect(returned).toHaveBeenCalledTimes(2);
    expect(board.state.slots[2]?.returnConfirmed).toBe(true);
  });

  test("a return that is said twice, 50 ms apart, is one", async () => {
    const { returned } = start();
    board.habits.doubleReports = true;
    board.insert(3, foreign);
    await pass(30_000);
    expect(returned).toHaveBeenCalledTimes(1);
  });

  test("a second return in the same channel is confirmed and not reported", async () => {
    const { returned, say, heard } = start();
    board.insert(3, foreign);
    await pass(1_000);
    say(comesIn(3, foreign));
    await pass(1_000);
    expect(returned).toHaveBeenCalledTimes(1);
    expect(heard).toContainEqual(expect.objectContaining({ seq: 77, status: aa55Status.ok }));
  });

  test("a return while the bridge was down is reported when the line is open again", async () => {
    const { driver, replug } = start();
    await pass(1_000);
    driver.close();
    board.insert(3, foreign);
    await pass(60_000);
    const { returned } = replug();
    await pass(15_000);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign }, "report"]]);
  });

  test("an umbrella that the controller finds in a channel is a return that was found later", async () => {
    const { returned, say, heard } = start();
    say({ ...comesIn(3, foreign), cmd: aa55Command.inspectUmbrella });
    await pass(100);
    expect(returned.mock.calls).toEqual([[3, { itemId: foreign }, "snapshot"]]);
    expect(heard).toContainEqual(expect.objectContaining({ status: aa55Status.alreadyReturned, channel: 3 }));
  });

  test("an umbrella without a number is abnormal and pushed out, and told once", async () => {
    const { returned, abnormal, say } = start();
    board.habits.unreadable.add(3);
    board.insert(3, foreign);
    await pass(5_000);
    say(comesIn(3, "00000000"));
    await pass(100);
    expect(abnormal.mock.calls).toEqual([["what was pushed in has no number", 3]]);
    expect(returned).not.toHaveBeenCalled();
    expect(board.state.slots[2]?.loose?.itemId).toBe(foreign);
  });

  test("a return to a channel that there is not is refused as a mismatch", async () => {
    const { returned, say, heard } = start();
    say(comesIn(9, foreign));
    await pass(100);
    expect(returned).not.toHaveBeenCalled();
    expect(heard).toContainEqual(expect.objectContaining({ status: aa55Status.mismatch, channel: 9 }));
  });

  test("an umbrella that is let out and pushed back is a return", async () => {
    const { open, returned } = start();
    expect((await open(2)).outcome).toBe("opened");
    board.insert(2);
    await pass(1_000);
    expect(returned.mock.calls).toEqual([[2, { itemId: second }, "report"]]);
  });

  test("a position that contradicts a report is asked again before it is believed", async () => {
    const { look } = start();
    board.insert(3, foreign);
    await pass(1_000);
    board.habits.contradicting.add(3);
    const looked = look();
    await pass(1_000);
    board.habits.contradicting.clear();
    expect((await looked)[2]).toEqual({ slot: 3, state: "occupied", itemId: foreign });
  });
});

describe("the line to an umbrella controller", () => {
  test("merged, cut and broken frames are read, and numbers that look like frames are not", async () => {
    const { returned, boardEnd } = start();
    const whole = [comesIn(3, "AA055541"), comesIn(4, "5555AAAA")].map((frame) => [...aa55Codec.encode(frame)]);
    const bytes = Uint8Array.from([0x00, 0xaa, 0x02, ...whole.flat()]);
    await pass(1_000);
    boardEnd.write(bytes.subarray(0, 9));
    await pass(300);
    boardEnd.write(bytes.subarray(9));
    await pass(100);
    expect(returned.mock.calls.map(([slot, { itemId }]) => [slot, itemId])).toEqual([
      [3, "AA055541"],
      [4, "5555AAAA"],
    ]);
  });

  test("a frame that breaks off does not swallow the next one", async () => {
    const { returned, boardEnd, say } = start();
    boardEnd.write(Uint8Array.of(0xaa, 0xf0, 0x01));
    await pass(2_000);
    say(comesIn(3, foreign));
    await pass(100);
    expect(returned).toHaveBeenCalledTimes(1);
  });

  test("the controller is tested every 15 s, and three tests without an answer end the line", async () => {
    const { driver, heard } = start();
    await pass(46_000);
    expect(commands(heard).filter((cmd) => cmd === aa55Command.activeTest)).toHaveLength(3);
    board.mode = "silent";
    await pass(61_000);
    await expect(driver.snapshot()).rejects.toMatchObject({ code: "serial/unavailable" });
  });

  test("a controller logs in, and is let in", async () => {
    const { heard } = start({ controllerSn: "SIM00000001" });
    await pass(30_000);
    const logins = heard.filter(({ cmd }) => cmd === (aa55Command.login | 0x80));
    expect(logins).toMatchObject([{ status: aa55Status.ok }]);
  });

  test("another cabinet's controller is sent away", async () => {
    const { heard, look } = start({ controllerSn: "SIM00000002" });
    await pass(100);
    expect(heard).toMatchObject([{ status: aa55Status.illegalEquipment }]);
    await expect(look()).rejects.toMatchObject({ code: "serial/unavailable" });
  });

  test("where the latch of an empty channel stands in borrow, positions mean the opposite", async () => {
    const { look } = start({ emptyLatch: "borrow" });
    expect((await look()).map(({ state }) => state)).toEqual(["empty", "empty", "occupied", "occupied"]);
  });

  test("a controller that restarts logs in again, and what it was reading is refused", async () => {
    const { driver, heard, look } = start();
    await pass(100);
    const opening = driver.open(1, "CMD1", () => true);
    await pass(200);
    board.mode = "off";
    await pass(1_000);
    board.mode = "normal";
    await pass(60_000);
    expect(await opening).toEqual({ outcome: "refused", reason: "board-silent" });
    expect(commands(heard).filter((cmd) => cmd === (aa55Command.login | 0x80))).toHaveLength(2);
    expect((await look())[0]?.state).toBe("occupied");
  });
});
