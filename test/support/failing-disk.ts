import { readFileSync } from "node:fs";
import Libsql from "libsql";

/*
 * Loaded into a program before the program itself (`node --import`): its store's commits fail as those of a full disk or of
 * one that can't be synced, while the file FAILING_DISK_TROUBLE says so.
 */

export type Trouble = "none" | "no-space" | "no-sync";

const troublePath = process.env["FAILING_DISK_TROUBLE"] ?? "";

type Method = (this: unknown, text: string) => unknown;

const prototype = Libsql.prototype as unknown as Record<"exec" | "prepare", Method>;
const { exec, prepare } = prototype;

prototype.exec = function (text) {
  if (text === "COMMIT") refuse();
  return exec.call(this, text);
};
prototype.prepare = function (text) {
  if (text.includes("wal_checkpoint")) refuse();
  return prepare.call(this, text);
};

function refuse(): void {
  const trouble = readFileSync(troublePath, "utf8") as Trouble;
  if (trouble === "no-space") throw failure("SQLITE_FULL", "database or disk is full");
  if (trouble === "no-sync") throw failure("SQLITE_IOERR_FSYNC", "disk I/O error");
}

function failure(code: string, what: string): Error {
  return Object.assign(new Error(what), { code });
}
