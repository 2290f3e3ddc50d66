import { AppError } from "../../platform/app-error.ts";
import { nodeDisk } from "../../platform/disk.ts";
import { holdFolder } from "../../platform/folder-lock.ts";
import { exitWith } from "../../platform/program.ts";
import { checkStore, copyStore } from "./lowdb/store-files.ts";

/** Commands for the embedded store's folder (HUB_DATA). Ends with 0, 1 (damage) or 64 (a command that can't be done). */
const usage = `usage: npm run store -- backup <folder> <backup>    while the hub runs or not
       npm run store -- restore <backup> <folder>   into a folder that is empty or missing
       npm run store -- check <folder>              while the hub runs or not; a backup too`;

async function check(folder: string): Promise<void> {
  const { counts, segments, damages } = await checkStore(folder, nodeDisk);
  for (const [table, { live, archived }] of counts)
    process.stdout.write(`${table}: ${live} rows in the live document, ${archived} in the archive\n`);
  process.stdout.write(`segments in the archive: ${segments}\n`);
  if (damages.length > 0) throw new AppError("store/damaged", damages.join("\n"));
  process.stdout.write("every checksum is right\n");
}

async function restore(backup: string, folder: string): Promise<void> {
  const lock = await holdFolder(folder);
  try {
    await copyStore(backup, folder, nodeDisk);
  } finally {
    await lock.release();
  }
}

async function run([command, ...folders]: readonly string[]): Promise<void> {
  const [from = "", to = ""] = folders;
  if (command === "check" && folders.length === 1) return check(from);
  if (folders.length !== 2 || (command !== "backup" && command !== "restore"))
    throw new AppError("request/invalid", usage);
  if (command === "backup") await copyStore(from, to, nodeDisk);
  else await restore(from, to);
  await check(to);
}

run(process.argv.slice(2)).catch(exitWith);
