import type { Clock } from "../../platform/clock.ts";

/** Wrong guesses that cost nothing: somebody has copied the wrong line, or mistyped. */
const freeOfCharge = 5;
/** What the next one costs; it doubles with each further one. In ms, as all that follows. */
const firstPause = 1000;
/** Who has guessed nothing wrong for so long begins again. */
const forgottenAfter = 3_600_000;
/** Of more, those that were heard of longest ago are forgotten. */
const mostRemembered = 20_000;

interface Guesser {
  readonly wrong: number;
  /** Until then nothing of this one is looked at. */
  readonly freeAt: number;
}

/** How long each address or name has to wait, by its wrong guesses: 1 s, 2 s, 4 s and so on after the first five. */
export class GuessDelays {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #longestPause: number;
  /** The one that was heard of last is the last. */
  readonly #guessers = new Map<string, Guesser>();

  constructor(clock: Pick<Clock, "monotonic">, longestPause: number) {
    this.#clock = clock;
    this.#longestPause = longestPause;
  }

  /** ms for which nothing of `key` is to be looked at; 0 or less: it may guess. */
  left(key: string): number {
    return (this.#guessers.get(key)?.freeAt ?? Number.NEGATIVE_INFINITY) - this.#clock.monotonic();
  }

  /** Counts a wrong guess. */
  wrong(key: string): { wrong: number; pause: number } {
    const now = this.#clock.monotonic();
    const before = this.#guessers.get(key);
    const wrong = before && now - before.freeAt < forgottenAfter ? before.wrong + 1 : 1;
    const pause =
      wrong <= freeOfCharge ? 0 : Math.min(firstPause * 2 ** (wrong - freeOfCharge - 1), this.#longestPause);
    remember(this.#guessers, key, { wrong, freeAt: now + pause });
    return { wrong, pause };
  }

  /** The wrong guesses that are remembered. */
  count(key: string): number {
    return this.#guessers.get(key)?.wrong ?? 0;
  }

  forget(key: string): void {
    this.#guessers.delete(key);
  }
}

/** Puts an entry last, and drops the first where there are too many. */
export function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest);
}
