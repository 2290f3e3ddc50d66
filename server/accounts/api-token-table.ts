import type { EpochMs } from "../../protocol/ids.ts";
import type { Table } from "../store/store.ts";
import type { Role } from "./roles.ts";

/** What a program shows to be let in. */
export interface ApiToken {
  readonly id: string;
  /** Stands in timelines as `operator/<name>`; no account and no other valid token has it. */
  readonly name: string;
  readonly role: Role;
  /** Of the token, which is not kept. */
  readonly hash: string;
  readonly createdAt: EpochMs;
  readonly createdBy: string;
  readonly endsAt: EpochMs;
  /** Beijing day of its last use; absent: it was never used. */
  readonly usedOn?: string;
  readonly revokedAt?: EpochMs;
}

export const apiTokenTable: Table<ApiToken> = {
  name: "api-tokens",
  key: ({ id }) => id,
  unique: ({ hash }) => [hash],
  index: ({ hash }) => [byTokenHash(hash)],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** Index entry: the token that has this hash. */
export function byTokenHash(hash: string): string {
  return `hash/${hash}`;
}
