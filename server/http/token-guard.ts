import type { FastifyReply, FastifyRequest } from "fastify";
import { addressPrefix } from "../../platform/address-prefix.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { SampledLog } from "../../platform/sampled-log.ts";
import type { HubMetrics } from "../metrics/hub-metrics.ts";
import { GuessDelays, remember } from "./guess-delays.ts";
import { KeyedTurns } from "./keyed-turns.ts";
import { TurnQueue } from "./turn-queue.ts";

/** What a token is for. */
export type TokenKind = "operator" | "metrics" | "broker";

/** Looks a token up. */
export type FindToken<Known> = (token: string) => Promise<Known | undefined>;

export interface TokenGuardParts {
  readonly clock: Clock;
  readonly log: Pick<SampledLog, "warn">;
  readonly metrics: Pick<HubMetrics, "wrongTokens">;
}

/** The longest that an address has to wait; ms, as all that follows. */
const longestPause = 60_000;
/** A wrong token is answered when the pause is over, or after this. */
const longestAnswer = 2000;
/** More answers than these are not held back. */
const mostHeld = 100;
const trustedFor = 7 * 24 * 3_600_000;

/** What was found where a token is nobody's. */
class WrongToken {
  /** For how long the answer is to be held back; ms. */
  readonly pause: number;

  constructor(pause: number) {
    this.pause = pause;
  }
}

/**
 * Makes guessing of tokens hopeless. After five wrong ones an address has to wait: 1 s, 2 s, 4 s and so on up to a minute,
 * and what comes meanwhile is refused unseen (429). Where many addresses guess together, tokens of addresses that never
 * had a right one are looked at one after another, a few a second. An address with a right token never waits for others.
 */
export class TokenGuard {
  readonly #parts: TokenGuardParts;
  readonly #guesses: GuessDelays;
  /** Addresses that have shown a right token, and when. */
  readonly #trusted = new Map<string, number>();
  readonly #strangers: TurnQueue;
  readonly #turns = new KeyedTurns();
  #held = 0;

  constructor(parts: TokenGuardParts) {
    this.#parts = parts;
    this.#guesses = new GuessDelays(parts.clock, longestPause);
    this.#strangers = new TurnQueue(parts.clock);
  }

  /**
   * Answers whose token a request shows.
   * @param find whose a token is; undefined: nobody's, which counts as a guess
   * @throws AppError operator/not-known; operator/too-many-guesses, with `Retry-After` set; what `find` throws
   */
  async admit<Known>(
    kind: TokenKind,
    find: FindToken<Known>,
    { ip, headers: { authorization } }: Pick<FastifyRequest, "ip" | "headers">,
    reply: Pick<FastifyReply, "header">,
  ): Promise<Known> {
    // Whoever shows no token does not guess.
    if (authorization === undefined || authorization === "") throw new AppError("operator/not-known");
    const address = addressPrefix(ip);
    // Each kind by itself: what comes through the riders' proxy must not keep a broker from asking.
    const key = `${kind} ${address}`;
    const refuseWhilePaused = () => {
      const left = this.#guesses.left(key);
      if (left > 0) throw this.#tooMany(kind, address, reply, left);
    };
    refuseWhilePaused();
    const look = async () => {
      refuseWhilePaused();
      return (await find(/^Bearer (.+)$/.exec(authorization)?.[1] ?? "")) ?? this.#wrong(kind, key, address);
    };
    const isTrusted = this.#isTrusted(key);
    if (!isTrusted && !(await this.#strangers.turn())) throw this.#tooMany(kind, address, reply, longestAnswer);
    // Strangers one after another, so that each knows what became of the one before.
    const found = isTrusted ? await look() : await this.#turns.run(key, look);
    if (found instanceof WrongToken) {
      await this.#hold(found.pause);
      throw new AppError("operator/not-known");
    }
    remember(this.#trusted, key, this.#parts.clock.monotonic());
    return found;
  }

  #isTrusted(key: string): boolean {
    const since = this.#trusted.get(key);
    return since !== undefined && this.#parts.clock.monotonic() - since < trustedFor;
  }

  /** Counts a wrong token. */
  #wrong(kind: TokenKind, key: string, address: string): WrongToken {
    const { log, metrics } = this.#parts;
    const { wrong, pause } = this.#guesses.wrong(key);
    this.#strangers.wrong();
    metrics.wrongTokens.inc({ kind, outcome: "wrong" });
    log.warn(`wrong ${kind} token`, address, { kind, address, wrong, pause }, "a wrong token was shown");
    return new WrongToken(pause);
  }

  /** Resolves when the answer may go out. */
  async #hold(pause: number): Promise<void> {
    if (pause === 0 || this.#held >= mostHeld) return;
    this.#held++;
    await new Promise<void>((resolve) => this.#parts.clock.after(Math.min(pause, longestAnswer), resolve));
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
