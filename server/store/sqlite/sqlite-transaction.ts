import { AppError } from "../../../platform/app-error.ts";
import type { Found, HourLine, HoursQuery, SearchQuery, TotalLine, TotalsQuery } from "../search.ts";
import { listChange } from "../sql/difference.ts";
import { type IndexEntries, indexEntriesOf } from "../sql/index-entries.ts";
import type { ListingName } from "../sql/listings.ts";
import { readSearched, searchColumns } from "../sql/search-columns.ts";
import { sqlText } from "../sql/sql-text.ts";
import type { Change, Leased, Table, Transaction } from "../store.ts";
import { type Database, type SqlValue, textOf } from "./database.ts";
import { searchRows, sumHours, sumRows } from "./search-reads.ts";
import { statements } from "./statements.ts";
import { readLine, type StoredRow, schemaOf, storedIndexEntries, storedRow, valuesOf } from "./stored-row.ts";

const nowhere: IndexEntries = { claims: [], entries: [], restsIn: null, dueAt: null, searched: "" };

/** A changed row, and when it is due now, epoch ms; null: it is not, or it was deleted. */
export interface PutChange {
  readonly change: Change;
  readonly dueAt: number | null;
}

/** Works on the one connection that there is, since transactions take turns. */
export class SqliteTransaction implements Transaction {
  /** In their order, also where a row changed twice. */
  readonly changes: PutChange[] = [];
  /** Whether anything was changed that must outlive the process. */
  durable = false;
  readonly #database: Database;
  readonly #tables: ReadonlySet<string>;
  readonly #beforeWrite: () => void;
  #ended = false;

  /** @param beforeWrite called before the first change */
  constructor(database: Database, tables: ReadonlySet<string>, beforeWrite: () => void) {
    this.#database = database;
    this.#tables = tables;
    this.#beforeWrite = beforeWrite;
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const stored = this.#stored(table, sqlText(key));
    return stored && rowOf<Row>(stored);
  }

  async find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]> {
    return this.#list(table, "find", sqlText(entry));
  }

  async page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]> {
    if (before === undefined) return this.#list(table, "page", sqlText(entry), limit);
    return this.#list(table, "pageBefore", sqlText(entry), limit, sqlText(before));
  }

  async all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    return this.#list(table, "all");
  }

  /** It is all here already. */
  async prefetch(): Promise<void> {}

  /** Every row of the table, those that rest too, the last key first. */
  async lastRows<Row>(table: Table<Row>, limit: number, before: string | undefined): Promise<readonly Row[]> {
    const { lastRows, lastRowsBefore } = this.#statements(table);
    if (before === undefined) return this.#read(table, lastRows, limit);
    return this.#read(table, lastRowsBefore, limit, sqlText(before));
  }

  /** As `Store.claim`, in a store that no other process has. */
  claim<Row>(table: Table<Row>, until: number, limit: number): Leased<Row> {
    const { dueUntil, nextDueAfter } = this.#statements(table);
    const due = this.#read(table, dueUntil, until, limit);
    const next = this.#database.first(nextDueAfter, table.name, until)?.[0];
    return {
      rows: due.map((row) => ({ row, takeover: null })),
      mayBeMore: due.length === limit,
      nextDueAt: typeof next === "number" ? next : undefined,
    };
  }

  /** As `Search.search`. */
  search<Row>(table: Table<Row>, query: SearchQuery): Found<Row> {
    this.#statements(table);
    return searchRows(this.#database, table, query);
  }

  /** As `Search.totals`. */
  totals<Row>(table: Table<Row>, query: TotalsQuery): TotalLine[] {
    this.#statements(table);
    return sumRows(this.#database, table, query);
  }

  /** As `Search.hours`. */
  hours<Row>(table: Table<Row>, query: HoursQuery): HourLine[] {
    this.#statements(table);
    return sumHours(this.#database, table, query);
  }

  async put<Row>(table: Table<Row>, row: Row): Promise<void> {
    const body = JSON.stringify(row);
    // As it will be read: what JSON drops must not be found by either.
    const kept = JSON.parse(body) as Row;
    const key = table.key(kept);
    const sqlKey = sqlText(key);
    const place = indexEntriesOf(table, kept);
    const before = this.#stored(table, sqlKey);
    const { holder, put } = this.#statements(table);
    for (const claim of place.claims) {
      const line = this.#database.first(holder, table.name, claim);
      const held = line && textOf(line[0]);
      if (held !== undefined && held !== sqlKey)
        throw new AppError("store/conflict", `${claim} of ${table.name} ${key} belongs to ${held}`);
    }
    this.#note(table, key, place.dueAt);
    this.#move(table, sqlKey, before ? storedIndexEntries(before) : nowhere, place);
    this.#database.run(put, table.name, ...valuesOf(table.name, storedRow(sqlKey, body, place)));
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    const sqlKey = sqlText(key);
    const before = this.#stored(table, sqlKey);
    if (!before) return;
    this.#note(table, key, null);
    this.#move(table, sqlKey, storedIndexEntries(before), nowhere);
    this.#database.run(this.#statements(table).delete, table.name, sqlKey);
  }

  /** From here on the connection belongs to others: work that forgot to await would change it unseen. */
  end(): void {
    this.#ended = true;
  }

  #note<Row>(table: Table<Row>, key: string, dueAt: number | null): void {
    if (this.changes.length === 0) this.#beforeWrite();
    this.changes.push({ change: { table: table.name, key }, dueAt });
    this.durable ||= table.durable;
  }

  /** Makes a row found by `after`, and by nothing else that `before` had. */
  #move<Row>(table: Table<Row>, key: string, before: IndexEntries, after: IndexEntries): void {
    const { takeClaim, giveUpClaim, addEntry, removeEntry, addWork, removeWork } = this.#statements(table);
    const run = (text: string, ...values: SqlValue[]) => this.#database.run(text, table.name, ...values);
    const claims = listChange(before.claims, after.claims);
    for (const claim of claims.gone) run(giveUpClaim, claim);
    for (const claim of claims.come) run(takeClaim, claim, key);
    const rested = Number(before.restsIn !== null);
    const rests = Number(after.restsIn !== null);
    const moved = { gone: before.entries, come: after.entries };
    const entries = rested === rests ? listChange(before.entries, after.entries) : moved;
    for (const entry of entries.gone) run(removeEntry, entry, rested, key);
    for (const entry of entries.come) run(addEntry, entry, rests, key);
    this.#moveSearched(table, key, before.searched, after.searched);
    if (before.dueAt === after.dueAt) return;
    if (before.dueAt !== null) run(removeWork, before.dueAt, key);
    if (after.dueAt !== null) run(addWork, after.dueAt, key);
  }

  #moveSearched<Row>(table: Table<Row>, key: string, before: string, after: string): void {
    if (before === after) return;
    const { addSearched, changeSearched, removeSearched } = this.#statements(table);
    const run = (text: string, ...values: SqlValue[]) => this.#database.run(text, table.name, key, ...values);
    const [was, is] = [readSearched(before), readSearched(after)];
    if (!is) run(removeSearched);
    else if (was) {
      const changed = searchColumns.filter((column) => was[column] !== is[column]);
      run(changeSearched(changed), ...changed.map((column) => is[column]));
    } else run(addSearched, ...searchColumns.map((column) => is[column]));
  }

  #stored<Row>(table: Table<Row>, key: string): StoredRow | undefined {
    const line = this.#database.first(this.#statements(table).get, table.name, key);
    return line && readLine(this.#database.path, table.name, line);
  }

  #list<Row>(table: Table<Row>, name: ListingName, ...values: SqlValue[]): Row[] {
    return this.#read(table, this.#statements(table).list[name], ...values);
  }

  #read<Row>(table: Table<Row>, text: string, ...values: SqlValue[]): Row[] {
    const lines = this.#database.all(text, table.name, ...values);
    return lines.map((line) => rowOf<Row>(readLine(this.#database.path, table.name, line)));
  }

  #statements<Row>(table: Table<Row>) {
    if (this.#ended) throw new Error("the transaction has ended: an await is missing in its work");
    if (!this.#tables.has(table.name)) throw new Error(`the store was opened without the table ${table.name}`);
    return statements[schemaOf(table)];
  }
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what a table holds
function rowOf<Row>({ body }: StoredRow): Row {
  return JSON.parse(body) as Row;
}
