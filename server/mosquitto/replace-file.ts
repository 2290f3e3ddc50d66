import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Replaces a file in one step, so that nobody reads half of it. Only its owner may read it, and that is the folder's owner:
 * Mosquitto gives up root before it reads most of its files.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const { uid, gid } = await stat(dirname(path));
  const beside = `${path}.new`;
  await rm(beside, { force: true });
  const file = await open(beside, "wx", 0o600);
  try {
    await file.writeFile(text);
    const made = await file.stat();
    if (made.uid !== uid || made.gid !== gid) await file.chown(uid, gid);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
