import type { Client, QueryResult } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import { indexEntriesOf } from "../sql/index-entries.ts";
import type { ListingName } from "../sql/listings.ts";
import { sqlText } from "../sql/sql-text.ts";
import type { Change, Table, Transaction } from "../store.ts";
import { channel } from "./change-feed.ts";
import { changeMessage } from "./change-message.ts";
import { CommitLocks } from "./commit-locks.ts";
import { gather } from "./connections.ts";
import { type Failure, failureOf } from "./failure.ts";
import { ReadSet, type RowLine, type SeenRow, type SqlValue, textsOf } from "./read-set.ts";
import {
  announceNews,
  getRow,
  holdersOf,
  letLocksGo,
  listRows,
  prepareNews,
  type Statement,
  takeLocks,
  takeLocksBefore,
  tryLocks,
} from "./statements.ts";
import { type LeaseOf, WriteSet } from "./write-set.ts";

export interface Commit {
  /** In whose name other hubs are told. */
  readonly hub: string;
  readonly leaseOf: LeaseOf;
}

/**
 * One try of a transaction, on a connection that is its own until it is over. It reads from one snapshot and keeps what it
 * changes to itself. A single read is a snapshot of its own; most transactions have no second one, and so they need not be
 * begun and ended. The commit is a transaction of the database of its own, sent in one piece: it locks what was read and
 * what changes, and writes unless anything that was read has changed.
 */
export class PostgresTransaction implements Transaction {
  readonly #connection: Client;
  readonly #tables: ReadonlySet<string>;
  /** What nobody else changes while the work runs: as much as a try before it found changed. */
  readonly #before: CommitLocks | undefined;
  readonly #reads = new ReadSet();
  readonly #writes = new WriteSet();
  #failure: Failure | undefined;
  #unanswered = 0;
  /** The first read, once what it saw is noted. */
  #first: Promise<unknown> | undefined;
  /** Whether there is a snapshot, and what that said of the first read. */
  #begun = false;
  #confirmations: readonly Promise<QueryResult>[] = [];
  #state: "running" | "committing" | "over" = "running";
  /** The answer to what was sent last: the others came before it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: Client, tables: ReadonlySet<string>, before: CommitLocks | undefined) {
    this.#connection = connection;
    this.#tables = tables;
    this.#before = before;
  }

  /** What the work changed, each row once. */
  get changes(): readonly Change[] {
    return this.#writes.changes;
  }

  /** The first failure of the database: nothing that the work does after it counts. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Everything that the commit relied on, or changed. */
  get locks(): CommitLocks {
    const locks = new CommitLocks();
    this.#reads.lock(locks);
    this.#writes.lock(locks);
    return locks;
  }

  /** @throws unknown what is then its failure, or an Error where the work did not await all that it began */
  async commit({ hub, leaseOf }: Commit): Promise<void> {
    if (this.#unanswered > 0) throw new Error("an await is missing in the work of a transaction");
    await this.confirm();
    // The work may have overlooked it.
    this.#throwFailure();
    if (this.#writes.isEmpty) return;
    this.#state = "committing";
    // Sent without waiting in between, and so in one piece.
    if (this.#begun) void this.#send("COMMIT");
    this.#begun = false;
    // Each statement sees what was committed before it: what is looked at under the locks is as it is now.
    void this.#send("BEGIN ISOLATION LEVEL READ COMMITTED");
    if (!this.#writes.durable) void this.#send("SET LOCAL synchronous_commit = off");
    // Whoever waits while he holds what others wait for may wait for ever.
    void this.#send(this.#before ? tryLocks : takeLocks, this.locks.inOrder());
    for (const { statement, values } of this.#reads.expectations()) void this.#send(statement, values);
    for (const { statement, values } of this.#writes.statements(leaseOf)) void this.#send(statement, values);
    const prepared = this.#send(prepareNews, [changeMessage(hub, this.changes)]);
    const committed = this.#send("COMMIT");
    void this.#send(announceNews, [channel]);
    const [news] = await Promise.all([prepared, committed]);
    if (news.rows.length === 0) this.#noteChange();
    // After an error the server has answered the COMMIT with a rollback, which is none.
    this.#throwFailure();
  }

  /** Notes a failure if the work did not see one snapshot: then nothing counts that it answered or threw. */
  async confirm(): Promise<void> {
    const refusals = await Promise.all(this.#confirmations).catch(() => []);
    if (refusals.some(({ rows }) => rows.length > 0)) this.#noteChange();
  }

  /**
   * Ends what was not committed, and waits for all answers.
   * @returns whether the connection is of no use any more
   */
  async end(): Promise<boolean> {
    this.#state = "over";
    // What was read: nothing was written, and a rollback would count as a failure in the server's statistics.
    if (this.#begun) void this.#send("COMMIT");
    if (this.#before) void this.#send(letLocksGo);
    const answered = await this.#last.then(
      () => true,
      () => false,
    );
    return !answered || this.#failure?.kind === "lost" || this.#failure?.kind === "unknown";
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const sqlKey = sqlText(key);
    const written = this.#writes.row(table, sqlKey);
    if (written !== undefined) return written ?? undefined;
    return (await this.#seen(table, sqlKey)).row as Row | undefined;
  }

  async find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]> {
    const sqlEntry = sqlText(entry);
    const answer = await this.#list(table, "find", [sqlEntry], sqlEntry);
    const belongs = isUnder(sqlEntry);
    return this.#writes.list(table, answer, (place) => place.restsIn === null && belongs(place), byKey);
  }

  async page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]> {
    const sqlEntry = sqlText(entry);
    const most = limit + this.#writes.count(table.name);
    const end = before === undefined ? undefined : sqlText(before);
    const answer =
      end === undefined
        ? await this.#list(table, "page", [sqlEntry, most], sqlEntry)
        : await this.#list(table, "pageBefore", [sqlEntry, most, end], sqlEntry);
    const belongs = isUnder(sqlEntry);
    const rows = this.#writes.list(
      table,
      answer,
      (place, key) => belongs(place) && (end === undefined || compareTexts(key, end) < 0),
      (one, other) => byKey(other, one),
    );
    return rows.slice(0, limit);
  }

  async all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    const answer = await this.#list(table, "all", []);
    return this.#writes.list(table, answer, (place) => place.restsIn === null, byKey);
  }

  async put<Row>(table: Table<Row>, row: Row): Promise<void> {
    const body = JSON.stringify(row);
    // As it will be read: what JSON drops must not be found by either.
    const kept = JSON.parse(body) as Row;
    const key = table.key(kept);
    const sqlKey = sqlText(key);
    const place = indexEntriesOf(table, kept);
    const seen = await this.#seen(table, sqlKey);
    const own = new Set(textsOf(seen.line, "claims"));
    await this.#askHolders(
      table,
      place.claims.filter((claim) => !own.has(claim)),
    );
    for (const claim of place.claims) {
      const before = own.has(claim) ? sqlKey : (this.#reads.holder(table.name, claim) ?? null);
      const holder = this.#writes.holder(table.name, claim, before);
      if (holder !== null && holder !== sqlKey)
        throw new AppError("store/conflict", `${claim} of ${table.name} ${key} belongs to ${holder}`);
    }
    this.#writes.put(table, kept, body, place, seen);
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    const sqlKey = sqlText(key);
    const seen = await this.#seen(table, sqlKey);
    const written = this.#writes.row(table, sqlKey);
    const isThere = written === undefined ? seen.line !== undefined : written !== null;
    if (isThere) this.#writes.delete(table, key, seen);
  }

  async #seen<Row>(table: Table<Row>, key: string): Promise<SeenRow> {
    const known = this.#reads.row(table.name, key);
    if (known) {
      this.#check(table.name);
      return known;
    }
    return this.#ask(getRow, table.name, [key], ([line]: RowLine[]) => this.#reads.noteRow(table.name, key, line));
  }

  async #list<Row>(
    table: Table<Row>,
    name: ListingName,
    values: readonly SqlValue[],
    entry: string | null = null,
  ): Promise<{ readonly key: string; readonly row: Row }[]> {
    const known = this.#reads.list(table.name, name, values);
    if (known) {
      this.#check(table.name);
      return known.keys.map((key) => ({ key, row: this.#reads.row(table.name, key)?.row as Row }));
    }
    return this.#ask(listRows(name), table.name, values, (lines: RowLine[]) => {
      const keys = lines.map(({ key }) => key);
      this.#reads.noteList({ table: table.name, name, entry, values, keys });
      return lines.map((line) => ({ key: line.key, row: this.#reads.noteRow(table.name, line.key, line).row as Row }));
    });
  }

  async #askHolders<Row>(table: Table<Row>, claims: readonly string[]): Promise<void> {
    const unknown = claims.filter((claim) => this.#reads.holder(table.name, claim) === undefined);
    if (unknown.length === 0) return;
    await this.#ask(holdersOf, table.name, [unknown], (holders: { claim: string; key: string }[]) => {
      for (const claim of unknown) {
        const held = holders.find((holder) => holder.claim === claim);
        this.#reads.noteHolder(table.name, claim, held?.key ?? null);
      }
    });
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what a line holds
  async #ask<Line extends object, Noted>(
    statement: Statement,
    table: string,
    values: readonly SqlValue[],
    note: (lines: Line[]) => Noted,
  ): Promise<Noted> {
    this.#check(table);
    const read = async () => note((await this.#send<Line>(statement, [table, ...values])).rows);
    this.#unanswered++;
    try {
      if (this.#first) {
        await this.#first;
        this.#begin();
        return await read();
      }
      if (this.#before) void this.#send(takeLocksBefore, this.#before.inOrder());
      const first = read();
      this.#first = first;
      return await first;
    } finally {
      this.#unanswered--;
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }

  #noteChange(): void {
    this.#failure ??= { kind: "again", error: new Error("what the transaction read has changed") };
  }

  #check(table: string): void {
    if (this.#state !== "running") throw new Error("the transaction has ended: an await is missing in its work");
    if (!this.#tables.has(table)) throw new Error(`the store was opened without the table ${table}`);
  }

  /** Makes a snapshot, which must show of the first read what that saw. */
  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    this.#confirmations = this.#reads.expectations().map(({ statement, values }) => this.#send(statement, values));
  }

  #send<Line extends object>(what: string | Statement, values: readonly SqlValue[] = []): Promise<QueryResult<Line>> {
    const query = typeof what === "string" ? { text: what } : { ...what, values: [...values] };
    gather(this.#connection);
    const answer = this.#noting(this.#connection.query<Line>(query));
    // It is noted as the transaction's failure, whether or not somebody waits for it.
    answer.catch(() => undefined);
    this.#last = answer;
    return answer;
  }

  async #noting<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const committing = this.#state === "committing";
    try {
      return await answer;
    } catch (error) {
      this.#failure ??= failureOf(error, committing);
      throw error;
    }
  }
}

function isUnder(entry: string) {
  return ({ entries }: { readonly entries: readonly string[] }) => entries.includes(entry);
}

function byKey(one: { readonly key: string }, other: { readonly key: string }): number {
  return compareTexts(one.key, other.key);
}

/** In the order of the database, which is that of the bytes. */
function compareTexts(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
