import type { Clock } from "../../platform/clock.ts";
import { TokenBucket } from "../../platform/token-bucket.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import type { UpChannel } from "../../protocol/topics.ts";

/** What a cabinet may say in the long run, and at once after a silence: a journal that waited for hours comes in one go. */
const budgets: Readonly<Record<UpChannel, { readonly perSecond: number; readonly burst: number }>> = {
  presence: { perSecond: 0.5, burst: 60 },
  snapshot: { perSecond: 1, burst: 120 },
  event: { perSecond: 10, burst: 2000 },
  health: { perSecond: 0.2, burst: 30 },
  update: { perSecond: 0.2, burst: 30 },
};

/** Bounds how much of the hub one cabinet can take up. What exceeds it is dropped: a bridge repeats what matters. */
export class MessageBudgets {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the cabinet may say one thing more on the channel. */
  take(cabinetId: CabinetId, channel: UpChannel): boolean {
    const key = `${cabinetId}/${channel}`;
    const bucket = this.#buckets.get(key) ?? this.#newBucket(channel);
    this.#buckets.set(key, bucket);
    return bucket.take(1);
  }

  #newBucket(channel: UpChannel): TokenBucket {
    const { perSecond, burst } = budgets[channel];
    return new TokenBucket(perSecond, burst, this.#clock);
  }
}
