import type { EpochMs } from "../../protocol/ids.ts";
import type { Table } from "./store.ts";

/** A step of the wall clock that the hub has taken over. Steps are numbered from 1 and never change. */
export interface ClockStep {
  readonly no: number;
  /** How much more the hub's clock shows since; ms. */
  readonly by: number;
  /** When it was taken over, as the clock showed it afterwards. */
  readonly at: EpochMs;
}

export const clockStepTable: Table<ClockStep> = {
  name: "clock-steps",
  key: ({ no }) => String(no).padStart(6, "0"),
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** What the clocks of a machine showed together, by which the next start of a hub there judges its wall clock. */
export interface Heartbeat {
  /** Names one run of the machine, from its boot on. */
  readonly bootId: string;
  /** The hub's clock. */
  readonly at: EpochMs;
  /** Seconds since the machine was started. */
  readonly uptime: number;
  /** How far the wall clock was ahead of the hub's; ms. */
  readonly off: number;
  /** The hub was stopped in order after it had asked to be started again if the wall clock is right. */
  readonly believeWall?: true;
}

export const heartbeatTable: Table<Heartbeat> = {
  name: "heartbeats",
  key: ({ bootId }) => bootId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
