import { type ParseArgsConfig, parseArgs } from "node:util";
import { AppError } from "../platform/app-error.ts";

/** Reads a command line. @throws AppError request/invalid, with the usage */
export function readFlags<Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new AppError("request/invalid", `${error instanceof Error ? error.message : "unreadable flags"}\n\n${usage}`);
  }
}

/** @throws AppError request/invalid where the text is no number from `smallest` to `largest` */
export function numberFlag(flag: string, text: string, smallest: number, largest: number): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value < smallest || value > largest)
    throw new AppError("request/invalid", `--${flag} must be a number from ${smallest} to ${largest}`);
  return value;
}

/** @throws AppError request/invalid where it was not given */
export function neededFlag(flag: string, text: string | undefined): string {
  if (text === undefined) throw new AppError("request/invalid", `--${flag} is needed`);
  return text;
}
