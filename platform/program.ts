import { readFileSync } from "node:fs";
import { AppError } from "./app-error.ts";
import { useAddressPatience } from "./dial.ts";
import { errorMessage } from "./error-message.ts";
import type { Environment } from "./settings.ts";

export const processEnvironment: Environment = {
  variables: process.env,
  readFile: (path) => readFileSync(path, "utf8"),
};

/** Exit codes of sysexits.h: a wrong setting, a wrong command line, anything else. */
const exitCodes: Partial<Record<string, number>> = {
  "config/invalid": 78,
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
    process.stderr.write(`${errorMessage(error)}\n`);
    process.exit(1);
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

/** What a program is to the process that runs it. */
export interface Program {
  /** Ends the program in order. */
  stop(): Promise<void>;
  /**
   * Reads again what may change while the program runs, on SIGHUP. A program without it belongs to its terminal: SIGHUP
   * and a closed standard output stop it.
   */
  reload?(): void;
}

/** As a shell tells it of a program that a signal ended. */
const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Starts a program and stops it on SIGINT or SIGTERM. A second signal ends it at once. Connections to names with several
 * addresses are patient from then on (dial.ts).
 */
export function runProgram(start: () => Promise<Program>): void {
  useAddressPatience();
  // Not at once: a signal that comes while the program starts must find the handlers below.
  const started = Promise.resolve().then(start);
  let stopping = false;
  const stop = () => {
    stopping = true;
    started.then((program) => program.stop()).then(() => process.exit(0), exitWith);
  };
  const onSignal = (signal: keyof typeof signalCodes) => {
    if (stopping) process.exit(signalCodes[signal]);
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => onSignal(signal));
  const terminalIsGone = (program: Program) => {
    if (program.reload === undefined && !stopping) stop();
  };
  process.on("SIGHUP", () => {
    started.then(
      (program) => (program.reload ? program.reload() : terminalIsGone(program)),
      () => undefined,
    );
  });
  // Whoever read what the program says is gone: without a listener that would end the process where it stands.
  for (const output of [process.stdout, process.stderr]) {
    output.on("error", () => {
      started.then(terminalIsGone, () => undefined);
    });
  }
  started.catch(exitWith);
}
