import type { Disk } from "../../platform/disk.ts";

interface Inode {
  content: Buffer;
  synced: Buffer;
}

export type Step = "create" | "write" | "sync" | "link" | "rename" | "syncFolder";

/**
 * A disk in memory that can lose its power and fail at any step. Like a real one it may keep a rename without the
 * content, or lose a rename that was never synced: `cutPower` says which of the two the machine does.
 */
export class VolatileDisk implements Disk {
  readonly steps: Step[] = [];
  /** Called before each step; what it throws is what the step fails with. */
  before: (step: Step) => void | Promise<void> = () => undefined;
  #names = new Map<string, Inode>();
  #syncedNames = new Map<string, Inode>();

  async makeFolder(): Promise<void> {}

  async read(path: string) {
    const inode = this.#names.get(path);
    return inode && Buffer.from(inode.content);
  }

  async create(path: string) {
    await this.#step("create");
    const inode: Inode = { content: Buffer.alloc(0), synced: Buffer.alloc(0) };
    this.#names.set(path, inode);
    return {
      write: async (bytes: Uint8Array) => {
        await this.#step("write");
        inode.content = Buffer.concat([inode.content, bytes]);
      },
      sync: async () => {
        await this.#step("sync");
        inode.synced = inode.content;
      },
      close: async () => {},
    };
  }

  async link(existing: string, path: string) {
    await this.#step("link");
    const inode = this.#names.get(existing);
    if (inode === undefined || this.#names.has(path)) throw new Error(`link ${existing} ${path}`);
    this.#names.set(path, inode);
  }

  async rename(from: string, to: string) {
    await this.#step("rename");
    const inode = this.#names.get(from);
    if (inode === undefined) throw new Error(`rename ${from} ${to}`);
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  async remove(path: string) {
    this.#names.delete(path);
  }

  async syncFolder() {
    await this.#step("syncFolder");
    this.#syncedNames = new Map(this.#names);
  }

  /** What was not synced is gone: of files their content, of the folder its newest names unless the journal had them. */
  cutPower(unsyncedNames: "kept" | "lost") {
    if (unsyncedNames === "lost") this.#names = new Map(this.#syncedNames);
    for (const inode of this.#names.values()) inode.content = inode.synced;
  }

  /** Changes a file behind everybody's back. */
  corrupt(path: string, change: (bytes: Buffer) => Buffer) {
    const inode = this.#names.get(path);
    if (inode === undefined) throw new Error(`no file ${path}`);
    inode.content = change(Buffer.from(inode.content));
  }

  files(): string[] {
    return [...this.#names.keys()].toSorted();
  }

  count(step: Step): number {
    return this.steps.filter((done) => done === step).length;
  }

  async #step(step: Step): Promise<void> {
    // No real disk answers within the call.
    await Promise.resolve();
    await this.before(step);
    this.steps.push(step);
  }
}
