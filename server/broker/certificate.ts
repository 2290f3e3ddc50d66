import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { Log } from "../../platform/log.ts";

/** A certificate chain and its private key, PEM. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

/** @returns what is wrong with the pair; undefined where a TLS server can use it */
export function whyNoCertificate({ cert, key }: CertificatePair): string | undefined {
  try {
    createSecureContext({ cert });
  } catch (error) {
    return `HUB_MQTT_TLS_CERT is no certificate chain in PEM (${errorMessage(error)})`;
  }
  try {
    createSecureContext({ key });
  } catch (error) {
    return `HUB_MQTT_TLS_KEY is no private key in PEM without a passphrase (${errorMessage(error)})`;
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    return `HUB_MQTT_TLS_KEY is not the key of the first certificate in HUB_MQTT_TLS_CERT (${errorMessage(error)})`;
  }
  return undefined;
}

/** @throws AppError config/invalid, which names the setting */
export function checkCertificate(pair: CertificatePair): void {
  const why = whyNoCertificate(pair);
  if (why !== undefined) throw new AppError("config/invalid", why);
}

/** When the first certificate of a chain expires; epoch seconds. */
export function expiryOf({ cert }: CertificatePair): number {
  return Math.floor(Date.parse(new X509Certificate(cert).validTo) / 1000);
}

export interface CertificateWatchParts {
  /** The pair that is served now. */
  readonly pair: CertificatePair;
  /** Reads the pair again from where it came from. */
  readonly read: () => CertificatePair;
  /** Serves the pair on new connections. */
  readonly use: (pair: CertificatePair) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often the files are looked at; ms. */
const lookEvery = 5000;

/**
 * Serves a renewed certificate without a restart. It reads the files every few seconds, since a file can be replaced by
 * writing, by renaming, or by a link far above it. A pair that can't be used is logged once, and the one before stays.
 */
export class CertificateWatch {
  readonly #parts: CertificateWatchParts;
  #served: CertificatePair;
  /** What was wrong at the last look. Chain and key are not replaced in one step, so only what is wrong twice is logged. */
  #wrong: { readonly why: string; readonly logged: boolean } | undefined;
  #cancel: () => void = () => {};

  constructor(parts: CertificateWatchParts) {
    this.#parts = parts;
    this.#served = parts.pair;
    this.#lookLater();
  }

  /** Looks now, and says what is wrong immediately. */
  reload(): void {
    this.#look(true);
  }

  stop(): void {
    this.#cancel();
  }

  #lookLater(): void {
    this.#cancel = this.#parts.clock.after(lookEvery, () => {
      this.#look(false);
      this.#lookLater();
    });
  }

  #look(asked: boolean): void {
    const { use, log } = this.#parts;
    const pair = this.#read();
    if (typeof pair === "string") {
      this.#refuse(pair, asked);
      return;
    }
    if (pair.cert === this.#served.cert && pair.key === this.#served.key) {
      this.#wrong = undefined;
      if (asked) log.info({ expires: expiryOf(pair) }, "the certificate for cabinets is the same as before");
      return;
    }
    const why = whyNoCertificate(pair);
    if (why !== undefined) {
      this.#refuse(why, asked);
      return;
    }
    this.#wrong = undefined;
    this.#served = pair;
    use(pair);
    log.info({ expires: expiryOf(pair) }, "a new certificate for cabinets is served on new connections");
  }

  #read(): CertificatePair | string {
    try {
      return this.#parts.read();
    } catch (error) {
      return errorMessage(error);
    }
  }

  #refuse(why: string, asked: boolean): void {
    const again = this.#wrong?.why === why;
    const logged = again && this.#wrong?.logged === true;
    const log = (asked || again) && !logged;
    if (log) this.#parts.log.error({ why }, "the new certificate for cabinets can't be used; the one before stays");
    this.#wrong = { why, logged: log || logged };
  }
}
