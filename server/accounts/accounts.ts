import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { AccountAct, AuditLog } from "../store/audit-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type Account, accountTable } from "./account-table.ts";
import type { By } from "./api-tokens.ts";
import { refuseTakenIn } from "./names.ts";
import { newOneTimePassword, type Passwords } from "./password.ts";
import type { Role } from "./roles.ts";
import type { SessionEnd } from "./session-table.ts";
import type { Sessions } from "./sessions.ts";

export interface AccountsParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
}

/** The people who may use the console, as an admin sees them. Each change and its audit entry are one transaction. */
export class Accounts {
  readonly #parts: AccountsParts;

  constructor(parts: AccountsParts) {
    this.#parts = parts;
  }

  async list(): Promise<readonly Account[]> {
    return this.#parts.store.transact((tx) => tx.all(accountTable));
  }

  /** @throws AppError account/unknown */
  get(name: string): Promise<Account> {
    return this.#parts.store.transact((tx) => accountIn(tx, name));
  }

  /** Adds a person. @returns the one-time password, which is shown this once @throws AppError account/name-taken */
  async add(name: string, role: Role, by: By): Promise<string> {
    const { store, clock, audit, passwords } = this.#parts;
    const password = newOneTimePassword();
    const passwordHash = await passwords.hash(password);
    await store.transact(async (tx) => {
      const now = clock.now();
      await refuseTakenIn(tx, name, now);
      const made = { createdAt: now, createdBy: by.actor, recoveryCodes: [], mustChangePassword: true };
      await tx.put(accountTable, { name, role, passwordHash, ...made });
      await audit.recordIn(tx, { ...by, act: { what: "account-added", name, role } });
    });
    return password;
  }

  /** Gives a person another role; the person has to sign in again. @throws AppError account/unknown, account/last-admin */
  changeRole(name: string, role: Role, by: By): Promise<void> {
    return this.#change(name, by, "role-changed", async (tx, account) => {
      if (account.role === role) return undefined;
      if (role !== "admin") await refuseLastAdminIn(tx, account);
      return [
        { ...account, role },
        { what: "account-role-changed", name, before: account.role, role },
      ];
    });
  }

  /** Ends the sessions of a person, who can't sign in any more. @throws AppError account/unknown, account/last-admin */
  lock(name: string, by: By): Promise<void> {
    return this.#change(name, by, "locked", async (tx, account) => {
      if (account.lockedAt !== undefined) return undefined;
      await refuseLastAdminIn(tx, account);
      return [
        { ...account, lockedAt: this.#parts.clock.now() },
        { what: "account-locked", name },
      ];
    });
  }

  /** @throws AppError account/unknown */
  unlock(name: string, by: By): Promise<void> {
    return this.#change(name, by, "locked", async (_tx, { lockedAt, ...account }) =>
      lockedAt === undefined ? undefined : [account, { what: "account-unlocked", name }],
    );
  }

  /** Replaces a password that was forgotten. @returns the one-time password @throws AppError account/unknown */
  async resetPassword(name: string, by: By): Promise<string> {
    const password = newOneTimePassword();
    const passwordHash = await this.#parts.passwords.hash(password);
    await this.#change(name, by, "password-changed", async (_tx, account) => [
      { ...account, passwordHash, mustChangePassword: true },
      { what: "account-password-reset", name },
    ]);
    return password;
  }

  /** For a person who has lost phone and recovery codes. @throws AppError account/unknown, account/second-factor-off */
  resetSecondFactor(name: string, by: By): Promise<void> {
    return this.#change(name, by, "replaced", async (_tx, { totp, ...account }) => {
      if (totp === undefined) throw new AppError("account/second-factor-off");
      return [
        { ...account, recoveryCodes: [] },
        { what: "account-second-factor-reset", name },
      ];
    });
  }

  /** Changes an account and ends its sessions; `undefined` of `work`: there is nothing to change. */
  #change(
    name: string,
    by: By,
    why: SessionEnd,
    work: (tx: Transaction, account: Account) => Promise<readonly [Account, AccountAct] | undefined>,
  ): Promise<void> {
    const { store, audit, sessions } = this.#parts;
    return store.transact(async (tx) => {
      const changed = await work(tx, await accountIn(tx, name));
      if (changed === undefined) return;
      const [account, act] = changed;
      await tx.put(accountTable, account);
      await sessions.endAllIn(tx, name, why);
      await audit.recordIn(tx, { ...by, act });
    });
  }
}

/** @throws AppError account/unknown */
export async function accountIn(tx: Transaction, name: string): Promise<Account> {
  const account = await tx.get(accountTable, name);
  if (account === undefined) throw new AppError("account/unknown");
  return account;
}

function isAdmin({ role, lockedAt }: Account): boolean {
  return role === "admin" && lockedAt === undefined;
}

/** Nobody but a command on the hub's machine could make another one. @throws AppError account/last-admin */
async function refuseLastAdminIn(tx: Transaction, { name }: Account): Promise<void> {
  const all = await tx.all(accountTable);
  if (all.some((account) => account.name === name && isAdmin(account)) && all.filter(isAdmin).length === 1)
    throw new AppError("account/last-admin");
}
