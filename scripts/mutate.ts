/**
 * Plants small faults, one at a time, in a copy of the project, and says which of them no test of their room notices.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { answerHelp } from "../platform/command-line.ts";
import { exitWith } from "../platform/program.ts";
import { holds, type MutateOptions, readOptions, usage } from "./mutate-options.ts";
import { MutationCopy, trackedFiles } from "./mutation-copy.ts";
import { type FileMutant, isAbout, mutationsOf, readEquivalents, sample } from "./mutation-sample.ts";
import { mutate } from "./mutations.ts";

/** Made-up messages for the documents: no code that could be wrong. */
const leftOut = new Set(["protocol/examples.ts"]);

type Verdict = "killed by tests" | "killed by the compiler" | "killed by time" | "survived";

interface Result {
  readonly room: string;
  /** Mutants that could be tried, those left out not counted. */
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly FileMutant[];
}

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => stop.abort(new Error(`stopped by ${signal}`)));

try {
  const args = process.argv.slice(2);
  answerHelp(usage, args);
  process.exitCode = await run(process.cwd(), readOptions(args));
} catch (error) {
  exitWith(error);
}

async function run(root: string, options: MutateOptions): Promise<number> {
  const judged = readEquivalents(await readFile(join(root, "scripts/equivalent-mutants.json"), "utf8"));
  const all = await Promise.all(options.rooms.map(async (room) => ({ room, found: await find(root, room) })));
  const stale = judged
    .filter(({ file }) => all.some(({ room }) => holds(file)(room)))
    .filter((judgement) => !all.some(({ found }) => found.some((mutant) => isAbout(judgement, mutant))));
  for (const { file, text, what } of stale) say(`judged, but not there any more: ${file}: ${text}: ${what}`);

  const open = all.map(({ room, found }) => {
    const mutants = found
      .filter(({ file }) => options.files.length === 0 || options.files.includes(file))
      .filter((mutant) => !judged.some((judgement) => isAbout(judgement, mutant)));
    return { room, mutants, chosen: sample(mutants, options.size, options.seed) };
  });
  if (options.list) {
    const chosen = open.flatMap(({ chosen }) => chosen);
    process.stdout.write(options.json ? `${JSON.stringify(chosen)}\n` : chosen.map(lineOf).join(""));
    return stale.length > 0 ? 1 : 0;
  }
  const results: Result[] = [];
  const copy = await MutationCopy.open(root, stop.signal);
  try {
    for (const { room, mutants, chosen } of open.filter(({ chosen }) => chosen.length > 0)) {
      const survivors = await survivorsOf(copy, room, chosen);
      results.push({ room, mutants: mutants.length, killed: chosen.length - survivors.length, survivors });
    }
  } finally {
    await copy.remove();
  }
  process.stdout.write(options.json ? `${JSON.stringify(results)}\n` : results.map(summaryOf).join(""));
  return stale.length > 0 || results.some(({ survivors }) => survivors.length > 0) ? 1 : 0;
}

async function find(root: string, room: string): Promise<readonly FileMutant[]> {
  const files = (await trackedFiles(root, room)).filter((file) => file.endsWith(".ts") && !leftOut.has(file));
  const found = files.map(async (file) => mutationsOf(file, await readFile(join(root, file), "utf8")));
  return (await Promise.all(found)).flat();
}

async function survivorsOf(
  copy: MutationCopy,
  room: string,
  mutants: readonly FileMutant[],
): Promise<readonly FileMutant[]> {
  const started = performance.now();
  if ((await copy.test([`test/${room}/`], 600)) !== "passed")
    throw new Error(`the tests of ${room} do not pass even without a mutant`);
  const limit = 30 + (4 * (performance.now() - started)) / 1000;
  const survivors: FileMutant[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const verdict = await tryMutant(copy, room, mutant, limit);
    if (verdict === "survived") survivors.push(mutant);
    say(`${room} ${index + 1}/${mutants.length}: ${verdict}: ${lineOf(mutant).trimEnd()}`);
  }
  return survivors;
}

async function tryMutant(copy: MutationCopy, room: string, mutant: FileMutant, limit: number): Promise<Verdict> {
  const code = await copy.read(mutant.file);
  await copy.write(mutant.file, mutate(code, mutant));
  try {
    // The tests that are named after the file mostly notice, and are fewer.
    const nearest = `test/${mutant.file.replace(/\.ts$/, "")}`;
    const runs = existsSync(`${nearest}.test.ts`) ? [nearest, `test/${room}/`] : [`test/${room}/`];
    for (const path of runs) {
      const ending = await copy.test([path], limit);
      if (ending !== "passed") return ending === "late" ? "killed by time" : "killed by tests";
    }
    return (await copy.compiles()) ? "survived" : "killed by the compiler";
  } finally {
    await copy.write(mutant.file, code);
  }
}

function lineOf({ file, line, column, what }: FileMutant): string {
  return `${file}:${line}:${column}: ${what}\n`;
}

function summaryOf({ room, mutants, killed, survivors }: Result): string {
  const tried = killed + survivors.length;
  const score = `${killed} of ${tried} killed (${((100 * killed) / tried).toFixed(0)} %), of ${mutants} mutants in all`;
  return `${room}: ${score}\n${survivors.map((mutant) => `  survived: ${lineOf(mutant)}`).join("")}`;
}

/** Progress: not part of the result. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
