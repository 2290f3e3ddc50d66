import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { DeployedSystem, Goods } from "../support/deployed-system.ts";
import { type ArmedProgram, armProgram, type Order, type Side } from "./armed-program.ts";
import { endingsOf, handsOf, judgeWhenQuiet, newRiderNo, type RunOutcome } from "./crash-run.ts";
import type { Broken } from "./judge.ts";
import type { OwnProgram } from "./kills.ts";
import { type Manner, Ride } from "./ride.ts";
import { Timeline } from "./timeline.ts";

/** A place in a program's life at which a run dies. */
export interface Point {
  readonly manner: Manner;
  readonly program: "hub" | "bridge";
  readonly place: string;
  /** The how-manieth time the program comes there during the loan, from 1. */
  readonly nth: number;
  readonly side: Side;
}

export function nameOf({ manner, program, side, place, nth }: Point): string {
  return `${manner}: ${program} ${side} ${place} (${nth})`;
}

/** What becomes of the loans: settled, cancelled, and one about whose opening nobody can say anything at first. */
const manners = ["returns", "jammed", "mute"] as const satisfies readonly Manner[];
const programs = ["hub", "bridge"] as const;

/** After the loan a program may still come to the place, in ms: what is left is the hub's last query and its record. */
const afterwards = 1500;

/** Lives one loan of each manner and answers every place that hub and bridge come to in it, before and after. */
export async function findPoints(system: DeployedSystem): Promise<Point[]> {
  const points: Point[] = [];
  for (const manner of manners) {
    const files = programs.map((program) => ({ program, to: join(system.data, `${manner}-${program}.places`) }));
    for (const { program, to } of files) await arm(system, processOf(program, manner), { what: "record", to });
    const timeline = new Timeline();
    const since = Date.now();
    const ride = newRide(system, manner, timeline);
    await ride.live();
    // What the judge asks for is no part of a loan.
    await delay(afterwards);
    for (const { program, to } of files) {
      await arm(system, processOf(program, manner), { what: "nothing" });
      points.push(...pointsIn(readFileSync(to, "utf8"), manner, program));
    }
    await judgeWhenQuiet(system, [ride], since, timeline);
  }
  return points;
}

function pointsIn(recorded: string, manner: Manner, program: Point["program"]): Point[] {
  const times = new Map<string, number>();
  return recorded
    .trimEnd()
    .split("\n")
    .filter(Boolean)
    .flatMap((place) => {
      const nth = (times.get(place) ?? 0) + 1;
      times.set(place, nth);
      return (["before", "after"] as const).map((side) => ({ manner, program, place, nth, side }));
    });
}

/** One loan during which a program dies at a point; then everything ends and is judged. `kills` is empty where it never came there. */
export async function dieAt(system: DeployedSystem, { manner, program, place, nth, side }: Point): Promise<RunOutcome> {
  const since = Date.now();
  const timeline = new Timeline();
  const ride = newRide(system, manner, timeline);
  const victim = processOf(program, manner);
  const armed = await arm(system, victim, { what: "nth", place, nth, side });
  const [life] = await Promise.allSettled([ride.live()]);
  const death = await armed.death(afterwards);
  if (death) timeline.note(`${victim} has died ${side} ${place}, the ${nth}. time`);
  const { judge, testimony } = await judgeWhenQuiet(system, [ride], since, timeline);
  const failed: Broken[] = life.status === "rejected" ? [{ promise: "L1", what: String(life.reason) }] : [];
  return {
    seconds: (Date.now() - since) / 1000,
    rides: 1,
    kills: death ? [{ victim, place, stages: [] }] : [],
    endings: endingsOf(testimony),
    checks: judge.checks,
    broken: [...failed, ...judge.broken],
    timeline: timeline.lines,
  };
}

function processOf(program: Point["program"], manner: Manner): OwnProgram {
  return program === "bridge" && goodsOf(manner) === "umbrella" ? "umbrella-bridge" : program;
}

/** Umbrellas: their board is mute for nobody else. */
function goodsOf(manner: Manner): Goods {
  return manner === "mute" ? "umbrella" : "power-bank";
}

/** Gives the order as soon as the program runs. */
async function arm(system: DeployedSystem, victim: OwnProgram, order: Order): Promise<ArmedProgram> {
  let armed: ArmedProgram | undefined;
  await system.until(`${victim} has its order`, async () => {
    armed = await armProgram(system, victim, order);
    return armed !== undefined;
  });
  if (!armed) throw new Error("not armed");
  return armed;
}

function newRide(system: DeployedSystem, manner: Manner, timeline: Timeline): Ride {
  const goods = goodsOf(manner);
  const plan = { riderNo: newRiderNo(), goods, manner, beginsAfter: 0, hesitates: 0, keeps: 0 } as const;
  return new Ride(plan, system, handsOf(system, goods), timeline);
}
