import { readFileSync } from "node:fs";
import { AppError } from "./app-error.ts";
import type { Environment } from "./settings.ts";

export const processEnvironment: Environment = {
  variables: process.env,
  readFile: (path) => readFileSync(path, "utf8"),
};

/** Exit codes of sysexits.h: a wrong setting, a wrong command line, anything else. */
const exitCodes: Partial<Record<string, number>> = {
  "config/invalid": 78,
  "tariff/invalid": 78,
  "tariff/changed": 78,
  "request/invalid": 64,
};

/** Says what stopped the program, without a stack trace where the reason is known, and ends the process. */
export function exitWith(error: unknown): never {
  if (error instanceof AppError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(exitCodes[error.code] ?? 1);
  }
  // A port that is taken, a folder that can't be written: the system's own words say it all.
  if (error instanceof Error && "syscall" in error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

/** As a shell tells it of a program that a signal ended. */
const signalCodes = { SIGINT: 130, SIGTERM: 143 };

/**
 * Starts a program and stops it on SIGINT or SIGTERM: `start` answers what stops it in order. A second signal ends it
 * at once.
 */
export function runProgram(start: () => Promise<{ stop: () => Promise<void> }>): void {
  // Not at once: a signal that comes while the program starts must find the handlers below.
  const started = Promise.resolve().then(start);
  let stopping = false;
  const stop = (signal: keyof typeof signalCodes) => {
    if (stopping) process.exit(signalCodes[signal]);
    stopping = true;
    started.then((program) => program.stop()).then(() => process.exit(0), exitWith);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(signal));
  started.catch(exitWith);
}
