import type { ClockSource } from "../../platform/clock.ts";
import { ManualClock } from "./manual-clock.ts";

/** The clocks of a machine that can be suspended, as a steady clock reads them. They stand still until they are moved. */
export class MachineClock extends ManualClock implements ClockSource {
  #suspended = 0;

  uptime(): number {
    return (this.monotonic() + this.#suspended) / 1000;
  }

  /** Somebody sets the wall clock by so many ms. */
  step(by: number): void {
    this.setWall(this.now() + by);
  }

  /** The machine sleeps: its wall clock goes on, its monotonic clock does not. */
  suspend(duration: number): void {
    this.#suspended += duration;
    this.step(duration);
  }
}
