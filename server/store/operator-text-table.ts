import type { EpochMs } from "../../protocol/ids.ts";
import { seenVersions, type TextKind, type TextVersions, textKinds } from "../rental/operator-text.ts";
import { keepVersions, newestVersions } from "./operator-profile-table.ts";
import type { Table, Transaction } from "./store.ts";

/** A version of a text, for ever as it was published. */
export interface OperatorText {
  readonly kind: TextKind;
  /** From 1. */
  readonly version: number;
  readonly publishedAt: EpochMs;
  /** Markdown; without English, readers of English get the Chinese text. */
  readonly text: { readonly zh: string; readonly en?: string };
}

export const operatorTextTable: Table<OperatorText> = {
  name: "operator-texts",
  key: ({ kind, version }) => keyOf(kind, version),
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** The versions of a text are in the order of their keys. */
function keyOf(kind: TextKind, version: number): string {
  return `${kind}/${String(version).padStart(6, "0")}`;
}

/** A version of a text, or the newest one; undefined: there is none. */
export async function textIn(tx: Transaction, kind: TextKind, version?: number): Promise<OperatorText | undefined> {
  const wanted = version ?? (await newestVersions(tx))[kind];
  return wanted === undefined ? undefined : tx.get(operatorTextTable, keyOf(kind, wanted));
}

/** The versions that a rider has seen, by what the page says that it showed. */
export async function seenVersionsIn(tx: Transaction, shown: TextVersions, now: EpochMs): Promise<TextVersions> {
  const newest = await newestVersions(tx);
  const older = textKinds.flatMap((kind) => {
    const { [kind]: version = Number.POSITIVE_INFINITY } = shown;
    return version < (newest[kind] ?? 0) ? [{ kind, version }] : [];
  });
  const next = await Promise.all(older.map(({ kind, version }) => textIn(tx, kind, version + 1)));
  const superseded = Object.fromEntries(next.flatMap((text) => (text ? [[text.kind, text.publishedAt]] : [])));
  return seenVersions(shown, newest, superseded, now);
}

/** Publishes the next version of a text. */
export async function publishIn(
  tx: Transaction,
  kind: TextKind,
  text: OperatorText["text"],
  publishedAt: EpochMs,
): Promise<OperatorText> {
  const newest = await newestVersions(tx);
  const version = (newest[kind] ?? 0) + 1;
  const published = { kind, version, publishedAt, text };
  await tx.put(operatorTextTable, published);
  await keepVersions(tx, { ...newest, [kind]: version });
  return published;
}
