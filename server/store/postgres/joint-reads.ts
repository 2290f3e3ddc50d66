import type { SqlValue } from "./read-set.ts";
import { readRows, type Statement } from "./statements.ts";

/** A statement, and what to do with the lines that answer it. */
export interface Question {
  readonly statement: Statement;
  readonly values: readonly SqlValue[];
  readonly note: (lines: readonly never[]) => void;
}

interface Asked<Line> {
  readonly table: string;
  /** A key, or an index entry. */
  readonly name: string;
  readonly note: (lines: readonly Line[]) => void;
}

/**
 * What work asks for before it waits. Rows by key and lists of living rows, of whatever tables, are one statement: a
 * cabinet of many slots is read as fast as one of few.
 */
export class JointReads<Line extends { readonly table: string; readonly key: string; readonly list: string | null }> {
  readonly #rows: Asked<Line>[] = [];
  readonly #lists: Asked<Line>[] = [];
  readonly #others: Question[] = [];

  row(table: string, name: string, note: (lines: readonly Line[]) => void): void {
    this.#rows.push({ table, name, note });
  }

  list(table: string, name: string, note: (lines: readonly Line[]) => void): void {
    this.#lists.push({ table, name, note });
  }

  other(question: Question): void {
    this.#others.push(question);
  }

  /** What is to be sent. */
  questions(): readonly Question[] {
    return this.#rows.length + this.#lists.length === 0 ? this.#others : [this.#joint(), ...this.#others];
  }

  #joint(): Question {
    return {
      statement: readRows,
      values: [...columnsOf(this.#rows), ...columnsOf(this.#lists)],
      note: (answer: readonly Line[]) => {
        for (const { table, name, note } of this.#rows)
          note(answer.filter((line) => line.list === null && line.table === table && line.key === name));
        for (const [index, { note }] of this.#lists.entries())
          note(answer.filter(({ list }) => list === String(index + 1)));
      },
    };
  }
}

function columnsOf(asked: readonly { readonly table: string; readonly name: string }[]): string[][] {
  return [asked.map(({ table }) => table), asked.map(({ name }) => name)];
}
