import { createHash } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { type EnrolmentToken, enrolmentTable, rememberedTokens } from "../store/enrolment-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { ActBy } from "./cabinet-service.ts";
import type { Registry } from "./registry.ts";

export interface EnrolmentParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Buffer;
}

/** What a bridge is told when it enrols. */
export interface Enrolled {
  readonly cabinetId: CabinetId;
  readonly secret: string;
}

/** How long a token is valid where the operator does not say; ms. */
export const usualValidity = 24 * 3_600_000;
/** For how long the bridge that used a token may ask for the answer again, where it was lost on its way; ms. */
const repeatedWithin = 10 * 60_000;
const tokenBytes = 24;

/**
 * How a bridge gets the secret of its cabinet: an operator issues a token, and the first bridge that shows it gets a new
 * secret. A cabinet has at most one valid token.
 */
export class Enrolment {
  readonly #parts: EnrolmentParts;

  constructor(parts: EnrolmentParts) {
    this.#parts = parts;
  }

  /**
   * Issues a token, which voids an unused one from before. The cabinet's present secret stays valid until it is used.
   * @param validFor ms @throws AppError cabinet/unknown
   */
  issue(
    cabinetId: CabinetId,
    by: ActBy,
    validFor: number = usualValidity,
  ): Promise<{ token: string; expiresAt: EpochMs }> {
    const { store, registry, audit, clock, randomBytes } = this.#parts;
    // It begins with the cabinet's id, so that a technician with several tokens sees which is which.
    const token = `${cabinetId}.${randomBytes(tokenBytes).toString("base64url")}`;
    return store.transact(async (tx) => {
      await registry.cabinetIn(tx, cabinetId);
      await this.#revokeIn(tx, cabinetId);
      const { actor, reason } = by;
      const issuedAt = clock.now();
      const expiresAt = issuedAt + validFor;
      const issued = { hash: hashOf(token), issuedAt, expiresAt, actor, reason };
      const tokens = [...(await tokensIn(tx, cabinetId)), issued].slice(-rememberedTokens);
      await tx.put(enrolmentTable, { cabinetId, tokens });
      await audit.recordIn(tx, { ...by, cabinetId, act: { what: "enrolment-token-issued", expiresAt } });
      return { token, expiresAt };
    });
  }

  /** Voids the valid token of a cabinet. @returns whether there was one @throws AppError cabinet/unknown */
  revoke(cabinetId: CabinetId, by: ActBy): Promise<boolean> {
    const { store, registry, audit } = this.#parts;
    return store.transact(async (tx) => {
      await registry.cabinetIn(tx, cabinetId);
      const revoked = await this.#revokeIn(tx, cabinetId);
      if (revoked) await audit.recordIn(tx, { ...by, cabinetId, act: { what: "enrolment-token-revoked" } });
      return revoked;
    });
  }

  /**
   * Gives the bridge that shows a valid token a new secret; the cabinet's former one is void. The same bridge may ask again
   * within ten minutes, since the answer may have been lost.
   * @param nonce drawn by the bridge, and known to nobody else
   * @throws AppError enrolment/token-unknown, enrolment/token-used, enrolment/token-revoked, enrolment/token-expired
   */
  enrol({ token, nonce, address }: { token: string; nonce: string; address: string }): Promise<Enrolled> {
    const { store, registry, audit, clock } = this.#parts;
    const cabinetId = token.split(".", 1)[0] ?? "";
    const hash = hashOf(token);
    return store.transact(async (tx) => {
      const tokens = await tokensIn(tx, cabinetId);
      const found = tokens.find((one) => one.hash === hash);
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (!found || !cabinet) throw new AppError("enrolment/token-unknown");
      const now = clock.now();
      const nonceHash = hashOf(nonce);
      if (found.used) {
        const { at, keyGeneration } = found.used;
        const isRepeated = found.used.nonceHash === nonceHash && now - at < repeatedWithin;
        if (!isRepeated || keyGeneration !== cabinet.keyGeneration) throw new AppError("enrolment/token-used");
        return { cabinetId, secret: registry.secretOf(cabinet) };
      }
      if (found.revokedAt !== undefined) throw new AppError("enrolment/token-revoked");
      if (now >= found.expiresAt) throw new AppError("enrolment/token-expired");
      const renewed = await registry.renewSecretIn(tx, cabinetId);
      const { keyGeneration } = renewed;
      const used = { ...found, used: { at: now, nonceHash, keyGeneration } };
      await tx.put(enrolmentTable, { cabinetId, tokens: tokens.map((one) => (one === found ? used : one)) });
      const { actor, reason } = found;
      await audit.recordIn(tx, { actor, reason, address, cabinetId, act: { what: "bridge-enrolled", keyGeneration } });
      return { cabinetId, secret: registry.secretOf(renewed) };
    });
  }

  async #revokeIn(tx: Transaction, cabinetId: CabinetId): Promise<boolean> {
    const now = this.#parts.clock.now();
    const tokens = await tokensIn(tx, cabinetId);
    const isOpen = ({ used, revokedAt, expiresAt }: EnrolmentToken) =>
      used === undefined && revokedAt === undefined && expiresAt > now;
    if (!tokens.some(isOpen)) return false;
    const closed = tokens.map((token) => (isOpen(token) ? { ...token, revokedAt: now } : token));
    await tx.put(enrolmentTable, { cabinetId, tokens: closed });
    return true;
  }
}

async function tokensIn(tx: Transaction, cabinetId: CabinetId): Promise<readonly EnrolmentToken[]> {
  return (await tx.get(enrolmentTable, cabinetId))?.tokens ?? [];
}

/** Tokens and nonces are long and random: nothing slower is needed. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
