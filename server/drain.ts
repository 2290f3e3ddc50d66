import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { within } from "../platform/within.ts";
import type { CabinetLine } from "./cabinet-line.ts";
import type { CabinetMessages } from "./fleet/cabinet-messages.ts";
import type { HubMqttClient } from "./fleet/hub-mqtt-client.ts";
import type { LivenessTimeout } from "./fleet/liveness-timeout.ts";
import type { EventStreams } from "./http/event-streams.ts";
import type { Health } from "./http/health.ts";
import type { App } from "./http/typed-app.ts";
import type { Runner } from "./runner/runner.ts";
import type { Store } from "./store/store.ts";
import type { HubTime } from "./time/hub-time.ts";

export interface DrainParts {
  readonly health: Health;
  readonly runner: Runner;
  readonly streams: EventStreams;
  readonly app: App;
  readonly cabinetMessages: CabinetMessages;
  readonly livenessTimeout: Pick<LivenessTimeout, "stop">;
  readonly link: HubMqttClient;
  readonly line: Pick<CabinetLine, "stop">;
  readonly time: Pick<HubTime, "stop">;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** How long calls to the credit provider may take; ms. */
  readonly stopWithin: number;
}

/** For requests that are being answered, an upload or a reconciliation perhaps; ms. */
const requestGrace = 2000;

/** Stops a hub: no new order and no new effect; what runs is finished and saved, what came is acknowledged. */
export async function drain(parts: DrainParts): Promise<void> {
  const { health, runner, streams, app, cabinetMessages, livenessTimeout, link, line, time, store, clock, log } = parts;
  const { stopWithin } = parts;
  health.stops();
  // Riders are served meanwhile, and see what becomes of their orders.
  if (!(await within(clock, stopWithin, runner.stop())))
    log.warn({ stopWithin }, "calls to the credit provider still run; the next start asks what became of them");
  streams.end();
  const cancelCut = clock.after(requestGrace, () => app.server.closeAllConnections());
  await app.close();
  cancelCut();
  // What cabinets have told is acknowledged before the link goes; what they tell now, another hub takes, or the next start.
  await link.stopHearing();
  await livenessTimeout.stop();
  await cabinetMessages.idle();
  await link.close();
  await line.stop();
  await cabinetMessages.idle();
  await time.stop();
  await store.close();
  log.info({}, "the hub has stopped");
}
