import { percentile } from "./percentile.ts";

/** ms; null where nothing was measured. */
export interface Durations {
  readonly p50: number | null;
  readonly p99: number | null;
  readonly longest: number | null;
}

export interface LoadSummary {
  readonly seconds: number;
  /** From the scan to the receipt. */
  readonly loans: number;
  readonly loansPerSecond: number;
  /** From the wallet's word that it is confirmed to the phone that shows the open slot. */
  readonly unlock: Durations;
  /** From the item in the slot to the collected rent on the phone. */
  readonly receipt: Durations;
  /** How often what went wrong, by code. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Counts what riders went through. Times in ms. */
export class LoadTally {
  readonly #unlocks: number[] = [];
  readonly #receipts: number[] = [];
  readonly #errors = new Map<string, number>();
  loans = 0;

  unlocked(after: number): void {
    this.#unlocks.push(after);
  }

  settled(after: number): void {
    this.#receipts.push(after);
    this.loans += 1;
  }

  failed(code: string): void {
    this.#errors.set(code, (this.#errors.get(code) ?? 0) + 1);
  }

  /** @param elapsed ms since the first rider came */
  summary(elapsed: number): LoadSummary {
    const seconds = elapsed / 1000;
    return {
      seconds,
      loans: this.loans,
      loansPerSecond: seconds > 0 ? this.loans / seconds : 0,
      unlock: durations(this.#unlocks),
      receipt: durations(this.#receipts),
      errors: Object.fromEntries(this.#errors),
    };
  }
}

function durations(values: readonly number[]): Durations {
  return {
    p50: percentile(values, 50) ?? null,
    p99: percentile(values, 99) ?? null,
    longest: percentile(values, 100) ?? null,
  };
}

/** One line for a terminal. */
export function progressLine({ loans, loansPerSecond, unlock, errors }: LoadSummary): string {
  const failures = Object.entries(errors).map(([code, count]) => `${code} ${count}`);
  return [
    `${loans} loans`,
    `${loansPerSecond.toFixed(1)}/s`,
    `unlock p50 ${ms(unlock.p50)} p99 ${ms(unlock.p99)}`,
    failures.length === 0 ? "no errors" : `errors: ${failures.join(", ")}`,
  ].join("  ");
}

function ms(value: number | null): string {
  return value === null ? "–" : `${Math.round(value)} ms`;
}
