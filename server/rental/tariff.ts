import { Type } from "typebox";
import { unprintable } from "../../protocol/ids.ts";
import type { Fen } from "./money.ts";

const amount = (description: string) =>
  Type.Unsafe<Fen>(Type.Integer({ minimum: 0, maximum: 10_000_000, description }));

/** Characters that the wallet shows of what is lent. */
const longestGoodsName = 14;

/** The price rules as data. An order keeps the version it was made under. Amounts in fen. */
export const Tariff = Type.Object(
  {
    version: Type.String({ pattern: "^[0-9a-zA-Z.-]{1,32}$" }),
    goodsName: Type.String({
      minLength: 1,
      maxLength: longestGoodsName,
      default: "共享充电宝",
      description: "what is lent, as the wallet shows it: the real item, in at most 14 characters",
    }),
    freeMinutes: Type.Integer({ minimum: 0, maximum: 1440, description: "minutes from the opening that cost nothing" }),
    graceMinutes: Type.Integer({
      minimum: 0,
      maximum: 60,
      default: 0,
      description: "an item that is returned within this many minutes costs nothing",
    }),
    unit: Type.Union([Type.Literal("half-hour"), Type.Literal("hour"), Type.Literal("day"), Type.Literal("once")]),
    pricePerUnit: amount("fen for each started unit"),
    dailyCap: amount("the most that 24 hours from the opening cost, fen"),
    totalCap: amount("the most that a loan costs: deposit and buy-out, fen"),
    longestLoanHours: Type.Integer({ minimum: 1, maximum: 24 * 365, description: "afterwards the loan is overdue" }),
    renewals: Type.Integer({
      minimum: 0,
      maximum: 100,
      default: 0,
      description: "how often a rider may renew for the longest loan's time",
    }),
    depositAllowed: Type.Boolean({
      default: true,
      description: "whether a rider without credit may have the deposit frozen instead",
    }),
    collectedBy: Type.Union([Type.Literal("provider"), Type.Literal("merchant")], {
      default: "provider",
      description: "merchant: the credit provider collects nothing, an operator does",
    }),
    otherSlot: Type.Union([Type.Literal("take"), Type.Literal("offer"), Type.Literal("none")], {
      default: "none",
      description: "what becomes of the next best slot where one did not open: opened at once, offered, or left alone",
    }),
  },
  { additionalProperties: false },
);
export type Tariff = Type.Static<typeof Tariff>;

const fields = Object.keys(Tariff.properties) as (keyof Tariff)[];

const unfitForGoods = new RegExp(`[",${unprintable}]`, "u");

export function isSameTariff(one: Tariff, other: Tariff): boolean {
  return fields.every((field) => one[field] === other[field]);
}

/** A rule of the product that a tariff breaks, and the field to mend. */
export interface TariffMistake {
  readonly code: TariffMistakeCode;
  readonly field: keyof Tariff;
}

export type TariffMistakeCode =
  | "goods-name-blank"
  | "goods-name-long"
  | "goods-name-characters"
  | "total-cap-zero"
  | "daily-cap-above-total"
  | "price-above-daily-cap"
  | "daily-cap-without-price"
  | "deposit-without-provider";

/** What the product's rules have against a tariff. */
export function tariffMistakes(tariff: Tariff): TariffMistake[] {
  const { goodsName, pricePerUnit, dailyCap, totalCap, depositAllowed, collectedBy } = tariff;
  const rules: [broken: boolean, code: TariffMistakeCode, field: keyof Tariff][] = [
    [goodsName.trim() === "", "goods-name-blank", "goodsName"],
    [Array.from(goodsName).length > longestGoodsName, "goods-name-long", "goodsName"],
    // Ant's page for page calls warns of a straight double quote and of a comma.
    [unfitForGoods.test(goodsName), "goods-name-characters", "goodsName"],
    // It is the deposit, and what an item costs that never comes back.
    [totalCap === 0, "total-cap-zero", "totalCap"],
    // Rent and damages may not exceed the deposit (product document 3.1).
    [dailyCap > totalCap, "daily-cap-above-total", "dailyCap"],
    [pricePerUnit > dailyCap, "price-above-daily-cap", "pricePerUnit"],
    // Without a rent nobody signs a withholding (product document 2.1.1, FAQ 4), so that none can be collected later.
    [pricePerUnit === 0 && dailyCap > 0, "daily-cap-without-price", "dailyCap"],
    // The wallet takes no deposit then (product document 3.1).
    [collectedBy === "merchant" && depositAllowed, "deposit-without-provider", "depositAllowed"],
  ];
  return rules.flatMap(([broken, code, field]) => (broken ? [{ code, field }] : []));
}
