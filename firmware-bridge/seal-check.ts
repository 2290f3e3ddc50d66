import type { Log } from "../platform/log.ts";
import type { CabinetId } from "../protocol/ids.ts";
import { type Downward, isSealed } from "../protocol/seal.ts";

/** Lets through what the hub sealed for this cabinet, and counts the rest. */
export class SealCheck {
  readonly #cabinetId: CabinetId;
  #sealKey: Buffer | undefined;
  readonly #log: Log;
  #told = false;
  /** Messages whose seal was wrong since the start. */
  broken = 0;

  constructor(cabinetId: CabinetId, log: Log) {
    this.#cabinetId = cabinetId;
    this.#log = log;
  }

  /** The key of the secret with which the next connection logs in: the hub seals with that one. */
  use(sealKey: Buffer): void {
    this.#sealKey = sealKey;
  }

  /** A new connection, on which the first wrong seal is worth a line in the log. */
  reconnected(): void {
    this.#told = false;
  }

  passes(message: Downward): boolean {
    if (this.#sealKey && isSealed(this.#sealKey, this.#cabinetId, message)) return true;
    this.broken += 1;
    // Whoever sends wrong seals may send many.
    if (!this.#told) this.#log.warn({ ignored: message }, "a message with a wrong seal is ignored");
    this.#told = true;
    return false;
  }
}
