import { type Duplex, duplexPair } from "node:stream";
import { afterEach, beforeEach, describe, vi } from "vitest";
import { lock8aDriver } from "../../../../firmware-bridge/drivers/lock8a/driver.ts";
import { taggedLatchDriver } from "../../../../firmware-bridge/drivers/tagged-latch/driver.ts";
import { systemClock } from "../../../../platform/clock.ts";
import { newCabinet } from "../../../../simulators/board/kit/cabinet-state.ts";
import { UmbrellaStand } from "../../../../simulators/board/umbrella/board.ts";
import { driverContract } from "../../../contract/driver-contract.ts";
import { contractBoard, noNumbers, pass, useFakeClock } from "../../../contract/driver-rig.ts";

const slots = 6;

let stand: UmbrellaStand;

beforeEach(useFakeClock);

afterEach(() => {
  stand.stop();
  vi.useRealTimers();
});

describe.each(["the same line", "a line of their own"])("latches with RFID readers on %s", (where) => {
  driverContract(() => {
    const wiring = { locksPerBoard: 4, closedContact: "locked" } as const;
    stand = new UmbrellaStand({ clock: systemClock, state: newCabinet("AA55", slots), changed: () => {} }, wiring);
    stand.empty(3);
    const openReaderLine = (): Promise<Duplex> => {
      const [line, readersEnd] = duplexPair();
      stand.plugReaders(readersEnd);
      return Promise.resolve(line);
    };
    return {
      board: contractBoard(stand, slots, "17617E62"),
      openDriver: taggedLatchDriver({
        slots,
        slotsPerReader: 1,
        openLatch: lock8aDriver({ slots, ...wiring }),
        ...(where === "the same line" ? {} : { openReaderLine }),
      }),
      clock: systemClock,
      numbers: noNumbers,
      pass,
    };
  });
});
