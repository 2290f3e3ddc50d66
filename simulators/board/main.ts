/** `npm run workbench`: simulated cabinets, their page, and scripts that act on them. */
import { randomBytes } from "node:crypto";
import { systemClock } from "../../platform/clock.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { exitWith, runProgram } from "../../platform/program.ts";
import { readCommandLine, usage } from "../workbench/command-line.ts";
import { actOnWorkbench } from "../workbench/remote.ts";
import { startWorkbench } from "../workbench/workbench-program.ts";

const args = process.argv.slice(2);
answerHelp(usage);
if (args[0] === "run" || args[0] === "do") {
  try {
    process.exitCode = await actOnWorkbench(args, (text) => process.stdout.write(`${text}\n`));
  } catch (error) {
    exitWith(error);
  }
} else {
  runProgram(() =>
    startWorkbench(readCommandLine(args), {
      clock: systemClock,
      newKey: () => `wb${randomBytes(12).toString("hex")}`,
      input: process.stdin,
      output: process.stdout,
    }),
  );
}
