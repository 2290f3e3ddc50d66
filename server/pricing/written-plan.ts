import { Type } from "typebox";
import type { TLocalizedValidationError } from "typebox/error";
import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId } from "../../protocol/ids.ts";
import { ItemKindId } from "../rental/item-kind.ts";
import { type RatePlan, ratePlanMistakes } from "../rental/rate-plan.ts";
import { Tariff } from "../rental/tariff.ts";
import type { PriceMistake } from "./price-mistake.ts";
import { mistakeLine } from "./price-mistake-texts.ts";

const DateTime = Type.String({ format: "date-time", description: "RFC 3339 with offset" });

/** A rate plan as files and drafts have it. */
export const WrittenPlan = Type.Object(
  {
    tariff: Tariff,
    itemKind: ItemKindId,
    cabinets: Type.Optional(
      Type.Array(CabinetId, {
        minItems: 1,
        maxItems: 1000,
        uniqueItems: true,
        description: "where the plan applies; absent: in every place. A plan for a place wins over one for every place",
      }),
    ),
    validFrom: Type.Optional(DateTime),
    validUntil: Type.Optional(DateTime),
  },
  { additionalProperties: false },
);
export type WrittenPlan = Type.Static<typeof WrittenPlan>;

/** Rate plans that one price list may have. */
const mostPlans = 200;

/** All plans of a price list. */
export const WrittenPlans = Type.Array(WrittenPlan, { minItems: 1, maxItems: mostPlans });

/**
 * Reads a file of rate plans: a JSON list, in which fields with a default may be left out.
 * @throws AppError tariff/invalid, which lists all mistakes of all plans in one answer
 */
export function parseRatePlans(text: string): readonly RatePlan[] {
  const written = readWritten(parseJson(text));
  const { plans, mistakes } = readPlans(written.plans);
  const wrong = [...written.mistakes, ...[...mistakes, ...ratePlanMistakes(plans)].map(mistakeLine)];
  if (wrong.length > 0) throw invalid(wrong);
  return plans;
}

/** As `parseWrittenPlans`, of a file. @throws AppError tariff/invalid */
export function parsePlanFile(text: string): WrittenPlan[] {
  return parseWrittenPlans(parseJson(text));
}

/**
 * Checks the form of rate plans and fills in defaults. What the plans mean is not checked.
 * @throws AppError tariff/invalid, which lists all mistakes of all plans in one answer
 */
export function parseWrittenPlans(written: unknown): WrittenPlan[] {
  const { plans, mistakes } = readWritten(written);
  if (mistakes.length > 0) throw invalid(mistakes);
  return plans;
}

/** The plans that have the form of one, and what is wrong with the others. @throws AppError tariff/invalid for no list */
function readWritten(written: unknown): { readonly plans: WrittenPlan[]; readonly mistakes: string[] } {
  if (!Array.isArray(written) || written.length === 0) throw invalid(["it must be a JSON list of rate plans"]);
  if (written.length > mostPlans) throw invalid([`there may be at most ${mostPlans} plans`]);
  const plans: WrittenPlan[] = [];
  const mistakes: string[] = [];
  for (const [index, item] of written.entries()) {
    const plan = Value.Default(WrittenPlan, item);
    if (Value.Check(WrittenPlan, plan)) plans.push(plan);
    else mistakes.push(...describe(Value.Errors(WrittenPlan, plan)).map((mistake) => `plan ${index + 1}: ${mistake}`));
  }
  return { plans, mistakes };
}

/** The plans with their times as moments. A time that does not exist is a mistake, and no bound of its plan. */
export function readPlans(written: readonly WrittenPlan[]): {
  readonly plans: readonly RatePlan[];
  readonly mistakes: readonly PriceMistake[];
} {
  const mistakes: PriceMistake[] = [];
  const plans = written.map(({ validFrom, validUntil, ...rest }, plan): RatePlan => {
    const times: { validFrom?: number; validUntil?: number } = {};
    for (const [field, text] of [["validFrom", validFrom] as const, ["validUntil", validUntil] as const]) {
      if (text === undefined) continue;
      const at = Date.parse(text);
      // A leap second is a date-time, but no moment of ours.
      if (Number.isNaN(at)) mistakes.push({ plan, version: rest.tariff.version, code: "time-unreadable", field });
      else times[field] = at;
    }
    return { ...rest, ...times };
  });
  return { plans, mistakes };
}

/** The plan as files and drafts have it. */
export function writePlan({ tariff, itemKind, cabinets, validFrom, validUntil }: RatePlan): WrittenPlan {
  return {
    itemKind,
    ...(cabinets && { cabinets: [...cabinets] }),
    ...(validFrom !== undefined && { validFrom: new Date(validFrom).toISOString() }),
    ...(validUntil !== undefined && { validUntil: new Date(validUntil).toISOString() }),
    tariff,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(["it is not JSON"]);
  }
}

/** One line for each field: of a choice all that may be chosen, of an unknown field that it is one. */
function describe(found: readonly TLocalizedValidationError[]): string[] {
  const choices = new Map<string, string[]>();
  const mistakes: string[] = [];
  for (const error of found) {
    const at = error.instancePath;
    if (error.keyword === "const") choices.set(at, [...(choices.get(at) ?? []), String(error.params.allowedValue)]);
    // What these say is said of the single field too.
    else if (error.keyword !== "anyOf" && error.keyword !== "additionalProperties") {
      mistakes.push(`${at || "/"} ${error.keyword === "boolean" ? "is no field that is known" : error.message}`);
    }
  }
  return [...mistakes, ...Array.from(choices, ([at, allowed]) => `${at} must be ${allowed.join(" or ")}`)];
}

function invalid(mistakes: readonly string[]): AppError {
  return new AppError("tariff/invalid", `The rate plans are not valid:\n  ${mistakes.join("\n  ")}`);
}
