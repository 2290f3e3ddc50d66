import type { ProgramName } from "../../simulators/demo/demo.ts";
import { Town, type TownPlan, type TownPort } from "../support/town.ts";
import { preloaded } from "./armed-program.ts";
import { crashTariffs } from "./crash-tariffs.ts";
import type { Victim } from "./kills.ts";

/** What the runs are about. */
export type CrashPlan = Pick<TownPlan, "hubs" | "store" | "broker">;

/** A command may be carried out for so long; short, so that what is in doubt is decided soon; ms. */
const openWithin = 4000;
const restartAfter = 200;

/** A town whose programs die where they are told to. */
export function openCrashTown(plan: CrashPlan): Promise<Town> {
  const environment = {
    HUB_OPEN_WITHIN: String(openWithin),
    HUB_TARIFFS: crashTariffs,
    // All riders have one address here.
    HUB_REQUESTS_PER_MINUTE: "1000000",
  };
  return Town.build({ ...plan, environment, restartAfter, environmentOf });
}

function environmentOf(name: ProgramName, data: string, ports: Readonly<Record<number, TownPort>>) {
  return name.startsWith("hub") || name.endsWith("bridge") ? preloaded(name, data, ports) : {};
}

/** Who can be killed in such a town. */
export function victimsOf({ hubs, store, broker }: CrashPlan): readonly Victim[] {
  return [
    ...(hubs === 3 ? (["hub", "hub-2", "hub-3"] as const) : (["hub", "hub"] as const)),
    "bridge",
    "umbrella-bridge",
    ...(broker === "mosquitto" ? (["broker"] as const) : []),
    ...(store === "postgres" ? (["database"] as const) : []),
  ];
}
