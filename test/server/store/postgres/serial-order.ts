import { createHash } from "node:crypto";
import { AppError } from "../../../../platform/app-error.ts";
import type { Table, Transaction } from "../../../../server/store/store.ts";

/** A row with everything by which transactions can get in each other's way. */
export interface Card {
  readonly name: string;
  readonly tags: readonly string[];
  readonly seat?: string;
  readonly due?: number;
  readonly rests?: boolean;
  /** Depends on everything that its writer had read. */
  readonly note: string;
}

export const cards: Table<Card> = {
  name: "cards",
  key: ({ name }) => name,
  unique: ({ seat }) => (seat === undefined ? [] : [seat]),
  index: ({ tags }) => tags,
  dueAt: ({ due }) => due,
  restsIn: ({ rests }) => (rests ? "2026-11" : undefined),
  durable: true,
};

export type Step =
  | { readonly do: "get"; readonly name: string }
  | { readonly do: "find"; readonly tag: string }
  | { readonly do: "page"; readonly tag: string; readonly limit: number }
  | { readonly do: "all" }
  | { readonly do: "put"; readonly card: Omit<Card, "note"> }
  | { readonly do: "delete"; readonly name: string };

export type Program = readonly Step[];

/** Answers what each step saw. */
export async function run(program: Program, tx: Transaction): Promise<string[]> {
  const seen: string[] = [];
  for (const step of program) seen.push(JSON.stringify((await take(step, tx, seen)) ?? null));
  return seen;
}

async function take(step: Step, tx: Transaction, seen: readonly string[]): Promise<unknown> {
  switch (step.do) {
    case "get":
      return tx.get(cards, step.name);
    case "find":
      return tx.find(cards, step.tag);
    case "page":
      return tx.page(cards, step.tag, step.limit);
    case "all":
      return tx.all(cards);
    case "put":
      return putOrRefused(tx, { ...step.card, note: createHash("sha1").update(seen.join()).digest("hex").slice(0, 8) });
    case "delete":
      return tx.delete(cards, step.name);
  }
}

async function putOrRefused(tx: Transaction, card: Card): Promise<string> {
  try {
    await tx.put(cards, card);
    return "put";
  } catch (error) {
    if (error instanceof AppError && error.code === "store/conflict") return "refused";
    throw error;
  }
}

/** What a program saw of a store. */
export interface Outcome {
  readonly program: Program;
  readonly seen: readonly string[];
}

/** Whether the programs would have seen the same, and left the same cards, one after the other in some order. */
export async function haveSerialOrder(
  outcomes: readonly Outcome[],
  before: ReadonlyMap<string, Card>,
  after: ReadonlyMap<string, Card>,
): Promise<boolean> {
  if (outcomes.length === 0) return JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
  for (const first of outcomes) {
    const tx = new PlainTransaction(new Map(before));
    const seen = await run(first.program, tx);
    if (seen.join() !== first.seen.join()) continue;
    const rest = outcomes.filter((other) => other !== first);
    if (await haveSerialOrder(rest, tx.cards, after)) return true;
  }
  return false;
}

/** What the store's port says, in the plainest form. */
class PlainTransaction implements Transaction {
  readonly cards: Map<string, Card>;

  constructor(cards: Map<string, Card>) {
    this.cards = cards;
  }

  async get<Row>(_: Table<Row>, key: string): Promise<Row | undefined> {
    return this.cards.get(key) as Row | undefined;
  }

  async find<Row>(_: Table<Row>, entry: string): Promise<readonly Row[]> {
    return this.#living().filter(({ tags }) => tags.includes(entry)) as Row[];
  }

  async page<Row>(_: Table<Row>, entry: string, limit: number): Promise<readonly Row[]> {
    const under = sorted(this.cards).filter(({ tags }) => tags.includes(entry));
    return under.toReversed().slice(0, limit) as Row[];
  }

  async all<Row>(): Promise<readonly Row[]> {
    return this.#living() as Row[];
  }

  async prefetch(): Promise<void> {}

  async put<Row>(table: Table<Row>, row: Row): Promise<void> {
    const claims = table.restsIn(row) === undefined ? table.unique(row) : [];
    const taken = this.#living().some((card) => card.name !== table.key(row) && claims.includes(card.seat ?? ""));
    if (taken) throw new AppError("store/conflict");
    this.cards.set(table.key(row), JSON.parse(JSON.stringify(row)) as Card);
  }

  async delete<Row>(_: Table<Row>, key: string): Promise<void> {
    this.cards.delete(key);
  }

  #living(): Card[] {
    return sorted(this.cards).filter(({ rests }) => !rests);
  }
}

function sorted(of: ReadonlyMap<string, Card>): Card[] {
  return [...of.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
