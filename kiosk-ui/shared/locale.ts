import type { Tariff } from "./rider-types.ts";

/** How a language writes amounts, durations and prices. It comes with the words of a face, so that a page loads one only. */
export interface Locale {
  /** For Intl. */
  readonly tag: string;
  /** A price as it is said in a sentence, of an amount in yuan: 2 元, ¥2. */
  readonly yuan: (amount: string) => string;
  /** A finished duration, of counts that are not all 0. */
  readonly duration: (days: number, hours: number, minutes: number) => string;
  readonly lessThanAMinute: string;
  /** Days before a running time of day: 2 天, 2 d. */
  readonly days: (days: number) => string;
  readonly price: PriceWords;
}

/** How a language says a tariff. Amounts come as `yuan` says them. */
export interface PriceWords {
  readonly free: string;
  /** The price of one unit as it stands alone, large: 2 元/小时. */
  readonly perUnit: (price: string, unit: Tariff["unit"]) => string;
  readonly freeAtFirst: (minutes: number) => string;
  readonly graceMinutes: (minutes: number) => string;
  readonly dailyCap: (amount: string) => string;
  readonly longest: (hours: number) => string;
  readonly buyOut: (amount: string) => string;
  /** All of it in one sentence. */
  readonly sentence: (price: PriceParts) => string;
}

/** What of a tariff says something: a part that changes nothing is left out. */
export interface PriceParts {
  readonly unit: Tariff["unit"];
  /** Of one unit; undefined: it costs nothing. */
  readonly perUnit?: string | undefined;
  readonly freeMinutes?: number | undefined;
  readonly graceMinutes?: number | undefined;
  readonly dailyCap?: string | undefined;
  readonly totalCap: string;
}
