import { fen } from "../../server/rental/money.ts";
import type { RatePlan } from "../../server/rental/rate-plan.ts";
import type { Tariff } from "../../server/rental/tariff.ts";

/** When the usual tariff gets dearer, ms after the start. */
const dearerAfter = 3 * 3_600_000;

const usual: Tariff = {
  version: "hour-1",
  goodsName: "共享充电宝",
  freeMinutes: 5,
  graceMinutes: 0,
  unit: "hour",
  pricePerUnit: fen(300),
  dailyCap: fen(2000),
  totalCap: fen(5000),
  longestLoanHours: 20,
  renewals: 1,
  depositAllowed: true,
  collectedBy: "provider",
  otherSlot: "none",
};
const dearer: Tariff = { ...usual, version: "hour-2", pricePerUnit: fen(400) };
const special: readonly Tariff[] = [
  {
    ...usual,
    version: "half-hour-1",
    freeMinutes: 0,
    graceMinutes: 3,
    unit: "half-hour",
    pricePerUnit: fen(150),
    dailyCap: fen(3000),
    totalCap: fen(9900),
    longestLoanHours: 10,
    renewals: 2,
    otherSlot: "take",
  },
  {
    ...usual,
    version: "merchant-1",
    collectedBy: "merchant",
    depositAllowed: false,
    longestLoanHours: 10,
    otherSlot: "offer",
  },
  // Two of them are above the 500 yuan from which the rider confirms by SMS (product document 2.3.1).
  {
    ...usual,
    version: "day-1",
    freeMinutes: 10,
    unit: "day",
    pricePerUnit: fen(1000),
    dailyCap: fen(1000),
    totalCap: fen(30_000),
    renewals: 2,
    otherSlot: "offer",
  },
  {
    ...usual,
    version: "once-1",
    freeMinutes: 0,
    graceMinutes: 2,
    unit: "once",
    pricePerUnit: fen(200),
    dailyCap: fen(200),
    depositAllowed: false,
    renewals: 0,
    otherSlot: "take",
  },
  { ...usual, version: "free-1", pricePerUnit: fen(0), dailyCap: fen(0), longestLoanHours: 10 },
];

/** What the system's cabinets lend for: each of some has a tariff of its own, the others the usual one, which gets dearer. */
export class Tariffs {
  readonly plans: readonly RatePlan[];
  readonly #own: ReadonlyMap<string, Tariff>;
  readonly #dearerFrom: number;

  constructor(cabinetIds: readonly string[], start: number) {
    this.#dearerFrom = start + dearerAfter;
    const numbered = cabinetIds.map((cabinetId, index) => [cabinetId, special[index % (special.length + 1)]] as const);
    this.#own = new Map(numbered.flatMap(([cabinetId, tariff]) => (tariff ? [[cabinetId, tariff]] : [])));
    const itemKind = "power-bank";
    const placed = special.flatMap((tariff) => {
      const cabinets = cabinetIds.filter((cabinetId) => this.#own.get(cabinetId) === tariff);
      return cabinets.length > 0 ? [{ tariff, itemKind, cabinets } as const] : [];
    });
    this.plans = [
      ...placed,
      { tariff: usual, itemKind, validUntil: this.#dearerFrom },
      { tariff: dearer, itemKind, validFrom: this.#dearerFrom },
    ];
  }

  /** The tariff for which a cabinet lends at `at`, epoch ms. */
  at(cabinetId: string, at: number): Tariff {
    return this.#own.get(cabinetId) ?? (at < this.#dearerFrom ? usual : dearer);
  }
}
