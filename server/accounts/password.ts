import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { guessingBits } from "../../platform/secret-strength.ts";
import { readableSecret } from "./readable-secret.ts";

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** OWASP Password Storage Cheat Sheet: 32 MiB for each password that is checked. */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const saltBytes = 16;
const hashBytes = 32;
const leastLength = 12;
export const longestPassword = 256;
/** Some ten words of a list, or twelve characters that are no words. */
const leastBits = 36;

function storedHash(salt: Buffer, hash: Buffer): string {
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Of no password: what an unknown name costs. */
const decoy = storedHash(Buffer.alloc(saltBytes), Buffer.alloc(hashBytes));

/** Passwords that are checked at a time, and that wait for it: each takes memory and a core. */
const mostAtOnce = 2;
const mostWaiting = 40;

/** @throws AppError account/weak-password, which says what a good one is */
export function refuseWeakPassword(password: string, name: string): void {
  if (password.length < leastLength) throw new AppError("account/weak-password");
  const other = password.toLowerCase().replaceAll(name, "");
  if (guessingBits(other) < leastBits) throw new AppError("account/weak-password");
}

/** A password that is typed once: 99 random bits. */
export function newOneTimePassword(): string {
  return readableSecret(4, 5);
}

/** Hashes passwords, few at a time. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** `scrypt$N$r$p$salt$hash` @throws AppError operator/too-many-guesses where too many wait already */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    return storedHash(salt, await this.#derive(password, salt, cost));
  }

  /** @param stored undefined: there is no such account; the answer is `false` and takes as long */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    const [, N, r, p, salt = "", hash = ""] = (stored ?? decoy).split("$");
    const expected = Buffer.from(hash, "base64url");
    const parameters = { N: Number(N), r: Number(r), p: Number(p) };
    const given = await this.#derive(password, Buffer.from(salt, "base64url"), parameters);
    return timingSafeEqual(given, expected) && stored !== undefined;
  }

  async #derive(password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
    await this.#turn();
    try {
      return await derive(password.normalize("NFKC"), salt, hashBytes, { N, r, p, maxmem: 256 * N * r });
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= mostAtOnce) {
      if (this.#waiting.length >= mostWaiting)
        throw new AppError("operator/too-many-guesses", undefined, { retryAfter: 5 });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
  }
}
