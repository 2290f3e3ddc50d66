import type { FaultKind } from "./faults.ts";
import type { HubMachine } from "./hub-machine.ts";
import type { Random } from "./random.ts";
import { timestampWindow } from "./simulated-gateway.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface ClockTroublesParts {
  readonly time: VirtualTime;
  readonly trace: Trace;
  readonly machines: readonly HubMachine[];
  /** Several hubs work on one store: none of them takes over a step. */
  readonly shared: boolean;
  readonly nowAndThen: (kind: FaultKind, strike: (random: Random) => void) => void;
}

const second = 1000;
const minute = 60 * second;
const smallestStep = second;
const largestStep = 5 * 365 * 24 * 60 * minute;
/** A smaller error is never noticed: the provider takes what is dated so, also by a hub that follows its wall clock; ms. */
const bearable = timestampWindow - minute;
const longestWrong = 180 * minute;

/**
 * Somebody sets the wall clock of a hub's machine, by ±1 s to ±5 years, for a moment or for good. What keeps the hub from working for
 * good somebody puts right after some hours: one of several hubs is not ready while its clock is off, and the provider
 * refuses what is dated far from its own time.
 * @returns puts right, at the end of all faults, what still is to be put right
 */
export function beginClockTroubles({ time, trace, machines, shared, nowAndThen }: ClockTroublesParts): () => void {
  function step(machine: HubMachine, by: number): void {
    trace.note("fault", `the wall clock of hub ${machine.number} is set by ${by} ms`);
    machine.wall.error += by;
  }
  function putRight(machine: HubMachine): void {
    if (!shared && Math.abs(machine.wall.error) <= bearable) return;
    trace.note("fault", `the wall clock of hub ${machine.number} is put right`);
    machine.putClockRight();
  }

  nowAndThen("the hub's clock steps for a moment", (random) => {
    const machine = random.pick(machines);
    if (!machine) return;
    const by = sizeOfStep(random);
    const { timesPutRight } = machine;
    step(machine, by);
    time.after(random.between(second, 4 * minute), () => {
      if (machine.timesPutRight === timesPutRight) step(machine, -by);
    });
  });
  nowAndThen("the hub's clock steps for good", (random) => {
    const machine = random.pick(machines);
    if (!machine) return;
    step(machine, sizeOfStep(random));
    time.after(random.between(10 * minute, longestWrong), () => putRight(machine));
  });
  return () => machines.forEach(putRight);
}

/** Each order of magnitude as often as the others, forward as often as back; ms. */
function sizeOfStep(random: Random): number {
  const size = Math.round(smallestStep * (largestStep / smallestStep) ** random.next());
  return random.chance(0.5) ? size : -size;
}
