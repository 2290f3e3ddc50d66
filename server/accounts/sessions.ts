import { randomBytes } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type Account, accountTable } from "./account-table.ts";
import type { Operator } from "./operator.ts";
import { secretHash } from "./secret-hash.ts";
import { bySessionHash, type Session, type SessionEnd, sessionsOf, sessionTable } from "./session-table.ts";

export interface SessionsParts {
  readonly store: Store;
  /** The clock of what ends after a while whatever the time is. */
  readonly clock: Pick<Clock, "now">;
}

const minute = 60_000;
const hour = 60 * minute;
/** Without a request for so long, a session is over; and after a working day whatever comes. */
export const idleLimit = 2 * hour;
export const longestSession = 12 * hour;
/** How often it is written down that a session is in use. */
const seenEvery = minute;
/** A session that is over can say why for so long. */
const toldFor = 7 * 24 * hour;
const longestBrowser = 200;

/** From where somebody signs in. */
export interface Whence {
  readonly address: string;
  readonly browser: string;
}

/** The browsers in which people are signed in. */
export class Sessions {
  readonly #parts: SessionsParts;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  /** Begins a session. @returns it, and the secret for the browser's cookie */
  async startIn(tx: Transaction, name: string, { address, browser }: Whence): Promise<{ secret: string; id: string }> {
    const now = this.#parts.clock.now();
    const secret = randomBytes(32).toString("base64url");
    const id = randomBytes(9).toString("base64url");
    for (const session of await tx.find(sessionTable, sessionsOf(name)))
      if (now - (session.ended?.at ?? endOf(session)) > toldFor) await tx.delete(sessionTable, session.id);
    await tx.put(sessionTable, {
      id,
      hash: secretHash(secret),
      name,
      startedAt: now,
      seenAt: now,
      address,
      browser: browser.slice(0, longestBrowser),
    });
    return { secret, id };
  }

  /**
   * Whose session it is.
   * @throws AppError operator/not-known, operator/session-ended; operator/account-locked where that is why
   */
  async of(secret: string): Promise<Operator> {
    const found = await this.#parts.store.transact(async (tx) => {
      const [session] = await tx.find(sessionTable, bySessionHash(secretHash(secret)));
      if (session === undefined) return undefined;
      const account = await tx.get(accountTable, session.name);
      if (account !== undefined && this.#isOpen(session)) await this.#seenIn(tx, session);
      return { session, account };
    });
    if (found === undefined) throw new AppError("operator/not-known");
    const { session, account } = found;
    if (account?.lockedAt !== undefined) throw new AppError("operator/account-locked");
    if (account === undefined || !this.#isOpen(session)) throw new AppError("operator/session-ended");
    return operatorOf(account, session.id);
  }

  /** Whether what a session has opened, such as a stream of events, may go on. */
  async isOpen(id: string): Promise<boolean> {
    const session = await this.#parts.store.transact((tx) => tx.get(sessionTable, id));
    return session !== undefined && this.#isOpen(session);
  }

  /** The sessions of an account that are not over, the one used last first. */
  async list(name: string): Promise<readonly Session[]> {
    const sessions = await this.#parts.store.transact((tx) => tx.find(sessionTable, sessionsOf(name)));
    return sessions.filter((session) => this.#isOpen(session)).toSorted((one, other) => other.seenAt - one.seenAt);
  }

  /** Ends one session of an account. @throws AppError account/unknown where there is none of this id */
  async endIn(tx: Transaction, name: string, id: string, why: SessionEnd): Promise<void> {
    const session = await tx.get(sessionTable, id);
    if (session === undefined || session.name !== name || !this.#isOpen(session)) throw new AppError("account/unknown");
    await this.#end(tx, session, why);
  }

  /** Ends all sessions of an account but one. @returns the ids of those that were open */
  async endAllIn(tx: Transaction, name: string, why: SessionEnd, except?: string): Promise<string[]> {
    const all = await tx.find(sessionTable, sessionsOf(name));
    const open = all.filter((session) => session.id !== except && this.#isOpen(session));
    for (const session of open) await this.#end(tx, session, why);
    return open.map(({ id }) => id);
  }

  #end(tx: Transaction, session: Session, why: SessionEnd): Promise<void> {
    return tx.put(sessionTable, { ...session, ended: { at: this.#parts.clock.now(), why } });
  }

  #isOpen(session: Session): boolean {
    return session.ended === undefined && this.#parts.clock.now() < endOf(session);
  }

  async #seenIn(tx: Transaction, session: Session): Promise<void> {
    const now = this.#parts.clock.now();
    if (now - session.seenAt >= seenEvery) await tx.put(sessionTable, { ...session, seenAt: now });
  }
}

function endOf({ startedAt, seenAt }: Session): number {
  return Math.min(startedAt + longestSession, seenAt + idleLimit);
}

function operatorOf({ name, role, mustChangePassword }: Account, sessionId: string): Operator {
  return { name, role, by: "session", sessionId, mustChangePassword };
}
