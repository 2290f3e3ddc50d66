import type { ClockSource } from "../../platform/clock.ts";
import { type Life, ProcessClock, type WallClock } from "./life.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Longer than a container's own uptime may be, so that the uptime tells how long a dead hub was away; ms. */
const upBefore = 24 * 3_600_000;

/** The clocks of a machine on which a hub runs. They outlive the hub; a start of the machine begins uptime and boot id anew. */
export class HubClocks {
  readonly wall: WallClock = { error: 0 };
  readonly #time: VirtualTime;
  readonly #name: string;
  #boots = 1;
  #bootedAt: number;

  constructor(time: VirtualTime, name: string) {
    this.#time = time;
    this.#name = name;
    this.#bootedAt = time.now() - upBefore;
  }

  /** Of this run of the machine. */
  get bootId(): string {
    return `boot ${this.#boots} of ${this.#name}`;
  }

  /** The machine is started. */
  boot(): void {
    this.#boots++;
    this.#bootedAt = this.#time.now();
  }

  /** As one process reads them. */
  readBy(life: Life): ClockSource {
    return new MachineSource(this.#time, life, this.wall, this.#bootedAt);
  }
}

class MachineSource extends ProcessClock implements ClockSource {
  readonly #time: VirtualTime;
  readonly #bootedAt: number;

  constructor(time: VirtualTime, life: Life, wall: WallClock, bootedAt: number) {
    super(time, life, wall);
    this.#time = time;
    this.#bootedAt = bootedAt;
  }

  uptime(): number {
    return (this.#time.now() - this.#bootedAt) / 1000;
  }
}
