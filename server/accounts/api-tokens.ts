import { randomBytes } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import type { AuditLog, AuditRecord } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { type ApiToken, apiTokenTable, byTokenHash } from "./api-token-table.ts";
import { refuseTakenIn } from "./names.ts";
import type { Operator } from "./operator.ts";
import type { Role } from "./roles.ts";
import { secretHash } from "./secret-hash.ts";

export interface ApiTokensParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly audit: Pick<AuditLog, "recordIn">;
}

/** Who acts, why, and from where. */
export type By = Pick<AuditRecord, "actor" | "reason" | "address">;

const day = 24 * 3_600_000;
/** With it a token is found in logs and repositories by what looks for lost secrets. */
const prefix = "jht_";
export const longestTokenDays = 731;

/** What programs show to be let in. */
export class ApiTokens {
  readonly #parts: ApiTokensParts;

  constructor(parts: ApiTokensParts) {
    this.#parts = parts;
  }

  /**
   * Makes a token, which is shown this once.
   * @throws AppError account/name-taken; account/bad-end unless it ends between tomorrow and two years from now
   */
  make(wanted: { name: string; role: Role; endsAt: EpochMs }, by: By): Promise<{ token: string; row: ApiToken }> {
    const { store, clock, audit } = this.#parts;
    const now = clock.now();
    if (wanted.endsAt < now || wanted.endsAt > now + longestTokenDays * day) throw new AppError("account/bad-end");
    const token = prefix + randomBytes(32).toString("base64url");
    const id = randomBytes(9).toString("base64url");
    const row = { ...wanted, id, hash: secretHash(token), createdAt: now, createdBy: by.actor };
    return store.transact(async (tx) => {
      await refuseTakenIn(tx, wanted.name, now);
      await tx.put(apiTokenTable, row);
      await audit.recordIn(tx, { ...by, act: { what: "api-token-made", tokenId: id, ...wanted } });
      return { token, row };
    });
  }

  /**
   * Whose token it is; undefined: nobody's. Writes down on which day it was used last.
   * @throws AppError operator/token-revoked, operator/token-expired
   */
  async of(token: string): Promise<Operator | undefined> {
    const { store, clock } = this.#parts;
    const now = clock.now();
    const row = await store.transact(async (tx) => {
      const [found] = await tx.find(apiTokenTable, byTokenHash(secretHash(token)));
      const usedOn = bookDay(now);
      if (found !== undefined && isValid(found, now) && found.usedOn !== usedOn)
        await tx.put(apiTokenTable, { ...found, usedOn });
      return found;
    });
    if (row === undefined) return undefined;
    if (row.revokedAt !== undefined) throw new AppError("operator/token-revoked");
    if (row.endsAt <= now) throw new AppError("operator/token-expired");
    return { name: row.name, role: row.role, by: "token" };
  }

  /** All of them, the newest first; those that are no longer valid too. */
  async list(): Promise<readonly ApiToken[]> {
    const rows = await this.#parts.store.transact((tx) => tx.all(apiTokenTable));
    return rows.toSorted((one, other) => other.createdAt - one.createdAt);
  }

  /** Revoking a token again changes nothing. @throws AppError account/unknown */
  revoke(id: string, by: By): Promise<void> {
    const { store, clock, audit } = this.#parts;
    return store.transact(async (tx) => {
      const row = await tx.get(apiTokenTable, id);
      if (row === undefined) throw new AppError("account/unknown");
      if (row.revokedAt !== undefined) return;
      await tx.put(apiTokenTable, { ...row, revokedAt: clock.now() });
      await audit.recordIn(tx, { ...by, act: { what: "api-token-revoked", tokenId: id, name: row.name } });
    });
  }
}

export function isValid({ revokedAt, endsAt }: ApiToken, now: EpochMs): boolean {
  return revokedAt === undefined && now < endsAt;
}
