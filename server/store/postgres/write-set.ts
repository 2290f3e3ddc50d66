import { type ListChange, listChange } from "../sql/difference.ts";
import type { IndexEntries } from "../sql/index-entries.ts";
import type { Change, Table } from "../store.ts";
import type { CommitLocks } from "./commit-locks.ts";
import { type Ask, listUnder, living, type SeenRow, textsOf } from "./read-set.ts";
import { leave, put } from "./statements.ts";

/** Whose a row is at once that falls due: the hub, and for how many ms; nulls: nobody's. */
export type LeaseOnPut = readonly [hub: string | null, lease: number | null];
export type LeaseOf = (table: string, dueAt: number | null) => LeaseOnPut;

interface WrittenRow {
  /** What the database has, until the commit. */
  readonly seen: SeenRow;
  readonly change: Change;
  readonly durable: boolean;
  /** undefined: the row is deleted. */
  readonly put: { readonly row: unknown; readonly body: string; readonly place: IndexEntries } | undefined;
}

interface ListedRow<Row> {
  readonly key: string;
  readonly row: Row;
}

/** What a transaction has changed so far. The database learns it at the commit. */
export class WriteSet {
  /** By table, then by key. */
  readonly #tables = new Map<string, Map<string, WrittenRow>>();
  /** Which of these rows holds a claim, by table. */
  readonly #holders = new Map<string, Map<string, string>>();

  get isEmpty(): boolean {
    return this.#tables.size === 0;
  }

  /** Each row once. */
  get changes(): Change[] {
    return this.#rows().map(({ change }) => change);
  }

  /** When each of the changed rows is due now, epoch ms; null: it is not. */
  get dueTimes(): (number | null)[] {
    return this.#rows().map(({ put: after }) => after?.place.dueAt ?? null);
  }

  /** Whether anything was changed that must outlive the store. */
  get durable(): boolean {
    return this.#rows().some(({ durable }) => durable);
  }

  /** How many rows of the table were written: so many of an answer of the database may not count. */
  count(table: string): number {
    return this.#tables.get(table)?.size ?? 0;
  }

  /** The row as it was written; null: deleted; undefined: it was not written. */
  row<Row>(table: Table<Row>, key: string): Row | null | undefined {
    const written = this.#tables.get(table.name)?.get(key);
    return written && (written.put ? (written.put.row as Row) : null);
  }

  /**
   * The row that holds a claim after these changes.
   * @param before who holds it in the database
   */
  holder(table: string, claim: string, before: string | null): string | null {
    const now = this.#holders.get(table)?.get(claim);
    if (now !== undefined) return now;
    return before !== null && this.#tables.get(table)?.has(before) ? null : before;
  }

  put<Row>(table: Table<Row>, row: Row, body: string, place: IndexEntries, seen: SeenRow): void {
    this.#set(table, table.key(row), seen, { row, body, place });
    const holders = this.#holders.get(table.name) ?? new Map<string, string>();
    this.#holders.set(table.name, holders);
    for (const claim of place.claims) holders.set(claim, seen.key);
  }

  delete<Row>(table: Table<Row>, key: string, seen: SeenRow): void {
    this.#set(table, key, seen, undefined);
  }

  /** The database's answer with these changes, in its order: rows that were written count as they are now. */
  list<Row>(
    table: Table<Row>,
    answer: readonly ListedRow<Row>[],
    belongs: (place: IndexEntries, key: string) => boolean,
    compare: (one: ListedRow<Row>, other: ListedRow<Row>) => number,
  ): readonly Row[] {
    const written = this.#tables.get(table.name);
    if (!written) return answer.map(({ row }) => row);
    const here = [...written].flatMap(([key, row]) =>
      row.put && belongs(row.put.place, key) ? [{ key, row: row.put.row as Row }] : [],
    );
    const others = answer.filter(({ key }) => !written.has(key));
    return [...others, ...here].toSorted(compare).map(({ row }) => row);
  }

  lock(locks: CommitLocks): void {
    for (const { table, key, claims, lists } of this.#rows().map(moveOf)) {
      locks.row(table, key, true);
      for (const claim of [...claims.gone, ...claims.come]) locks.claim(table, claim, true);
      for (const list of lists) locks.list(table, list, true);
    }
  }

  /** What makes the database so; first what goes, as what comes may need its place. */
  statements(leaseOf: LeaseOf): Ask[] {
    const rows = this.#rows();
    const moves = rows.map(moveOf);
    const goes = rows.flatMap(({ put: after, seen }, index): Ask[] => {
      const { table, key, claims, entries } = moves[index] as Move;
      if (claims.gone.length === 0 && entries.gone.length === 0 && after) return [];
      const rested = seen.line !== undefined && seen.line.restsIn !== null;
      return [{ statement: leave, values: [table, key, claims.gone, entries.gone, rested, after === undefined] }];
    });
    const comes = rows.flatMap(({ put: after }, index): Ask[] => {
      const { table, key, claims, entries, searched } = moves[index] as Move;
      if (!after) return [];
      const { place, body } = after;
      const now = [place.claims, place.entries, place.restsIn];
      const lease = leaseOf(table, place.dueAt);
      const values = [table, key, body, ...now, claims.come, entries.come, place.dueAt, ...lease];
      return [{ statement: put, values: [...values, place.searched, searched] }];
    });
    return [...goes, ...comes];
  }

  /** The rows as the database has them once this is committed; without a line: deleted. */
  committed(version: string): SeenRow[] {
    return this.#rows().map(({ seen: { table, key }, put: after }) => {
      if (!after) return { table, key, line: undefined, row: undefined };
      const { claims, entries, restsIn, searched } = after.place;
      return { table, key, line: { key, version, claims, entries, restsIn, searched }, row: after.row };
    });
  }

  #set<Row>(table: Table<Row>, key: string, seen: SeenRow, after: WrittenRow["put"]): void {
    const rows = this.#tables.get(table.name) ?? new Map<string, WrittenRow>();
    this.#tables.set(table.name, rows);
    const holders = this.#holders.get(table.name);
    for (const claim of rows.get(seen.key)?.put?.place.claims ?? []) holders?.delete(claim);
    rows.set(seen.key, { seen, change: { table: table.name, key }, durable: table.durable, put: after });
  }

  #rows(): WrittenRow[] {
    return [...this.#tables.values()].flatMap((rows) => [...rows.values()]);
  }
}

/** By what a row is found no longer, and by what it is from now on. */
interface Move {
  readonly table: string;
  readonly key: string;
  readonly claims: ListChange;
  readonly entries: ListChange;
  /** Lists that it comes to or goes from. */
  readonly lists: readonly string[];
  /** Whether it is searched by something else than before. */
  readonly searched: boolean;
}

function moveOf({ seen: { table, key, line }, put: after }: WrittenRow): Move {
  const before = { claims: textsOf(line, "claims"), entries: textsOf(line, "entries") };
  const now = after?.place ?? { claims: [], entries: [], restsIn: null, dueAt: null, searched: "" };
  const claims = listChange(before.claims, now.claims);
  const livesAsBefore = line && after && (line.restsIn === null) === (now.restsIn === null);
  const entries = livesAsBefore ? listChange(before.entries, now.entries) : { gone: before.entries, come: now.entries };
  const lists = [...entries.gone, ...entries.come].map(listUnder);
  const searched = (line?.searched ?? "") !== now.searched;
  return { table, key, claims, entries, lists: livesAsBefore ? lists : [...lists, living], searched };
}
