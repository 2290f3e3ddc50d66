import { describe, expect, test } from "vitest";
import { a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { popState } from "../../../../firmware-bridge/drivers/a8/states.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { pass } from "../../../contract/driver-rig.ts";
import { foreign, ordersIn, useBoards } from "./fixture.ts";
import { popped } from "./frames.ts";

const start = useBoards();

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
    const { boards, open, heard } = start({ popBy: "sn" });
    boards.habits.unreadable.add(1);
    expect(await open(1)).toEqual({ outcome: "refused", reason: "item-unreadable" });
    expect(ordersIn(heard)).toEqual([]);
  });

  test("two openings are at least 5 s apart, and the boards are left alone meanwhile", async () => {
    const { boards, driver, look } = start();
    const both = [1, 2].map((slot) => driver.open(slot, `CMD${slot}`, () => true));
    const looked = look();
    expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(["opened", "opened"]);
    await looked;
    const [firstMotion, secondMotion] = boards.motions.entries;
    expect((secondMotion?.startedAt ?? 0) - (firstMotion?.startedAt ?? 0)).toBeGreaterThanOrEqual(5_000);
    expect(boards.disturbed).toBe(0);
  });

  test("a command that expires while the boards rest moves nothing", async () => {
    const { boards, driver } = start();
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
    const { boards, driver, say, look } = start();
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
    const { boards, driver, say, look } = start();
    await look();
    const opening = driver.open(1, "CMD1", () => true);
    await pass(500);
    say(popped(1, popState.serialTimeout));
    await pass(30_000);
    expect(await opening).toEqual({ outcome: "opened", itemId: "8500001" });
    expect(boards.disturbed).toBe(0);
  });

  test("a lost answer is settled by a report, and the order is not given again", async () => {
    const { boards, open, heard } = start();
    const hear = boards.onTraffic;
    boards.onTraffic = (direction, bytes) => {
      hear(direction, bytes);
      if (direction === "in" && bytes[3] === a8Command.pop) boards.transmitter.corruptNext = 1;
    };
    expect(await open(1)).toEqual({ outcome: "opened", itemId: "8500001" });
    expect(ordersIn(heard)).toHaveLength(1);
  });

  test("an item that is pushed back after an order whose answer was lost is returned again", async () => {
    const { boards, open, returned } = start();
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
    const { boards, open, removed } = start();
    boards.habits.nextPopLate = 60_000;
    expect(await open(1)).toEqual({ outcome: "unknown", reason: "unclear" });
    await pass(60_000);
    expect(removed.mock.calls).toEqual([[1, "8500001"]]);
  });

  test("boards that fall silent after the order leave the opening in doubt", async () => {
    const { boards, open } = start();
    const mayStillOpen = () => {
      boards.mode = "mute";
      return true;
    };
    expect(await open(1, mayStillOpen)).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(boards.state.slots[0]?.motorMovements).toBe(1);
  });

  test("the answer of another hole, and one that comes again, count for nothing", async () => {
    const { boards, driver, say, removed, open } = start();
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
    const { boards, driver, say } = start({ holeNumbers: "board" });
    boards.habits.nextPopLate = 3_600_000;
    const opening = driver.open(1, "CMD1", () => true);
    await pass(1_000);
    say({ cmd: a8Command.popped, values: { ...place, state: popState.ok, solenoid: 1 } });
    await pass(60_000);
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("the answer to an opening by another item's number is not taken for this one's", async () => {
    const { boards, driver, say } = start({ popBy: "sn" });
    boards.habits.nextPopLate = 3_600_000;
    const opening = driver.open(1, "CMD1", () => true);
    await pass(1_000);
    say({ cmd: a8Command.poppedBySn, values: { hole: 1, sn: 8_500_002, state: popState.ok } });
    await pass(60_000);
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("a report that is older than 5 s is asked for again before an order, and a fresh one is not", async () => {
    const { boards, look, open, heard } = start();
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
    const { boards, open } = start();
    boards.mode = "silent";
    expect(await open(1, () => false)).toEqual({ outcome: "refused", reason: "expired" });
  });

  test("a jammed item stays in its slot, and the opening is a lock fault", async () => {
    const { boards, open, look } = start();
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
