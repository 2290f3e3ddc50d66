import { Registry } from "prom-client";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { within } from "../../platform/within.ts";
import type { Store } from "../store/store.ts";
import type { CabinetReports } from "./cabinet-reports.ts";
import type { HubMetrics } from "./hub-metrics.ts";
import { StateGauges } from "./state-gauges.ts";

export const expositionType = Registry.PROMETHEUS_CONTENT_TYPE;

/** A store that answers later than this is left out of a scrape, which has some seconds in all; ms. */
const patience = 2000;

export interface ExpositionParts {
  readonly metrics: HubMetrics;
  readonly reports: CabinetReports;
  readonly isReady: () => Promise<boolean>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
}

/** Writes all metrics as Prometheus reads them. Where the store does not answer, what it says is missing, not wrong. */
export class Exposition {
  readonly #parts: ExpositionParts;
  readonly #gauges = new StateGauges();

  constructor(parts: ExpositionParts) {
    this.#parts = parts;
  }

  async text(): Promise<string> {
    const { metrics, reports, isReady, store, clock, log } = this.#parts;
    const looking = within(clock, patience, this.#gauges.look(store, clock.now())).catch((error: unknown) => {
      log.warn({ err: error }, "the store can't be measured");
      return false;
    });
    metrics.ready.set((await isReady()) ? 1 : 0);
    reports.sumUp();
    const looked = await looking;
    const running = await metrics.registry.metrics();
    return looked ? `${running}\n${await this.#gauges.registry.metrics()}` : running;
  }
}
