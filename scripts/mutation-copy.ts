import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** How tests ended: all passed, one failed, or they did not end in time. */
export type Ending = "passed" | "failed" | "late";

/**
 * A copy of the project in a temporary folder, where a fault can be tried while the project itself is worked on. It has
 * the files that git tracks, as they are on disk; installed packages and what was built are those of the project.
 */
export class MutationCopy {
  readonly #folder: string;
  readonly #signal: AbortSignal;

  private constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** @param signal ends what runs in the copy */
  static async open(root: string, signal: AbortSignal): Promise<MutationCopy> {
    const folder = await mkdtemp(join(tmpdir(), "jiehuan-mutate-"));
    for (const file of await trackedFiles(root)) await cp(join(root, file), join(folder, file));
    for (const shared of ["node_modules", "dist"]) await symlink(resolve(root, shared), join(folder, shared));
    return new MutationCopy(folder, signal);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.#folder, file), "utf8");
  }

  async write(file: string, code: string): Promise<void> {
    await writeFile(join(this.#folder, file), code);
  }

  /**
   * Runs tests until the first one fails.
   * @param paths parts of their paths
   * @param limit s, after which they count as late and are ended
   */
  test(paths: readonly string[], limit: number): Promise<Ending> {
    return this.#run(["vitest/vitest.mjs", "run", "--bail=1", "--coverage.enabled=false", ...paths], limit);
  }

  /** Whether the compiler accepts the code; what it knows of it is kept for the next time. */
  async compiles(): Promise<boolean> {
    const args = ["-p", "tsconfig.build.json", "--noEmit", "--incremental", "--tsBuildInfoFile", ".mutate.tsbuildinfo"];
    return (await this.#run(["typescript/bin/tsc", ...args], 300)) === "passed";
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #run([program = "", ...args]: readonly string[], limit: number): Promise<Ending> {
    this.#signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      // A group of its own: vitest has workers, and a worker in an endless loop hears nothing.
      const child = spawn(process.execPath, [join("node_modules", program), ...args], {
        cwd: this.#folder,
        stdio: "ignore",
        detached: true,
      });
      let isLate = false;
      const kill = () => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      };
      const timer = setTimeout(() => {
        isLate = true;
        kill();
      }, limit * 1000);
      this.#signal.addEventListener("abort", kill);
      child.once("error", reject);
      child.once("close", (code) => {
        clearTimeout(timer);
        this.#signal.removeEventListener("abort", kill);
        if (this.#signal.aborted) reject(this.#signal.reason as Error);
        else if (isLate) resolve("late");
        else resolve(code === 0 ? "passed" : "failed");
      });
    });
  }
}

/** The files of a folder that git tracks and that are there. */
export async function trackedFiles(root: string, folder = "."): Promise<readonly string[]> {
  const list = async (...flags: string[]) => {
    const { stdout } = await promisify(execFile)("git", ["ls-files", "-z", ...flags, "--", folder], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.split("\0").filter((file) => file !== "");
  };
  const removed = new Set(await list("--deleted"));
  return (await list()).filter((file) => !removed.has(file));
}
