import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { readableSecret } from "./readable-secret.ts";
import { secretHash } from "./secret-hash.ts";

/** RFC 6238 as authenticator apps have it: six digits, a new one every 30 s; one step early or late is taken. */
const digits = 6;
const period = 30;
const tolerance = 1;
/** RFC 4226 §4: 160 bits. */
const secretBytes = 20;
export const recoveryCodeCount = 10;

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** What an authenticator app is given. */
export interface NewSecondFactor {
  /** For the account's row. */
  readonly sealed: string;
  /** `otpauth://totp/…`, as a QR code. */
  readonly uri: string;
  /** The same secret for typing, base32. */
  readonly secret: string;
}

/** Makes and checks the codes of authenticator apps. Their secrets are sealed with a key from HUB_SECRET. */
export class SecondFactors {
  readonly #key: Buffer;

  constructor(hubSecret: string) {
    this.#key = Buffer.from(hkdfSync("sha256", hubSecret, "", "jiehuan second factor", 32));
  }

  /** @param issuer what the app shows beside the name */
  create(name: string, issuer: string): NewSecondFactor {
    const bytes = randomBytes(secretBytes);
    const totp = new TOTP({ issuer, label: name, secret: secretOf(bytes), digits, period });
    return { sealed: this.#seal(bytes), uri: totp.toString(), secret: totp.secret.base32 };
  }

  /**
   * The time step of a code. undefined: it is not right now, or the secret was sealed under another HUB_SECRET.
   * @param now epoch ms
   */
  stepOf(sealed: string, code: string, now: number): number | undefined {
    const bytes = this.#open(sealed);
    if (bytes === undefined) return undefined;
    const totp = new TOTP({ secret: secretOf(bytes), digits, period });
    const delta = totp.validate({ token: code, timestamp: now, window: tolerance });
    return delta === null ? undefined : Math.floor(now / 1000 / period) + delta;
  }

  #seal(bytes: Buffer): string {
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, this.#key, nonce);
    const text = Buffer.concat([sealing.update(bytes), sealing.final()]);
    return Buffer.concat([nonce, sealing.getAuthTag(), text]).toString("base64url");
  }

  #open(sealed: string): Buffer | undefined {
    const all = Buffer.from(sealed, "base64url");
    const opening = createDecipheriv(cipher, this.#key, all.subarray(0, nonceBytes), { authTagLength: tagBytes });
    opening.setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      return Buffer.concat([opening.update(all.subarray(nonceBytes + tagBytes)), opening.final()]);
    } catch {
      return undefined;
    }
  }
}

/** Ten codes for the day on which the phone is lost: 59 random bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => readableSecret(3, 4));
}

/** However it is typed: capitals, blanks and hyphens do not matter. */
export function recoveryCodeHash(code: string): string {
  return secretHash(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
