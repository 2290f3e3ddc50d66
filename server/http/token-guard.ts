import type { FastifyReply, FastifyRequest } from "fastify";
import { addressPrefix } from "../../platform/address-prefix.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { SampledLog } from "../../platform/sampled-log.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import { type Operator, operatorOf } from "./operators.ts";
import { TurnQueue } from "./turn-queue.ts";

/** What a token is for. */
export type TokenKind = "operator" | "metrics" | "broker";

export interface TokenGuardParts {
  readonly clock: Clock;
  readonly log: Pick<SampledLog, "warn">;
  readonly metrics: Pick<HubMetrics, "wrongTokens">;
}

/** Wrong tokens of an address that cost nothing: somebody has copied the wrong line. */
const freeOfCharge = 5;
/** What the next one costs; it doubles with each further one. In ms, as all that follows. */
const firstPause = 1000;
const longestPause = 60_000;
/** An address that has sent no wrong token for so long begins anew. */
const forgottenAfter = 3_600_000;
/** A wrong token is answered when the pause is over, or after this. */
const longestAnswer = 2000;
/** More answers than these are not held back. */
const mostHeld = 100;
/** Of more addresses, those that were heard of longest ago are forgotten. */
const mostAddresses = 20_000;
const trustedFor = 7 * 24 * 3_600_000;

interface Guesser {
  readonly wrong: number;
  /** Until then no token of this address is looked at. */
  readonly freeAt: number;
}

/**
 * Makes guessing of tokens hopeless. After five wrong ones an address has to wait: 1 s, 2 s, 4 s and so on up to a minute,
 * and what comes meanwhile is refused unseen (429). Where many addresses guess together, tokens of addresses that never
 * had a right one are looked at one after another, a few a second. An address with a right token never waits for others.
 */
export class TokenGuard {
  readonly #parts: TokenGuardParts;
  /** The one that was heard of last is the last. */
  readonly #guessers = new Map<string, Guesser>();
  /** Addresses that have shown a right token, and when. */
  readonly #trusted = new Map<string, number>();
  readonly #strangers: TurnQueue;
  #held = 0;

  constructor(parts: TokenGuardParts) {
    this.#parts = parts;
    this.#strangers = new TurnQueue(parts.clock);
  }

  /**
   * Answers whose token a request shows.
   * @param known compared one and all, so that the time tells nothing
   * @throws AppError operator/not-known; operator/too-many-guesses, with `Retry-After` set
   */
  async admit(
    kind: TokenKind,
    known: readonly Operator[],
    { ip, headers: { authorization } }: Pick<FastifyRequest, "ip" | "headers">,
    reply: Pick<FastifyReply, "header">,
  ): Promise<Operator> {
    // Whoever shows no token does not guess.
    if (authorization === undefined || authorization === "") throw new AppError("operator/not-known");
    const address = addressPrefix(ip);
    // Each kind by itself: what comes through the riders' proxy must not keep a broker from asking.
    const key = `${kind} ${address}`;
    this.#refuseWhilePaused(kind, key, address, reply);
    if (!this.#isTrusted(key)) {
      if (!(await this.#strangers.turn())) throw this.#tooMany(kind, address, reply, longestAnswer);
      this.#refuseWhilePaused(kind, key, address, reply);
    }
    try {
      const operator = operatorOf(known, authorization);
      remember(this.#trusted, key, this.#parts.clock.monotonic());
      return operator;
    } catch (error) {
      await this.#wrong(kind, key, address);
      throw error;
    }
  }

  #refuseWhilePaused(kind: TokenKind, key: string, address: string, reply: Pick<FastifyReply, "header">): void {
    const guesser = this.#guessers.get(key);
    const left = (guesser?.freeAt ?? 0) - this.#parts.clock.monotonic();
    if (guesser && left > 0) throw this.#tooMany(kind, address, reply, left);
  }

  #isTrusted(key: string): boolean {
    const since = this.#trusted.get(key);
    return since !== undefined && this.#parts.clock.monotonic() - since < trustedFor;
  }

  /** Resolves when the answer may go out. */
  async #wrong(kind: TokenKind, key: string, address: string): Promise<void> {
    const { clock, log, metrics } = this.#parts;
    const now = clock.monotonic();
    const before = this.#guessers.get(key);
    const wrong = before && now - before.freeAt < forgottenAfter ? before.wrong + 1 : 1;
    const pause = wrong <= freeOfCharge ? 0 : Math.min(firstPause * 2 ** (wrong - freeOfCharge - 1), longestPause);
    remember(this.#guessers, key, { wrong, freeAt: now + pause });
    this.#strangers.wrong();
    metrics.wrongTokens.inc({ kind, outcome: "wrong" });
    log.warn(`wrong ${kind} token`, address, { kind, address, wrong, pause }, "a wrong token was shown");
    if (pause === 0 || this.#held >= mostHeld) return;
    this.#held++;
    await new Promise<void>((resolve) => clock.after(Math.min(pause, longestAnswer), resolve));
    this.#held--;
  }

  #tooMany(kind: TokenKind, address: string, reply: Pick<FastifyReply, "header">, left: number): AppError {
    const { log, metrics } = this.#parts;
    metrics.wrongTokens.inc({ kind, outcome: "not-looked-at" });
    log.warn(
      `too many ${kind} tokens`,
      address,
      { kind, address },
      "tokens of an address are not looked at for a while",
    );
    reply.header("retry-after", String(Math.ceil(left / 1000)));
    return new AppError("operator/too-many-guesses");
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostAddresses && oldest !== undefined) map.delete(oldest);
}
