import { AppError } from "../../../platform/app-error.ts";
import { type Database, damaged, type Schema, textOf } from "./database.ts";
import { addFigures, searchTablesIn } from "./search-schema.ts";

/** The form of the tables. A file with a higher number was written by a newer version. */
const version = 3;
/** "jieh": tells the hub's files from those of others. */
const applicationId = 0x6a696568;

/**
 * One set of tables for all kinds of rows, as PostgreSQL has it. Each row carries everything by which it is found, and a
 * checksum over all of it.
 */
const tablesIn = (schema: Schema) => `
  CREATE TABLE ${schema}.rows (
    table_name TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, claims TEXT NOT NULL, entries TEXT NOT NULL,
    rests_in TEXT, due_at REAL, checksum INTEGER NOT NULL, searched TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (table_name, key)
  );
  CREATE INDEX ${schema}.living_rows ON rows (table_name, key) WHERE rests_in IS NULL;
  CREATE TABLE ${schema}.claims (
    table_name TEXT NOT NULL, claim TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (table_name, claim)
  ) WITHOUT ROWID;
  CREATE TABLE ${schema}.entries (
    table_name TEXT NOT NULL, entry TEXT NOT NULL, rests INTEGER NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (table_name, entry, rests, key)
  ) WITHOUT ROWID;
  CREATE TABLE ${schema}.due_work (
    table_name TEXT NOT NULL, due_at REAL NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (table_name, due_at, key)
  ) WITHOUT ROWID;
  ${searchTablesIn(schema)}`;

/** Makes the tables of an empty file, and those that are forgotten with the process. @throws AppError store/newer, store/damaged */
export function prepareTables(database: Database): void {
  if (isNew(database)) createTables(database);
  else upgrade(database, checkVersion(database));
  database.exec(tablesIn("temp"));
}

/** Whether nobody has made tables in the file, or a crash cut that off. */
export function isNew(database: Database): boolean {
  return pragma(database, "user_version") === 0 && isEmpty(database);
}

/** Answers the form of the tables. @throws AppError store/newer, store/damaged */
export function checkVersion(database: Database): number {
  if (pragma(database, "application_id") !== applicationId) throw damaged(database.path, "it is no file of a hub");
  const found = pragma(database, "user_version");
  if (found > version)
    throw new AppError("store/newer", `${database.path} was written by a newer version (form ${found})`);
  return found;
}

/** @throws AppError store/older where the file is not yet in the form in which this version reads it */
export function refuseOldForm(database: Database): void {
  const found = checkVersion(database);
  if (found === version) return;
  throw new AppError(
    "store/older",
    `${database.path} is of form ${found}: start the hub on it, which brings it up to date`,
  );
}

/** Whether a process had it open that did not close it. */
export function isOpen(database: Database): boolean {
  return database.first("SELECT CAST(open AS INTEGER) FROM main.opened")?.[0] === 1;
}

/**
 * Notes in the file itself that a process has it open, so that a log which goes missing is missed. While somebody reads
 * the file the note may stay in the log, and come into the file with what follows.
 */
export function markOpen(database: Database): void {
  database.run("UPDATE main.opened SET open = 1");
  database.settleLog();
}

/** From here on no log belongs to the file. */
export function markClosed(database: Database): void {
  database.run("UPDATE main.opened SET open = 0");
}

/** Of the kinds of rows that are there: a step in the index for each, however many rows there are. */
export function tableNames(database: Database): string[] {
  const lines = database.all(`
    WITH RECURSIVE names (name) AS (
      SELECT min(table_name) FROM main.rows
      UNION ALL SELECT (SELECT min(table_name) FROM main.rows WHERE table_name > name) FROM names WHERE name IS NOT NULL
    ) SELECT CAST(name AS BLOB) FROM names WHERE name IS NOT NULL`);
  return lines.map(([name]) => textOf(name));
}

function createTables(database: Database): void {
  database.exec(`
    BEGIN IMMEDIATE;
    ${tablesIn("main")}
    CREATE TABLE main.opened (open INTEGER NOT NULL);
    INSERT INTO main.opened VALUES (0);
    ${forms}
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${version};
    COMMIT;`);
}

function upgrade(database: Database, found: number): void {
  if (found === 1) addSearch(database);
  if (found === 2) addOpenings(database);
}

/** In which form each table's rows were put, those that rest too. */
const forms = "CREATE TABLE main.forms (table_name TEXT PRIMARY KEY, form INTEGER NOT NULL) WITHOUT ROWID;";

/** From form 1 to 3. What is searched of the rows comes when they are put again. */
function addSearch(database: Database): void {
  database.exec(`
    BEGIN IMMEDIATE;
    ALTER TABLE main.rows ADD COLUMN searched TEXT NOT NULL DEFAULT '';
    ${searchTablesIn("main")}
    ${forms}
    PRAGMA user_version = ${version};
    COMMIT;`);
}

/** From form 2 to 3. The new sums come when the rows are put again. */
function addOpenings(database: Database): void {
  database.exec(`
    BEGIN IMMEDIATE;
    ${addFigures(["by_hand", "opened", "not_opened", "opening_ms", "lent_ms"])}
    PRAGMA user_version = ${version};
    COMMIT;`);
}

/** The form in which all rows of the table were put. */
export function formOf(database: Database, table: string): number | undefined {
  const form = database.first("SELECT CAST(form AS INTEGER) FROM main.forms WHERE table_name = ?1", table)?.[0];
  return typeof form === "number" ? form : undefined;
}

export function noteForm(database: Database, table: string, form: number): void {
  database.run("INSERT OR REPLACE INTO main.forms (table_name, form) VALUES (?1, ?2)", table, form);
}

function isEmpty(database: Database): boolean {
  return database.first("SELECT count(*) FROM sqlite_schema")?.[0] === 0;
}

function pragma(database: Database, name: "user_version" | "application_id"): number {
  return Number(database.first(`PRAGMA ${name}`)?.[0]);
}
