import { systemClock } from "../../../platform/clock.ts";
import { runProgram } from "../../../platform/program.ts";
import { readCommandLine } from "./command-line.ts";
import { startSimulatedBoard } from "./simulated-board.ts";

runProgram(async () => {
  const commandLine = readCommandLine(process.argv.slice(2));
  return startSimulatedBoard(commandLine, { clock: systemClock, input: process.stdin, output: process.stdout });
});
