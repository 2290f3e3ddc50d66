import { type ClockStart, stepThreshold } from "../../platform/steady-clock.ts";
import type { Heartbeat } from "../store/clock-tables.ts";

export interface MachineClocks {
  /** The wall clock; epoch ms. */
  readonly wall: number;
  /** Seconds since the machine was started. */
  readonly uptime: number;
  /** Undefined where the machine does not tell. */
  readonly bootId: string | undefined;
}

export interface HubClockStart extends ClockStart {
  /** Since the last heartbeat, by the clock as it starts; ms. Undefined: there was none. */
  readonly gap?: number;
}

/** A container may tell its own uptime: what it had before it was started again is not long. Seconds. */
const ownUptime = 300;
/** An absence that is not confirmed, and longer than a machine takes to start, may be a wall clock that is wrong; ms. */
const longAbsence = 10 * 60_000;

/** Another hub's heartbeat tells the time for so long: it writes one each minute; ms. */
const freshFor = 150_000;

/**
 * With what the hub's clock starts. While the machine runs on, its uptime tells how long the hub was away, whatever became of
 * the wall clock. After a start of the machine the wall clock is believed, unless it is before the last heartbeat: time
 * goes on from there then, and the wall clock is off.
 *
 * Where several hubs share the store, the wall clock is believed against the uptime if it agrees with the others' heartbeats and
 * the uptime does not. It is believed too where an operator has stopped the hub after it had said that the wall clock stays off.
 * @param shared whether other hubs write heartbeats too
 * @param steps what the hub has taken over so far, the first first; ms
 */
export function clockStart(
  beats: readonly Heartbeat[],
  machine: MachineClocks,
  shared: boolean,
  steps: readonly number[] = [],
): HubClockStart {
  const { wall, uptime, bootId } = machine;
  const newest = beats.toSorted((one, other) => other.at - one.at)[0];
  if (!newest) return {};
  const own = beats.find((beat) => beat.bootId === bootId);
  if (own?.believeWall) return { gap: wall - newest.at, doubtful: Math.abs(wall - newest.at) > longAbsence };
  const isOthers = (time: number) => shared && beats.some((beat) => beat !== own && isFresh(beat, time));
  if (own && own.uptime >= ownUptime && uptime >= own.uptime) {
    const gap = Math.round((uptime - own.uptime) * 1000);
    const at = own.at + gap;
    if (isOthers(at) || !isOthers(wall)) return { at, gap };
  }
  if (isOthers(wall)) return { gap: wall - newest.at };
  const isShort = (time: number) => isAfter(newest, time) && time - newest.at <= longAbsence;
  // The wall clock may still be where it was when it was off, or be back, or be where it was before a step that was taken over:
  // a wrong time was, and the start of the machine has put the clock right. A long absence by chance looks like that too seldom.
  const former = isShort(wall) ? [] : formerTimes(wall, steps).filter(isShort);
  const possible = [wall, wall - newest.off, ...former].filter((time) => isAfter(newest, time));
  const at = possible.length > 0 ? Math.min(...possible) : newest.at;
  return { ...(at !== wall && { at }), gap: at - newest.at, doubtful: at - newest.at > longAbsence };
}

/** Whether the hub that wrote this heartbeat may be running at `time`. */
function isFresh(beat: Heartbeat, time: number): boolean {
  return isAfter(beat, time) && time <= beat.at + freshFor;
}

function isAfter({ at }: Heartbeat, time: number): boolean {
  return time >= at - stepThreshold;
}

/** The hub's time if the wall clock is where it was before the last step, before the last two, and so on. */
function formerTimes(wall: number, steps: readonly number[]): number[] {
  let time = wall;
  return steps.toReversed().map((by) => (time += by));
}
