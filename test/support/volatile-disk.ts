import { dirname } from "node:path";
import type { Disk } from "../../platform/disk.ts";

interface Inode {
  content: Buffer;
  synced: Buffer;
}

export type Step = "read" | "create" | "write" | "sync" | "link" | "rename" | "remove" | "syncFolder";

/**
 * A disk in memory that can lose its power and fail at any step. Like a real one it may keep a rename without the
 * content, or lose a rename that was never synced: `cutPower` says which of the two the machine does.
 */
export class VolatileDisk implements Disk {
  readonly steps: Step[] = [];
  /** Called before each step; what it throws is what the step fails with. */
  before: (step: Step, path: string) => void | Promise<void> = () => undefined;
  #names = new Map<string, Inode>();
  #syncedNames = new Map<string, Inode>();

  async makeFolder(): Promise<void> {}

  async read(path: string) {
    await this.#step("read", path);
    const inode = this.#names.get(path);
    return inode && Buffer.from(inode.content);
  }

  async create(path: string) {
    await this.#step("create", path);
    const inode: Inode = { content: Buffer.alloc(0), synced: Buffer.alloc(0) };
    this.#names.set(path, inode);
    return this.#growing(path, inode);
  }

  /** A file that is there, to be written at its end; undefined: there is none. */
  async reopen(path: string) {
    const inode = this.#names.get(path);
    return inode && this.#growing(path, inode);
  }

  async link(existing: string, path: string) {
    await this.#step("link", path);
    const inode = this.#names.get(existing);
    if (inode === undefined || this.#names.has(path)) throw new Error(`link ${existing} ${path}`);
    this.#names.set(path, inode);
  }

  async rename(from: string, to: string) {
    await this.#step("rename", to);
    const inode = this.#names.get(from);
    if (inode === undefined) throw new Error(`rename ${from} ${to}`);
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  async remove(path: string) {
    await this.#step("remove", path);
    this.#names.delete(path);
  }

  async syncFolder(path: string) {
    await this.#step("syncFolder", path);
    for (const name of this.#syncedNames.keys()) if (dirname(name) === path) this.#syncedNames.delete(name);
    for (const [name, inode] of this.#names) if (dirname(name) === path) this.#syncedNames.set(name, inode);
  }

  /**
   * What was not synced is gone: of files their content, of the folder its newest names unless
   * the journal had them.
   */
  cutPower(unsyncedNames: "kept" | "lost") {
    if (unsyncedNames === "lost") this.#names = new Map(this.#syncedNames);
    for (const inode of this.#names.values()) {
      inode.content = inode.synced;
    }
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

  #growing(path: string, inode: Inode) {
    return {
      write: async (bytes: Uint8Array) => {
        await this.#step("write", path);
        inode.content = Buffer.concat([inode.content, bytes]);
      },
      sync: async () => {
        await this.#step("sync", path);
        inode.synced = inode.content;
      },
      close: async () => {},
    };
  }

  async #step(step: Step, path: string): Promise<void> {
    // No real disk answers within the call.
    await Promise.resolve();
    await this.before(step, path);
    this.steps.push(step);
  }
}
