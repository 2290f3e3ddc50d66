import { parseArgs } from "node:util";
import { answerHelp } from "../../platform/command-line.ts";
import { exitWith } from "../../platform/program.ts";
import { Random } from "../simulation/random.ts";
import type { DeployedSystem } from "../support/deployed-system.ts";
import { runCrash } from "./crash-run.ts";
import { type CrashPlan, openCrashSystem } from "./crash-system.ts";
import { dieAt, findPoints, nameOf } from "./points.ts";
import { CrashTally, describe } from "./summary.ts";

const usage = `crash [--runs 10] [--seed S] [--store sqlite|postgres] [--broker embedded|mosquitto] [--hubs 1|3] [--json]
    riders borrow while programs are killed at random moments; then the kills stop, and all promises are judged
crash --points [--within SECONDS] [--seed S] [--store …] [--broker …] [--json]
    one loan for each thing that hub and bridge write, send or hear during a loan, before and after which they die;
    with --within a sample that the seed chooses
crash --points --point NAME …
    one of them, by the name that is shown with it
Several hubs need --store postgres and --broker mosquitto. Each run has the seed of the one before it plus 1.
Exit code 0: all is well; 1: a promise was broken; 64: wrong usage.`;

interface Options {
  readonly plan: CrashPlan;
  readonly points: boolean;
  /** s */
  readonly within: number | undefined;
  readonly point: string | undefined;
  readonly runs: number;
  readonly seed: number;
  readonly json: boolean;
}

/** A loan is mostly waiting, for a motor, a sensor, a process that starts: others go on meanwhile. */
const systemsAtOnce = 3;

/** Everybody's processes end with ours. */
const systems = new Set<DeployedSystem>();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    void Promise.all([...systems].map((system) => system.close())).finally(() => process.exit(130));
  });

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  exitWith(error);
}

async function run(args: readonly string[]): Promise<number> {
  answerHelp(usage, args);
  const options = read(args);
  if (!options) {
    process.stderr.write(`${usage}\n`);
    return 64;
  }
  const tally = new CrashTally();
  await (options.points ? tryPoints(options, tally) : runAtRandom(options, tally));
  const { summary } = tally;
  process.stdout.write(`${options.json ? JSON.stringify(summary) : describe(summary)}\n`);
  return summary.violations.length > 0 ? 1 : 0;
}

async function runAtRandom({ plan, runs, seed: first }: Options, tally: CrashTally): Promise<void> {
  const system = await open(plan);
  let isBroken = false;
  try {
    // What follows a violation in the same system may follow from it.
    for (let seed = first; seed < first + runs && !isBroken; seed++) {
      const outcome = await runCrash(system, plan, seed);
      const { seconds, rides, kills, broken } = outcome;
      tally.add(outcome, `crash --runs 1 --seed ${seed} ${flagsOf(plan)}`);
      isBroken = broken.length > 0;
      const found = `${rides} loans, ${kills.length} kills, ${broken.length} violations`;
      say(`seed ${seed}: ${found}, ${Math.round(seconds)} s`);
    }
  } finally {
    await close(system, isBroken);
  }
}

async function open(plan: CrashPlan): Promise<DeployedSystem> {
  const system = await openCrashSystem(plan);
  systems.add(system);
  return system;
}

async function close(system: DeployedSystem, broken: boolean): Promise<void> {
  if (broken) say(`logs and data are kept in ${system.data}`);
  systems.delete(system);
  await system.close(broken);
}

async function tryPoints({ plan, seed, within, point: only }: Options, tally: CrashTally): Promise<void> {
  const end = within === undefined ? Number.POSITIVE_INFINITY : performance.now() + within * 1000;
  const broken = new Set<DeployedSystem>();
  const opened = await Promise.all(Array.from({ length: systemsAtOnce }, () => open(plan)));
  try {
    const [first] = opened;
    const all = first ? await findPoints(first) : [];
    const chosen = only === undefined ? all : all.filter((point) => nameOf(point) === only);
    const waiting = within === undefined ? [...chosen] : shuffled(chosen, new Random(`points/${seed}`));
    let tried = 0;
    let unreached = 0;
    const tryOn = async (system: DeployedSystem) => {
      for (let point = waiting.shift(); point && performance.now() < end; point = waiting.shift()) {
        const name = nameOf(point);
        const outcome = await dieAt(system, point);
        tally.add(outcome, `crash --points --point "${name}" ${flagsOf(plan)}`);
        tried++;
        const reached = outcome.kills.length > 0 ? "" : ", not reached";
        if (reached) unreached++;
        say(`${tried}/${chosen.length}  ${name}${reached}: ${outcome.broken.length} violations`);
        // What follows in the same system may follow from it.
        if (outcome.broken.length > 0) {
          broken.add(system);
          return;
        }
      }
    };
    await Promise.all(opened.map(tryOn));
    say(`${tried} of ${chosen.length} points tried, ${unreached} of them not reached`);
  } finally {
    await Promise.all(opened.map((system) => close(system, broken.has(system))));
  }
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function flagsOf({ store, broker, hubs }: CrashPlan): string {
  return `--store ${store} --broker ${broker} --hubs ${hubs}`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** undefined: not understood. */
function read(args: readonly string[]): Options | undefined {
  try {
    const text = (usual: string) => ({ type: "string", default: usual }) as const;
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: text("10"),
        seed: text("1"),
        store: text("sqlite"),
        broker: text("embedded"),
        hubs: text("1"),
        points: { type: "boolean", default: false },
        within: { type: "string" },
        point: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const plan = planOf(values);
    const { points, point, json } = values;
    const [runs, seed] = [Number(values.runs), Number(values.seed)];
    const within = values.within === undefined ? undefined : Number(values.within);
    const isRight = [runs, seed, within ?? 1].every((number) => Number.isSafeInteger(number)) && runs > 0;
    return plan && isRight ? { plan, points, within, point, runs, seed, json } : undefined;
  } catch {
    return undefined;
  }
}

function planOf({ store, broker, hubs }: { store: string; broker: string; hubs: string }): CrashPlan | undefined {
  if (store !== "sqlite" && store !== "postgres") return undefined;
  if (broker !== "embedded" && broker !== "mosquitto") return undefined;
  if (hubs === "1") return { store, broker, hubs: 1 };
  return hubs === "3" && store === "postgres" && broker === "mosquitto" ? { store, broker, hubs: 3 } : undefined;
}
