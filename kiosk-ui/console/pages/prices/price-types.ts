import type { components } from "../../../shared/hub-api.ts";

type Schemas = components["schemas"];

/** A rate plan as drafts and files have it. */
export type Plan = Schemas["RatePlan"];
export type Tariff = Plan["tariff"];
export type Prices = Schemas["PricesView"];
export type PriceListHead = Schemas["PriceListHead"];
export type Draft = Schemas["PriceDraftView"];
export type DraftHead = Schemas["PriceDraftHead"];
export type PriceCheck = Schemas["PriceCheck"];
export type Difference = PriceCheck["differences"][number];
export type PlanCurves = PriceCheck["curves"][number];
/** From `after` ms on a loan costs `amount` fen. */
export type Step = PlanCurves["draft"]["steps"][number];
export type ItemKind = Schemas["ItemKind"];

/** The pictures that the riders' pages have for items. */
export const itemIcons: readonly ItemKind["icon"][] = ["power-bank", "umbrella", "clothes", "toy", "box"];
