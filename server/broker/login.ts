import { createHash, timingSafeEqual } from "node:crypto";
import type { CabinetId } from "../../protocol/ids.ts";

/** A cabinet's password (protocol/seal.ts `cabinetKeys`); undefined where it is not registered or revoked. */
export type PasswordOf = (cabinetId: CabinetId) => Promise<string | undefined>;

/** Whether an operator has taken the cabinet out of service. */
export type IsDisabled = (cabinetId: CabinetId) => Promise<boolean>;

/** The secret that a cabinet was given as its next one. */
export interface PendingLogins {
  readonly passwordOf: PasswordOf;
  /** The cabinet logs in with it, and may: from now on it is its only one. @returns false where it was voided meanwhile */
  readonly accept: (cabinetId: CabinetId, password: string) => Promise<boolean>;
}

/** Whether it is the cabinet's password. An unknown cabinet is compared too, so that it takes the same time. */
export async function verifyLogin(passwordOf: PasswordOf, cabinetId: CabinetId, given: Uint8Array): Promise<boolean> {
  const right = await passwordOf(cabinetId);
  // Digests have one length, which the comparison needs.
  const same = timingSafeEqual(digest(given), digest(right ?? ""));
  return right !== undefined && same;
}

function digest(text: string | Uint8Array): Buffer {
  return createHash("sha256").update(text).digest();
}
