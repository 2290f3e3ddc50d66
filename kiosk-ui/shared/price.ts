import type { Locale, PriceParts } from "./locale.ts";
import { spokenMoney } from "./money.ts";
import type { Tariff } from "./rider-types.ts";

/** The whole price in one sentence. */
export function tariffSentence(tariff: Tariff, locale: Locale): string {
  return locale.price.sentence(partsOf(tariff, locale));
}

/** The price as a block shows it: what one unit costs, large, and everything else that may cost or save something. */
export interface PriceBlock {
  readonly perUnit: string;
  readonly terms: readonly string[];
}

export function priceBlock(tariff: Tariff, locale: Locale): PriceBlock {
  const { price } = locale;
  const { unit, perUnit, freeMinutes, graceMinutes, dailyCap, totalCap } = partsOf(tariff, locale);
  return {
    perUnit: perUnit === undefined ? price.free : price.perUnit(perUnit, unit),
    terms: [
      ...(graceMinutes === undefined ? [] : [price.graceMinutes(graceMinutes)]),
      ...(freeMinutes === undefined ? [] : [price.freeAtFirst(freeMinutes)]),
      ...(dailyCap === undefined ? [] : [price.dailyCap(dailyCap)]),
      price.longest(tariff.longestLoanHours),
      price.buyOut(totalCap),
    ],
  };
}

function partsOf(tariff: Tariff, locale: Locale): PriceParts {
  const { unit, pricePerUnit, freeMinutes, graceMinutes, dailyCap, totalCap } = tariff;
  const costs = pricePerUnit > 0;
  return {
    unit,
    ...(costs && { perUnit: spokenMoney(pricePerUnit, locale) }),
    ...(costs && freeMinutes > 0 && { freeMinutes }),
    // Within the free minutes a grace gives nothing that they don't.
    ...(costs && graceMinutes > freeMinutes && { graceMinutes }),
    ...(hasDailyCap(tariff) && { dailyCap: spokenMoney(dailyCap, locale) }),
    totalCap: spokenMoney(totalCap, locale),
  };
}

/** A day unit and a single price never add up within 24 hours, and a daily cap as high as the total one says nothing more. */
function hasDailyCap({ unit, pricePerUnit, dailyCap, totalCap }: Tariff): boolean {
  return (unit === "half-hour" || unit === "hour") && pricePerUnit > 0 && dailyCap < totalCap;
}
