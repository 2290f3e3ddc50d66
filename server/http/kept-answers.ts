import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { type KeptAnswer, keptAnswerTable, keptFor } from "../store/kept-answer-table.ts";
import type { Store } from "../store/store.ts";

export interface KeptAnswersParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly hubSecret: string;
}

/** A request with an idempotency key: who asks, the key, and a fingerprint of what is asked for. */
export interface KeyedRequest {
  readonly actor: string;
  readonly key: string;
  readonly print: string;
}

/** An answer as it went out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Within which a request that has begun may still be under way; ms. */
const underWay = 60_000;
/** Old answers that are deleted beside each new one. */
const deletedAtOnce = 20;

/**
 * Keeps the answers to operators' requests for a day, so that a request which comes again changes nothing and gets the same
 * answer. Answers may hold secrets that are shown once: each is encrypted with a key of which the request's own key is a
 * part, and that is kept nowhere.
 */
export class KeptAnswers {
  readonly #parts: KeptAnswersParts;

  constructor(parts: KeptAnswersParts) {
    this.#parts = parts;
  }

  /**
   * Notes that a request begins.
   * @returns the answer that it got before; undefined: it is to be carried out
   * @throws AppError request/key-reused, request/in-progress, request/outcome-unknown
   */
  async begin(request: KeyedRequest): Promise<Answer | undefined> {
    const { store, clock } = this.#parts;
    const now = clock.now();
    const { rows: old } = await store.lease(keptAnswerTable, now, deletedAtOnce, underWay);
    const known = await store.transact(async (tx) => {
      for (const { row } of old) await tx.delete(keptAnswerTable, row.keyHash);
      const keyHash = hashOf(request);
      const before = await tx.get(keptAnswerTable, keyHash);
      if (before && now - before.begunAt < keptFor) return before;
      await tx.put(keptAnswerTable, { keyHash, print: request.print, begunAt: now });
      return undefined;
    });
    if (!known) return undefined;
    if (known.print !== request.print) throw new AppError("request/key-reused");
    if (known.answer) return this.#opened(request, known.answer);
    if (now - known.begunAt >= underWay) throw new AppError("request/outcome-unknown");
    throw new AppError("request/in-progress", undefined, { retryAfter: 1 });
  }

  /** Keeps what a request was answered. */
  async keep(request: KeyedRequest, answer: Answer): Promise<void> {
    const { status, headers } = answer;
    const sealed = { status, headers, sealed: this.#sealed(request, answer.body) };
    await this.#parts.store.transact(async (tx) => {
      const begun = await tx.get(keptAnswerTable, hashOf(request));
      if (begun) await tx.put(keptAnswerTable, { ...begun, answer: sealed });
    });
  }

  /** Forgets a request that has changed nothing: it may be tried again. */
  async forget(request: KeyedRequest): Promise<void> {
    await this.#parts.store.transact((tx) => tx.delete(keptAnswerTable, hashOf(request)));
  }

  #sealed(request: KeyedRequest, body: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#keyFor(request), nonce);
    const text = Buffer.concat([cipher.update(body, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64");
  }

  #opened(request: KeyedRequest, { status, headers, sealed }: NonNullable<KeptAnswer["answer"]>): Answer {
    const bytes = Buffer.from(sealed, "base64");
    const decipher = createDecipheriv("aes-256-gcm", this.#keyFor(request), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const body = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    return { status, headers, body };
  }

  #keyFor({ actor, key }: KeyedRequest): Buffer {
    return Buffer.from(hkdfSync("sha256", `${this.#parts.hubSecret}\n${key}`, actor, "kept answer", 32));
  }
}

function hashOf({ actor, key }: KeyedRequest): string {
  return createHash("sha256").update(`${actor}\n${key}`).digest("base64url");
}
