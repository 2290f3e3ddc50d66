import { AppError } from "./app-error.ts";

/**
 * The command line of a program that takes its settings from the environment: `--help` prints the usage and ends the
 * program with 0. @throws AppError request/invalid for anything else
 */
export function takeNoArguments(usage: string, args: readonly string[] = process.argv.slice(2)): void {
  answerHelp(usage, args);
  const [unknown] = args;
  if (unknown !== undefined) throw new AppError("request/invalid", `unknown argument ${unknown}\n\n${usage}\n`);
}

/** Where an argument asks for it, prints the usage and ends the program with 0. */
export function answerHelp(usage: string, args: readonly string[] = process.argv.slice(2)): void {
  if (!args.some(isHelp)) return;
  process.stdout.write(`${usage.trimEnd()}\n`);
  process.exit(0);
}

function isHelp(argument: string): boolean {
  return argument === "--help" || argument === "-h";
}
