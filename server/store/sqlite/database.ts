import { pathToFileURL } from "node:url";
import Libsql from "libsql";
import { AppError } from "../../../platform/app-error.ts";
import { errorMessage } from "../../../platform/error-message.ts";

export type SqlValue = string | number | null;
/** What a statement answers. Texts come as bytes: the package ends the process at one that is no UTF-8, as damage makes it. */
export type Line = readonly (Uint8Array | number | null)[];

/** How a transaction writes: to the file, or to what is forgotten with the process. */
export type Schema = "main" | "temp";

/** What is written to the file may wait there before it goes to its place; pages of 4 kB. */
const pagesUntilCheckpoint = 2000;
const logSizeLimit = 64 * 1024 * 1024;
/** The event loop waits so long at most for somebody who reads the log; ms. */
const busyTimeout = 1000;

/**
 * serve: with a log, and every commit on disk · read: beside whoever serves it, without a change · still: as the file stands,
 * without its log; nobody serves it · edit: without a log.
 */
export type Mode = "serve" | "read" | "still" | "edit";

const ways: Readonly<Record<Mode, string>> = { serve: "", read: "?mode=ro", still: "?immutable=1", edit: "" };

/**
 * One connection to a SQLite file: statements are prepared once, errors have codes of ours. The only file that knows which
 * package has SQLite inside: `node:sqlite` can take its place once every Node that is supported has it.
 */
export class Database {
  readonly path: string;
  readonly #sqlite: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();

  /** @throws AppError store/damaged, store/write-failed */
  constructor(path: string, mode: Mode) {
    this.path = path;
    this.#sqlite = this.#try(() => new Libsql(`${pathToFileURL(path).href}${ways[mode]}`, { timeout: busyTimeout }));
    try {
      if (mode === "serve") this.exec("PRAGMA journal_mode = WAL");
      if (mode === "edit") this.exec("PRAGMA journal_mode = DELETE");
      // Whatever is committed is on disk, also when the power goes.
      this.exec("PRAGMA synchronous = FULL");
      this.exec("PRAGMA temp_store = MEMORY");
      this.exec(`PRAGMA wal_autocheckpoint = ${pagesUntilCheckpoint}`);
      this.exec(`PRAGMA journal_size_limit = ${logSizeLimit}`);
      this.exec("PRAGMA cache_size = -16000");
    } catch (error) {
      this.#sqlite.close();
      throw error;
    }
  }

  get inTransaction(): boolean {
    return this.#sqlite.inTransaction;
  }

  /** @throws AppError store/damaged, store/write-failed */
  run(text: string, ...values: SqlValue[]): void {
    this.#try(() => this.#prepare(text).run(...values));
  }

  /** @throws AppError store/damaged, store/write-failed */
  first(text: string, ...values: SqlValue[]): Line | undefined {
    return this.#try(() => this.#prepare(text).get(...values) as Line | undefined);
  }

  /** @throws AppError store/damaged, store/write-failed */
  all(text: string, ...values: SqlValue[]): Line[] {
    return this.#try(() => this.#prepare(text).all(...values) as Line[]);
  }

  /** Resolves once everything since BEGIN is on disk. @throws AppError store/damaged, store/write-failed */
  async commit(): Promise<void> {
    this.exec("COMMIT");
  }

  /**
   * Puts all that is committed into its place in the file, and empties the log.
   * @throws AppError store/damaged; store/write-failed, also where somebody reads the log just now
   */
  emptyLog(): void {
    const [answer] = this.#try(() => this.#sqlite.pragma("wal_checkpoint(TRUNCATE)") as { readonly busy: number }[]);
    if (answer?.busy !== 0) throw new AppError("store/write-failed", `the log of ${this.path} is being read`);
  }

  /** As `emptyLog`, as far as whoever reads the log allows. @throws AppError store/damaged, store/write-failed */
  settleLog(): void {
    this.#try(() => this.#sqlite.pragma("wal_checkpoint(PASSIVE)"));
  }

  /** Several statements without values. @throws AppError store/damaged, store/write-failed */
  exec(text: string): void {
    this.#try(() => this.#sqlite.exec(text));
  }

  close(): void {
    this.#try(() => this.#sqlite.close());
  }

  #prepare(text: string): Libsql.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#sqlite.prepare(text);
    if (statement.reader) statement.raw(true);
    this.#statements.set(text, statement);
    return statement;
  }

  #try<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw error instanceof AppError ? error : this.#failure(error);
    }
  }

  #failure(cause: unknown): AppError {
    const code = codeOf(cause);
    const isDamage = code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB" || isBrokenList(cause);
    if (isDamage) return damaged(this.path, errorMessage(cause));
    return new AppError("store/write-failed", `${this.path} can't be used: ${code} ${errorMessage(cause)}`, { cause });
  }
}

/** Whether a failure is that of a disk, or of a file, that has no room. */
export function isFull(error: unknown): boolean {
  return error instanceof AppError && codeOf(error.cause) === "SQLITE_FULL";
}

/** A list of texts in a row is JSON that SQLite reads too. */
function isBrokenList(cause: unknown): boolean {
  return errorMessage(cause).includes("malformed JSON");
}

/** What a text of an answer says. Where it is no UTF-8 the row's checksum is wrong, too. */
export function textOf(value: Line[number] | undefined): string {
  const { buffer, byteOffset, byteLength } = value as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

function codeOf(error: unknown): string {
  return (error as { code?: string } | undefined)?.code ?? "";
}

/** @param what is wrong with the file */
export function damaged(path: string, what: string): AppError {
  return new AppError(
    "store/damaged",
    `${path} is damaged: ${what}. Nothing was changed. Put the folder aside and restore the last backup ` +
      "(npm run store -- restore <backup> <folder>); npm run store -- check <folder> names all that is wrong.",
  );
}
