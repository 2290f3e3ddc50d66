import type { Clock } from "../../platform/clock.ts";
import { withDeadline } from "../with-deadline.ts";
import type { LoadTally } from "./load-tally.ts";
import { Refusal } from "./refusal.ts";
import type { ReturnHands } from "./return-hands.ts";
import type { OrderSeen, Rider } from "./rider.ts";

export interface Sticker {
  readonly cabinetId: string;
  readonly slot: number;
  readonly url: string;
}

/** What a rider of a load does. */
export type LoadRider = Pick<Rider, "scan" | "ask" | "confirm" | "comeBack" | "watch" | "order">;

export interface RiderLoadParts {
  readonly hub: string;
  /** The rider comes, with a phone that is not logged in anywhere yet. */
  readonly arrive: (riderId: string) => Promise<LoadRider>;
  /** Where riders borrow; each slot has one rider at a time. */
  readonly stickers: readonly Sticker[];
  readonly hands: ReturnHands;
  /** How many riders there are, and the ids of their wallets. */
  readonly riders: readonly string[];
  /** How long a rider thinks before each step and how long one keeps the item, on average; ms. */
  readonly think: number;
  readonly keep: number;
  /** New loans per second over all riders, at most; undefined: each rider borrows again at once. */
  readonly rate: number | undefined;
  readonly tally: LoadTally;
  readonly clock: Clock;
  /** 0 up to 1 */
  readonly random: () => number;
}

/** A loan ends within this time, or something is wrong; ms. */
const patience = 60_000;
const failedPhases = ["cancelled", "not-opened", "lapsed", "review"];
/** After something went wrong; ms. */
const restAfterError = 1000;

/** Virtual riders who borrow and return again and again, each as a person with a phone does. */
export class RiderLoad {
  readonly #parts: RiderLoadParts;
  readonly #free: Sticker[];
  #nextStart: number;
  #stopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(parts: RiderLoadParts) {
    this.#parts = parts;
    this.#free = [...parts.stickers];
    this.#nextStart = parts.clock.monotonic();
  }

  start(): void {
    this.#running = Promise.all(this.#parts.riders.map((riderId) => this.#live(riderId)));
  }

  /** No new loans; waits for those that are under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #live(riderId: string): Promise<void> {
    const { arrive, tally } = this.#parts;
    let rider: LoadRider | undefined;
    while (!this.#stopped) {
      try {
        rider ??= await arrive(riderId);
        await this.#awaitTurn();
        if (!this.#stopped) await this.#borrow(rider);
      } catch (error) {
        tally.failed(error instanceof Refusal ? error.code : nameOf(error));
        await this.#pass(restAfterError);
      }
    }
  }

  async #borrow(rider: LoadRider): Promise<void> {
    const { random } = this.#parts;
    const [sticker] = this.#free.splice(Math.floor(random() * this.#free.length), 1);
    if (!sticker) throw new Refusal("every slot has a rider; it", 409, { code: "load/no-slot" });
    try {
      await this.#lend(rider, sticker);
    } finally {
      this.#free.push(sticker);
    }
  }

  async #lend(rider: LoadRider, sticker: Sticker): Promise<void> {
    const { hub, think, keep, hands, tally, clock } = this.#parts;
    await this.#pause(think);
    await rider.scan(sticker.url);
    await this.#pause(think);
    const { orderNo, walletUrl } = await rider.ask(sticker.url);
    await this.#pause(think);
    const back = await rider.confirm(walletUrl);
    const confirmedAt = clock.monotonic();
    await rider.comeBack(back);
    let returnedAt: number | undefined;
    for await (const seen of withDeadline(rider.watch(hub, orderNo), patience + 10 * keep)) {
      if (failedPhases.includes(seen.phase)) throw new Refusal("the order", 409, { code: `order/${seen.phase}` });
      if (seen.phase === "lent" && returnedAt === undefined) {
        tally.unlocked(clock.monotonic() - confirmedAt);
        await this.#pause(keep);
        returnedAt = clock.monotonic();
        await hands.putBack(sticker.cabinetId, seen.items[0]?.slot ?? sticker.slot);
      }
      if (seen.phase === "settled") break;
    }
    const receipt: OrderSeen = await rider.order(hub, orderNo);
    if (receipt.phase !== "settled") throw new Refusal("the receipt", 409, { code: `order/${receipt.phase}` });
    tally.settled(clock.monotonic() - (returnedAt ?? confirmedAt));
  }

  async #awaitTurn(): Promise<void> {
    const { rate, clock } = this.#parts;
    if (rate === undefined) return;
    const now = clock.monotonic();
    const start = Math.max(now, this.#nextStart);
    this.#nextStart = start + 1000 / rate;
    await this.#pass(start - now);
  }

  /** People don't take turns: pauses differ as those of a Poisson process do. */
  #pause(mean: number): Promise<void> {
    return this.#pass(mean * -Math.log(1 - this.#parts.random()));
  }

  async #pass(time: number): Promise<void> {
    if (time > 0) await new Promise<void>((resolve) => this.#parts.clock.after(time, resolve));
  }
}

function nameOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : { cause: undefined };
  const { code } = (cause ?? error ?? {}) as { code?: unknown };
  if (typeof code === "string") return `network/${code}`;
  return error instanceof Error ? error.message : "unknown";
}
