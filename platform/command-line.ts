import { AppError } from "./app-error.ts";

/**
 * The command line of a program that takes its settings from the environment: `--help` prints the usage and ends the
 * program with 0. @throws AppError request/invalid for anything else
 */
export function takeNoArguments(usage: string, args: readonly string[] = process.argv.slice(2)): void {
  if (args.some(isHelp)) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  const [unknown] = args;
  if (unknown !== undefined) throw new AppError("request/invalid", `unknown argument ${unknown}\n\n${usage}\n`);
}

/** Whether an argument asks for the usage. */
export function isHelp(argument: string): boolean {
  return argument === "--help" || argument === "-h";
}
