import type { EpochMs } from "../../protocol/ids.ts";
import type { Table } from "../store/store.ts";

/** Why a session is over. */
export type SessionEnd = "signed-out" | "ended" | "locked" | "role-changed" | "password-changed" | "replaced";

/** A browser in which a person is signed in. All hubs of a store share it. */
export interface Session {
  /** Names it in lists; it is no secret. */
  readonly id: string;
  /** Of the secret in the browser's cookie, which is not kept. */
  readonly hash: string;
  readonly name: string;
  readonly startedAt: EpochMs;
  /** When a request last came, or up to a minute earlier. */
  readonly seenAt: EpochMs;
  readonly address: string;
  /** What the browser calls itself. */
  readonly browser: string;
  readonly ended?: { readonly at: EpochMs; readonly why: SessionEnd };
}

export const sessionTable: Table<Session> = {
  name: "operator-sessions",
  key: ({ id }) => id,
  unique: ({ hash }) => [hash],
  index: ({ name, hash }) => [sessionsOf(name), bySessionHash(hash)],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** Index entry: the sessions of an account. */
export function sessionsOf(name: string): string {
  return `of/${name}`;
}

/** Index entry: the session whose secret has this hash. */
export function bySessionHash(hash: string): string {
  return `hash/${hash}`;
}
