import { Type } from "typebox";
import type { EpochMs } from "../../protocol/ids.ts";
import type { Table } from "../store/store.ts";
import type { Role } from "./roles.ts";

/** The name with which a person signs in; it stands in timelines and in the audit log as `operator/<name>`. */
export const AccountName = Type.String({
  pattern: "^[a-z][a-z0-9-]{0,31}$",
  description: "lower-case letters, digits and hyphens, a letter first",
});

/** A second factor (RFC 6238). */
export interface Totp {
  /** Sealed with a key that is derived from HUB_SECRET: the store alone does not make codes. */
  readonly sealed: string;
  readonly since: EpochMs;
  /** The time step of the code that was taken last: a code is taken once. */
  readonly lastStep: number;
}

export interface RecoveryCode {
  readonly hash: string;
  readonly usedAt?: EpochMs;
}

/** A person who may use the console. */
export interface Account {
  readonly name: string;
  readonly role: Role;
  /** With the parameters of the hash in it; the password itself is not kept. */
  readonly passwordHash: string;
  /** The password was drawn by the hub and shown to an admin. */
  readonly mustChangePassword: boolean;
  readonly totp?: Totp;
  /** A second factor that is being set up: it counts once a code of it was shown. */
  readonly newTotp?: Pick<Totp, "sealed">;
  readonly recoveryCodes: readonly RecoveryCode[];
  readonly lockedAt?: EpochMs;
  readonly createdAt: EpochMs;
  readonly createdBy: string;
  readonly signedInAt?: EpochMs;
}

export const accountTable: Table<Account> = {
  name: "accounts",
  key: ({ name }) => name,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
