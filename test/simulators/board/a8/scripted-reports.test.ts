import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pass, useFakeClock } from "../../../contract/driver-rig.ts";
import { comesIn } from "./frames.ts";
import { startScripted } from "./scripted-boards.ts";

beforeEach(useFakeClock);

afterEach(() => {
  vi.useRealTimers();
});

const occupied = { state: "occupied", itemId: "11", level: 50 };

test.each([
  ["nothing in it", undefined, {}, { state: "empty" }],
  ["all ones for a number", 0xffffffff, { sensor: 0x80 }, { state: "empty" }],
  ["nothing in it and a fault", undefined, { state: 4 }, { state: "empty", fault: "item stuck or damaged" }],
  ["the switch pressed and no number", 0, {}, { state: "unreadable", fault: "switch pressed, id not readable" }],
  [
    "the switch pressed, no number and a fault",
    0,
    { state: 3 },
    { state: "unreadable", fault: "item does not answer" },
  ],
  [
    "a refused item and a free switch",
    undefined,
    { state: 0x0a },
    { state: "unreadable", fault: "refused item did not come out" },
  ],
  [
    "a refused item with a number",
    11,
    { state: 0x0a },
    { state: "unreadable", fault: "refused item did not come out" },
  ],
  ["an item", 11, { state: 1 }, occupied],
  ["an item that was let go with the key", 11, { state: 5 }, occupied],
  ["an item and the solenoid's bit", 11, { sensor: 0x40 }, occupied],
  ["an item of full charge", 11, { soc: 100 }, { ...occupied, level: 100 }],
  ["an item of a charge above 100", 11, { soc: 101 }, { state: "occupied", itemId: "11" }],
  ["an item and a free switch", 11, { sensor: 0x80 }, { ...occupied, fault: "id without switch" }],
  ["an item, a free switch and the solenoid's bit", 11, { sensor: 0xc0 }, { ...occupied, fault: "id without switch" }],
  [
    "an item, a free switch and a fault",
    11,
    { state: 2, sensor: 0x80 },
    { ...occupied, fault: "item does not charge" },
  ],
  ["an item and a fault without a name", 11, { state: 7 }, { ...occupied, fault: "hole state 07" }],
  ["an item and another fault without a name", 11, { state: 0xab }, { ...occupied, fault: "hole state AB" }],
] as const)("the report of a hole with %s", async (_what, sn, more, report) => {
  const { boards, look } = startScripted();
  boards.holds(1, sn, more);
  expect((await look())[0]).toEqual({ slot: 1, ...report });
});

test("holes of an A8 board that the cabinet does not use are in no report, get no order and take no return", async () => {
  const { boards, look, open, returned } = startScripted({ slots: 3 });
  boards.holds(4, 44);
  expect((await look()).map(({ slot }) => slot)).toEqual([1, 2, 3]);
  expect(await open(4)).toEqual({ outcome: "refused", reason: "no-such-slot" });
  boards.say(comesIn(4, 44));
  await pass(0);
  expect([boards.orders, returned.mock.calls]).toEqual([0, []]);
});

test.each([
  ["cabinet", 1, 5],
  ["cabinet", 2, 4],
  ["cabinet", 2, 0],
  ["cabinet", 3, 5],
  ["board", 1, 5],
  ["board", 2, 0],
  ["board", 0, 5],
  ["board", 3, 1],
] as const)(
  "a return is passed over where holes are numbered by %s, and board %i says hole %i",
  async (holeNumbers, board, hole) => {
    const { boards, returned } = startScripted({ slots: 8, holeNumbers });
    const { values } = comesIn(hole, 33);
    boards.say({ ...comesIn(hole, 33), values: { ...values, board } });
    await pass(0);
    expect(returned).not.toHaveBeenCalled();
  },
);

test.each([0, 1])("an A8 board takes an item in with the state %i", async (state) => {
  const { boards, returned, abnormal } = startScripted();
  boards.say(comesIn(3, 33, state));
  await pass(0);
  expect(returned.mock.calls).toEqual([[3, { itemId: "33", level: 80 }, "report"]]);
  expect(abnormal).not.toHaveBeenCalled();
});
