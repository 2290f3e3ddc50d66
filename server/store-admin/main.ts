import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { holdFolder } from "../../platform/folder-lock.ts";
import { exitWith, processEnvironment } from "../../platform/program.ts";
import { refuseRepeated } from "../../platform/repeated-parameters.ts";
import { readSettings, Secret } from "../../platform/settings.ts";
import type { TableSummary } from "../store/copy-rows.ts";
import { checkStore, copyStore } from "../store/sqlite/store-file.ts";
import { hubTables } from "../tables.ts";
import { moveToPostgres, summarizeFolder } from "./move-to-postgres.ts";

/** Commands for the embedded store's folder (HUB_DATA). Ends with 0, 1 (damage) or 64 (a command that can't be done). */
const usage = `usage: npm run store -- backup <folder> <backup>    while the hub runs or not
       npm run store -- restore <backup> <folder>   into a folder that is empty or missing
       npm run store -- check <folder>              while the hub runs or not; a backup too
       npm run store -- move <folder> [--dry-run]   into the empty PostgreSQL database that HUB_DATABASE_URL (or
                                                    HUB_DATABASE_URL_FILE) names, while no hub runs`;

/** Those of the hub's settings that are the database's. The number of connections means nothing to a move. */
const databaseSettings = Type.Object({
  url: Secret({
    minLength: 12,
    mistakes: refuseRepeated,
    description: "PostgreSQL, postgres://user:password@host/database",
  }),
  connections: Type.Optional(Type.Integer({ description: "as the hub has it" })),
});

/** Rows between two lines of progress. */
const progressEvery = 10_000;

async function check(folder: string): Promise<void> {
  const { counts, damages } = await checkStore(folder);
  for (const [table, { living, resting }] of counts)
    process.stdout.write(`${table}: ${living} rows live, ${resting} are done with\n`);
  if (damages.length > 0) throw new AppError("store/damaged", damages.join("\n"));
  process.stdout.write("every page, checksum and list is right\n");
}

async function restore(backup: string, folder: string): Promise<void> {
  const lock = await holdFolder(folder);
  try {
    await copyStore(backup, folder);
  } finally {
    await lock.release();
  }
}

async function move(folder: string): Promise<void> {
  const { url } = readSettings("HUB_DATABASE_", databaseSettings, processEnvironment);
  await check(folder);
  print(
    await moveToPostgres(folder, url, hubTables, (table, rows) => {
      if (rows % progressEvery === 0) process.stderr.write(`${table}: ${rows} rows so far\n`);
    }),
  );
  process.stdout.write("all of them came back alike, and the folder is marked: start the hub with HUB_DATABASE_URL\n");
}

async function dryRun(folder: string): Promise<void> {
  await check(folder);
  print(await summarizeFolder(folder, hubTables));
  process.stdout.write("so much would be moved; nothing was changed\n");
}

function print(summaries: readonly TableSummary[]): void {
  for (const { table, rows, sha256 } of summaries) process.stdout.write(`${table}: ${rows} rows, sha256 ${sha256}\n`);
}

async function run(args: readonly string[]): Promise<void> {
  answerHelp(usage, args);
  const [command, from, to, ...more] = args;
  if (from === undefined || more.length > 0) throw new AppError("request/invalid", usage);
  if (command === "check" && to === undefined) return check(from);
  if (command === "move" && to === undefined) return move(from);
  if (command === "move" && to === "--dry-run") return dryRun(from);
  if (to === undefined || (command !== "backup" && command !== "restore")) throw new AppError("request/invalid", usage);
  if (command === "backup") await copyStore(from, to);
  else await restore(from, to);
  await check(to);
}

run(process.argv.slice(2)).catch(exitWith);
