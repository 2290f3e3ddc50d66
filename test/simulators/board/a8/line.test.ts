import { describe, expect, test } from "vitest";
import { a8Command } from "../../../../firmware-bridge/drivers/a8/codec.ts";
import { a8Driver } from "../../../../firmware-bridge/drivers/a8/driver.ts";
import { pass } from "../../../contract/driver-rig.ts";
import { codec, foreign, ordersIn, useBoards, usual } from "./fixture.ts";
import { comesIn } from "./frames.ts";

const start = useBoards();

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
    const { boards, open } = start();
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
    const { boards, driver, look } = start();
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
    const { boards, open, look, heard, returned } = start({ boardAddresses: "20,10", holeNumbers: "board" });
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
  expect(() => a8Driver({ ...usual, boardAddresses })).toThrow(expect.objectContaining({ code: "config/invalid" }));
});
