import { spawnSync } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";

const page = Buffer.alloc(4096);

/** A file system of its own, of a few megabytes, which a test can fill up. */
export class SmallDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Mounts it on a folder; undefined where that is not allowed. */
  static mount(folder: string): SmallDisk | undefined {
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", folder]);
    return status === 0 ? new SmallDisk(folder) : undefined;
  }

  /** Leaves no room for a single page more. */
  async fill(): Promise<void> {
    const file = await open(this.#ballast, "w");
    try {
      for (;;) await file.write(page);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    } finally {
      await file.close();
    }
  }

  async makeRoom(): Promise<void> {
    await rm(this.#ballast);
  }

  unmount(): void {
    spawnSync("umount", ["--lazy", this.#folder]);
  }

  get #ballast(): string {
    return join(this.#folder, "ballast");
  }
}
