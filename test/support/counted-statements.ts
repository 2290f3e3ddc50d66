import { Client } from "pg";
import { type MockInstance, vi } from "vitest";

/** What the connections of this process to PostgreSQL were asked for. */
export interface StatementCounts {
  /** Of the server: those that were begun, and statements by themselves. */
  readonly transactions: number;
  /** Statements that read rows for the work of a transaction, or for a lease. */
  readonly reads: number;
  /** By name; what has none, by its first word. */
  readonly byName: Readonly<Record<string, number>>;
}

interface Named {
  readonly text: string;
  readonly name?: string;
}

const reading = new Set(["get", "find", "page", "pageBefore", "all", "holders", "due", "read"]);

/** Counts the statements of all of the process's connections to PostgreSQL. */
export class CountedStatements {
  readonly #spy: MockInstance;
  readonly #begun = new WeakSet<object>();
  #names: string[] = [];
  #transactions = 0;

  constructor() {
    const { query } = Client.prototype as { query: (this: Client, ...args: unknown[]) => unknown };
    const note = (client: object, what: string | Named) => this.#note(client, what);
    this.#spy = vi.spyOn(Client.prototype, "query").mockImplementation(function (this: Client, ...args: unknown[]) {
      note(this, args[0] as string | Named);
      return query.apply(this, args);
    });
  }

  /** What was asked for since the last call. */
  take(): StatementCounts {
    const names = this.#names;
    const transactions = this.#transactions;
    this.#names = [];
    this.#transactions = 0;
    const byName: Record<string, number> = {};
    for (const name of names.toSorted()) byName[name] = (byName[name] ?? 0) + 1;
    return { transactions, reads: names.filter((name) => reading.has(name)).length, byName };
  }

  end(): void {
    this.#spy.mockRestore();
  }

  #note(client: object, what: string | Named): void {
    const { text, name } = typeof what === "string" ? { text: what, name: undefined } : what;
    if (!this.#begun.has(client)) this.#transactions++;
    if (text.startsWith("BEGIN")) this.#begun.add(client);
    if (text === "COMMIT") this.#begun.delete(client);
    this.#names.push(name ?? text.trim().split(/\s/u, 1)[0] ?? "");
  }
}
