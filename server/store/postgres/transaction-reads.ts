import type { QueryResult } from "pg";
import type { ListingName } from "../sql/listings.ts";
import type { Table } from "../store.ts";
import type { CommitLocks } from "./commit-locks.ts";
import { compareTexts } from "./compare-texts.ts";
import { JointReads, type Question } from "./joint-reads.ts";
import type { KeptRows } from "./kept-rows.ts";
import { type Ask, ReadSet, type RowLine, type SeenRow, type SqlValue } from "./read-set.ts";
import type { SentStatements } from "./sent-statements.ts";
import { holdersOf, listRows, takeLocksBefore } from "./statements.ts";

/** A line of what is read together: which list it stands in; null: it was asked for by its key. */
interface JointLine extends RowLine {
  readonly table: string;
  readonly list: string | null;
}

interface NextReads {
  readonly reads: JointReads<JointLine>;
  readonly answered: Promise<void>;
}

/**
 * What one try of a transaction reads. What the work asks for together is one statement and a snapshot of its own; most
 * transactions have no second one, so that they need not be begun and ended. Rows that the hub has lately seen are not read:
 * the transaction assumes them, and they are confirmed before its end.
 */
export class TransactionReads {
  readonly #sent: SentStatements;
  readonly #before: CommitLocks | undefined;
  readonly #kept: KeptRows | undefined;
  readonly #set = new ReadSet();
  #isOver = false;
  #unanswered = 0;
  /** What the work has asked for since it last waited. */
  #next: NextReads | undefined;
  /** The last reads that were sent; what they saw is noted once they are over. */
  #lastReads: Promise<void> | undefined;
  #isBegun = false;
  /** What the snapshot said of what was seen before it. */
  readonly #confirmations: Promise<QueryResult>[] = [];
  #assumes = false;
  #isUnconfirmed = false;

  constructor(sent: SentStatements, before: CommitLocks | undefined, kept: KeptRows | undefined) {
    this.#sent = sent;
    this.#before = before;
    this.#kept = kept;
  }

  /** Whether anything that was seen is only as it was, or mostly is. */
  get assumes(): boolean {
    return this.#assumes;
  }

  /** Rows as the database had them. */
  get rows(): Iterable<SeenRow> {
    return this.#set.rows;
  }

  /** Each refuses the commit where something is not so any more. */
  get expectations(): readonly Ask[] {
    return this.#set.expectations;
  }

  get isAwaited(): boolean {
    return this.#unanswered === 0;
  }

  lock(locks: CommitLocks): void {
    this.#set.lock(locks);
  }

  /** The commit itself finds out whether what was assumed holds. */
  leaveToCommit(): void {
    this.#isUnconfirmed = false;
  }

  /** No read is allowed from now on. */
  end(): void {
    this.#isOver = true;
  }

  /** @throws Error when the transaction has ended */
  check(): void {
    if (this.#isOver) throw new Error("the transaction has ended: an await is missing in its work");
  }

  /** Notes a failure if the work did not see one snapshot: then nothing counts that it answered or threw. */
  async confirm(): Promise<void> {
    // Also what the work began and did not await: the connection must not go to another transaction meanwhile.
    await this.#next?.answered.catch(() => undefined);
    if (this.#isUnconfirmed && !this.#sent.failure && !this.#isOver) this.#askForConfirmation();
    const refusals = await Promise.all(this.#confirmations).catch(() => []);
    if (refusals.some(({ rows }) => rows.length > 0)) this.#sent.noteChange();
  }

  /** Ends the snapshot, where there is one. A rollback would count as a failure in the server's statistics. */
  endSnapshot(): void {
    if (this.#isBegun) void this.#sent.send("COMMIT");
    this.#isBegun = false;
  }

  /** The row as it was before this transaction. */
  async row(table: string, key: string): Promise<SeenRow> {
    const known = this.#set.row(table, key) ?? this.#keptRow(table, key);
    if (known) {
      this.check();
      return known;
    }
    await this.#ask((reads) => {
      reads.row(table, key, ([line]) => void this.#noteRow(table, key, line));
    });
    return this.#set.row(table, key) as SeenRow;
  }

  /** The rows of a list as they were before this transaction. @param entry the index entry that it is about */
  async list<Row>(
    { name: table }: Pick<Table<Row>, "name">,
    name: ListingName,
    values: readonly SqlValue[],
    entry: string | null = null,
  ): Promise<{ readonly key: string; readonly row: Row }[]> {
    const known = () => this.#set.list(table, name, values);
    const note = (lines: readonly RowLine[]) => {
      for (const line of lines) this.#noteRow(table, line.key, line);
      this.#set.noteList({ table, name, entry, values, keys: lines.map(({ key }) => key) });
    };
    if (known()) this.check();
    else {
      await this.#ask((reads) => {
        if (name === "find" && entry !== null)
          reads.list(table, entry, (lines) => note(lines.toSorted((a, b) => compareTexts(a.key, b.key))));
        else reads.other({ statement: listRows(name), values: [table, ...values], note });
      });
    }
    const keys = known()?.keys ?? [];
    return keys.map((key) => ({ key, row: this.#set.row(table, key)?.row as Row }));
  }

  /** The key of the row that held a unique key before this transaction. null: none; undefined: `askHolders` did not ask for it. */
  holder(table: string, claim: string): string | null | undefined {
    return this.#set.holder(table, claim);
  }

  async askHolders(table: string, claims: readonly string[]): Promise<void> {
    const unknown = claims.filter((claim) => this.#set.holder(table, claim) === undefined);
    if (unknown.length === 0) return;
    if (this.#kept) {
      // Most are free. Where one is not, the commit is refused, and the next try asks.
      for (const claim of unknown) this.#set.noteHolder(table, claim, null);
      this.#assume();
      this.check();
      return;
    }
    const note = (holders: readonly { claim: string; key: string }[]) => {
      for (const claim of unknown) {
        const held = holders.find((holder) => holder.claim === claim);
        this.#set.noteHolder(table, claim, held?.key ?? null);
      }
    };
    await this.#ask((reads) => {
      reads.other({ statement: holdersOf, values: [table, unknown], note });
    });
  }

  #keptRow(table: string, key: string): SeenRow | undefined {
    const kept = this.#kept?.get(table, key);
    if (!kept) return undefined;
    this.#set.noteKept(kept);
    this.#assume();
    return kept;
  }

  #assume(): void {
    this.#assumes = true;
    this.#isUnconfirmed = true;
  }

  #noteRow(table: string, key: string, line: RowLine | undefined): SeenRow {
    return this.#set.noteRow(table, key, line, this.#kept?.get(table, key));
  }

  /** Asks together with everything that the work asks for before it waits. */
  async #ask(add: (reads: JointReads<JointLine>) => void): Promise<void> {
    this.check();
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
    this.check();
    if (!before && this.#before) void this.#sent.send(takeLocksBefore, this.#before.inOrder());
    if (before || questions.length > 1) this.#begin();
    const answers = await Promise.all(
      questions.map(({ statement, values }) => this.#sent.send<never>(statement, values)),
    );
    for (const [index, { rows }] of answers.entries()) questions[index]?.note(rows);
  }

  /** Makes a snapshot, which must show what was seen so far. */
  #begin(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    void this.#sent.send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    this.#askForConfirmation();
  }

  #askForConfirmation(): void {
    this.#isUnconfirmed = false;
    this.#confirmations.push(...this.expectations.map(({ statement, values }) => this.#sent.send(statement, values)));
  }
}
