import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, vi } from "vitest";
import { pb60Driver } from "../../../../firmware-bridge/drivers/pb60/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import type { Station } from "../../../../simulators/board/pb60/board.ts";
import { driverContract } from "../../../contract/driver-contract.ts";
import { lines, newSimulatedStation, numbers, pass } from "./fixture.ts";

let station: Station;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
});

afterEach(() => {
  station.stop();
  vi.useRealTimers();
});

describe.each(["v1", "v2"] as const)("a station of %s", (version) => {
  driverContract(() => {
    station = newSimulatedStation(version);
    station.empty(3);
    let stationEnd: Duplex;
    return {
      board: {
        slots: station.state.slots.length,
        plug() {
          const [hostEnd, end] = duplexPair();
          stationEnd = end;
          station.plug(end);
          return hostEnd;
        },
        movements: (slot) => station.state.slots[slot - 1]?.motorMovements ?? 0,
        take: (slot) => void station.take(slot),
        insert: (slot) => station.insert(slot, station.state.slots[slot - 1]?.loose ? undefined : "FRGN00000001"),
        jam: (slot) => station.setJammed(slot, true),
        behave: (how) => {
          station.mode = how;
        },
        spoilNext: () => {
          station.transmitter.corruptNext = 1;
        },
        split: () => {
          station.transmitter.split = true;
        },
        noise: (bytes) => void stationEnd.write(bytes),
      },
      openDriver: pb60Driver(lines[version]),
      clock: systemClock,
      numbers,
      pass,
    };
  });
});
