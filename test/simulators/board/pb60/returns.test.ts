import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pb60Command } from "../../../../firmware-bridge/drivers/pb60/codec.ts";
import { Bench, pass } from "./fixture.ts";

const foreign = "FRGN00000001";
const filler = { soc: 0, more: { mv: 2010, ma: 0, temp: 29, st: 0x40, soh: 100 } };

let bench: Bench;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  bench = new Bench("v2");
  await bench.look();
});

afterEach(() => {
  bench.stop();
  vi.useRealTimers();
});

describe.each(["v1", "v2"] as const)("a return to a pb60 station of %s", (version) => {
  beforeEach(async () => {
    bench.stop();
    bench = new Bench(version);
    await bench.look();
  });

  test("is reported with its id and without its level, and answered with 1", async () => {
    bench.station.insert(8, foreign);
    await pass(100);
    expect(bench.reports.returned.mock.calls).toEqual([[8, { itemId: foreign }, "report"]]);
    expect(bench.station.returnAnswers).toEqual([{ slot: 8, res: 1 }]);
  });

  test("is answered only when it is kept, and reported once meanwhile", async () => {
    let keep = () => {};
    bench.reports.returned.mockReturnValueOnce(
      new Promise((resolve) => {
        keep = resolve;
      }),
    );
    bench.station.repeatsReturns = 10_000;
    bench.station.insert(8, foreign);
    await pass(35_000);
    expect([bench.reports.returned.mock.calls.length, bench.station.returnAnswers]).toEqual([1, []]);
    keep();
    await pass(100);
    expect(bench.station.returnAnswers).toEqual([{ slot: 8, res: 1 }]);
    await pass(60_000);
    expect(bench.reports.returned).toHaveBeenCalledTimes(1);
  });

  test("that is said again is answered with 3, and not reported again", async () => {
    bench.station.insert(8, foreign);
    await pass(100);
    bench.station.sayReturnOf(8, foreign);
    await pass(100);
    expect(bench.station.returnAnswers.map(({ res }) => res)).toEqual([1, 3]);
    expect(bench.reports.returned).toHaveBeenCalledTimes(1);
  });

  test("that can't be kept is not answered, and found by the next list", async () => {
    bench.reports.returned.mockRejectedValueOnce(new Error("the disk is full"));
    bench.station.insert(8, foreign);
    await pass(100);
    expect(bench.station.returnAnswers).toEqual([]);
    await pass(31_000);
    expect(bench.reports.returned.mock.calls.map(([slot, , source]) => [slot, source])).toEqual([
      [8, "report"],
      [8, "snapshot"],
    ]);
  });

  test("of an item that was ejected and not taken is reported, as early as half a second after the answer", async () => {
    const item = bench.itemIn(2);
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
    await pass(500);
    bench.station.insert(2);
    await pass(100);
    expect(bench.reports.returned.mock.calls).toEqual([[2, { itemId: item }, "report"]]);
    await pass(10_000);
    expect((await bench.look())[1]).toMatchObject({ state: "occupied", itemId: item });
    expect(bench.reports.returned).toHaveBeenCalledTimes(1);
  });

  test("of an item that was pushed back before anybody heard of the opening tells both", async () => {
    const item = bench.itemIn(2);
    const opening = bench.driver.open(2, "CMD2", () => {
      bench.station.transmitter.corruptNext = 1;
      return true;
    });
    await pass(2_000);
    bench.station.insert(2);
    expect(await bench.settled(opening)).toEqual({ outcome: "opened", itemId: item });
    expect(bench.reports.returned.mock.calls).toEqual([[2, { itemId: item }, "report"]]);
    expect(bench.movements(2)).toBe(1);
  });

  test("of another item than the one that was there tells that one's removal first", async () => {
    const item = bench.itemIn(2);
    bench.station.empty(2);
    bench.station.insert(2, foreign);
    await pass(100);
    expect(bench.reports.removed.mock.calls).toEqual([[2, item]]);
    expect(bench.reports.returned.mock.calls).toEqual([[2, { itemId: foreign }, "report"]]);
  });

  test("in a slot that the cabinet does not have is answered with 0 and recorded", async () => {
    bench.station.sayReturnOf(9, foreign);
    bench.station.sayReturnOf(0, foreign);
    await pass(100);
    expect(bench.station.returnAnswers.map(({ res }) => res)).toEqual([0, 0]);
    expect(bench.reports.returned).not.toHaveBeenCalled();
    expect(bench.reports.abnormal.mock.calls).toEqual([
      ["a return in slot 9, which the cabinet does not have", undefined],
      ["a return in slot 0, which the cabinet does not have", undefined],
    ]);
  });

  test("with no id that can be read is answered with 4 and recorded", async () => {
    bench.station.sayReturnOf(8, "0000000000000000");
    await pass(100);
    expect(bench.station.returnAnswers).toEqual([{ slot: 8, res: 4 }]);
    expect(bench.reports.returned).not.toHaveBeenCalled();
    expect(bench.reports.abnormal.mock.calls).toEqual([["what was pushed in has no id that can be read", 8]]);
  });

  test("whose frame is spoiled is found by the next list, once", async () => {
    bench.station.transmitter.corruptNext = 1;
    bench.station.insert(8, foreign);
    await pass(1_000);
    expect(bench.reports.returned).not.toHaveBeenCalled();
    await pass(90_000);
    expect(bench.reports.returned.mock.calls.map(([slot, , source]) => [slot, source])).toEqual([[8, "snapshot"]]);
  });
});

describe("a return to a pb60 station", () => {
  test("has a doubtful list after it, which is asked for again until telemetry is there", async () => {
    bench.station.insert(8, foreign);
    await pass(100);
    const asked = bench.sent(pb60Command.inventory);
    expect((await bench.look())[7]).toEqual({ slot: 8, state: "occupied", itemId: foreign, level: 50 });
    expect(bench.sent(pb60Command.inventory) - asked).toBe(2);
  });

  test("does not hide that its item was ejected again right after it", async () => {
    bench.station.insert(8, foreign);
    await pass(2_000);
    await bench.open(8);
    const asked = bench.sent(pb60Command.inventory);
    expect((await bench.look())[7]).toEqual({ slot: 8, state: "empty" });
    expect(bench.sent(pb60Command.inventory) - asked).toBe(1);
  });

  test("whose contact never settles makes the slot unreadable, and its lists end", async () => {
    bench.station.statuses.set(8, 0x48);
    bench.station.insert(8, foreign);
    await pass(100);
    expect((await bench.look())[7]).toEqual({ slot: 8, state: "unreadable", fault: "contact and lock disagree" });
    expect(bench.reports.returned).toHaveBeenCalledTimes(1);
    await pass(20_000);
    const asked = bench.sent(pb60Command.inventory);
    await bench.look();
    expect(bench.sent(pb60Command.inventory) - asked).toBe(1);
  });

  test("in one read with a list that does not see it in contact yet is neither lost nor undone", async () => {
    const record = { slot: 8, id: foreign, ...filler };
    bench.writeFrames(
      { cmd: pb60Command.return, payload: { kind: "returned", record } },
      { cmd: pb60Command.inventory, payload: { kind: "inventory", slots: 8, records: [record] } },
    );
    await pass(100);
    const inPlace = { ...record, more: { ...filler.more, st: 0xc0 } };
    const list = { kind: "inventory", slots: 8, records: [inPlace] } as const;
    bench.writeFrames({ cmd: pb60Command.inventory, payload: list });
    await pass(100);
    expect(bench.reports.returned.mock.calls).toEqual([[8, { itemId: foreign }, "report"]]);
    expect(bench.reports.removed).not.toHaveBeenCalled();
  });

  test("that is preceded by a report of an unlocked slot raises no alarm", async () => {
    bench.station.startles = true;
    bench.station.insert(8, foreign);
    await pass(60_000);
    expect(bench.reports.returned).toHaveBeenCalledTimes(1);
    expect(bench.reports.removed).not.toHaveBeenCalled();
    expect(bench.reports.abnormal).not.toHaveBeenCalled();
  });

  test("that the first list showed already is reported nevertheless, since the bridge may not know it", async () => {
    const item = bench.itemIn(2);
    bench.station.sayReturnOf(2, item);
    await pass(100);
    expect(bench.reports.returned.mock.calls).toEqual([[2, { itemId: item }, "report"]]);
  });

  test("that a list found and that could not be kept is found again", async () => {
    bench.reports.returned.mockRejectedValueOnce(new Error("the disk is full"));
    bench.station.transmitter.corruptNext = 1;
    bench.station.insert(8, foreign);
    await pass(95_000);
    expect(bench.reports.returned.mock.calls.map(([, , source]) => source)).toEqual(["snapshot", "snapshot"]);
  });

  test("while the station hung is found when it lists its slots again", async () => {
    bench.station.mode = "silent";
    bench.station.insert(8, foreign);
    await pass(60_000);
    bench.station.mode = "normal";
    await bench.look();
    expect(bench.reports.returned.mock.calls).toEqual([[8, { itemId: foreign, level: 50 }, "snapshot"]]);
  });

  test("that only the table of a login shows is reported", async () => {
    const record = { slot: 8, id: foreign, soc: 90, more: { ...filler.more, st: 0xc0 } };
    const login = { kind: "login", uptime: 1, box: "DCHA5400", ts: 0, slots: 8, records: [record] } as const;
    bench.writeFrames({ cmd: pb60Command.login, payload: login });
    await pass(100);
    expect(bench.reports.returned.mock.calls).toEqual([[8, { itemId: foreign, level: 90 }, "snapshot"]]);
  });

  test("is not concluded from a list that still shows what was just ejected", async () => {
    const item = bench.itemIn(2);
    await bench.open(2);
    bench.station.statuses.set(2, 0xc0);
    const [, look] = await bench.look();
    expect(look).toMatchObject({ state: "occupied", itemId: item });
    expect(bench.reports.returned).not.toHaveBeenCalled();
  });

  test("is concluded from a list once another one has shown the slot without the item", async () => {
    await bench.open(2);
    await bench.look();
    bench.station.transmitter.corruptNext = 1;
    bench.station.insert(2);
    await pass(5_000);
    await bench.look();
    expect(bench.reports.returned.mock.calls.map(([slot, , source]) => [slot, source])).toEqual([[2, "snapshot"]]);
  });
});

describe("what a pb60 station reports as abnormal", () => {
  test("is no removal while the item lies in its slot", async () => {
    bench.station.report(1, 2);
    bench.station.report(1, 0);
    await pass(60_000);
    expect(bench.sent(pb60Command.abnormal)).toBe(2);
    expect(bench.reports.removed).not.toHaveBeenCalled();
    expect(bench.reports.abnormal).not.toHaveBeenCalled();
  });

  test("is a removal where the next list has no item there", async () => {
    const item = bench.itemIn(2);
    bench.station.empty(2);
    bench.station.report(1, 2);
    await pass(1_000);
    expect(bench.reports.removed).not.toHaveBeenCalled();
    await pass(1_000);
    expect(bench.reports.removed.mock.calls).toEqual([[2, item]]);
  });

  test("is a removal after an order that failed too", async () => {
    const item = bench.itemIn(2);
    bench.station.setJammed(2, true);
    await bench.open(2);
    bench.station.empty(2);
    bench.station.report(1, 2);
    await pass(5_000);
    expect(bench.reports.removed.mock.calls).toEqual([[2, item]]);
  });

  test("many times at once is checked with one list", async () => {
    const asked = bench.sent(pb60Command.inventory);
    for (let slot = 1; slot <= 8; slot++) bench.station.report(1, slot);
    await pass(5_000);
    expect(bench.sent(pb60Command.inventory) - asked).toBe(1);
  });

  test("is no removal where an order opens the slot before the check", async () => {
    bench.station.report(1, 2);
    await pass(50);
    await bench.open(2);
    await pass(60_000);
    expect(bench.reports.removed).not.toHaveBeenCalled();
  });

  test("is no removal where an order opened the slot", async () => {
    const opening = bench.driver.open(2, "CMD2", () => true);
    await pass(300);
    bench.station.report(1, 2);
    await bench.settled(opening);
    await pass(60_000);
    expect(bench.reports.removed).not.toHaveBeenCalled();
  });

  test("is recorded where something without an id was pushed in, which is no return", async () => {
    bench.station.insert(8, "umbrella");
    await pass(5_000);
    expect(bench.reports.abnormal.mock.calls).toEqual([["something was pushed in that has no id", 8]]);
    expect(bench.reports.returned).not.toHaveBeenCalled();
    expect((await bench.look())[7]).toEqual({ slot: 8, state: "unreadable", fault: "no id can be read" });
  });

  test("is recorded once a minute where the station says the same again and again", async () => {
    for (let times = 0; times < 20; times++) {
      bench.station.report(9, 2);
      await pass(4_000);
    }
    expect(bench.reports.abnormal).toHaveBeenCalledTimes(2);
  });

  test("is recorded with its number where no source names it", async () => {
    bench.station.report(9, 2);
    await pass(5_000);
    expect(bench.reports.abnormal.mock.calls).toEqual([["the station reports event 9", 2]]);
  });
});
