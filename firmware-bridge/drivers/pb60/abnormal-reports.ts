import type { Clock } from "../../../platform/clock.ts";
import type { SlotNumber } from "../../../protocol/ids.ts";
import type { BoardReports } from "../driver.ts";

/** A sensor that flutters says the same many times. The same text about the same slot is reported no sooner again; ms. */
const againAfter = 60_000;

/** What is told of a station that is neither an opening nor a return. */
export class AbnormalReports {
  readonly #reports: Pick<BoardReports, "abnormal">;
  readonly #clock: Clock;
  readonly #toldAt = new Map<string, number>();

  constructor(reports: Pick<BoardReports, "abnormal">, clock: Clock) {
    this.#reports = reports;
    this.#clock = clock;
  }

  tell(what: string, slot?: SlotNumber): void {
    const key = `${slot} ${what}`;
    const now = this.#clock.monotonic();
    if (now - (this.#toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < againAfter) return;
    this.#toldAt.set(key, now);
    // What can't be kept ends the bridge; nothing can be done about it here.
    this.#reports.abnormal(what, slot).catch(() => {});
  }
}
