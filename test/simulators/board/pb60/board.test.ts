import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import {
  type Pb60Frame,
  type Pb60Payload,
  type Pb60Record,
  pb60Codec,
  pb60Command,
} from "../../../../firmware-bridge/drivers/pb60/codec.ts";
import { stationCodec, stationFrame } from "../../../../firmware-bridge/drivers/pb60/station-codec.ts";
import type { Station } from "../../../../simulators/board/pb60/board.ts";
import { dialects, newSimulatedStation, pass } from "./fixture.ts";

let station: Station;
let line: Duplex;
let heard: Pb60Frame[];

function start(version: "v1" | "v2"): void {
  station = newSimulatedStation(version);
  const [hostEnd, stationEnd] = duplexPair();
  line = hostEnd;
  heard = [];
  const decoder = new FrameDecoder(pb60Codec);
  hostEnd.on("data", (bytes: Uint8Array) => heard.push(...decoder.push(bytes)));
  station.plug(stationEnd);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  start("v2");
});

afterEach(() => {
  station.stop();
  vi.useRealTimers();
});

function bytesOf(cmd: number, payload: Pb60Payload, version: "v1" | "v2" = "v2"): Uint8Array {
  return stationCodec(dialects[version]).encode(stationFrame(dialects[version], { cmd, payload }));
}

function listed(frame: Pb60Frame | undefined): readonly Pb60Record[] {
  return frame?.payload.kind === "inventory" ? frame.payload.records : [];
}

const say = (cmd: number, payload: Pb60Payload) => line.write(bytesOf(cmd, payload));
const ask = () => say(pb60Command.inventory, { kind: "empty" });
const commands = () => heard.splice(0).map(({ cmd }) => cmd);

describe("a simulated pb60 station", () => {
  test("logs in when it is plugged in, and until it is answered; then it sends heartbeats", async () => {
    await pass(31_000);
    expect(commands()).toEqual([pb60Command.login, pb60Command.login]);
    say(pb60Command.login, { kind: "result", res: 1, nonce: 0, ts: 1_800_000_000 });
    await pass(60_000);
    expect(commands()).toEqual([pb60Command.heartbeat, pb60Command.heartbeat]);
  });

  test("logs in with a new uptime when its power is back", async () => {
    await pass(20_000);
    station.mode = "off";
    station.mode = "normal";
    await pass(100);
    expect(heard.map(({ payload }) => payload.kind === "login" && payload.uptime)).toEqual([0, 0]);
  });

  test("works commands off in the order in which they came, its motor too", async () => {
    await pass(100);
    heard.splice(0);
    say(pb60Command.eject, { kind: "slot", slot: 1 });
    say(pb60Command.eject, { kind: "slot", slot: 2 });
    ask();
    await pass(650);
    expect(commands()).toEqual([pb60Command.eject]);
    await pass(650);
    expect(commands()).toEqual([pb60Command.eject, pb60Command.inventory]);
  });

  test("lists an item that was ejected and not taken with the status 40", async () => {
    say(pb60Command.eject, { kind: "slot", slot: 1 });
    await pass(1_000);
    heard.splice(0);
    ask();
    await pass(100);
    expect(
      listed(heard[0])
        .map(({ slot, more }) => [slot, more?.st])
        .slice(0, 2),
    ).toEqual([
      [1, 0x40],
      [2, 0xc0],
    ]);
    station.take(1);
    ask();
    await pass(100);
    expect(listed(heard[1]).map(({ slot }) => slot)).not.toContain(1);
  });

  test("says a return with the telemetry of captured first frames", async () => {
    await pass(100);
    heard.splice(0);
    station.insert(8, "FRGN00000001");
    await pass(100);
    expect(heard[0]?.payload).toMatchObject({ record: { slot: 8, soc: 0, more: { mv: 2010, st: 0x48 } } });
  });

  test("obeys no frame with a wrong token or a wrong checksum", async () => {
    await pass(100);
    heard.splice(0);
    const order = bytesOf(pb60Command.borrow, { kind: "slot", slot: 1 });
    for (const at of [4, 5]) {
      const wrong = Uint8Array.from(order);
      wrong[at] = (wrong[at] ?? 0) ^ 0xff;
      line.write(wrong);
    }
    await pass(5_000);
    expect([commands(), station.state.slots[0]?.motorMovements]).toEqual([[], 0]);
  });

  test("of version 1 obeys the wrong checksum that a server in use sends", async () => {
    station.stop();
    start("v1");
    await pass(100);
    heard.splice(0);
    line.write(Buffer.from("000865018A1122334403", "hex"));
    await pass(1_000);
    expect(heard[0]?.payload).toMatchObject({ kind: "ejected", slot: 3, res: 1, tail: "" });
  });

  test("of version 1 says a return with slot and id only, and lists levels as bars", async () => {
    station.stop();
    start("v1");
    await pass(100);
    station.insert(8, "FRGN00000001");
    line.write(bytesOf(pb60Command.inventory, { kind: "empty" }, "v1"));
    await pass(100);
    expect(heard[1]?.payload).toEqual({ kind: "returned-v1", slot: 8, id: "FRGN00000001" });
    expect(listed(heard[2])[0]).toMatchObject({ slot: 1, soc: 5 });
    expect(heard[2]?.payload).not.toHaveProperty("slots");
  });

  test("answers an order for an empty slot with a failure, and runs no motor", async () => {
    await pass(100);
    heard.splice(0);
    say(pb60Command.borrow, { kind: "slot", slot: 8 });
    await pass(100);
    expect(heard[0]?.payload).toMatchObject({ kind: "ejected", slot: 8, res: 0 });
    expect(station.state.slots[7]?.motorMovements).toBe(0);
  });

  test("restarts on command, and logs in", async () => {
    await pass(100);
    heard.splice(0);
    say(pb60Command.restart, { kind: "empty" });
    await pass(100);
    expect(station.state.resets).toBe(1);
    expect(commands()).toContain(pb60Command.login);
  });
});
