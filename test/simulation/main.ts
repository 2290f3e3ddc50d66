import { parseArgs } from "node:util";
import { usualFaults } from "./faults.ts";
import { partsOf, runParts } from "./parts.ts";
import { plants } from "./plants.ts";
import { describe, describeViolation, summarise } from "./report.ts";
import { soundSeams } from "./seams.ts";
import { shrink } from "./shrink.ts";
import { type Outcome, simulate, soundPlan } from "./simulation.ts";
import { tryPlant } from "./try-plant.ts";

const usage = `simulate [--seed 1] [--rentals 10000] [--json]    run, and judge every step by the promises
simulate --plants [--json]                        plant every fault that is known, one after the other
simulate --plant <name> [--json]                  plant one
Exit code 0: all is well; 1: a promise was broken, or a planted fault was not found; 64: wrong usage.`;

/** How long a smaller history is looked for, ms. */
const shrinkTime = 120_000;

interface Options {
  readonly seed: number;
  readonly rentals: number;
  readonly plant: string | undefined;
  readonly plants: boolean;
  readonly json: boolean;
}

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const options = read(args);
  if (!options) {
    process.stderr.write(`${usage}\n`);
    return 64;
  }
  if (options.plants || options.plant !== undefined) return plantFaults(options);
  return runSeed(options);
}

async function runSeed({ seed, rentals, json }: Options): Promise<number> {
  const begun = performance.now();
  const parts = partsOf({ seed, loans: rentals, faults: usualFaults, skipped: soundPlan.skipped, keepTrace: false });
  const ran = await runParts(parts);
  const outcomes = ran.map(({ outcome }) => outcome);
  const summary = summarise(seed, outcomes, (performance.now() - begun) / 1000);
  const broken = ran.find(({ outcome }) => outcome.violation !== undefined);
  const deadline = performance.now() + shrinkTime;
  const mayGoOn = () => performance.now() < deadline;
  const shrunk = broken && (await shrink({ ...broken.part, seams: soundSeams }, broken.outcome, mayGoOn));
  if (json) {
    const violation = shrunk && {
      ...shrunk.outcome.violation,
      seed: shrunk.plan.seed,
      timeline: shrunk.outcome.timeline,
    };
    process.stdout.write(`${JSON.stringify({ ...summary, violation })}\n`);
  } else process.stdout.write(`${describe(summary)}\n${shrunk ? `${describeViolation(shrunk)}\n` : ""}`);
  return shrunk ? 1 : 0;
}

async function plantFaults({ seed, plant: name, json }: Options): Promise<number> {
  const chosen = plants.filter((plant) => name === undefined || plant.name === name);
  if (chosen.length === 0) {
    process.stderr.write(`no such plant; there are:\n${plants.map((plant) => `  ${plant.name}\n`).join("")}`);
    return 64;
  }
  let missed = 0;
  const rows: object[] = [];
  for (const plant of chosen) {
    const { violation, begun }: Outcome = await simulate(tryPlant(plant, seed));
    const found = violation?.promise === plant.promise;
    if (!found) missed++;
    rows.push({
      plant: plant.name,
      promise: plant.promise,
      found: violation?.promise,
      within: plant.within,
      loans: begun,
    });
    const verdict = found
      ? `${plant.promise} after ${begun} loans (${plant.within})`
      : `NOT FOUND within ${plant.within}`;
    if (!json) process.stdout.write(`${plant.name.padEnd(52)} ${verdict}: ${violation?.what ?? "nothing"}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  return missed > 0 ? 1 : 0;
}

/** undefined: not understood. */
function read(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: "string", default: "1" },
        rentals: { type: "string", default: "10000" },
        plant: { type: "string" },
        plants: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const [seed, rentals] = [Number(values.seed), Number(values.rentals)];
    if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(rentals) || rentals < 1) return undefined;
    return { seed, rentals, plant: values.plant, plants: values.plants, json: values.json };
  } catch {
    return undefined;
  }
}
