import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { within } from "../platform/within.ts";
import type { CabinetLine } from "./cabinet-line.ts";
import type { Core } from "./core.ts";
import type { HubMqttClient } from "./fleet/hub-mqtt-client.ts";
import type { Retention } from "./riders/retention.ts";
import type { Store } from "./store/store.ts";
import type { HubTime } from "./time/hub-time.ts";
import type { Web } from "./web.ts";

export interface DrainParts {
  readonly core: {
    readonly runner: Pick<Core["runner"], "stop">;
    readonly cabinetMessages: Pick<Core["cabinetMessages"], "idle">;
    readonly livenessTimeout: Pick<Core["livenessTimeout"], "stop">;
  };
  /** What the hub does by itself besides: deliveries to webhooks, the watch over alarms. */
  readonly background: readonly { stop(): Promise<void> }[];
  readonly web: Pick<Web, "refuseOrders" | "close">;
  readonly link: Pick<HubMqttClient, "stopHearing" | "close">;
  readonly line: Pick<CabinetLine, "stop">;
  readonly retention: Pick<Retention, "stop"> | undefined;
  readonly time: Pick<HubTime, "stop">;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** How long calls to the credit provider may take; ms. */
  readonly stopWithin: number;
}

/** Stops a hub: no new order and no new effect; what runs is finished and saved, what came is acknowledged. */
export async function drain(parts: DrainParts): Promise<void> {
  const { core, background, web, retention, link, line, time, store, clock, log, stopWithin } = parts;
  const { runner, cabinetMessages, livenessTimeout } = core;
  web.refuseOrders();
  // Riders are served meanwhile, and see what becomes of their orders.
  if (!(await within(clock, stopWithin, runner.stop())))
    log.warn({ stopWithin }, "calls to the credit provider still run; the next start asks for their outcome");
  await web.close();
  // What cabinets have told is acknowledged before the link goes; what they tell now, another hub takes, or the next start.
  await link.stopHearing();
  await livenessTimeout.stop();
  await retention?.stop();
  await cabinetMessages.idle();
  await link.close();
  await line.stop();
  await cabinetMessages.idle();
  // What is still to be told stays in the outbox, for another hub or the next start.
  await Promise.all(background.map((work) => work.stop()));
  await time.stop();
  await store.close();
  log.info({}, "the hub has stopped");
}
