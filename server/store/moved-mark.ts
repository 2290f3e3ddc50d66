import { join } from "node:path";
import { AppError } from "../../platform/app-error.ts";
import type { Disk } from "../../platform/disk.ts";

/** A note in a store's folder, for people too, that its rows went elsewhere. */
function markPath(folder: string): string {
  return join(folder, "moved.txt");
}

/** Where the rows of the folder went; undefined: they are here. */
export async function movedTo(folder: string, disk: Disk): Promise<string | undefined> {
  const text = await disk.read(markPath(folder));
  return text?.toString().trimEnd();
}

/** @throws AppError store/moved where the rows of the folder went elsewhere */
export async function refuseMoved(folder: string, disk: Disk): Promise<void> {
  const place = await movedTo(folder, disk);
  if (place === undefined) return;
  throw new AppError(
    "store/moved",
    `what ${folder} held was moved to ${place}, and whatever happened since is there. Start the hub with ` +
      "HUB_DATABASE_URL. To go back to the state of the folder, as it was before the move, and lose the rest: " +
      `rm '${markPath(folder)}'`,
  );
}

/** Marks the folder durably: no hub starts on it any more. */
export async function markMoved(folder: string, place: string, disk: Disk): Promise<void> {
  const path = markPath(folder);
  const unfinished = `${path}.unfinished`;
  const file = await disk.create(unfinished);
  try {
    await file.write(Buffer.from(`${place}\n`));
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.rename(unfinished, path);
  await disk.syncFolder(folder);
}

export async function unmarkMoved(folder: string, disk: Disk): Promise<void> {
  await disk.remove(markPath(folder));
  await disk.syncFolder(folder);
}
