import type { Plan, Tariff } from "./price-types.ts";

/** Where no price was published yet, a draft begins with this. */
export const firstPlan: Plan = {
  itemKind: "power-bank",
  tariff: {
    version: "1",
    goodsName: "共享充电宝",
    freeMinutes: 5,
    graceMinutes: 0,
    unit: "hour",
    pricePerUnit: 300,
    dailyCap: 3000,
    totalCap: 9900,
    longestLoanHours: 240,
    renewals: 0,
    depositAllowed: true,
    collectedBy: "provider",
    otherSlot: "none",
  },
};

const longestVersion = 32;

/** The next version that is free: `2026-1` becomes `2026-2`, `winter` becomes `winter-2`. */
export function nextVersion(version: string, taken: ReadonlySet<string>): string {
  const [, stem = "", digits] = /^(.*?)(\d{1,9})?$/.exec(version) ?? [];
  const begin = digits === undefined ? `${stem.slice(0, longestVersion - 4)}-` : stem;
  for (let number = digits === undefined ? 2 : Number(digits) + 1; ; number++) {
    const next = `${begin}${number}`.slice(-longestVersion);
    if (!taken.has(next)) return next;
  }
}

/**
 * A plan with another tariff. What a published version says never changes, so the first change of one gives it the next
 * version; a version that was typed stays.
 */
export function withTariff(plan: Plan, changes: Partial<Tariff>, published: ReadonlySet<string>): Plan {
  const { tariff } = plan;
  const isKept = "version" in changes || !published.has(tariff.version);
  const version = isKept ? tariff.version : nextVersion(tariff.version, published);
  return { ...plan, tariff: { ...tariff, version, ...changes } };
}

/** A further plan: like `plan`, under a version of its own. */
export function copyOf(plan: Plan, taken: ReadonlySet<string>): Plan {
  return { ...plan, tariff: { ...plan.tariff, version: nextVersion(plan.tariff.version, taken) } };
}

/** A plan for these cabinets; for every place where there are none. */
export function withCabinets(plan: Plan, cabinets: readonly string[]): Plan {
  const { cabinets: _, ...everywhere } = plan;
  return cabinets.length === 0 ? everywhere : { ...everywhere, cabinets: [...cabinets] };
}

/** A plan with another bound of its time. @param text as `2026-12-01T08:00`, Beijing; "": no bound */
export function withBound(plan: Plan, bound: "validFrom" | "validUntil", text: string): Plan {
  const { [bound]: _, ...rest } = plan;
  return text === "" ? rest : { ...rest, [bound]: `${text}:00+08:00` };
}

/** A moment as `2026-12-01T08:00`, Beijing; "" where there is none. */
export function inputTime(text: string | undefined): string {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? "" : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** Epoch ms of `2026-12-01T08:00`, Beijing. */
export function momentOf(text: string): number {
  return Date.parse(`${text}:00+08:00`);
}

/** An amount in fen of a number in yuan; nothing entered is nothing. */
export function fenOf(yuan: number | null): number {
  return Math.round((yuan ?? 0) * 100);
}

/** What the hub would not even read. */
export type FormMistake = "version" | "goodsName";

export function formMistakes({ tariff }: Plan): FormMistake[] {
  return [
    ...(/^[0-9a-zA-Z.-]{1,32}$/.test(tariff.version) ? [] : ["version" as const]),
    ...(tariff.goodsName === "" ? ["goodsName" as const] : []),
  ];
}

/** An id for a new draft: the Beijing day, and a number where there is one of this day. @param day as `2026-11-23` */
export function draftIdOf(day: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? day : `${day}-${number}`;
    if (!taken.includes(id)) return id;
  }
}
