import { systemClock } from "../../../platform/clock.ts";
import { isHelp } from "../../../platform/command-line.ts";
import { runProgram } from "../../../platform/program.ts";
import { readCommandLine, usage } from "./command-line.ts";
import { startSimulatedBoard } from "./simulated-board.ts";

runProgram(async () => {
  if (process.argv.slice(2).some(isHelp)) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  const commandLine = readCommandLine(process.argv.slice(2));
  return startSimulatedBoard(commandLine, { clock: systemClock, input: process.stdin, output: process.stdout });
});
