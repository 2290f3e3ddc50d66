import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Fen } from "./money.ts";

const amount = (description: string) =>
  Type.Unsafe<Fen>(Type.Integer({ minimum: 0, maximum: 10_000_000, description }));

/** The price rules as data. An order keeps the version it was made under. Amounts in fen. */
export const Tariff = Type.Object(
  {
    version: Type.String({ pattern: "^[0-9a-zA-Z.-]{1,32}$" }),
    freeMinutes: Type.Integer({ minimum: 0, maximum: 1440, description: "minutes from the opening that cost nothing" }),
    unit: Type.Union([Type.Literal("half-hour"), Type.Literal("hour"), Type.Literal("day"), Type.Literal("once")]),
    pricePerUnit: amount("fen for each started unit"),
    dailyCap: amount("the most that 24 hours from the opening cost, fen"),
    totalCap: amount("the most that a loan costs: deposit and buy-out, fen"),
    longestLoanHours: Type.Integer({ minimum: 1, maximum: 24 * 365, description: "afterwards the loan is overdue" }),
  },
  { additionalProperties: false },
);
export type Tariff = Type.Static<typeof Tariff>;

/**
 * The rules between a tariff's fields; rent and damages may not exceed the deposit (product document 3.1).
 * @throws AppError tariff/invalid
 */
export function checkTariff(tariff: Tariff): Tariff {
  const { pricePerUnit, dailyCap, totalCap } = tariff;
  if (dailyCap > totalCap) throw new AppError("tariff/invalid", "dailyCap must not be above totalCap, the deposit");
  if (pricePerUnit > dailyCap) throw new AppError("tariff/invalid", "pricePerUnit must not be above dailyCap");
  return tariff;
}
