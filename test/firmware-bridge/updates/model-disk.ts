import type { UpdateDisk } from "../../../firmware-bridge/updates/update-disk.ts";
import type { NewFile } from "../../../platform/disk.ts";
import { VolatileDisk } from "../../support/volatile-disk.ts";

/** A volatile disk with what updates need beyond documents. Folders are there as soon as something lies in them. */
export class ModelDisk extends VolatileDisk implements UpdateDisk {
  /** What `free` answers; bytes. */
  room = 1024 ** 3;

  async append(path: string): Promise<NewFile> {
    return (await this.reopen(path)) ?? (await this.create(path));
  }

  async size(path: string): Promise<number | undefined> {
    return (await this.read(path))?.length;
  }

  async *chunks(path: string): AsyncIterable<Uint8Array> {
    const bytes = await this.read(path);
    if (bytes === undefined) throw new Error(`no file ${path}`);
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }

  async list(folder: string): Promise<readonly string[]> {
    const inside = this.files().filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(inside.map((path) => path.slice(folder.length + 1).split("/")[0] ?? ""))];
  }

  async removeFolder(path: string): Promise<void> {
    for (const file of this.files()) if (file.startsWith(`${path}/`)) await this.remove(file);
  }

  async free(): Promise<number> {
    return this.room;
  }
}
