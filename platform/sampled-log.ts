import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

export interface SampledLogParts {
  readonly log: Pick<Log, "warn">;
  readonly clock: Clock;
  /** Left out: a minute. In ms. */
  readonly every?: number;
  /** How many keys are told apart at once. Left out: 50. */
  readonly keys?: number;
}

interface Sample {
  count: number;
  fields: object;
  message: string;
}

const minute = 60_000;
const usualKeys = 50;

/**
 * Logs what strangers can cause without end: the first occurrence of a key immediately, and then one line a minute with the
 * number of further ones (`count`) and the fields of the last. A key is forgotten after a minute without an occurrence.
 * Once too many keys are known, new ones are counted together under their kind.
 */
export class SampledLog {
  readonly #parts: Required<SampledLogParts>;
  readonly #samples = new Map<string, Sample>();
  #cancel: (() => void) | undefined;

  constructor({ log, clock, every = minute, keys = usualKeys }: SampledLogParts) {
    this.#parts = { log, clock, every, keys };
  }

  /**
   * Takes note of one occurrence.
   * @param kind one of a few, known beforehand: a reason
   * @param source whom it concerns: an address, a login
   */
  warn(kind: string, source: string, fields: object, message: string): void {
    const key = this.#keyOf(kind, source);
    const sample = this.#samples.get(key);
    if (sample) {
      Object.assign(sample, { count: sample.count + 1, fields, message });
      return;
    }
    this.#samples.set(key, { count: 0, fields, message });
    this.#parts.log.warn(fields, message);
    this.#cancel ??= this.#parts.clock.after(this.#parts.every, () => this.#sumUp());
  }

  /** Writes what was only counted so far; nothing is due afterwards. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const { count, fields, message } of this.#samples.values())
      if (count > 0) this.#parts.log.warn({ ...fields, count }, message);
    this.#samples.clear();
  }

  #keyOf(kind: string, source: string): string {
    const key = `${kind} ${source}`;
    return this.#samples.has(key) || this.#samples.size < this.#parts.keys ? key : kind;
  }

  #sumUp(): void {
    const { log, clock, every } = this.#parts;
    for (const [key, sample] of this.#samples) {
      if (sample.count === 0) this.#samples.delete(key);
      else log.warn({ ...sample.fields, count: sample.count }, sample.message);
      sample.count = 0;
    }
    this.#cancel = this.#samples.size > 0 ? clock.after(every, () => this.#sumUp()) : undefined;
  }
}
