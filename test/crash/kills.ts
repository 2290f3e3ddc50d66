import { setTimeout as delay } from "node:timers/promises";
import type { HubName } from "../../simulators/demo/demo.ts";
import type { Random } from "../simulation/random.ts";
import type { DeployedSystem } from "../support/deployed-system.ts";
import { armProgram, type Death } from "./armed-program.ts";
import type { Ride, Stage } from "./ride.ts";
import type { Timeline } from "./timeline.ts";

export type OwnProgram = HubName | "bridge" | "umbrella-bridge";
export type Victim = OwnProgram | "broker" | "database";

/** One fault: who dies, when, and how. */
export interface PlannedKill {
  readonly victim: Victim;
  /** ms, from the beginning of the run */
  readonly at: number;
  /** at-once: at this very moment · within-io: before or after the n-th thing it writes, sends or hears from then on */
  readonly how: { readonly what: "at-once" } | ({ readonly what: "within-io" } & Pick<Death, "side"> & { nth: number });
  /** How long broker or database stay away; programs are started again by themselves. */
  readonly awayFor: number;
}

/** A kill that happened. */
export interface Kill {
  readonly victim: Victim;
  /** The write, message or answer that it died before or after; undefined where it was killed at a moment. */
  readonly place: string | undefined;
  /** What riders were in the middle of. */
  readonly stages: readonly Stage[];
}

/** A program that comes upon no place to die at within this time lives on; ms. */
const armedFor = 3000;
/** Between a kill and another one that overlaps it; ms. */
const overlap = 300;

/** @param within ms in which they happen */
export function planKills(random: Random, victims: readonly Victim[], within: number): PlannedKill[] {
  const kills: PlannedKill[] = [];
  for (let left = random.between(3, 6); left > 0; left--) {
    const at = random.between(0, within);
    kills.push(planKill(random, victims, at));
    if (random.chance(0.3)) kills.push(planKill(random, victims, at + random.between(0, overlap)));
  }
  return kills.toSorted((one, other) => one.at - other.at);
}

function planKill(random: Random, victims: readonly Victim[], at: number): PlannedKill {
  const victim = random.pick(victims) ?? "hub";
  const isOurs = victim !== "broker" && victim !== "database";
  const side = random.chance(0.5) ? "before" : "after";
  const how =
    isOurs && random.chance(0.6)
      ? ({ what: "within-io", nth: random.between(1, 60), side } as const)
      : ({ what: "at-once" } as const);
  return { victim, at, how, awayFor: random.between(100, 2000) };
}

/** Kills what stands on the plan; whoever is dead already is passed over. */
export async function killAll(
  system: DeployedSystem,
  plan: readonly PlannedKill[],
  rides: readonly Ride[],
  timeline: Timeline,
): Promise<Kill[]> {
  const begun = performance.now();
  const underWay = new Set<Victim>();
  const happened = await Promise.all(
    plan.map(async (planned) => {
      const { victim, at } = planned;
      await delay(Math.max(0, at - (performance.now() - begun)));
      if (underWay.has(victim)) return undefined;
      underWay.add(victim);
      const kill = await killOne(system, planned, rides, timeline);
      underWay.delete(victim);
      return kill;
    }),
  );
  return happened.flatMap((kill) => kill ?? []);
}

async function killOne(
  system: DeployedSystem,
  { victim, how, awayFor }: PlannedKill,
  rides: readonly Ride[],
  timeline: Timeline,
): Promise<Kill | undefined> {
  const atThisMoment = (): Kill => {
    timeline.note(`kill -9 ${victim}`);
    return { victim, place: undefined, stages: stagesOf(rides) };
  };
  switch (victim) {
    case "broker":
    case "database": {
      const kill = atThisMoment();
      if (victim === "broker") await system.broker?.kill();
      else await system.database?.stop(awayFor % 2 === 0 ? "kill" : "immediate");
      await delay(awayFor);
      await (victim === "broker" ? system.broker?.start() : system.database?.start());
      timeline.note(`${victim} is there again`);
      return kill;
    }
    case "hub":
    case "hub-2":
    case "hub-3":
    case "bridge":
    case "umbrella-bridge": {
      if (system.pidOf(victim) === undefined) return undefined;
      if (how.what === "at-once") {
        const kill = atThisMoment();
        system.signal(victim, "SIGKILL");
        return kill;
      }
      const armed = await armProgram(system, victim, { what: "nth", nth: how.nth, side: how.side });
      const death = await armed?.death(armedFor);
      if (!death) return undefined;
      timeline.note(`${victim} dies ${death.side} ${death.place}`);
      return { victim, place: death.place, stages: stagesOf(rides) };
    }
  }
}

function stagesOf(rides: readonly Ride[]): readonly Stage[] {
  return rides.map(({ stage }) => stage).filter((stage) => stage !== "coming" && stage !== "done");
}
