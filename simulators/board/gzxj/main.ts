import { systemClock } from "../../../platform/clock.ts";
import { answerHelp } from "../../../platform/command-line.ts";
import { runProgram } from "../../../platform/program.ts";
import { readCommandLine, usage } from "./command-line.ts";
import { startSimulatedBoard } from "./simulated-board.ts";

runProgram(async () => {
  answerHelp(usage);
  const commandLine = readCommandLine(process.argv.slice(2));
  return startSimulatedBoard(commandLine, { clock: systemClock, input: process.stdin, output: process.stdout });
});
