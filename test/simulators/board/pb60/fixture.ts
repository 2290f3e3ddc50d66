import { type Duplex, duplexPair } from "node:stream";
import { vi } from "vitest";
import type { Driver } from "../../../../firmware-bridge/drivers/driver.ts";
import { FrameDecoder } from "../../../../firmware-bridge/drivers/kit/frame-decoder.ts";
import { type Pb60Frame, type Pb60Payload, pb60Codec } from "../../../../firmware-bridge/drivers/pb60/codec.ts";
import { type Pb60Line, pb60Driver } from "../../../../firmware-bridge/drivers/pb60/driver.ts";
import { stationCodec, stationFrame } from "../../../../firmware-bridge/drivers/pb60/station-codec.ts";
import { dialectOf } from "../../../../firmware-bridge/drivers/pb60/wiring.ts";
import { systemClock } from "../../../../platform/clock.ts";
import type { OpeningResult, SlotReport } from "../../../../protocol/upward.ts";
import { Station } from "../../../../simulators/board/pb60/board.ts";
import { newStation } from "../../../../simulators/board/pb60/station-state.ts";

const slots = 8;
const common = { slots, stationToken: "11223344", openingCommand: "borrow", lenientChecksum: false } as const;

/** Lines of both dialects, as the settings of a bridge describe them. */
export const lines: Readonly<Record<"v1" | "v2", Pb60Line>> = {
  v1: { ...common, stationVersion: "v1" },
  v2: { ...common, stationVersion: "v2", stationKey: "a-station-key" },
};

export const dialects = {
  v1: dialectOf(lines.v1),
  v2: dialectOf(lines.v2),
};

export function newSimulatedStation(version: "v1" | "v2"): Station {
  return new Station(dialects[version], { clock: systemClock, state: newStation(slots), changed: () => {} });
}

/** Lets time pass, and everything that waits for nothing but its turn have it. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

export const numbers = { next: () => Promise.resolve(1), above: () => {}, raise: () => {}, heard: () => {} };

/** A driver on a line to a simulated station, and what it reports. */
export class Bench {
  readonly station: Station;
  readonly reports = {
    returned: vi.fn<(slot: number, item: object, source: string) => Promise<void>>().mockResolvedValue(),
    removed: vi.fn<(slot: number, itemId?: string) => Promise<void>>().mockResolvedValue(),
    abnormal: vi.fn<(what: string, slot?: number) => Promise<void>>().mockResolvedValue(),
  };
  /** The driver's frames that reached the station's end, right or not. */
  readonly said: Pb60Frame[] = [];
  driver!: Driver;
  /** The station's end of the line: what is written to it, the driver hears. */
  stationEnd!: Duplex;
  hostEnd!: Duplex;
  readonly #openDriver: ReturnType<typeof pb60Driver>;

  constructor(version: "v1" | "v2", wiring: Partial<Pb60Line> = {}) {
    this.station = newSimulatedStation(version);
    this.#openDriver = pb60Driver({ ...lines[version], ...wiring });
    const decoder = new FrameDecoder(pb60Codec);
    this.station.onTraffic = (direction, bytes) => {
      if (direction === "in") this.said.push(...decoder.push(bytes));
    };
    this.connect();
  }

  /** A new line with a new driver, as the bridge makes them. */
  connect(): void {
    const [hostEnd, stationEnd] = duplexPair();
    this.stationEnd = stationEnd;
    this.hostEnd = hostEnd;
    this.driver = this.#openDriver({ line: hostEnd, clock: systemClock, reports: this.reports, numbers });
    this.station.plug(stationEnd);
  }

  async open(slot: number, mayStillOpen = () => true): Promise<OpeningResult> {
    return this.settled(this.driver.open(slot, `CMD${slot}`, mayStillOpen));
  }

  async look(): Promise<readonly SlotReport[]> {
    return this.settled(this.driver.snapshot());
  }

  /** Lets just as much time pass as the work needs. */
  async settled<Result>(work: Promise<Result>): Promise<Result> {
    const waiting = new Set<unknown>([work]);
    work.finally(() => waiting.clear()).catch(() => {});
    while (waiting.size > 0) await pass(50);
    return work;
  }

  /** Frames of the station that reach the driver in one read. */
  writeFrames(...frames: readonly { cmd: number; payload: Pb60Payload }[]): void {
    const codec = stationCodec(dialects.v2);
    this.stationEnd.write(
      Buffer.concat(frames.map((frame) => codec.encode(stationFrame(dialects.v2, { ...frame, ver: 2 })))),
    );
  }

  movements(slot: number): number {
    return this.station.state.slots[slot - 1]?.motorMovements ?? 0;
  }

  itemIn(slot: number): string {
    return this.station.state.slots[slot - 1]?.item?.itemId ?? "";
  }

  /** How often the driver sent this command. */
  sent(cmd: number): number {
    return this.said.filter((frame) => frame.cmd === cmd).length;
  }

  stop(): void {
    this.driver.close();
    this.station.stop();
  }
}
