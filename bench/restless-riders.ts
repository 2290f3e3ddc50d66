import { systemClock } from "../platform/clock.ts";
import type { Fleet } from "../simulators/fleet/fleet.ts";
import type { LoadTally } from "../simulators/riders/load-tally.ts";
import { Rider } from "../simulators/riders/rider.ts";
import { RiderLoad, type Sticker } from "../simulators/riders/rider-load.ts";
import type { MeasuredSystem } from "./measured-system.ts";

export interface RestlessRidersParts {
  readonly system: MeasuredSystem;
  /** Whose pages they see; the stickers lead to it too. */
  readonly hub: string;
  readonly fleet: Fleet;
  /** The ids of their wallets. */
  readonly riders: readonly string[];
  /** More than riders. */
  readonly stickers: readonly Sticker[];
  readonly tally: LoadTally;
}

/** Riders who borrow, return at once, and borrow again. */
export function restlessRiders({ system, hub, fleet, riders, stickers, tally }: RestlessRidersParts): RiderLoad {
  return new RiderLoad({
    hub,
    arrive: (riderId) => Rider.arrive(system.wallet, riderId),
    stickers,
    hands: {
      async putBack(cabinetId, slot) {
        if (!(await fleet.putBack(cabinetId, slot))) throw new Error(`nothing came out of slot ${slot}`);
      },
    },
    riders,
    think: 0,
    keep: 0,
    rate: undefined,
    tally,
    clock: systemClock,
    random: Math.random,
  });
}

export function riderIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `2088${String(index).padStart(12, "0")}`);
}
