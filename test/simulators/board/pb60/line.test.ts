import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pb60Command } from "../../../../firmware-bridge/drivers/pb60/codec.ts";
import { pb60Driver } from "../../../../firmware-bridge/drivers/pb60/driver.ts";
import { stationCodec, stationFrame } from "../../../../firmware-bridge/drivers/pb60/station-codec.ts";
import { HubClock } from "../../../../firmware-bridge/hub-clock.ts";
import { Journal } from "../../../../firmware-bridge/journal.ts";
import { newJournal } from "../../../../firmware-bridge/journal-data.ts";
import { Slots } from "../../../../firmware-bridge/slots.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { MemoryDocument } from "../../../firmware-bridge/memory-document.ts";
import { Bench, dialects, lines, pass } from "./fixture.ts";

const foreign = "FRGN00000001";

let bench: Bench;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  bench = new Bench("v2");
});

afterEach(() => {
  bench.stop();
  vi.useRealTimers();
});

/** The bytes of a return of the foreign item in slot 8, as the station would send them. */
function returnBytes(): Uint8Array {
  const more = { mv: 4130, ma: 34, temp: 30, st: 0xc0, soh: 100 };
  const payload = { kind: "returned", record: { slot: 8, id: foreign, soc: 90, more } } as const;
  return stationCodec(dialects.v2).encode(stationFrame(dialects.v2, { cmd: pb60Command.return, ver: 2, payload }));
}

const reported = () => bench.reports.returned.mock.calls.map(([slot, , source]) => [slot, source]);

describe("a login of a pb60 station", () => {
  test("is answered with the time, which the next one bears", async () => {
    await pass(100);
    const time = Math.floor(Date.now() / 1000);
    expect(bench.said.find(({ cmd }) => cmd === pb60Command.login)?.payload).toMatchObject({ res: 1, ts: time });
    expect(bench.station.state.lastServerTime).toBe(time);
    await pass(3_600_000);
    const logins: Uint8Array[] = [];
    bench.station.onTraffic = (_, bytes) => bytes[2] === pb60Command.login && logins.push(bytes);
    bench.connect();
    const decoded = stationCodec(dialects.v2).read(logins[0] ?? new Uint8Array());
    expect(decoded).toMatchObject({ frame: { payload: { ts: time } } });
  });

  test("of version 1 is answered with the result only", async () => {
    bench.stop();
    bench = new Bench("v1");
    await pass(100);
    expect(bench.said.find(({ cmd }) => cmd === pb60Command.login)?.payload).toEqual({ kind: "result", res: 1 });
  });

  test("with a time that is hours off is accepted, and dates nothing", async () => {
    const login = { kind: "login", uptime: 1, box: "DCHA5400", ts: 0xffff_ffff, slots: 8, records: [] } as const;
    bench.writeFrames({ cmd: pb60Command.login, payload: login });
    await pass(100);
    expect(bench.said.filter(({ cmd }) => cmd === pb60Command.login)).toHaveLength(2);
    expect(bench.driver.heardAt()).toBeLessThanOrEqual(Date.now());
  });

  test("comes again after a reset, and is answered again", async () => {
    await pass(100);
    bench.station.reset();
    await pass(100);
    expect(bench.said.filter(({ cmd }) => cmd === pb60Command.login)).toHaveLength(2);
  });
});

describe("heartbeats of a pb60 station", () => {
  test("are answered with the same bytes", async () => {
    const written: string[] = [];
    bench.station.onTraffic = (direction, bytes) => {
      if (bytes[2] === pb60Command.heartbeat) written.push(`${direction} ${Buffer.from(bytes).toString("hex")}`);
    };
    await pass(31_000);
    expect(written).toHaveLength(2);
    expect(written[1]?.replace("in ", "")).toBe(written[0]?.replace("out ", ""));
  });

  test("are all answered, though the answer to one has the bytes of the next", async () => {
    await pass(91_000);
    expect(bench.sent(pb60Command.heartbeat)).toBe(3);
  });

  test("are answered once on an adapter that hears itself, where everything else works too", async () => {
    bench.station.echoes = true;
    await pass(65_000);
    expect(bench.sent(pb60Command.heartbeat)).toBe(2);
    expect(await bench.open(2)).toMatchObject({ outcome: "opened" });
    bench.station.insert(8, foreign);
    await pass(1_000);
    expect(reported()).toEqual([[8, "report"]]);
  });

  test("alone keep the line alive", async () => {
    await pass(31_000);
    expect(Date.now() - (bench.driver.heardAt() ?? 0)).toBeLessThan(2_000);
  });
});

test("what a pb60 adapter hears of itself is no sign of a station", async () => {
  bench.stop();
  bench = new Bench("v2");
  bench.station.echoes = true;
  bench.station.mode = "silent";
  bench.connect();
  expect(await bench.open(2)).toEqual({ outcome: "refused", reason: "board-silent" });
  expect(bench.driver.heardAt()).toBeUndefined();
});

describe("on the line of a pb60 station", () => {
  beforeEach(async () => {
    await bench.look();
  });

  test("several frames in one read are all understood", async () => {
    bench.stationEnd.write(Buffer.concat([returnBytes(), returnBytes(), returnBytes()]));
    await pass(100);
    expect(reported()).toEqual([[8, "report"]]);
    expect(bench.station.returnAnswers.map(({ slot }) => slot)).toEqual([8]);
  });

  test("a frame in two pieces a second apart is understood", async () => {
    bench.stationEnd.write(returnBytes().subarray(0, 11));
    await pass(1_000);
    bench.stationEnd.write(returnBytes().subarray(11));
    await pass(100);
    expect(reported()).toEqual([[8, "report"]]);
  });

  test("a frame that was cut off does not swallow the next one", async () => {
    bench.stationEnd.write(returnBytes().subarray(0, 20));
    await pass(2_100);
    bench.stationEnd.write(returnBytes());
    await pass(100);
    expect(reported()).toEqual([[8, "report"]]);
  });

  test("noise that looks like the start of a long frame holds up the next one for two seconds at most", async () => {
    bench.stationEnd.write(Uint8Array.from([0x03, 0xf0, 0x61, 0x02, 0x00]));
    bench.stationEnd.write(returnBytes());
    await pass(2_100);
    expect(reported()).toEqual([[8, "report"]]);
  });

  test("bytes inside a frame make that one no frame, and the next one is understood", async () => {
    const frame = returnBytes();
    bench.stationEnd.write(Buffer.concat([frame.subarray(0, 14), Uint8Array.of(0xff, 0x00), frame.subarray(14)]));
    await pass(2_100);
    expect(reported()).toEqual([]);
    bench.stationEnd.write(frame);
    await pass(100);
    expect(reported()).toEqual([[8, "report"]]);
  });

  test("a frame with a wrong checksum is no frame", async () => {
    const heard = bench.driver.heardAt();
    const frame = returnBytes();
    frame[4] = 0;
    await pass(5_000);
    bench.stationEnd.write(frame);
    await pass(5_000);
    expect([reported(), bench.driver.heardAt()]).toEqual([[], heard]);
  });

  test("a frame with a wrong checksum is taken where the settings say so, if its token is right", async () => {
    bench.stop();
    bench = new Bench("v2", { lenientChecksum: true });
    await bench.look();
    const frame = returnBytes();
    frame[4] = 0;
    const forged = Uint8Array.from(frame);
    forged[5] = 0;
    bench.stationEnd.write(forged);
    await pass(5_000);
    expect(reported()).toEqual([]);
    bench.stationEnd.write(frame);
    await pass(5_000);
    expect(reported()).toEqual([[8, "report"]]);
  });

  test("a frame with a wrong token is no frame", async () => {
    const heard = bench.driver.heardAt();
    await pass(5_000);
    bench.station.mistokenNext = 1;
    bench.station.insert(8, foreign);
    await pass(5_000);
    expect([reported(), bench.driver.heardAt()]).toEqual([[], heard]);
  });
});

test("a pb60 station with another key is refused, and the hub is told so once", async () => {
  bench.stop();
  bench = new Bench("v2", { stationKey: "another-key" });
  await expect(bench.look()).rejects.toMatchObject({ code: "serial/unavailable" });
  bench.station.mistokenNext = 0;
  await pass(120_000);
  bench.driver.close();
  bench.connect();
  await pass(120_000);
  expect(bench.reports.abnormal.mock.calls).toEqual([
    ["every frame of the station has a wrong token: its key, or its version, is another one", undefined],
  ]);
  expect(bench.driver.heardAt()).toBeUndefined();
});

test("pb60 settings of version 2 without a key are refused", () => {
  const { stationKey: _, ...keyless } = lines.v2;
  expect(() => pb60Driver(keyless)).toThrow(/BRIDGE_STATION_KEY is missing/);
});

describe("a list of a pb60 station", () => {
  test("of version 1 has levels in bars", async () => {
    bench.stop();
    bench = new Bench("v1");
    expect((await bench.look())[0]).toEqual({ slot: 1, state: "occupied", itemId: bench.itemIn(1), level: 100 });
  });

  test("names faults of locks and items, and slots that the station does not have", async () => {
    bench.stop();
    bench = new Bench("v2", { slots: 9 });
    bench.station.statuses.set(1, 0x80).set(2, 0xe0).set(3, 0xc7);
    const slots = await bench.look();
    expect(slots.map(({ state, fault }) => fault ?? state)).toEqual([
      "lock not in place",
      "the item reports an error",
      "occupied",
      "occupied",
      "occupied",
      "occupied",
      "occupied",
      "empty",
      "the station has no such slot",
    ]);
  });
});

/** The bridge's memory of the slots, as it is on disk, with the present line. */
function remember(document: MemoryDocument<ReturnType<typeof newJournal>>) {
  const hubClock = new HubClock(systemClock);
  const journal = new Journal(document, () => {});
  journal.begin(hubClock.now());
  return new Slots({ journal, hubClock, onReturn: () => {} });
}

test("what a pb60 station saw while the bridge was down is told with the time range in which it happened", async () => {
  const document = new MemoryDocument(newJournal("journal-1"));
  const learn = async (slots: Slots) => slots.compare(await bench.look(), slots.beginLook());
  await learn(remember(document));
  const [seen, swapped, gone] = [Date.now(), bench.itemIn(1), bench.itemIn(2)];
  bench.driver.close();
  bench.station.insert(8, foreign);
  bench.station.empty(2);
  bench.station.empty(1);
  bench.station.fill(1, "SWAP00000001");
  await pass(3_600_000);
  bench.connect();
  await learn(remember(document));
  const happened = document.data.events.map(({ body, earliest, latest }) => ({
    ...body,
    hours: Math.round((latest.at - (earliest?.at ?? 0)) / 3_600_000),
    sinceLook: Math.round(((earliest?.at ?? 0) - seen) / 1000),
  }));
  const range = { source: "snapshot", hours: 1, sinceLook: 0 };
  expect(happened).toMatchObject([
    { kind: "removed", slot: 1, itemId: swapped, ...range },
    { kind: "returned", slot: 1, itemId: "SWAP00000001", ...range },
    { kind: "removed", slot: 2, itemId: gone, ...range },
    { kind: "returned", slot: 8, itemId: foreign, ...range },
  ]);
});
