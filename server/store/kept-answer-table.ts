import type { EpochMs } from "../../protocol/ids.ts";
import type { Table } from "./store.ts";

/** How long an answer is kept for a request that comes again; ms. */
export const keptFor = 24 * 3_600_000;

/** The answer to a request of an operator that had an idempotency key. */
export interface KeptAnswer {
  /** Of who asked and of the key: the key itself opens the answer, and is kept nowhere. */
  readonly keyHash: string;
  /** A fingerprint of what was asked for. */
  readonly print: string;
  readonly begunAt: EpochMs;
  /** Absent while the request is being carried out, and for ever where the hub stopped meanwhile. */
  readonly answer?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly sealed: string;
  };
}

export const keptAnswerTable: Table<KeptAnswer> = {
  name: "kept-answers",
  key: ({ keyHash }) => keyHash,
  unique: () => [],
  index: () => [],
  dueAt: ({ begunAt }) => begunAt + keptFor,
  restsIn: () => undefined,
  durable: true,
};
