import { addressPrefix } from "../../platform/address-prefix.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { SampledLog } from "../../platform/sampled-log.ts";
import type { Denial } from "./access.ts";

export interface DenialsParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Counts a denial. `cabinetId`: the id that was named, where one was. */
  readonly denied: (reason: Denial, cabinetId?: string) => void;
}

/** Whom a denial concerns, as a log line says it. */
export interface Denied {
  /** May be a stranger's text of any length. */
  readonly cabinetId?: string | undefined;
  readonly address?: string | undefined;
}

const longestId = 64;

/** Counts every denial and every connection that failed, and logs them sampled: strangers cause them as often as they like. */
export class Denials {
  readonly #denied: DenialsParts["denied"];
  readonly #denials: SampledLog;
  readonly #failures: SampledLog;

  constructor({ clock, log, denied }: DenialsParts) {
    this.#denied = denied;
    this.#denials = new SampledLog({ clock, log });
    this.#failures = new SampledLog({
      clock,
      log: { warn: (fields, message) => log.info(fields, message) },
    });
  }

  note(reason: Denial, whom: Denied, cause?: unknown): void {
    this.#denied(reason, whom.cabinetId);
    const fields = { ...shown(whom), reason, ...(cause !== undefined && { err: cause }) };
    this.#denials.warn(reason, sourceOf(whom), fields, "connection denied");
  }

  /** A connection ended by itself, or by the broker for MQTT's sake. */
  failed(why: string, whom: Denied): void {
    this.#failures.warn(why, sourceOf(whom), { ...shown(whom), why }, "connection failed");
  }

  /** Logs what was only counted so far. */
  flush(): void {
    this.#denials.flush();
    this.#failures.flush();
  }
}

function shown({ cabinetId, address }: Denied): Denied {
  return {
    ...(cabinetId !== undefined && { cabinetId: cabinetId.slice(0, longestId) }),
    ...(address !== undefined && { address }),
  };
}

function sourceOf({ cabinetId = "", address }: Denied): string {
  return `${address === undefined ? "" : addressPrefix(address)} ${cabinetId.slice(0, longestId)}`;
}
