import { addressPrefix } from "../../platform/address-prefix.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { SampledLog } from "../../platform/sampled-log.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import { GuessDelays, remember } from "./guess-delays.ts";
import { KeyedTurns } from "./keyed-turns.ts";
import { TurnQueue } from "./turn-queue.ts";

export interface SignInGuardParts {
  readonly clock: Clock;
  readonly log: Pick<SampledLog, "warn">;
  readonly metrics: Pick<HubMetrics, "wrongTokens">;
  /** Told when an account's name has been guessed at for so long that it is slowed, and now and then while it goes on. */
  readonly slowed: (name: string, refused: number) => void;
}

/** What is guessed at. */
type Keys = readonly [string, ...string[]];

interface Pair {
  readonly name: string;
  readonly address: string;
  /** The two together. */
  readonly pair: string;
}

/** @param refusedBefore tries for this name that were refused before */
type SignInTry<Value> = (refusedBefore: number) => Promise<Value>;

type Outcome<Value> = { readonly value: Value } | { readonly error: AppError; readonly pause: number };

/** The longest that a name or an address has to wait; ms, as all that follows. */
const longestPause = 5 * 60_000;
/** A wrong password is answered when the pause is over, or after this. */
const longestAnswer = 2000;
/** More answers than these are not held back. */
const mostHeld = 100;
const trustedFor = 30 * 24 * 3_600_000;
/** Wrong guesses for a name that are written down as one act: the first that is slowed, then every hundredth. */
const notedFirst = 6;
const notedEvery = 100;

/**
 * Makes guessing of passwords and codes hopeless. After five wrong ones a name and an address have to wait, known or not:
 * 1 s, 2 s, 4 s and so on up to five minutes; what comes meanwhile is refused unseen (429). Where a person has signed in
 * from an address before, guesses from elsewhere keep that person from nothing.
 */
export class SignInGuard {
  readonly #parts: SignInGuardParts;
  readonly #guesses: GuessDelays;
  readonly #strangers: TurnQueue;
  readonly #turns = new KeyedTurns();
  /** Names with the addresses from which they have signed in, and when. */
  readonly #trusted = new Map<string, number>();
  #held = 0;

  constructor(parts: SignInGuardParts) {
    this.#parts = parts;
    this.#guesses = new GuessDelays(parts.clock, longestPause);
    this.#strangers = new TurnQueue(parts.clock);
  }

  /**
   * Lets one try happen.
   * @throws AppError operator/too-many-guesses, and what `signIn` throws
   */
  async attempt<Value>(name: string, ip: string, signIn: SignInTry<Value>): Promise<Value> {
    const address = addressPrefix(ip);
    const pair = `${name} ${address}`;
    const since = this.#trusted.get(pair);
    const trusted = since !== undefined && this.#parts.clock.monotonic() - since < trustedFor;
    // A trusted pair has a count of its own, so that a stolen laptop may not guess at will either.
    const keys: Keys = trusted ? [`pair ${pair}`] : [`name ${name}`, `address ${address}`];
    this.#refuseWhilePaused(keys, address);
    if (!trusted && !(await this.#strangers.turn())) throw this.#tooMany(address, longestAnswer);
    const outcome = await this.#turns.run(address, () =>
      this.#turns.run(keys[0], () => this.#look(keys, { name, address, pair }, signIn)),
    );
    if ("value" in outcome) return outcome.value;
    await this.#hold(outcome.pause);
    throw outcome.error;
  }

  /** One try at a time of a name and of an address, so that each knows what became of the one before. */
  async #look<Value>(keys: Keys, { name, address, pair }: Pair, signIn: SignInTry<Value>): Promise<Outcome<Value>> {
    this.#refuseWhilePaused(keys, address);
    try {
      const value = await signIn(this.#guesses.count(`name ${name}`) + this.#guesses.count(`pair ${pair}`));
      this.#guesses.forget(`name ${name}`);
      this.#guesses.forget(`pair ${pair}`);
      remember(this.#trusted, pair, this.#parts.clock.monotonic());
      return { value };
    } catch (error) {
      if (!(error instanceof AppError) || !guesses.has(error.code)) throw error;
      return { error, pause: this.#wrong(keys, name, address) };
    }
  }

  #refuseWhilePaused(keys: readonly string[], address: string): void {
    const left = Math.max(...keys.map((key) => this.#guesses.left(key)));
    if (left > 0) throw this.#tooMany(address, left);
  }

  /** Counts a wrong guess. @returns for how long the answer is to be held back */
  #wrong(keys: Keys, name: string, address: string): number {
    const { log, metrics, slowed } = this.#parts;
    const counted = keys.map((key) => this.#guesses.wrong(key));
    const pause = Math.max(...counted.map((one) => one.pause));
    const [{ wrong } = { wrong: 0 }] = counted;
    this.#strangers.wrong();
    metrics.wrongTokens.inc({ kind: "sign-in", outcome: "wrong" });
    log.warn("wrong sign-in", address, { address, wrong, pause }, "a wrong password or code was entered");
    if (wrong === notedFirst || wrong % notedEvery === 0) slowed(name, wrong);
    return pause;
  }

  /** Resolves when the answer may go out. */
  async #hold(pause: number): Promise<void> {
    if (pause === 0 || this.#held >= mostHeld) return;
    this.#held++;
    await new Promise<void>((resolve) => this.#parts.clock.after(Math.min(pause, longestAnswer), resolve));
    this.#held--;
  }

  #tooMany(address: string, left: number): AppError {
    const { log, metrics } = this.#parts;
    metrics.wrongTokens.inc({ kind: "sign-in", outcome: "not-looked-at" });
    log.warn("too many sign-ins", address, { address }, "sign-ins are not looked at for a while");
    return new AppError("operator/too-many-guesses", undefined, { retryAfter: Math.ceil(left / 1000) });
  }
}

/** What tells a guesser that a guess was wrong. */
const guesses: ReadonlySet<string> = new Set([
  "operator/wrong-credentials",
  "operator/wrong-code",
  "operator/code-used",
  "operator/recovery-code-used",
]);
