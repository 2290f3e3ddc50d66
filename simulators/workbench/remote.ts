import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { errorMessage } from "../../platform/error-message.ts";
import { usage } from "./command-line.ts";
import { actionOf } from "./typed-commands.ts";
import type { CabinetView, RunView } from "./views.ts";

/** ms between two looks at a script that runs */
const lookEvery = 300;
const usualAddress = "http://127.0.0.1:8101";

/**
 * Acts on a workbench that runs: `run SCRIPT` or `do WORDS…`.
 * @returns the exit code: 1 where an expectation of the script failed
 * @throws AppError request/invalid for a wrong command line, a script that is none, or a workbench that does not answer
 */
export async function actOnWorkbench(args: readonly string[], say: (text: string) => void): Promise<number> {
  const { at, words } = parse(args);
  const [verb, ...rest] = words;
  if (verb === "run" && rest.length === 1) {
    await post(at, "/scripts", readScript(rest[0] ?? ""));
    return followRun(at, say);
  }
  if (verb === "do" && rest.length > 0) {
    const { cabinets } = (await call(at, "/cabinets", {})) as { cabinets: CabinetView[] };
    const cabinet = cabinets.some(({ name }) => name === rest[0]) ? rest.shift() : undefined;
    await post(at, "/actions", { ...actionOf(rest), ...(cabinet !== undefined && { cabinet }) });
    say("done");
    return 0;
  }
  throw new AppError("request/invalid", `say: run SCRIPT, or: do WORDS…\n\n${usage}`);
}

function parse(args: readonly string[]): { at: string; words: string[] } {
  try {
    const options = { at: { type: "string", default: usualAddress } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { at: values.at.replace(/\/$/, ""), words: positionals };
  } catch (error) {
    throw new AppError("request/invalid", `${(error as Error).message}\n\n${usage}`);
  }
}

function readScript(path: string): object {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as object;
  } catch (error) {
    throw new AppError("request/invalid", `${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Shows each step when it begins, so that whoever stands in front of a cabinet sees what to do, and how it ended. */
async function followRun(at: string, say: (text: string) => void): Promise<number> {
  const said = new Set<string>();
  const sayOnce = (text: string) => {
    if (said.has(text)) return;
    said.add(text);
    say(text);
  };
  for (;;) {
    const { run } = (await call(at, "/scripts", {})) as { run: RunView };
    for (const { step, text, outcome, why, code } of run.steps) {
      sayOnce(`${step}. ${text}`);
      if (outcome !== "running")
        sayOnce(`${step}. ${outcome}${why === undefined ? "" : `: ${why}`}${code === undefined ? "" : ` (${code})`}`);
    }
    if (!run.isRunning) {
      say(`${run.name}: ${run.passed ? "passed" : "FAILED"}`);
      return run.passed ? 0 : 1;
    }
    await delay(lookEvery);
  }
}

function post(at: string, path: string, body: object): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  return call(at, path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function call(at: string, path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(at + path, init);
  } catch (error) {
    throw new AppError("request/invalid", `${at} does not answer: ${errorMessage(error)}`, { cause: error });
  }
  const answer = (await response.json()) as { detail?: string; title?: string };
  if (!response.ok) throw new AppError("request/invalid", answer.detail ?? answer.title ?? String(response.status));
  return answer;
}
