import Libsql from "libsql";
import { AppError } from "../../../platform/app-error.ts";
import { errorMessage } from "../../../platform/error-message.ts";

export type SqlValue = string | number | null;
export type Line = readonly SqlValue[];

/** How a transaction writes: to the file, or to what is forgotten with the process. */
export type Schema = "main" | "temp";

/** What is written to the file may wait there before it goes to its place; pages of 4 kB. */
const pagesUntilCheckpoint = 2000;
const logSizeLimit = 64 * 1024 * 1024;
/** For whoever reads a backup meanwhile; ms. */
const busyTimeout = 5000;

/**
 * One connection to a SQLite file: statements are prepared once, errors have codes of ours. The only file that knows which
 * package has SQLite inside: `node:sqlite` can take its place once every Node that is supported has it.
 */
export class Database {
  readonly path: string;
  readonly #sqlite: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();

  /**
   * @param mode `write`: made where it is missing; `read`: never changed
   * @throws AppError store/damaged, store/write-failed
   */
  constructor(path: string, mode: "write" | "read") {
    this.path = path;
    this.#sqlite = this.#try(() => new Libsql(path, { readonly: mode === "read", timeout: busyTimeout }));
    try {
      if (mode === "write") this.#exec("PRAGMA journal_mode = WAL");
      // Whatever is committed is on disk, also when the power goes.
      this.#exec("PRAGMA synchronous = FULL");
      this.#exec("PRAGMA temp_store = MEMORY");
      this.#exec(`PRAGMA wal_autocheckpoint = ${pagesUntilCheckpoint}`);
      this.#exec(`PRAGMA journal_size_limit = ${logSizeLimit}`);
      this.#exec("PRAGMA cache_size = -16000");
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

  /** Several statements without values. @throws AppError store/damaged, store/write-failed */
  exec(text: string): void {
    this.#try(() => this.#exec(text));
  }

  close(): void {
    this.#try(() => this.#sqlite.close());
  }

  #exec(text: string): void {
    this.#try(() => this.#sqlite.exec(text));
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
    if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") return damaged(this.path, errorMessage(cause));
    return new AppError("store/write-failed", `${this.path} can't be used: ${code} ${errorMessage(cause)}`, { cause });
  }
}

/** Whether a failure is that of a disk, or of a file, that has no room. */
export function isFull(error: unknown): boolean {
  return error instanceof AppError && codeOf(error.cause) === "SQLITE_FULL";
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
