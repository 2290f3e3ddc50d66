import type { FaultKind } from "./faults.ts";
import type { HubMachine } from "./hub-machine.ts";
import type { Random } from "./random.ts";
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

/**
 * Somebody sets the wall clock of a hub's machine, by ±1 s to ±5 years, for a moment or for good.
 * @returns puts right what nobody but a person would, at the end of all faults
 */
export function beginClockTroubles({ time, trace, machines, shared, nowAndThen }: ClockTroublesParts): () => void {
  function step(machine: HubMachine, by: number): void {
    trace.note("fault", `the wall clock of hub ${machine.number} is set by ${by} ms`);
    machine.wall.error += by;
  }

  nowAndThen("the hub's clock steps for a moment", (random) => {
    const machine = random.pick(machines);
    if (!machine) return;
    const by = sizeOfStep(random);
    step(machine, by);
    time.after(random.between(second, 4 * minute), () => {
      // One that was started again since was put right before.
      if (!shared || machine.wall.error !== 0) step(machine, -by);
    });
  });
  nowAndThen("the hub's clock steps for good", (random) => {
    const machine = random.pick(machines);
    if (machine) step(machine, sizeOfStep(random));
  });
  return () => {
    if (shared) for (const machine of machines) machine.wall.error = 0;
  };
}

/** Each order of magnitude as often as the others, forward as often as back; ms. */
function sizeOfStep(random: Random): number {
  const size = Math.round(smallestStep * (largestStep / smallestStep) ** random.next());
  return random.chance(0.5) ? size : -size;
}
