import type { ListingName } from "../sql/listings.ts";
import type { CommitLocks } from "./commit-locks.ts";
import { readTexts } from "./connections.ts";
import { expectListed, expectUnchanged, type Statement } from "./statements.ts";

export type SqlValue = string | number | boolean | null | readonly (string | number | boolean | bigint | null)[];

/** A statement with its values. */
export interface Ask {
  readonly statement: Statement;
  readonly values: readonly SqlValue[];
}

/** By what the database finds a row. Lists of texts that it sent are read where they are needed. */
export interface RowPlace {
  readonly key: string;
  /** Changes whenever the row is put. */
  readonly version: string;
  readonly claims: string | readonly string[];
  readonly entries: string | readonly string[];
  readonly restsIn: string | null;
  readonly searched: string;
}

/** A row as the database sends it. */
export interface RowLine extends RowPlace {
  readonly body: string;
}

/** What the database has under a key; `line` is undefined where it has nothing. Keys are as the database keeps them. */
export interface SeenRow {
  readonly table: string;
  readonly key: string;
  readonly line: RowPlace | undefined;
  /** Read from the line's body once, whoever asks. */
  readonly row: unknown;
}

interface SeenList {
  readonly table: string;
  readonly name: ListingName;
  /** The index entry that it is about; null: it is all that lives. */
  readonly entry: string | null;
  /** After the table. */
  readonly values: readonly SqlValue[];
  readonly keys: readonly string[];
}

interface SeenHolder {
  readonly table: string;
  readonly claim: string;
  readonly key: string | null;
}

/** Neither a table's name nor what the database keeps as text holds this character. */
const endOfKey = "\u0002";

/** The list of all living rows of a table, as commits lock it. */
export const living = "living";
/** The list of the rows under an index entry. */
export function listUnder(entry: string): string {
  return `entry/${entry}`;
}

/** Everything that a transaction has read, and how to find out whether it is still so. */
export class ReadSet {
  readonly #rows = new Map<string, SeenRow>();
  readonly #holders = new Map<string, SeenHolder>();
  readonly #lists = new Map<string, SeenList>();

  row(table: string, key: string): SeenRow | undefined {
    return this.#rows.get(idOf(table, key));
  }

  /**
   * Answers the row as it was noted first: there is one copy of each.
   * @param kept the row as it was kept from an earlier transaction: it is read again only where it has changed since
   */
  noteRow(table: string, key: string, line: RowLine | undefined, kept?: SeenRow): SeenRow {
    const known = this.row(table, key);
    if (known) return known;
    const isSame = line !== undefined && kept?.line?.version === line.version;
    const seen = isSame
      ? kept
      : { table, key, line: line && placeOf(line), row: line && (JSON.parse(line.body) as unknown) };
    this.noteKept(seen);
    return seen;
  }

  /** Notes a row as an earlier transaction saw or left it: whether it is still so is to be found out. */
  noteKept(seen: SeenRow): void {
    this.#rows.set(idOf(seen.table, seen.key), seen);
  }

  get rows(): Iterable<SeenRow> {
    return this.#rows.values();
  }

  /** The same list, where it was read already. */
  list(table: string, name: ListingName, values: readonly SqlValue[]): SeenList | undefined {
    return this.#lists.get(JSON.stringify([table, name, values]));
  }

  noteList(seen: SeenList): void {
    this.#lists.set(JSON.stringify([seen.table, seen.name, seen.values]), seen);
  }

  /** Who holds a claim in the database, null: nobody; undefined: that was not asked yet. */
  holder(table: string, claim: string): string | null | undefined {
    return this.#holders.get(idOf(table, claim))?.key;
  }

  noteHolder(table: string, claim: string, key: string | null): void {
    this.#holders.set(idOf(table, claim), { table, claim, key });
  }

  lock(locks: CommitLocks): void {
    for (const { table, key } of this.#rows.values()) locks.row(table, key, false);
    for (const { table, claim } of this.#holders.values()) locks.claim(table, claim, false);
    for (const { table, entry } of this.#lists.values())
      locks.list(table, entry === null ? living : listUnder(entry), false);
  }

  /** Each refuses the commit where something is not so any more. */
  get expectations(): Ask[] {
    const rows = [...this.#rows.values()];
    const holders = [...this.#holders.values()];
    const lists = [...this.#lists.values()];
    const finds = lists.filter(({ name }) => name === "find");
    const values = [
      rows.map(({ table }) => table),
      rows.map(({ key }) => key),
      rows.map(({ line }) => line?.version ?? null),
      holders.map(({ table }) => table),
      holders.map(({ claim }) => claim),
      holders.map(({ key }) => key),
      finds.map(({ table }) => table),
      finds.map(({ entry }) => entry),
      finds.map(({ keys }) => keys.map((key) => `${key}${endOfKey}`).join("")),
    ];
    const others = lists.filter(({ name }) => name !== "find");
    const isAny = rows.length + holders.length + finds.length > 0;
    return [
      ...(isAny ? [{ statement: expectUnchanged, values }] : []),
      ...others.map((list) => ({
        statement: expectListed(list.name, 1 + list.values.length),
        values: [list.table, ...list.values, list.keys],
      })),
    ];
  }
}

/** The line without its body, which is kept as the row that was read from it. */
function placeOf({ key, version, claims, entries, restsIn, searched }: RowLine): RowPlace {
  return { key, version, claims, entries, restsIn, searched };
}

/** The texts of a list in a row's line. */
export function textsOf(line: RowPlace | undefined, list: "claims" | "entries"): readonly string[] {
  const texts = line?.[list] ?? [];
  return typeof texts === "string" ? readTexts(texts) : texts;
}

export function idOf(table: string, name: string): string {
  return `${table}${endOfKey}${name}`;
}
