import type { Clock } from "../../platform/clock.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { Accounts } from "./accounts.ts";
import { ApiTokens } from "./api-tokens.ts";
import { OwnAccount } from "./own-account.ts";
import { Passwords } from "./password.ts";
import { SecondFactors } from "./second-factor.ts";
import { Sessions } from "./sessions.ts";
import { SignIn } from "./sign-in.ts";

export interface PeopleParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  /** The clock of what ends after a while whatever the time is. */
  readonly unstepped: Pick<Clock, "now">;
  readonly audit: Pick<AuditLog, "recordIn">;
  /** HUB_SECRET. */
  readonly hubSecret: string;
}

/** Everything about who may use the console. */
export interface People {
  readonly accounts: Accounts;
  readonly own: OwnAccount;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
}

export function buildPeople(parts: PeopleParts): People {
  const passwords = new Passwords();
  const sessions = new Sessions({ store: parts.store, clock: parts.unstepped });
  const all = { ...parts, passwords, sessions, factors: new SecondFactors(parts.hubSecret) };
  return {
    accounts: new Accounts(all),
    own: new OwnAccount(all),
    signIn: new SignIn(all),
    sessions,
    apiTokens: new ApiTokens(parts),
  };
}
