import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { pass, useFakeClock } from "../../../contract/driver-rig.ts";
import { checks, comesIn, popped } from "./frames.ts";
import { startScripted } from "./scripted-boards.ts";

beforeEach(useFakeClock);

afterEach(() => {
  vi.useRealTimers();
});

const withoutNumber = ["an item without a number is in the slot", 3];

function start() {
  const rig = startScripted();
  const says = async (...frames: Parameters<typeof rig.boards.say>) => {
    rig.boards.say(...frames);
    await pass(0);
  };
  const returns = () => rig.returned.mock.calls.map(([slot, { itemId }, source]) => [slot, itemId, source]);
  return { ...rig, says, returns };
}

test("an item that an A8 board said to have come in comes in anew only after a report without it", async () => {
  const { boards, look, says, returns } = start();
  await says(comesIn(3, 33));
  boards.holds(3, 33);
  await look();
  await says(comesIn(3, 33));
  expect(returns()).toEqual([[3, "33", "report"]]);
  boards.holds(3, undefined);
  await look();
  await says(comesIn(3, 33));
  expect(returns()).toHaveLength(2);
});

test("another item in the same hole of an A8 board is another return", async () => {
  const { says, returns } = start();
  await says(comesIn(3, 33));
  await says(comesIn(3, 44));
  expect(returns()).toEqual([
    [3, "33", "report"],
    [3, "44", "report"],
  ]);
});

test("an item without a number is abnormal once, and again after a report with the hole empty", async () => {
  const { boards, look, says, abnormal, returned } = start();
  await says(comesIn(3, 0));
  expect(abnormal.mock.calls).toEqual([withoutNumber]);
  await says(comesIn(3, 0));
  await says(checks(3, 0));
  expect(abnormal.mock.calls).toEqual([withoutNumber]);
  boards.holds(3, undefined);
  await look();
  await says(checks(3, 0));
  expect(abnormal.mock.calls).toEqual([withoutNumber, withoutNumber]);
  expect(returned).not.toHaveBeenCalled();
});

test("an item without a number of which nothing could be kept disturbs no later return", async () => {
  const { says, abnormal, returns } = start();
  abnormal.mockRejectedValueOnce(new Error("the disk is full"));
  await says(comesIn(3, 0));
  await says(comesIn(3, 33));
  expect(returns()).toEqual([[3, "33", "report"]]);
});

test("a check by an A8 board of an item that stands in its report is no return", async () => {
  const { boards, look, says, returns } = start();
  boards.holds(3, 33);
  await look();
  await says(checks(3, 33));
  expect(returns()).toEqual([]);
  await says(checks(3, 44));
  expect(returns()).toEqual([[3, "44", "snapshot"]]);
});

test("frames of an A8 board that ask for nothing and report nothing get no answer and change nothing", async () => {
  const { boards, says, abnormal, returned, removed } = start();
  await says({ cmd: a8Command.pop, values: { board: 1, hole: 3 } });
  await says({ cmd: a8Command.wifi, data: "0102" });
  await says({ cmd: a8Command.info, data: "" });
  await says(popped(3, 1));
  expect(boards.heard).toEqual([]);
  for (const report of [abnormal, returned, removed]) expect(report).not.toHaveBeenCalled();
});
