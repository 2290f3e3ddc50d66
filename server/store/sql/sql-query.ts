export type QueryValue = string | number;

/** A statement that is made for one question: values are numbered from 1, the table's name first. */
export interface SqlQuery {
  readonly text: string;
  readonly values: readonly QueryValue[];
}

/** Where the databases' SQL differs. */
export interface Dialect {
  /** A table's name with that of its schema. */
  readonly table: (name: string) => string;
  /** Makes a statement read the table by this index. */
  readonly by: (index: string) => string;
  /** Selects a column of texts. */
  readonly text: (column: string) => string;
  /** Which hour since 1970 a time in a column belongs to. */
  readonly hourOf: (column: string) => string;
}

/** Collects the values of a statement. */
export class Values {
  readonly all: QueryValue[];

  constructor(...all: QueryValue[]) {
    this.all = all;
  }

  /** Answers how the statement names the value. */
  add(value: QueryValue): string {
    return `$${this.all.push(value)}`;
  }
}
