import { AppError } from "../../platform/app-error.ts";
import { builtInItemKinds, type ItemKind, type ItemKindId, usualItemKind } from "../rental/item-kind.ts";
import type { Table, Transaction, Wanted } from "./store.ts";

/** The kinds that an operator has described: new ones, and built-in ones that he has changed. */
export const itemKindTable: Table<ItemKind> = {
  name: "item-kinds",
  key: ({ id }) => id,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** What is lent under an id. @throws AppError item-kind/unknown */
export async function itemKindIn(tx: Transaction, id: ItemKindId = usualItemKind): Promise<ItemKind> {
  const kind = (await tx.get(itemKindTable, id)) ?? builtInItemKinds.find((built) => built.id === id);
  if (!kind) throw new AppError("item-kind/unknown", `There is no item kind ${id}.`);
  return kind;
}

/** What `itemKindIn` reads. */
export function wantedForKind(id: ItemKindId = usualItemKind): Wanted {
  return { table: itemKindTable, key: id };
}

/** All kinds by their ids: those that the store has, and the built-in ones. */
export async function itemKindsIn(tx: Transaction): Promise<ReadonlyMap<ItemKindId, ItemKind>> {
  const all = [...builtInItemKinds, ...(await tx.all(itemKindTable))];
  return new Map(all.map((kind) => [kind.id, kind]));
}
