import { once } from "node:events";
import { AppError } from "../../../platform/app-error.ts";
import { runProgram } from "../../../platform/program.ts";

const failures: Readonly<Record<string, Error>> = {
  "refuses its settings": new AppError("config/invalid", "the settings are not valid:\n  HUB_SECRET: missing"),
  "refuses its command line": new AppError("request/invalid", "usage: program --port PORT"),
  "finds its folder held": new AppError("store/held"),
  "has a fault": new TypeError("undefined is not a cabinet"),
};

/** What is to happen; whatever is to be seen is printed. */
const [, , behaviour = ""] = process.argv;
const say = (line: string) => process.stdout.write(`${line}\n`);

runProgram(async () => {
  const failure = failures[behaviour];
  if (failure) throw failure;
  const alive = setInterval(() => undefined, 1000);
  if (behaviour === "is signalled while it starts") {
    say("starting");
    await once(process, "SIGTERM");
  }
  if (behaviour === "goes on talking") setInterval(() => say("more"), 1);
  say("started");
  return {
    ...(behaviour === "reloads" && { reload: () => say("reloaded") }),
    stop: async () => {
      say("stopping");
      if (behaviour === "never stops") return new Promise<never>(() => undefined);
      if (behaviour === "fails to stop") throw new AppError("store/write-failed");
      clearInterval(alive);
      if (behaviour === "goes on talking") process.stderr.write("stopped in order\n");
      say("stopped");
    },
  };
});
