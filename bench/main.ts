import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { answerHelp } from "../platform/command-line.ts";
import { exitWith } from "../platform/program.ts";
import { measure } from "./measure.ts";
import { verdictOf } from "./measurement.ts";
import { readPlan, usage } from "./plan.ts";
import { tableOf } from "./table.ts";

async function run(): Promise<void> {
  answerHelp(usage);
  const plan = readPlan(process.argv.slice(2));
  const begun = new Date();
  const machine = {
    node: process.version,
    arch: arch(),
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    load: loadavg()[0],
  };
  const folder = mkdtempSync(join(tmpdir(), "jiehuan-bench-"));
  // The other processes end with this one.
  process.once("SIGINT", () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
  try {
    const outcomes = await measure(plan, folder, (text) => process.stderr.write(`${text}\n`));
    const results = resolve("bench", "results");
    mkdirSync(results, { recursive: true });
    const path = join(
      results,
      `${begun.toISOString().replaceAll(":", "-")}-${plan.store}${plan.quick ? "-quick" : ""}.json`,
    );
    const verdicts = outcomes.map((outcome) =>
      "notMeasured" in outcome ? outcome : { ...outcome, verdict: verdictOf(outcome) },
    );
    writeFileSync(path, `${JSON.stringify({ begun, plan, machine, outcomes: verdicts }, null, 2)}\n`);
    process.stdout.write(`${tableOf(outcomes)}\n\n${path}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

run().then(() => process.exit(0), exitWith);
