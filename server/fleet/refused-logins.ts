import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, EpochMs } from "../../protocol/ids.ts";

/** The logins of one cabinet that were refused. */
export interface RefusedLogin {
  readonly count: number;
  readonly lastReason: string;
  readonly lastAt: EpochMs;
}

/** Strangers may name any id: of more than these the ones that were refused longest ago are forgotten. */
const mostRemembered = 10_000;

/** What this process remembers of refused logins, by the id that was named; it begins anew with each start. */
export class RefusedLogins {
  readonly #clock: Pick<Clock, "now">;
  readonly #byId = new Map<CabinetId, RefusedLogin>();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  note(cabinetId: CabinetId, reason: string): void {
    const count = (this.#byId.get(cabinetId)?.count ?? 0) + 1;
    this.#byId.delete(cabinetId);
    this.#byId.set(cabinetId, { count, lastReason: reason, lastAt: this.#clock.now() });
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > mostRemembered && oldest !== undefined) this.#byId.delete(oldest);
  }

  of(cabinetId: CabinetId): RefusedLogin | undefined {
    return this.#byId.get(cabinetId);
  }
}
