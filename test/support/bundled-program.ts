import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "vite";

/** A program of ours that Node can run as a process of its own: bundled from its sources as they are now. */
export interface BundledProgram {
  readonly path: string;
  remove(): Promise<void>;
}

/** @param entry path of the program's TypeScript file, from the root of the project */
export async function bundleProgram(entry: string): Promise<BundledProgram> {
  // Inside node_modules, where the bundle finds the packages that it imports.
  const cache = join("node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "program-"));
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: entry,
      outDir: folder,
      target: "node20",
      rollupOptions: { output: { entryFileNames: "program.mjs" } },
    },
  });
  return { path: resolve(folder, "program.mjs"), remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface RunningProgram {
  readonly process: ChildProcess;
  /** Resolves when this line was printed to standard output. */
  printed(line: string): Promise<void>;
  /** What it has printed to standard output so far. */
  said(): string;
  /** Resolves with everything there is to see once the process has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>;
}

export function runBundled(
  program: Pick<BundledProgram, "path">,
  args: readonly string[],
  cwd = process.cwd(),
  env = process.env,
): RunningProgram {
  const child = spawn(process.execPath, [program.path, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(() => ({ code: child.exitCode, signal: child.signalCode, stdout, stderr }));
  return {
    process: child,
    async printed(line) {
      while (!stdout.split("\n").includes(line)) {
        const more = once(child.stdout, "data").then(() => true);
        if (!(await Promise.race([more, ended.then(() => false)])))
          throw new Error(`ended without "${line}": ${stderr}`);
      }
    },
    said: () => stdout,
    ended,
  };
}
