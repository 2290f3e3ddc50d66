import type { Clock } from "../../platform/clock.ts";
import { TokenBucket } from "../../platform/token-bucket.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import type { BrokerLimits } from "./limits.ts";

/**
 * How often each cabinet may log in. One whose connection was cut for what it did pays with several logins, so that it
 * can't repeat that at any rate. Only right logins count: nobody uses up a cabinet's budget without its password.
 */
export class LoginBudget {
  readonly #limits: Pick<BrokerLimits, "loginsPerSecond" | "loginBurst" | "loginsPerCut">;
  readonly #clock: Clock;
  /** One entry for each cabinet that has logged in, so no more than are registered. */
  readonly #buckets = new Map<CabinetId, TokenBucket>();

  constructor(limits: Pick<BrokerLimits, "loginsPerSecond" | "loginBurst" | "loginsPerCut">, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Takes a login from the cabinet's budget; false where nothing is left. */
  take(cabinetId: CabinetId): boolean {
    return this.#bucketOf(cabinetId).take(1);
  }

  /** The cabinet's connection was cut for what it did. */
  punish(cabinetId: CabinetId): void {
    this.#bucketOf(cabinetId).spend(this.#limits.loginsPerCut);
  }

  #bucketOf(cabinetId: CabinetId): TokenBucket {
    const { loginsPerSecond, loginBurst } = this.#limits;
    const bucket = this.#buckets.get(cabinetId) ?? new TokenBucket(loginsPerSecond, loginBurst, this.#clock);
    this.#buckets.set(cabinetId, bucket);
    return bucket;
  }
}
