import type { Clock } from "../../platform/clock.ts";
import { beijingTime } from "../../server/credit/zhima/beijing-time.ts";
import type { VerifiedSdk } from "../../server/credit/zhima/verified-sdk.ts";
import { ZhimaGateway } from "../../server/credit/zhima/zhima-gateway.ts";

/** The hub's gateway without its network: what it asks the simulated one is asked in memory, within the same time. */
export class UnwiredGateway extends ZhimaGateway {
  readonly #sdk: VerifiedSdk;
  readonly #clock: Clock;
  readonly #timeout: number;

  constructor(sdk: VerifiedSdk, clock: Clock, timeout: number) {
    super(sdk, clock, timeout);
    this.#sdk = sdk;
    this.#clock = clock;
    this.#timeout = timeout;
  }

  override exchange(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`no answer within ${this.#timeout} ms`));
      const cancel = this.#clock.after(this.#timeout, late);
      this.#sdk
        .exec(method, { ...params, timestamp: beijingTime(this.#clock.now()) })
        .finally(cancel)
        .then(resolve, reject);
    });
  }
}
