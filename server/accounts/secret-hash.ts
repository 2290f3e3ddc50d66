import { createHash } from "node:crypto";

/** Of a secret of 32 random bytes: nothing slower is needed, for nobody can guess one. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
