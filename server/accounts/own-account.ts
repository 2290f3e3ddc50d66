import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { type Account, accountTable } from "./account-table.ts";
import { accountIn } from "./accounts.ts";
import type { By } from "./api-tokens.ts";
import { type Passwords, refuseWeakPassword } from "./password.ts";
import { type NewSecondFactor, newRecoveryCodes, recoveryCodeHash, type SecondFactors } from "./second-factor.ts";
import type { Sessions } from "./sessions.ts";
import { type GivenFactor, takeFactor } from "./sign-in.ts";

export interface OwnAccountParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly passwords: Passwords;
  readonly factors: SecondFactors;
  readonly sessions: Sessions;
}

/** A person who changes the own account, in one of the own sessions. */
export interface Self {
  readonly name: string;
  readonly sessionId: string;
}

/** What people do about their own accounts. Each asks for the password again: a browser may have been left open. */
export class OwnAccount {
  readonly #parts: OwnAccountParts;

  constructor(parts: OwnAccountParts) {
    this.#parts = parts;
  }

  /**
   * Changes the password and ends all other sessions.
   * @throws AppError operator/wrong-credentials, account/weak-password, account/same-password
   */
  async changePassword(self: Self, password: string, newPassword: string, by: By): Promise<void> {
    const { store, audit, passwords, sessions } = this.#parts;
    const { passwordHash: before } = await this.#check(self, password);
    if (newPassword === password) throw new AppError("account/same-password");
    refuseWeakPassword(newPassword, self.name);
    const passwordHash = await passwords.hash(newPassword);
    await store.transact(async (tx) => {
      const account = unchangedIn(await accountIn(tx, self.name), before);
      await tx.put(accountTable, { ...account, passwordHash, mustChangePassword: false });
      await sessions.endAllIn(tx, self.name, "password-changed", self.sessionId);
      await audit.recordIn(tx, { ...by, act: { what: "own-password-changed" } });
    });
  }

  /**
   * Begins to set up a second factor; it counts once `confirmSecondFactor` has seen a code of it.
   * @param issuer what the authenticator app shows beside the name
   * @throws AppError operator/wrong-credentials, account/second-factor-on
   */
  async beginSecondFactor(self: Self, password: string, issuer: string): Promise<NewSecondFactor> {
    const { store, factors } = this.#parts;
    const { passwordHash } = await this.#check(self, password);
    const made = factors.create(self.name, issuer);
    await store.transact(async (tx) => {
      const account = unchangedIn(await accountIn(tx, self.name), passwordHash);
      if (account.totp !== undefined) throw new AppError("account/second-factor-on");
      await tx.put(accountTable, { ...account, newTotp: { sealed: made.sealed } });
    });
    return made;
  }

  /**
   * @param code what the app shows, for whoever scanned the QR code has it
   * @returns the recovery codes, which are shown this once
   * @throws AppError account/second-factor-off, operator/wrong-code
   */
  confirmSecondFactor({ name }: Self, code: string, by: By): Promise<readonly string[]> {
    const { store, clock, audit, factors } = this.#parts;
    const codes = newRecoveryCodes();
    return store.transact(async (tx) => {
      const { newTotp, ...account } = await accountIn(tx, name);
      if (newTotp === undefined) throw new AppError("account/second-factor-off");
      const now = clock.now();
      const step = factors.stepOf(newTotp.sealed, code, now);
      if (step === undefined) throw new AppError("operator/wrong-code");
      const totp = { ...newTotp, since: now, lastStep: step };
      await tx.put(accountTable, { ...account, totp, recoveryCodes: hashed(codes) });
      await audit.recordIn(tx, { ...by, act: { what: "own-second-factor-added" } });
      return codes;
    });
  }

  /** @throws AppError operator/wrong-credentials, and what `takeFactor` throws */
  async removeSecondFactor(self: Self, password: string, given: GivenFactor, by: By): Promise<void> {
    const { store, audit } = this.#parts;
    const { passwordHash } = await this.#check(self, password);
    await store.transact(async (tx) => {
      const { totp: _, ...account } = this.#take(unchangedIn(await accountIn(tx, self.name), passwordHash), given);
      await tx.put(accountTable, { ...account, recoveryCodes: [] });
      await audit.recordIn(tx, { ...by, act: { what: "own-second-factor-removed" } });
    });
  }

  /** Voids the recovery codes. @returns the new ones, which are shown this once @throws as `removeSecondFactor` */
  async renewRecoveryCodes(self: Self, password: string, given: GivenFactor, by: By): Promise<readonly string[]> {
    const { store, audit } = this.#parts;
    const { passwordHash } = await this.#check(self, password);
    const codes = newRecoveryCodes();
    return store.transact(async (tx) => {
      const account = this.#take(unchangedIn(await accountIn(tx, self.name), passwordHash), given);
      await tx.put(accountTable, { ...account, recoveryCodes: hashed(codes) });
      await audit.recordIn(tx, { ...by, act: { what: "own-recovery-codes-renewed" } });
      return codes;
    });
  }

  #take(account: Account, given: GivenFactor): Account {
    return takeFactor(account, given, this.#parts.factors, this.#parts.clock.now());
  }

  /** @throws AppError operator/wrong-credentials */
  async #check({ name }: Self, password: string): Promise<Account> {
    const account = await this.#parts.store.transact((tx) => accountIn(tx, name));
    if (await this.#parts.passwords.verify(password, account.passwordHash)) return account;
    throw new AppError("operator/wrong-credentials");
  }
}

/** The password that was checked may have been changed since. */
function unchangedIn(account: Account, passwordHash: string): Account {
  if (account.passwordHash !== passwordHash) throw new AppError("operator/wrong-credentials");
  return account;
}

function hashed(codes: readonly string[]) {
  return codes.map((code) => ({ hash: recoveryCodeHash(code) }));
}
