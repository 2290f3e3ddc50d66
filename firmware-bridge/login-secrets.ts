import type { Clock } from "../platform/clock.ts";
import { errorMessage } from "../platform/error-message.ts";
import type { Log } from "../platform/log.ts";
import type { Credentials, EnrolledAs } from "./credentials.ts";

/** With which secret the bridge logs in to the broker. */
export interface LoginSecrets {
  /** The secret of the connection that begins now. */
  begin(): string;
  /** The broker let the last connection in. */
  accepted(): Promise<void>;
  /** The broker refused the login of the last connection. */
  refused(): void;
  /** Asks for the next secret where that is due. To be called often. */
  check(links: RotationLinks): Promise<void>;
}

export interface RotationLinks {
  /** Whether the hub is there, and a short loss of the connection disturbs no rider. */
  readonly isQuiet: () => boolean;
  /** Ends the connection, and begins another one. */
  readonly reconnect: () => void;
}

/** A secret that the settings name never changes. */
export function fixedSecret(secret: string): LoginSecrets {
  return { begin: () => secret, accepted: async () => {}, refused: () => {}, check: async () => {} };
}

export interface RotatingSecretsParts {
  /** Of a bridge that is enrolled. */
  readonly credentials: Pick<Credentials, "save">;
  /** As it stands in them: it is changed in place. */
  readonly enrolled: EnrolledAs;
  /** The age at which a secret is replaced; days. 0: never. */
  readonly days: number;
  /** Asks the hub for the next secret by the present one. */
  readonly ask: (present: string) => Promise<string>;
  readonly clock: Pick<Clock, "now" | "monotonic">;
  readonly log: Log;
}

const day = 24 * 3_600_000;

/**
 * The secret of an enrolled bridge, which it replaces by itself. The hub takes both secrets until the broker was shown the next
 * one, and the bridge has both on disk until the broker took one of them: whenever it is cut off, it knows a secret that is good.
 */
export class RotatingSecrets implements LoginSecrets {
  readonly #parts: RotatingSecretsParts;
  readonly #enrolled: EnrolledAs;
  /** Whether the next secret, where there is one, is on disk. */
  #isKept = true;
  #refusedNext = false;
  #used: string;
  #askedAt: number | undefined;
  #isAsking = false;

  constructor(parts: RotatingSecretsParts) {
    this.#parts = parts;
    this.#enrolled = parts.enrolled;
    this.#used = parts.enrolled.secret;
  }

  begin(): string {
    const { secret, next } = this.#enrolled;
    const triesNext = this.#isKept && !this.#refusedNext;
    this.#used = (triesNext ? next : undefined) ?? secret;
    return this.#used;
  }

  refused(): void {
    // The hub may have taken the next one though its answer was lost, or may have voided it: the other one is tried.
    this.#refusedNext = this.#used === this.#enrolled.next;
  }

  async accepted(): Promise<void> {
    const enrolled = this.#enrolled;
    const { next } = enrolled;
    if (next === undefined) return;
    const { clock, log } = this.#parts;
    // A connection that began before the next secret was there says nothing of it.
    if (!this.#isKept || (this.#used !== next && !this.#refusedNext)) return;
    delete enrolled.next;
    this.#refusedNext = false;
    if (this.#used === next) {
      enrolled.secret = next;
      enrolled.secretSince = clock.now();
      log.info({}, "the hub took the next secret: the former one is void");
    } else log.warn({}, "the hub refused the next secret: the bridge goes on with the former one");
    // Where this fails, both are still on disk.
    await this.#parts.credentials.save();
  }

  async check({ isQuiet, reconnect }: RotationLinks): Promise<void> {
    if (this.#isAsking || !isQuiet() || !(await this.#isDue())) return;
    const { ask, clock, log } = this.#parts;
    this.#askedAt = clock.monotonic();
    this.#isAsking = true;
    try {
      const next = await ask(this.#enrolled.secret);
      await this.#keep(next);
      log.info({}, "the bridge was given its next secret, and connects with it");
      reconnect();
    } catch (error) {
      log.warn({ why: errorMessage(error) }, "the bridge got no next secret: it asks again in a day");
    } finally {
      this.#isAsking = false;
    }
  }

  /** The broker is not shown the next secret before it is on disk: from then on the former one is void. */
  async #keep(next: string): Promise<void> {
    this.#isKept = false;
    this.#enrolled.next = next;
    try {
      await this.#parts.credentials.save();
    } catch (error) {
      delete this.#enrolled.next;
      throw error;
    } finally {
      this.#isKept = true;
    }
  }

  async #isDue(): Promise<boolean> {
    const { days, clock, credentials } = this.#parts;
    const enrolled = this.#enrolled;
    if (days === 0 || enrolled.next !== undefined) return false;
    if (this.#askedAt !== undefined && clock.monotonic() - this.#askedAt < day) return false;
    const now = clock.now();
    // Without a battery the clock of a small computer may have been wrong: a time to come would stop this for years.
    if (enrolled.secretSince === undefined || enrolled.secretSince > now) {
      enrolled.secretSince = now;
      await credentials.save();
    }
    return now - enrolled.secretSince >= days * day;
  }
}
