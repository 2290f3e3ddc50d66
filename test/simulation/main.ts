import { parseArgs } from "node:util";
import { answerHelp } from "../../platform/command-line.ts";
import { type BoardProtocol, boardProtocols } from "./board-makes.ts";
import { usualFaults } from "./faults.ts";
import { historiesOf, loansOfAHistory, type Ran, runHistories } from "./histories.ts";
import type { SoundPlan } from "./history-worker.ts";
import { kindOf, soundPlan } from "./plan.ts";
import { plants } from "./plants.ts";
import { Progress } from "./progress.ts";
import { describe, describeViolation } from "./report.ts";
import { soundSeams } from "./seams.ts";
import { type Shrunk, shrink } from "./shrink.ts";
import { simulate } from "./simulation.ts";
import { Tally } from "./summary.ts";
import { tryPlant } from "./try-plant.ts";

/** Enough to meet every fault of a line. */
const loansOfABoard = 60;

const usage = `simulate [--seed 1] [--rentals 10000] [--json]               run, and judge every step by the promises
simulate --seed S --history I [--rentals ${loansOfAHistory}] [--json]    run one history of a seed again
simulate --boards [--seed S] [--rentals ${loansOfABoard}] [--json]      a history for each protocol of boards, with so many loans each
simulate --board P [--seed S] [--history I] [--rentals N]     one of them again
simulate --plants [--seed 1] [--json]                        plant every fault that is known, one after the other
simulate --plant <name> [--seed 1] [--json]                  plant one
A run has histories of two kinds by turns: even ones have one hub, odd ones several hubs on a database and an outside broker.
Exit code 0: all is well; 1: a promise was broken, or a planted fault was not found; 64: wrong usage.`;

/** How long a smaller history is looked for, ms. */
const shrinkTime = 120_000;

interface Options {
  readonly seed: number;
  readonly rentals: number;
  readonly history: number | undefined;
  readonly board: BoardProtocol | undefined;
  readonly boards: boolean;
  readonly plant: string | undefined;
  readonly plants: boolean;
  readonly json: boolean;
}

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  answerHelp(usage, args);
  const options = read(args);
  if (!options) {
    process.stderr.write(`${usage}\n`);
    return 64;
  }
  return options.plants || options.plant !== undefined ? plantFaults(options) : runSeed(options);
}

async function runSeed(options: Options): Promise<number> {
  const { seed, rentals, json } = options;
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const tally = new Tally();
  const progress = new Progress(process.stderr, rentals, seconds);
  const broken = await runHistories(plansOf(options), (ran) => {
    tally.add(ran);
    progress.tell(tally.loans);
  });
  progress.end();
  const summary = tally.summary(seed, seconds());
  if (!json) process.stdout.write(`${describe(summary)}\n`);
  const { board, history, loans } = broken?.plan ?? {};
  const again =
    broken && `--seed ${seed} --history ${history} --rentals ${loans}${board === undefined ? "" : ` --board ${board}`}`;
  const shrunk = broken && (await shrunken(broken));
  if (json) {
    const { violation, timeline } = shrunk?.outcome ?? {};
    process.stdout.write(
      `${JSON.stringify({ ...summary, violation: violation && { ...violation, again, timeline } })}\n`,
    );
  } else if (shrunk) process.stdout.write(`${describeViolation(shrunk, again ?? "")}\n`);
  return broken ? 1 : 0;
}

function plansOf({ seed, rentals, history, board, boards }: Options): SoundPlan[] {
  const { skipped } = soundPlan;
  const plan = { seed, loans: rentals, faults: usualFaults, skipped, keepTrace: false };
  const withBoard = (board: BoardProtocol, history: number) => ({ ...plan, board, history, kind: kindOf(history) });
  if (board !== undefined) return [withBoard(board, history ?? boardProtocols.indexOf(board))];
  if (boards) return boardProtocols.map(withBoard);
  return history === undefined ? historiesOf(plan) : [{ ...plan, history, kind: kindOf(history) }];
}

function shrunken({ plan, outcome }: Ran): Promise<Shrunk> {
  const deadline = performance.now() + shrinkTime;
  return shrink({ ...plan, seams: soundSeams }, outcome, () => performance.now() < deadline);
}

async function plantFaults({ seed, plant: name, json }: Options): Promise<number> {
  const chosen = plants.filter((plant) => name === undefined || plant.name === name);
  if (chosen.length === 0) {
    process.stderr.write(`no such plant; there are:\n${plants.map((plant) => `  ${plant.name}\n`).join("")}`);
    return 64;
  }
  let found = 0;
  const rows: object[] = [];
  for (const plant of chosen) {
    const { violation, begun } = await simulate(tryPlant(plant, seed));
    const isFound = violation?.promise === plant.promise;
    if (isFound) found++;
    const { name, promise, within } = plant;
    rows.push({ plant: name, promise, found: violation?.promise, within, loans: begun });
    const verdict = isFound ? `${promise} after ${begun} loans (${within})` : `NOT FOUND within ${within}`;
    if (!json) process.stdout.write(`${name.padEnd(52)} ${verdict}: ${violation?.what ?? "nothing"}\n`);
  }
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : `${found} of ${chosen.length} planted faults found\n`);
  return found < chosen.length ? 1 : 0;
}

/** undefined: not understood. */
function read(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: "string", default: "1" },
        rentals: { type: "string" },
        history: { type: "string" },
        board: { type: "string" },
        boards: { type: "boolean", default: false },
        plant: { type: "string" },
        plants: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const history = values.history === undefined ? undefined : Number(values.history);
    const board = boardProtocols.find((protocol) => protocol === values.board);
    if (board !== values.board) return undefined;
    const usual =
      board !== undefined || values.boards ? loansOfABoard : history === undefined ? 10_000 : loansOfAHistory;
    const rentals = Number(values.rentals ?? usual);
    const seed = Number(values.seed);
    const { boards, plant, plants, json } = values;
    const isWhole = [seed, rentals, history ?? 0].every((number) => Number.isSafeInteger(number));
    return isWhole && rentals > 0 && (history ?? 0) >= 0
      ? { seed, rentals, history, board, boards, plant, plants, json }
      : undefined;
  } catch {
    return undefined;
  }
}
