import type { ProgramName } from "../../simulators/demo/demo.ts";
import { DeployedSystem, type SystemPlan, type SystemPort } from "../support/deployed-system.ts";
import { preloaded } from "./armed-program.ts";
import { crashPlans } from "./crash-tariffs.ts";
import type { Victim } from "./kills.ts";

/** What the runs are about. */
export type CrashPlan = Pick<SystemPlan, "hubs" | "store" | "broker">;

/** A command may be carried out for so long; short, so that what is in doubt is decided soon; ms. */
const openWithin = 4000;
const restartAfter = 200;

/** A system whose programs die where they are told to. */
export function openCrashSystem(plan: CrashPlan): Promise<DeployedSystem> {
  const environment = {
    HUB_OPEN_WITHIN: String(openWithin),
    // All riders have one address here.
    HUB_REQUESTS_PER_MINUTE: "1000000",
  };
  return DeployedSystem.build({ ...plan, environment, prices: crashPlans, restartAfter, environmentOf });
}

function environmentOf(name: ProgramName, data: string, ports: Readonly<Record<number, SystemPort>>) {
  return name.startsWith("hub") || name.endsWith("bridge") ? preloaded(name, data, ports) : {};
}

/** Who can be killed in such a system. */
export function victimsOf({ hubs, store, broker }: CrashPlan): readonly Victim[] {
  return [
    ...(hubs === 3 ? (["hub", "hub-2", "hub-3"] as const) : (["hub", "hub"] as const)),
    "bridge",
    "umbrella-bridge",
    ...(broker === "mosquitto" ? (["broker"] as const) : []),
    ...(store === "postgres" ? (["database"] as const) : []),
  ];
}
