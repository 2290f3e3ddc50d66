import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { type Pb60Frame, pb60Codec, pb60Command } from "../../../../firmware-bridge/drivers/pb60/codec.ts";
import { pb60Driver } from "../../../../firmware-bridge/drivers/pb60/driver.ts";
import { stationCodec, stationFrame } from "../../../../firmware-bridge/drivers/pb60/station-codec.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { Bench, dialects, lines, numbers, pass } from "./fixture.ts";

let bench: Bench;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  bench = new Bench("v2");
});

afterEach(() => {
  bench.stop();
  vi.useRealTimers();
});

/** Writes until bytes wait. */
function fill(line: Duplex): void {
  const bytes = new Uint8Array(65_536);
  for (let times = 0; times < 8; times++) line.write(bytes);
}

describe("an opening at a pb60 station", () => {
  test("is one borrow command, and is answered with the item's id", async () => {
    const item = bench.itemIn(2);
    expect(await bench.open(2)).toEqual({ outcome: "opened", itemId: item });
    expect([bench.sent(pb60Command.borrow), bench.sent(pb60Command.eject), bench.movements(2)]).toEqual([1, 0, 1]);
  });

  test("is one eject command where the settings say so", async () => {
    bench.stop();
    bench = new Bench("v2", { openingCommand: "eject" });
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
    expect([bench.sent(pb60Command.borrow), bench.sent(pb60Command.eject)]).toEqual([0, 1]);
  });

  test("that expired while the station listed its slots sends no order", async () => {
    bench.station.transmitter.delay = 3_000;
    const expiresAt = Date.now() + 2_000;
    expect(await bench.open(2, () => Date.now() < expiresAt)).toEqual({ outcome: "refused", reason: "expired" });
    expect(bench.sent(pb60Command.borrow)).toBe(0);
  });

  test("waits for the answer to the one before it", async () => {
    const both = Promise.all([1, 2].map((slot) => bench.driver.open(slot, `CMD${slot}`, () => true)));
    await pass(500);
    expect(bench.sent(pb60Command.borrow)).toBe(1);
    await bench.settled(both);
    expect(bench.sent(pb60Command.borrow)).toBe(2);
  });

  test("is found by its list where the answer is spoiled, and is not ordered again", async () => {
    const item = bench.itemIn(2);
    const opening = bench.open(2, () => {
      bench.station.transmitter.corruptNext = 1;
      return true;
    });
    expect(await opening).toEqual({ outcome: "opened", itemId: item });
    expect(bench.sent(pb60Command.borrow)).toBe(1);
  });

  test("is found by its list where the item was taken before the list", async () => {
    const opening = bench.open(2, () => {
      bench.station.transmitter.corruptNext = 1;
      return true;
    });
    await pass(2_000);
    bench.station.take(2);
    expect(await opening).toMatchObject({ outcome: "opened" });
  });

  test("is concluded from a late answer, and is not ordered again", async () => {
    bench.station.transmitter.delay = 6_000;
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
    expect([bench.sent(pb60Command.borrow), bench.movements(2)]).toEqual([1, 1]);
  });

  test("is not concluded from the repeated answer to an earlier one", async () => {
    const answers: Uint8Array[] = [];
    bench.station.onTraffic = (direction, bytes) => {
      if (direction === "out" && bytes[2] === pb60Command.borrow) answers.push(bytes);
    };
    await bench.open(2);
    bench.station.insert(2);
    await pass(5_000);
    bench.station.setJammed(2, true);
    for (const answer of answers) bench.stationEnd.write(answer);
    expect(await bench.open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
  });

  test("of a jammed slot runs the motor once, and the slot still counts as occupied", async () => {
    bench.station.setJammed(2, true);
    expect(await bench.open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect(bench.movements(2)).toBe(1);
    await pass(60_000);
    expect(bench.reports.returned).not.toHaveBeenCalled();
    bench.station.setJammed(2, false);
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
  });

  test("with a lost answer at a jammed slot is a lock fault after two lists, and no second movement", async () => {
    bench.station.setJammed(2, true);
    const opening = bench.open(2, () => {
      bench.station.transmitter.corruptNext = 1;
      return true;
    });
    expect(await opening).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect(bench.movements(2)).toBe(1);
  });

  test("succeeds where the neighbour's lock reports something, which is recorded once", async () => {
    bench.station.neighbourLock = 1;
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
    bench.station.insert(2);
    await pass(10_000);
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
    expect(bench.reports.abnormal.mock.calls).toEqual([["the lock beside the slot reported 1 when it opened", 2]]);
    for (const reported of [0, 1]) {
      bench.station.insert(2);
      await pass(60_000);
      bench.station.neighbourLock = reported;
      await bench.open(2);
    }
    expect(bench.reports.abnormal).toHaveBeenCalledTimes(2);
  });

  test("counts as done while the ejected item lies in the slot, which then is empty", async () => {
    await bench.open(2);
    expect((await bench.look())[1]).toEqual({ slot: 2, state: "empty" });
    expect(await bench.open(2)).toEqual({ outcome: "refused", reason: "slot-empty" });
  });

  test("stays in doubt where the station falls silent after the order", async () => {
    const opening = bench.open(2, () => {
      bench.station.mode = "mute";
      return true;
    });
    expect(await opening).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(bench.movements(2)).toBe(1);
  });

  test("stays in doubt where the order does not leave the line, which ends so that it can't leave later", async () => {
    const opening = bench.open(2, () => {
      // The station's end reads nothing any more, and takes nothing more than its buffer holds.
      bench.stationEnd.pause();
      fill(bench.hostEnd);
      return true;
    });
    expect(await opening).toEqual({ outcome: "unknown", reason: "board-silent" });
    expect(bench.hostEnd.destroyed).toBe(true);
  });

  test("stays in doubt where the lock let go and the item did not come out", async () => {
    bench.station.setJammed(2, true);
    const opening = bench.open(2, () => {
      bench.station.statuses.set(2, 0x80);
      return true;
    });
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("stays in doubt where the line is unplugged, and the next line works", async () => {
    const opening = bench.driver.open(2, "CMD2", () => true);
    await pass(300);
    bench.stationEnd.destroy();
    expect(await bench.settled(opening)).toEqual({ outcome: "unknown", reason: "board-silent" });
    bench.connect();
    expect((await bench.look())[1]).toEqual({ slot: 2, state: "empty" });
    expect(await bench.open(3)).toMatchObject({ outcome: "opened" });
  });

  test("that a reset of the station interrupts moves nothing, and is a lock fault", async () => {
    const opening = bench.driver.open(2, "CMD2", () => true);
    await pass(300);
    bench.station.reset();
    expect(await bench.settled(opening)).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect(bench.movements(2)).toBe(0);
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
  });

  test("is not disturbed by a clock that is set back", async () => {
    await pass(1_000);
    const opening = bench.driver.open(2, "CMD2", () => true);
    await pass(200);
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(await bench.settled(opening)).toMatchObject({ outcome: "opened" });
    await pass(10_000);
    expect((await bench.look())[1]).toMatchObject({ state: "empty" });
  });

  test("of a slot with an unreadable item is ordered, and succeeds without an id", async () => {
    bench.station.empty(2);
    bench.station.fill(2, "no-chip");
    expect((await bench.look())[1]).toEqual({ slot: 2, state: "unreadable", fault: "no id can be read" });
    expect(await bench.open(2)).toEqual({ outcome: "opened" });
  });

  test("of a jammed slot with an unreadable item is refused as unreadable", async () => {
    bench.station.empty(2);
    bench.station.fill(2, "no-chip");
    bench.station.setJammed(2, true);
    expect(await bench.open(2)).toEqual({ outcome: "refused", reason: "item-unreadable" });
  });
});

describe("an opening at a pb60 station whose answer is lost", () => {
  test("stays in doubt where a return there may be said again", async () => {
    bench.station.insert(8, "FRGN00000001");
    await pass(2_000);
    bench.station.setJammed(8, true);
    const opening = bench.driver.open(8, "CMD8", () => {
      bench.station.transmitter.corruptNext = 1;
      return true;
    });
    await pass(2_000);
    bench.station.sayReturnOf(8, "FRGN00000001");
    expect(await bench.settled(opening)).toEqual({ outcome: "unknown", reason: "unclear" });
  });
});

describe("an opening at a pb60 station", () => {
  test("that failed by its answer is not made good by a return that is said again", async () => {
    bench.station.setJammed(2, true);
    const item = bench.itemIn(2);
    const opening = bench.driver.open(2, "CMD2", () => true);
    await pass(1_500);
    bench.station.sayReturnOf(2, item);
    expect(await bench.settled(opening)).toEqual({ outcome: "refused", reason: "lock-fault" });
  });

  test("is done where the item leaves between two lists after a failure", async () => {
    bench.station.setJammed(2, true);
    const item = bench.itemIn(2);
    const opening = bench.driver.open(2, "CMD2", () => true);
    await pass(1_500);
    bench.station.empty(2);
    expect(await bench.settled(opening)).toEqual({ outcome: "opened", itemId: item });
  });

  test("is done where another item lies in the slot after a failure", async () => {
    bench.station.setJammed(2, true);
    const item = bench.itemIn(2);
    const opening = bench.driver.open(2, "CMD2", () => true);
    await pass(1_500);
    bench.station.empty(2);
    bench.station.fill(2, "SWAP00000001");
    expect(await bench.settled(opening)).toEqual({ outcome: "opened", itemId: item });
  });

  test("stays in doubt where contact and lock disagree after a failure", async () => {
    bench.station.setJammed(2, true);
    const opening = bench.open(2, () => {
      bench.station.statuses.set(2, 0x48);
      return true;
    });
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
  });

  test("that fails needs no wait for a list that was lost before it", async () => {
    await bench.look();
    bench.station.setJammed(2, true);
    bench.station.transmitter.corruptNext = 1;
    const begun = Date.now();
    expect(await bench.open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
    expect(Date.now() - begun).toBeLessThan(12_000);
  });

  test("of a slot that the station does not have is refused", async () => {
    bench.stop();
    bench = new Bench("v2", { slots: 9 });
    expect(await bench.open(9)).toEqual({ outcome: "refused", reason: "no-such-slot" });
    expect(bench.sent(pb60Command.borrow)).toBe(0);
  });
});

describe("an opening at a pb60 station of version 1", () => {
  beforeEach(() => {
    bench.stop();
    bench = new Bench("v1");
  });

  test("is refused where the station says that it failed", async () => {
    bench.station.setJammed(2, true);
    expect(await bench.open(2)).toEqual({ outcome: "refused", reason: "lock-fault" });
  });

  test("stays in doubt without an answer while the item is listed, since no status tells whether it lies loose", async () => {
    bench.station.setJammed(2, true);
    const opening = bench.open(2, () => {
      bench.station.transmitter.corruptNext = 1;
      return true;
    });
    expect(await opening).toEqual({ outcome: "unknown", reason: "unclear" });
    expect(bench.movements(2)).toBe(1);
  });
});

describe("a list of a pb60 station that was asked for before an order", () => {
  const dialect = dialects.v2;

  /** A station that answers only what a test writes. */
  function scripted() {
    const [hostEnd, stationEnd] = duplexPair();
    const reports = { returned: async () => {}, removed: async () => {}, abnormal: async () => {} };
    const driver = pb60Driver(lines.v2)({ line: hostEnd, clock: systemClock, reports, numbers });
    const heard: Pb60Frame[] = [];
    const decoder = new FrameDecoder(pb60Codec);
    stationEnd.on("data", (bytes: Uint8Array) => heard.push(...decoder.push(bytes)));
    const record = { id: "DCHA54000002", soc: 100, more: { mv: 4130, ma: 34, temp: 30, st: 0xc0, soh: 100 } };
    const list = (...slots: number[]) => {
      const records = slots.map((slot) => ({ ...record, slot }));
      const payload = { kind: "inventory", slots: 8, records } as const;
      const frame = stationFrame(dialect, { cmd: pb60Command.inventory, ver: 2, payload });
      stationEnd.write(stationCodec(dialect).encode(frame));
    };
    return { driver, heard, list };
  }

  test("does not decide what became of it, however late it comes", async () => {
    const { driver, heard, list } = scripted();
    const opening = driver.open(2, "CMD2", () => true);
    // The first question stays unanswered for so long that it is asked again.
    await pass(8_500);
    list(2);
    await pass(0);
    expect(heard.map(({ cmd }) => cmd)).toEqual([0x64, 0x64, 0x65]);
    // The order's answer is lost. Then comes what was asked for before it, and last what was asked for after it.
    await pass(5_500);
    list(2);
    await pass(1_000);
    list();
    await pass(0);
    expect(await opening).toEqual({ outcome: "opened", itemId: "DCHA54000002" });
    driver.close();
  });

  test("is waited for no longer than a list may take", async () => {
    const { driver, list } = scripted();
    const opening = driver.open(2, "CMD2", () => true);
    await pass(8_500);
    list(2);
    await pass(5_500);
    list();
    await pass(8_000);
    expect(await opening).toEqual({ outcome: "opened", itemId: "DCHA54000002" });
    driver.close();
  });
});
