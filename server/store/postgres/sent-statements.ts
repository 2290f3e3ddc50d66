import type { Client, QueryResult } from "pg";
import { gather } from "./connections.ts";
import { type Failure, failureOf } from "./failure.ts";
import type { SqlValue } from "./read-set.ts";
import type { Statement } from "./statements.ts";

/**
 * What one try of a transaction sends over its connection. Statements are sent without waiting for the answers to earlier
 * ones; the server answers them in order.
 */
export class SentStatements {
  readonly #connection: Client;
  #failure: Failure | undefined;
  /** From here on a lost connection leaves open whether the transaction was committed. */
  #isCommitting = false;
  /** The answer to what was sent last: the others came before it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: Client) {
    this.#connection = connection;
  }

  /** The first failure of the database: nothing that the work does after it counts. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** What was read is not as it was: the transaction has to be tried again. */
  noteChange(): void {
    this.#failure ??= { kind: "again", error: new Error("what the transaction read has changed") };
  }

  /** @throws unknown the first failure */
  throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }

  /** All that is sent from now on belongs to the commit. */
  beginCommit(): void {
    this.#isCommitting = true;
  }

  send<Line extends object>(what: string | Statement, values: readonly SqlValue[] = []): Promise<QueryResult<Line>> {
    const query = typeof what === "string" ? { text: what } : { ...what, values: [...values] };
    gather(this.#connection);
    const answer = this.#noting(this.#connection.query<Line>(query));
    // It is noted as the transaction's failure, whether or not somebody waits for it.
    answer.catch(() => undefined);
    this.#last = answer;
    return answer;
  }

  /**
   * Waits for all answers.
   * @returns whether the connection can be used again
   */
  async answered(): Promise<boolean> {
    const isAnswered = await this.#last.then(
      () => true,
      () => false,
    );
    return isAnswered && this.#failure?.kind !== "lost" && this.#failure?.kind !== "unknown";
  }

  async #noting<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const isCommitting = this.#isCommitting;
    try {
      return await answer;
    } catch (error) {
      this.#failure ??= failureOf(error, isCommitting);
      throw error;
    }
  }
}
