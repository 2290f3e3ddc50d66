import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { AccountAct, AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { type Account, accountTable } from "./account-table.ts";
import type { Passwords } from "./password.ts";
import { recoveryCodeHash, type SecondFactors } from "./second-factor.ts";
import type { Sessions, Whence } from "./sessions.ts";

export interface SignInParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly passwords: Passwords;
  readonly factors: SecondFactors;
  readonly sessions: Sessions;
}

/** What a person enters; at most one of the codes. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** Of the authenticator app. */
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

type Factor = Extract<AccountAct, { what: "signed-in" }>["with"];

/** Lets people in. */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /**
   * Begins a session. Whether there is an account of the name shows neither in the answer nor in its time.
   * @param refusedBefore wrong passwords and codes for this name since the last sign-in
   * @returns the secret for the browser's cookie
   * @throws AppError operator/wrong-credentials; to whoever knows the password: operator/account-locked,
   * operator/second-factor-needed, operator/wrong-code, operator/code-used, operator/recovery-code-used
   */
  async signIn(credentials: Credentials, whence: Whence, refusedBefore: number): Promise<string> {
    const { store, clock, audit, passwords, sessions } = this.#parts;
    const { name, password } = credentials;
    const known = await store.transact((tx) => tx.get(accountTable, name));
    if (!(await passwords.verify(password, known?.passwordHash))) throw new AppError("operator/wrong-credentials");
    return store.transact(async (tx) => {
      const account = await tx.get(accountTable, name);
      // Another request may have changed the password meanwhile.
      if (account === undefined || account.passwordHash !== known?.passwordHash)
        throw new AppError("operator/wrong-credentials");
      if (account.lockedAt !== undefined) throw new AppError("operator/account-locked");
      const [checked, factor] = this.#checkFactor(account, credentials);
      const now = clock.now();
      await tx.put(accountTable, { ...checked, signedInAt: now });
      const { secret } = await sessions.startIn(tx, name, whence);
      const act = { what: "signed-in", with: factor, refusedBefore } as const;
      await audit.recordIn(tx, { actor: `operator/${name}`, reason: "", address: whence.address, act });
      return secret;
    });
  }

  /** The account with the code marked as used. */
  #checkFactor(account: Account, given: Credentials): [Account, Factor] {
    if (account.totp === undefined) return [account, "password"];
    const factor = given.recoveryCode === undefined ? "second-factor" : "recovery-code";
    return [takeFactor(account, given, this.#parts.factors, this.#parts.clock.now()), factor];
  }
}

/** A code of the authenticator app, or one of the recovery codes. */
export type GivenFactor = Pick<Credentials, "code" | "recoveryCode">;

/**
 * The account with the code marked as used: each code is taken once.
 * @throws AppError account/second-factor-off, operator/second-factor-needed, operator/wrong-code, operator/code-used,
 * operator/recovery-code-used
 */
export function takeFactor(
  account: Account,
  { code, recoveryCode }: GivenFactor,
  factors: SecondFactors,
  now: EpochMs,
): Account {
  const { totp } = account;
  if (totp === undefined) throw new AppError("account/second-factor-off");
  if (recoveryCode !== undefined) return takeRecoveryCode(account, recoveryCode, now);
  if (code === undefined) throw new AppError("operator/second-factor-needed");
  const step = factors.stepOf(totp.sealed, code, now);
  if (step === undefined) throw new AppError("operator/wrong-code");
  if (step <= totp.lastStep) throw new AppError("operator/code-used");
  return { ...account, totp: { ...totp, lastStep: step } };
}

function takeRecoveryCode(account: Account, text: string, now: EpochMs): Account {
  const hash = recoveryCodeHash(text);
  const found = account.recoveryCodes.find((code) => code.hash === hash);
  if (found === undefined) throw new AppError("operator/wrong-code");
  if (found.usedAt !== undefined) throw new AppError("operator/recovery-code-used");
  const recoveryCodes = account.recoveryCodes.map((code) => (code === found ? { ...code, usedAt: now } : code));
  return { ...account, recoveryCodes };
}
