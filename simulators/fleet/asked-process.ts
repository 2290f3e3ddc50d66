import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Numbered } from "./answering.ts";

export interface ProcessParts {
  /** Path of the built program. */
  readonly script: string;
  readonly args?: readonly string[];
  /** For node itself. */
  readonly execArgv?: readonly string[];
  /** The whole environment; absent: ours. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A file descriptor that its output goes to; absent: ours. */
  readonly output?: number;
}

/** A process of ours that answers questions, one answer to each. */
export class AskedProcess<Question, Answer> {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  constructor({ script, args = [], execArgv = [], env = process.env, output }: ProcessParts) {
    const to = output ?? "inherit";
    this.#process = fork(script, args, { execArgv: [...execArgv], env, stdio: ["ignore", to, to, "ipc"] });
    this.#process.on("message", ({ id, message }: Numbered<Answer>) => {
      this.#waiting.get(id)?.resolve(message);
      this.#waiting.delete(id);
    });
    this.#process.once("exit", (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${script} ended: ${signal ?? code}`));
      this.#waiting.clear();
    });
  }

  /** @throws Error where the process ends before it has answered, or has ended */
  ask(question: Question): Promise<Answer> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, message: question } satisfies Numbered<Question>, (error) => {
        if (!error) return;
        this.#waiting.delete(id);
        reject(error);
      });
    });
  }

  /** Of the operating system; undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Resolves when it is gone. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (!this.running) return;
    const gone = once(this.#process, "exit");
    this.#process.kill(signal);
    await gone;
  }
}
