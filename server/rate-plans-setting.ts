import { Type } from "typebox";
import type { TLocalizedValidationError } from "typebox/error";
import { Value } from "typebox/value";
import { AppError } from "../platform/app-error.ts";
import { CabinetId } from "../protocol/ids.ts";
import { ItemKind, type RatePlan, ratePlanMistakes } from "./rental/rate-plan.ts";
import { Tariff } from "./rental/tariff.ts";

const DateTime = Type.String({ format: "date-time", description: "RFC 3339 with offset" });

/** A rate plan as it is written down. */
const WrittenPlan = Type.Object(
  {
    tariff: Tariff,
    itemKind: ItemKind,
    cabinets: Type.Optional(Type.Array(CabinetId, { minItems: 1, uniqueItems: true })),
    validFrom: Type.Optional(DateTime),
    validUntil: Type.Optional(DateTime),
  },
  { additionalProperties: false },
);

/**
 * Reads HUB_TARIFFS: a JSON list of rate plans, in which fields with a default may be left out.
 * @throws AppError tariff/invalid, which lists all mistakes of all plans at once
 */
export function parseRatePlans(text: string): readonly RatePlan[] {
  const written = parseJson(text);
  if (!Array.isArray(written) || written.length === 0) throw invalid(["it must be a JSON list of rate plans"]);
  const plans: RatePlan[] = [];
  const mistakes: string[] = [];
  for (const [index, item] of written.entries()) {
    const read = readPlan(item);
    if ("mistakes" in read) mistakes.push(...read.mistakes.map((mistake) => `plan ${index + 1}: ${mistake}`));
    else plans.push(read);
  }
  mistakes.push(...ratePlanMistakes(plans));
  if (mistakes.length > 0) throw invalid(mistakes);
  return plans;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(["it is not JSON"]);
  }
}

function readPlan(item: unknown): RatePlan | { readonly mistakes: string[] } {
  const plan = Value.Default(WrittenPlan, item);
  if (!Value.Check(WrittenPlan, plan)) return { mistakes: describe(Value.Errors(WrittenPlan, plan)) };
  const { validFrom, validUntil, ...rest } = plan;
  const from = validFrom === undefined ? {} : { validFrom: Date.parse(validFrom) };
  const until = validUntil === undefined ? {} : { validUntil: Date.parse(validUntil) };
  // A leap second is a date-time, but no moment of ours.
  const unreadable = Object.entries({ ...from, ...until }).filter(([, at]) => Number.isNaN(at));
  if (unreadable.length > 0) return { mistakes: unreadable.map(([name]) => `/${name} is no moment that can be told`) };
  return { ...rest, ...from, ...until };
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
  return new AppError("tariff/invalid", `HUB_TARIFFS is not valid:\n  ${mistakes.join("\n  ")}`);
}
