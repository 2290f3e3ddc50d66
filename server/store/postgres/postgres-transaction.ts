import type { Client, QueryResult } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import { indexEntriesOf } from "../sql/index-entries.ts";
import type { ListingName } from "../sql/listings.ts";
import { sqlText } from "../sql/sql-text.ts";
import type { Change, Table, Transaction, Wanted } from "../store.ts";
import { channel } from "./change-feed.ts";
import { changeMessage } from "./change-message.ts";
import { CommitLocks } from "./commit-locks.ts";
import { gather } from "./connections.ts";
import { type Failure, failureOf } from "./failure.ts";
import { JointReads, type Question } from "./joint-reads.ts";
import type { KeptRows } from "./kept-rows.ts";
import { ReadSet, type RowLine, type SeenRow, type SqlValue, textsOf } from "./read-set.ts";
import {
  acceptCommit,
  announceNews,
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
  /** In whose name other hubs are told; null: there are none. */
  readonly hub: string | null;
  readonly leaseOf: LeaseOf;
}

/** A line of what is read together: which list it stands in; null: it was asked for by its key. */
interface JointLine extends RowLine {
  readonly table: string;
  readonly list: string | null;
}

interface NextReads {
  readonly reads: JointReads<JointLine>;
  readonly answered: Promise<void>;
}

/** The version of the rows that a commit put. */
interface Accepted {
  readonly version: string;
}

/**
 * One try of a transaction, on a connection that is its own until it is over. It reads from one snapshot and keeps what it
 * changes to itself. What the work asks for together is one statement and a snapshot of its own; most transactions have no second one,
 * and so they need not be begun and ended. Rows that the hub has lately seen need not be read at all. The commit is a transaction of the database of its own, sent in one piece: it locks what was read and
 * what changes, and writes unless anything that was read has changed.
 */
export class PostgresTransaction implements Transaction {
  readonly #connection: Client;
  readonly #tables: ReadonlySet<string>;
  /** What nobody else changes while the work runs: as much as a try before it found changed. */
  readonly #before: CommitLocks | undefined;
  readonly #kept: KeptRows | undefined;
  readonly #reads = new ReadSet();
  readonly #writes = new WriteSet();
  #failure: Failure | undefined;
  #unanswered = 0;
  /** What the work has asked for since it last waited. */
  #next: NextReads | undefined;
  /** The last reads that were sent; what they saw is noted once they are over. */
  #lastReads: Promise<void> | undefined;
  /** Whether there is a snapshot, and what that said of what was seen before. */
  #begun = false;
  readonly #confirmations: Promise<QueryResult>[] = [];
  /** Whether anything that was seen is only as it was, or mostly is. */
  #assumes = false;
  #isUnconfirmed = false;
  #committed: readonly SeenRow[] = [];
  #state: "running" | "committing" | "over" = "running";
  /** The answer to what was sent last: the others came before it. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param kept rows to go by as they were kept; undefined: the work goes by nothing but what it reads */
  constructor(
    connection: Client,
    tables: ReadonlySet<string>,
    before: CommitLocks | undefined,
    kept: KeptRows | undefined,
  ) {
    this.#connection = connection;
    this.#tables = tables;
    this.#before = before;
    this.#kept = kept;
  }

  /** Whether the work went by something that was not read for it. */
  get assumes(): boolean {
    return this.#assumes;
  }

  /** Rows as the database had them, or has them since the commit. */
  get rowsToKeep(): readonly SeenRow[] {
    return [...this.#reads.rows, ...this.#committed];
  }

  /** What the work changed, each row once. */
  get changes(): readonly Change[] {
    return this.#writes.changes;
  }

  /** When each of these rows is due, epoch ms; null: it is not. */
  get dueTimes(): readonly (number | null)[] {
    return this.#writes.dueTimes;
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
    // What it assumes of what it writes by, the commit itself finds out.
    if (!this.#writes.isEmpty) this.#isUnconfirmed = false;
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
    for (const { statement, values } of this.#reads.expectations) void this.#send(statement, values);
    for (const { statement, values } of this.#writes.statements(leaseOf)) void this.#send(statement, values);
    const accepted =
      hub === null
        ? this.#send<Accepted>(acceptCommit)
        : this.#send<Accepted>(prepareNews, [changeMessage(hub, this.changes)]);
    const committed = this.#send("COMMIT");
    if (hub !== null) void this.#send(announceNews, [channel]);
    const [{ rows }] = await Promise.all([accepted, committed]);
    const [answer] = rows;
    if (!answer) this.#noteChange();
    // After an error the server has answered the COMMIT with a rollback, which is none.
    this.#throwFailure();
    if (answer) this.#committed = this.#writes.committed(answer.version);
  }

  /** Notes a failure if the work did not see one snapshot: then nothing counts that it answered or threw. */
  async confirm(): Promise<void> {
    // Also what the work began and did not await: the connection must not go to somebody else meanwhile.
    await this.#next?.answered.catch(() => undefined);
    if (this.#isUnconfirmed && !this.#failure && this.#state === "running") this.#askForConfirmation();
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

  async prefetch(wanted: readonly Wanted[]): Promise<void> {
    await Promise.all(
      wanted.map((one) => {
        if ("key" in one) return this.get(one.table, one.key);
        const { table, entry, limit } = one;
        return limit === undefined ? this.find(table, entry) : this.page(table, entry, limit);
      }),
    );
  }

  put<Row>(table: Table<Row>, row: Row): Promise<void> {
    return this.#counted(() => this.#put(table, row));
  }

  delete<Row>(table: Table<Row>, key: string): Promise<void> {
    return this.#counted(() => this.#delete(table, key));
  }

  async #put<Row>(table: Table<Row>, row: Row): Promise<void> {
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

  async #delete<Row>(table: Table<Row>, key: string): Promise<void> {
    const sqlKey = sqlText(key);
    const seen = await this.#seen(table, sqlKey);
    const written = this.#writes.row(table, sqlKey);
    const isThere = written === undefined ? seen.line !== undefined : written !== null;
    if (isThere) this.#writes.delete(table, key, seen);
  }

  async #seen<Row>(table: Table<Row>, key: string): Promise<SeenRow> {
    const known = this.#reads.row(table.name, key) ?? this.#keptRow(table.name, key);
    if (known) {
      this.#check(table.name);
      return known;
    }
    await this.#ask(table.name, (reads) => {
      reads.row(table.name, key, ([line]) => void this.#noteRow(table.name, key, line));
    });
    return this.#reads.row(table.name, key) as SeenRow;
  }

  /** The row as it was before this transaction. */
  #keptRow(table: string, key: string): SeenRow | undefined {
    const kept = this.#kept?.get(table, key);
    if (!kept) return undefined;
    this.#reads.noteKept(kept);
    this.#assumes = true;
    this.#isUnconfirmed = true;
    return kept;
  }

  #noteRow(table: string, key: string, line: RowLine | undefined): SeenRow {
    return this.#reads.noteRow(table, key, line, this.#kept?.get(table, key));
  }

  async #list<Row>(
    table: Table<Row>,
    name: ListingName,
    values: readonly SqlValue[],
    entry: string | null = null,
  ): Promise<{ readonly key: string; readonly row: Row }[]> {
    const known = () => this.#reads.list(table.name, name, values);
    const note = (lines: readonly RowLine[]) => {
      for (const line of lines) this.#noteRow(table.name, line.key, line);
      this.#reads.noteList({ table: table.name, name, entry, values, keys: lines.map(({ key }) => key) });
    };
    if (known()) this.#check(table.name);
    else {
      await this.#ask(table.name, (reads) => {
        if (name === "find" && entry !== null) reads.list(table.name, entry, (lines) => note(lines.toSorted(byKey)));
        else reads.other({ statement: listRows(name), values: [table.name, ...values], note });
      });
    }
    const keys = known()?.keys ?? [];
    return keys.map((key) => ({ key, row: this.#reads.row(table.name, key)?.row as Row }));
  }

  async #askHolders<Row>(table: Table<Row>, claims: readonly string[]): Promise<void> {
    const unknown = claims.filter((claim) => this.#reads.holder(table.name, claim) === undefined);
    if (unknown.length === 0) return;
    if (this.#kept) {
      // Most are free. Where one is not, the commit is refused, and the next try asks.
      for (const claim of unknown) this.#reads.noteHolder(table.name, claim, null);
      this.#assumes = true;
      this.#isUnconfirmed = true;
      this.#check(table.name);
      return;
    }
    const note = (holders: readonly { claim: string; key: string }[]) => {
      for (const claim of unknown) {
        const held = holders.find((holder) => holder.claim === claim);
        this.#reads.noteHolder(table.name, claim, held?.key ?? null);
      }
    };
    await this.#ask(table.name, (reads) => {
      reads.other({ statement: holdersOf, values: [table.name, unknown], note });
    });
  }

  /** A commit that comes before the end of this is refused, also where nothing had to be asked. */
  async #counted(change: () => Promise<void>): Promise<void> {
    this.#unanswered++;
    try {
      await change();
    } finally {
      this.#unanswered--;
    }
  }

  /** Asks together with everything that the work asks for before it waits. */
  async #ask(table: string, add: (reads: JointReads<JointLine>) => void): Promise<void> {
    this.#check(table);
    this.#next ??= this.#prepareReads();
    add(this.#next.reads);
    this.#unanswered++;
    try {
      await this.#next.answered;
    } finally {
      this.#unanswered--;
    }
  }

  #prepareReads(): NextReads {
    const reads = new JointReads<JointLine>();
    const answered = new Promise<void>((resolve, reject) => {
      // After all that is ready to run: then the work waits.
      process.nextTick(() => {
        this.#next = undefined;
        this.#read(reads.questions()).then(resolve, reject);
      });
    });
    answered.catch(() => undefined);
    return { reads, answered };
  }

  async #read(questions: readonly Question[]): Promise<void> {
    const before = this.#lastReads;
    const answered = this.#answer(questions, before);
    this.#lastReads = answered;
    await answered;
  }

  async #answer(questions: readonly Question[], before: Promise<void> | undefined): Promise<void> {
    await before;
    if (this.#state !== "running") throw new Error("the transaction has ended: an await is missing in its work");
    if (!before && this.#before) void this.#send(takeLocksBefore, this.#before.inOrder());
    if (before || questions.length > 1) this.#begin();
    const answers = await Promise.all(questions.map(({ statement, values }) => this.#send<never>(statement, values)));
    for (const [index, { rows }] of answers.entries()) questions[index]?.note(rows);
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

  /** Makes a snapshot, which must show what was seen so far. */
  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    this.#askForConfirmation();
  }

  #askForConfirmation(): void {
    this.#isUnconfirmed = false;
    const { expectations } = this.#reads;
    this.#confirmations.push(...expectations.map(({ statement, values }) => this.#send(statement, values)));
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
