import { setTimeout as delay } from "node:timers/promises";
import { Random } from "../simulation/random.ts";
import type { DeployedSystem } from "../support/deployed-system.ts";
import { CabinetHands } from "./cabinet-hands.ts";
import { type CrashPlan, victimsOf } from "./crash-system.ts";
import { type Broken, Judge } from "./judge.ts";
import { type Kill, killAll, planKills } from "./kills.ts";
import { type Manner, Ride, type RidePlan } from "./ride.ts";
import { type allGoods, hearAll, type Testimony } from "./testimony.ts";
import { Timeline } from "./timeline.ts";

/** What came of a run. */
export interface RunOutcome {
  readonly seconds: number;
  readonly rides: number;
  readonly kills: readonly Kill[];
  /** Settled, cancelled, lapsed or under review, and how many of each. */
  readonly endings: Readonly<Record<string, number>>;
  readonly checks: ReadonlyMap<string, number>;
  readonly broken: readonly Broken[];
  readonly timeline: readonly string[];
}

/** Riders come, and programs die, within this time; ms. */
const troubledTime = 6000;
/**
 * What is left after the faults must end within this time; ms. The longest that may take is the next periodic snapshot,
 * after three minutes, where the one before died with the hub that heard it.
 */
const patience = 200_000;
const lookEvery = 250;

let riders = Math.floor(Math.random() * 1e9);

/** Riders who live through kills in a system; then the kills stop, everything ends and is judged. */
export async function runCrash(system: DeployedSystem, plan: CrashPlan, seed: number): Promise<RunOutcome> {
  const begun = Date.now();
  const random = new Random(`crash/${seed}`);
  const timeline = new Timeline();
  const rides = planRides(random.fork("rides")).map(
    (ridePlan) => new Ride(ridePlan, system, handsOf(system, ridePlan.goods), timeline),
  );
  const planned = planKills(random.fork("kills"), victimsOf(plan), troubledTime);
  const lives = Promise.allSettled(rides.map((ride) => ride.live()));
  const kills = await killAll(system, planned, rides, timeline);
  timeline.note("no more kills");
  const failed = (await lives).flatMap((life) => (life.status === "rejected" ? [String(life.reason)] : []));
  const judged = await judgeWhenQuiet(system, rides, begun, timeline);
  return {
    seconds: (Date.now() - begun) / 1000,
    rides: rides.length,
    kills,
    endings: endingsOf(judged.testimony),
    checks: judged.judge.checks,
    broken: [...failed.map((what): Broken => ({ promise: "L1", what })), ...judged.judge.broken],
    timeline: timeline.lines,
  };
}

/** Judges again and again until all is well: what is still wrong after the time is broken. */
export async function judgeWhenQuiet(
  system: DeployedSystem,
  rides: readonly Ride[],
  since: number,
  timeline: Timeline,
): Promise<{ judge: Judge; testimony: Testimony }> {
  let judged: { judge: Judge; testimony: Testimony } | undefined;
  let why = "nobody could be asked";
  for (const end = performance.now() + patience; performance.now() < end; await delay(lookEvery)) {
    try {
      const testimony = await hearAll(system, rides, since);
      const judge = new Judge(testimony);
      judged = { judge, testimony };
      if (judge.broken.length === 0) return judged;
    } catch (error) {
      why = String(error);
    }
  }
  if (!judged) throw new Error(`the system did not come to rest: ${why}`);
  timeline.note(`not at rest after ${patience} ms`);
  return judged;
}

const hands = new WeakMap<DeployedSystem, Map<string, CabinetHands>>();

/** The same hands in all runs of a system. */
export function handsOf(system: DeployedSystem, goods: (typeof allGoods)[number]): CabinetHands {
  const ofSystem = hands.get(system) ?? new Map<string, CabinetHands>();
  hands.set(system, ofSystem);
  const known = ofSystem.get(goods) ?? new CabinetHands(system, goods);
  ofSystem.set(goods, known);
  return known;
}

export function newRiderNo(): number {
  return ++riders;
}

function planRides(random: Random): RidePlan[] {
  const banks = Array.from({ length: random.between(5, 7) }, () =>
    planRide(
      random,
      "power-bank",
      pickManner(random, ["returns", "returns", "returns", "pushes-back", "gives-up", "jammed"]),
    ),
  );
  // A board that is mute is so for all of its riders.
  const umbrella = planRide(random, "umbrella", pickManner(random, ["returns", "mute"]));
  return [...banks, umbrella];
}

function pickManner(random: Random, manners: readonly Manner[]): Manner {
  return random.pick(manners) ?? "returns";
}

function planRide(random: Random, goods: RidePlan["goods"], manner: Manner): RidePlan {
  return {
    riderNo: newRiderNo(),
    goods,
    manner,
    beginsAfter: random.between(0, troubledTime / 2),
    hesitates: random.between(0, 1000),
    keeps: random.between(0, 2500),
  };
}

export function endingsOf({ rides }: Testimony): Record<string, number> {
  const endings: Record<string, number> = {};
  for (const { record } of rides) {
    const ending = record?.order.review ? "review" : (record?.order.state ?? "gone");
    endings[ending] = (endings[ending] ?? 0) + 1;
  }
  return endings;
}
