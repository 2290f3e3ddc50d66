import type { ClientBase, QueryResult } from "pg";
import { AppError } from "../../../platform/app-error.ts";
import type { Change, Table, Transaction } from "../store.ts";
import { channel } from "./change-feed.ts";
import { changeMessage } from "./change-message.ts";
import { type Failure, failureOf } from "./failure.ts";
import { placeOf } from "./place.ts";
import { sqlText } from "./sql-text.ts";
import { type StatementName, statements } from "./statements.ts";

type Value = string | number | null | readonly string[];

/** One try of a transaction, on a connection that is its own until it is over. */
export class PostgresTransaction implements Transaction {
  readonly #connection: ClientBase;
  readonly #tables: ReadonlySet<string>;
  readonly #changes = new Map<string, Change>();
  #failure: Failure | undefined;
  #unanswered = 0;
  #state: "running" | "committing" | "over" = "running";

  constructor(connection: ClientBase, tables: ReadonlySet<string>) {
    this.#connection = connection;
    this.#tables = tables;
  }

  /** What the work changed, each row once. */
  get changes(): readonly Change[] {
    return [...this.#changes.values()];
  }

  /** The first failure of the database: nothing that the work does after it counts. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /**
   * Not answered before the first statement of the work is.
   * @param alone whether other writers wait until it is over
   */
  begin(alone: boolean): void {
    this.#send("BEGIN ISOLATION LEVEL SERIALIZABLE");
    // Before the first query, which settles what the transaction sees.
    if (alone) this.#send("LOCK TABLE rows, due_work IN EXCLUSIVE MODE");
  }

  /**
   * Other hubs are told in the name of `hub`.
   * @throws unknown what is then its failure, or an Error where the work did not await all that it began
   */
  async commit(hub: string): Promise<void> {
    if (this.#unanswered > 0) throw new Error("an await is missing in the work of a transaction");
    this.#state = "committing";
    if (this.#changes.size > 0) {
      const values = [channel, changeMessage(hub, this.changes)];
      this.#noting(this.#connection.query({ name: "announce", text: statements.announce, values })).catch(ignore);
    }
    await this.#noting(this.#connection.query("COMMIT"));
    // After a failure that the work overlooked, the server has answered with a rollback.
    if (this.#failure) throw this.#failure.error;
    this.#state = "over";
  }

  /** Ends what was not committed. Answers whether the connection is of no use any more. */
  async rollBack(): Promise<boolean> {
    if (this.#state === "over") return false;
    this.#state = "over";
    try {
      await this.#connection.query("ROLLBACK");
      return this.#failure?.kind === "lost";
    } catch {
      return true;
    }
  }

  async get<Row>(table: Table<Row>, key: string): Promise<Row | undefined> {
    const [row] = await this.#read<Row>("get", table, sqlText(key));
    return row;
  }

  async find<Row>(table: Table<Row>, entry: string): Promise<readonly Row[]> {
    return this.#read("find", table, sqlText(entry));
  }

  async page<Row>(table: Table<Row>, entry: string, limit: number, before?: string): Promise<readonly Row[]> {
    if (before === undefined) return this.#read("page", table, sqlText(entry), limit);
    return this.#read("pageBefore", table, sqlText(entry), limit, sqlText(before));
  }

  async all<Row>(table: Table<Row>): Promise<readonly Row[]> {
    return this.#read("all", table);
  }

  async due<Row>(table: Table<Row>, until: number, limit: number): Promise<readonly Row[]> {
    return this.#read("due", table, until, limit);
  }

  async put<Row>(table: Table<Row>, row: Row): Promise<void> {
    const body = JSON.stringify(row);
    // As it will be read: what JSON drops must not be found by either.
    const kept = JSON.parse(body) as Row;
    const key = table.key(kept);
    const { claims, entries, restsIn, dueAt } = placeOf(table, kept);
    const values = [sqlText(key), body, claims, entries, restsIn, dueAt];
    const { rows } = await this.#run<{ claim: string; key: string }>("put", table.name, ...values);
    const [held] = rows;
    if (held) throw new AppError("store/conflict", `${held.claim} of ${table.name} ${key} belongs to ${held.key}`);
    this.#note({ table: table.name, key });
  }

  async delete<Row>(table: Table<Row>, key: string): Promise<void> {
    const { rowCount } = await this.#run("delete", table.name, sqlText(key));
    if (rowCount) this.#note({ table: table.name, key });
  }

  async #read<Row>(name: StatementName, table: Table<Row>, ...values: Value[]): Promise<Row[]> {
    const { rows } = await this.#run<{ body: string }>(name, table.name, ...values);
    return rows.map(({ body }) => JSON.parse(body) as Row);
  }

  async #run<Line extends object>(name: StatementName, table: string, ...values: Value[]): Promise<QueryResult<Line>> {
    if (this.#state !== "running") throw new Error("the transaction has ended: an await is missing in its work");
    if (!this.#tables.has(table)) throw new Error(`the store was opened without the table ${table}`);
    this.#unanswered++;
    try {
      const query = { name, text: statements[name], values: [table, ...values] };
      return await this.#noting(this.#connection.query<Line>(query));
    } finally {
      this.#unanswered--;
    }
  }

  #send(text: string): void {
    this.#noting(this.#connection.query(text)).catch(ignore);
  }

  async #noting<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      const committing = this.#state === "committing" && this.#changes.size > 0;
      this.#failure ??= failureOf(error, committing);
      throw error;
    }
  }

  #note(change: Change): void {
    this.#changes.set(JSON.stringify(change), change);
  }
}

/** It is noted as the transaction's failure. */
function ignore(): void {}
