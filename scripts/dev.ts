/**
 * `npm run dev`: the demo on code that changes. The compiler and vite rebuild what was edited, and node restarts each program
 * of the demo whose modules were built again. Arguments go to the demo.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { utimes } from "node:fs/promises";
import { createInterface } from "node:readline";
import { build } from "vite";
import { AppError } from "../platform/app-error.ts";
import { runProgram } from "../platform/program.ts";

/** The hub reads the documents of the pages at its start; node restarts it when this module of the hub changes. */
const readsThePage = "dist/server/http/pages.js";

runProgram(async () => {
  const compiler = await watchModules();
  const pages = await watchPages("kiosk-ui/vite.config.ts");
  const consolePages = await watchPages("kiosk-ui/vite.console.config.ts");
  const demo = startNode(["dist/simulators/demo/main.js", "--watch", ...process.argv.slice(2)], "inherit");
  let stopping = false;
  demo.once("exit", () => {
    if (!stopping) process.kill(process.pid, "SIGTERM");
  });
  return {
    async stop() {
      stopping = true;
      await Promise.all([pages.close(), consolePages.close()]);
      await Promise.all([demo, compiler].map(stopGroup));
    },
  };
});

/** Compiles everything once, then what changes, and shows the compiler's messages. */
async function watchModules(): Promise<ChildProcess> {
  const options = ["-p", "tsconfig.build.json", "--watch", "--preserveWatchOutput"];
  const compiler = startNode(["node_modules/typescript/bin/tsc", ...options], "pipe");
  const lines = createInterface({ input: compiler.stdout ?? process.stdin });
  lines.on("line", (line) => process.stdout.write(`${line}\n`));
  for await (const line of lines) if (line.includes("Watching for file changes")) return compiler;
  throw new AppError("internal/fault", "the compiler has ended");
}

async function watchPages(configFile: string) {
  const watcher = await build({ configFile, logLevel: "warn", build: { watch: {} } });
  if (!("on" in watcher)) throw new AppError("internal/fault", "vite does not watch");
  watcher.on("event", async (event) => {
    if (event.code === "END") await utimes(readsThePage, new Date(), new Date());
    if (event.code === "ERROR") process.stderr.write(`${event.error.message}\n`);
  });
  return watcher;
}

/** In a process group of its own: Ctrl-C reaches this process alone, which then stops the others in order. */
function startNode(args: readonly string[], stdout: "inherit" | "pipe"): ChildProcess {
  return spawn(process.execPath, args, { detached: true, stdio: ["ignore", stdout, "inherit"] });
}

/** Stops the whole group: on Node 20 the compiler is a child of the process that was started. */
async function stopGroup(leader: ChildProcess): Promise<void> {
  if (leader.pid === undefined || leader.exitCode !== null || leader.signalCode !== null) return;
  const gone = once(leader, "exit");
  process.kill(-leader.pid, "SIGTERM");
  await gone;
}
