import type { Client } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import { indexEntriesOf } from "../sql/index-entries.ts";
import type { ListingName } from "../sql/listings.ts";
import { sqlText } from "../sql/sql-text.ts";
import type { Change, Table, Transaction, Wanted } from "../store.ts";
import { channel } from "./change-feed.ts";
import { changeMessage } from "./change-message.ts";
import { CommitLocks } from "./commit-locks.ts";
import { compareTexts } from "./compare-texts.ts";
import type { Failure } from "./failure.ts";
import type { KeptRows } from "./kept-rows.ts";
import { type SeenRow, type SqlValue, textsOf } from "./read-set.ts";
import { SentStatements } from "./sent-statements.ts";
import { acceptCommit, announceNews, letLocksGo, prepareNews, takeLocks, tryLocks } from "./statements.ts";
import { TransactionReads } from "./transaction-reads.ts";
import { type LeaseOf, WriteSet } from "./write-set.ts";

export interface Commit {
  /** In whose name other hubs are told; null: there are none. */
  readonly hub: string | null;
  readonly leaseOf: LeaseOf;
}

/** The version of the rows that a commit put. */
interface Accepted {
  readonly version: string;
}

/**
 * One try of a transaction, on a connection that is its own until it is over. It keeps what it changes to itself. The commit
 * is a transaction of the database of its own, sent in one piece: it locks what was read and what changes, and writes unless
 * anything that was read has changed.
 */
export class PostgresTransaction implements Transaction {
  readonly #sent: SentStatements;
  readonly #tables: ReadonlySet<string>;
  /** What no other transaction changes while the work runs: as much as a try before it found changed. */
  readonly #before: CommitLocks | undefined;
  readonly #reads: TransactionReads;
  readonly #writes = new WriteSet();
  /** Changes that the work has not awaited yet. */
  #unanswered = 0;
  #committed: readonly SeenRow[] = [];

  /** @param kept rows to go by as they were kept; undefined: the work goes by nothing but what it reads */
  constructor(
    connection: Client,
    tables: ReadonlySet<string>,
    before: CommitLocks | undefined,
    kept: KeptRows | undefined,
  ) {
    this.#sent = new SentStatements(connection);
    this.#tables = tables;
    this.#before = before;
    this.#reads = new TransactionReads(this.#sent, before, kept);
  }

  /** Whether the work went by something that was not read for it. */
  get assumes(): boolean {
    return this.#reads.assumes;
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
    return this.#sent.failure;
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
    if (this.#unanswered > 0 || !this.#reads.isAwaited)
      throw new Error("an await is missing in the work of a transaction");
    if (!this.#writes.isEmpty) this.#reads.leaveToCommit();
    await this.confirm();
    // The work may have overlooked it.
    this.#sent.throwFailure();
    if (this.#writes.isEmpty) return;
    this.#reads.end();
    this.#sent.beginCommit();
    const [{ rows }] = await Promise.all(this.#sendCommit(hub, leaseOf));
    const [answer] = rows;
    if (!answer) this.#sent.noteChange();
    // After an error the server has answered the COMMIT with a rollback, which is none.
    this.#sent.throwFailure();
    if (answer) this.#committed = this.#writes.committed(answer.version);
  }

  /** Sent without waiting in between, and so in one piece. */
  #sendCommit(hub: string | null, leaseOf: LeaseOf) {
    const sent = this.#sent;
    this.#reads.endSnapshot();
    // Each statement sees what was committed before it: what is looked at under the locks is as it is now.
    void sent.send("BEGIN ISOLATION LEVEL READ COMMITTED");
    if (!this.#writes.durable) void sent.send("SET LOCAL synchronous_commit = off");
    // A transaction that holds locks does not wait for others: two that wait for one another would wait for ever.
    void sent.send(this.#before ? tryLocks : takeLocks, this.locks.inOrder());
    for (const { statement, values } of this.#reads.expectations) void sent.send(statement, values);
    for (const { statement, values } of this.#writes.statements(leaseOf)) void sent.send(statement, values);
    const accepted =
      hub === null
        ? sent.send<Accepted>(acceptCommit)
        : sent.send<Accepted>(prepareNews, [changeMessage(hub, this.changes)]);
    const committed = sent.send("COMMIT");
    if (hub !== null) void sent.send(announceNews, [channel]);
    return [accepted, committed] as const;
  }

  /** Notes a failure if the work did not see one snapshot: then nothing counts that it answered or threw. */
  confirm(): Promise<void> {
    return this.#reads.confirm();
  }

  /**
   * Ends what was not committed, and waits for all answers.
   * @returns whether the connection is of no use any more
   */
  async end(): Promise<boolean> {
    this.#reads.end();
    this.#reads.endSnapshot();
    if (this.#before) void this.#sent.send(letLocksGo);
    return !(await this.#sent.answered());
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
    await this.#reads.askHolders(
      table.name,
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

  #seen<Row>(table: Table<Row>, key: string): Promise<SeenRow> {
    this.#checkTable(table.name);
    return this.#reads.row(table.name, key);
  }

  #list<Row>(
    table: Table<Row>,
    name: ListingName,
    values: readonly SqlValue[],
    entry: string | null = null,
  ): Promise<{ readonly key: string; readonly row: Row }[]> {
    this.#checkTable(table.name);
    return this.#reads.list(table, name, values, entry);
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

  #checkTable(table: string): void {
    if (!this.#tables.has(table)) throw new Error(`the store was opened without the table ${table}`);
  }
}

function isUnder(entry: string) {
  return ({ entries }: { readonly entries: readonly string[] }) => entries.includes(entry);
}

function byKey(one: { readonly key: string }, other: { readonly key: string }): number {
  return compareTexts(one.key, other.key);
}
