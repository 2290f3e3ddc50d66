import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface ChildParts {
  readonly name: string;
  /** Path of the built program. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly logFolder: string;
  /** Told when the program ended by itself; it is started again. */
  readonly died: (name: string, how: string) => void;
  /** ms */
  readonly restartAfter: number;
  /** Whether node restarts the program when one of its modules changes. */
  readonly watch: boolean;
}

/** One program of the demo in a process of its own, started again when it dies, as an init system would. */
export class ChildProgram {
  readonly #parts: ChildParts;
  #process: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  /** How long the log was when the program was started last. */
  #logBefore = 0;
  #stopping = false;

  constructor(parts: ChildParts) {
    this.#parts = parts;
  }

  get logPath(): string {
    return join(this.#parts.logFolder, `${this.#parts.name}.log`);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    const { name, script, args = [], env = {}, died, restartAfter, watch } = this.#parts;
    const log = openSync(this.logPath, "a", 0o600);
    this.#logBefore = readFileSync(this.logPath, "utf8").length;
    const nodeOptions = [...(watch ? ["--watch", "--watch-preserve-output"] : []), "--enable-source-maps"];
    const child = spawn(process.execPath, [...nodeOptions, script, ...args], {
      env: { PATH: process.env["PATH"], TZ: process.env["TZ"], ...env },
      // A group of its own: Ctrl-C reaches this process alone, which then stops the others in order.
      detached: true,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    this.#process = child;
    child.once("exit", (code, signal) => {
      this.#process = undefined;
      if (this.#stopping) return;
      died(name, signal ?? `exit code ${code}`);
      this.#restart = setTimeout(() => this.start(), restartAfter);
    });
  }

  /** What it said last, for whoever asks why it does not run: what is written for people, where there is any. */
  lastWords(): string {
    const lines = readFileSync(this.logPath, "utf8").slice(this.#logBefore).trimEnd().split("\n");
    const forPeople = lines.filter((line) => !line.startsWith("{"));
    return (forPeople.length > 0 ? forPeople : lines).slice(-8).join("\n");
  }

  /** Asks the program to stop and waits until it has. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#process;
    if (!child) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await gone;
  }
}
