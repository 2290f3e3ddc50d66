import { type Fen, fen } from "./money.ts";
import type { Tariff } from "./tariff.ts";

/** A time in which nothing is billed; without `to` it still lasts. Epoch ms. */
export interface Pause {
  readonly from: number;
  readonly to?: number;
  /** The loan whose report asks for it. It pauses that loan alone, and is taken out when the report is decided. */
  readonly reportOf?: number;
}

/** One line of the receipt; the lines' amounts add up to the price. */
export interface PriceLine {
  readonly what: "put-back" | "free" | "units" | "once" | "daily-cap" | "total-cap" | "lost" | "waived";
  /** put-back: minutes of the grace; free: minutes; units: started units; caps: days that reached the cap; lost: items. */
  readonly count: number;
  /** Fen; caps and what was waived are negative. */
  readonly amount: number;
}

export interface Price {
  readonly amount: Fen;
  readonly lines: readonly PriceLine[];
  /** When the price next grows, if nothing pauses it (epoch ms); undefined: never. */
  readonly growsAt: number | undefined;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const unitLength = { "half-hour": 30 * minute, hour: 60 * minute, day };

/**
 * The rent of a loan from `start` to `end` (epoch ms). Started units count whole; the free minutes are those right after
 * the start; pauses take no part; each 24 hours from the start are capped, and so is the whole. What is put back within
 * the grace costs nothing; after it the grace itself is billed too.
 */
export function price(tariff: Tariff, start: number, end: number, pauses: readonly Pause[]): Price {
  const elapsed = Math.max(0, end - start - pausedBetween(pauses, start, end));
  const free = tariff.freeMinutes * minute;
  const grace = tariff.graceMinutes * minute;
  if (grace > 0 && elapsed <= grace) {
    const lines = [{ what: "put-back" as const, count: tariff.graceMinutes, amount: 0 }];
    const firstRent = Math.max(grace, free) + 1;
    return { amount: fen(0), lines, growsAt: tariff.pricePerUnit > 0 ? end + (firstRent - elapsed) : undefined };
  }
  const lastDay = tariff.unit === "once" ? 0 : Math.max(0, Math.ceil(elapsed / day) - 1);
  let units = 0;
  let takenOff = 0;
  let cappedDays = 0;
  let growth = 0;
  for (let index = 0; index <= lastDay; index++) {
    const inDay = index === lastDay ? elapsed - index * day : day;
    const part = dayPart(tariff, inDay, index === 0 ? free : 0);
    units += part.units;
    takenOff += part.takenOff;
    if (part.takenOff > 0) cappedDays++;
    growth = index * day + part.growsAfter;
  }
  const uncapped = units * tariff.pricePerUnit - takenOff;
  const overTotal = Math.max(0, uncapped - tariff.totalCap);
  const amount = fen(uncapped - overTotal);

  const lines: PriceLine[] = [];
  if (free > 0)
    lines.push({ what: "free", count: Math.min(tariff.freeMinutes, Math.ceil(elapsed / minute)), amount: 0 });
  if (units > 0) {
    lines.push({ what: tariff.unit === "once" ? "once" : "units", count: units, amount: units * tariff.pricePerUnit });
  }
  if (takenOff > 0) lines.push({ what: "daily-cap", count: cappedDays, amount: -takenOff });
  if (overTotal > 0) lines.push({ what: "total-cap", count: 1, amount: -overTotal });
  const grows = amount < tariff.totalCap && tariff.pricePerUnit > 0 && growth < Number.POSITIVE_INFINITY;
  return { amount, lines, growsAt: grows ? end + (growth - elapsed) + 1 : undefined };
}

/** What the first `inDay` ms of a day cost, and after how many ms of the day the price is next higher. */
function dayPart(tariff: Tariff, inDay: number, free: number) {
  const billed = Math.max(0, inDay - free);
  if (tariff.unit === "once") {
    return { units: billed > 0 ? 1 : 0, takenOff: 0, growsAfter: billed > 0 ? Number.POSITIVE_INFINITY : free };
  }
  const length = unitLength[tariff.unit];
  const units = Math.ceil(billed / length);
  const cost = units * tariff.pricePerUnit;
  const growsAfter = cost >= tariff.dailyCap ? day : Math.min(day, free + units * length);
  return { units, takenOff: Math.max(0, cost - tariff.dailyCap), growsAfter };
}

/** Pauses may overlap: a moment is paused once. */
function pausedBetween(pauses: readonly Pause[], start: number, end: number): number {
  let paused = 0;
  let counted = start;
  for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(pause.from, counted);
    const to = Math.min(pause.to ?? end, end);
    if (to > from) {
      paused += to - from;
      counted = to;
    }
  }
  return paused;
}
