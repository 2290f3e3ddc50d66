import type { components } from "./hub-api.ts";

/** What the hub's document says that riders' pages are answered, by the names of its schemas. */
type Schemas = components["schemas"];

export type Claim = Schemas["Claim"];
export type CodePrice = Schemas["CodePrice"];
export type ItemView = Schemas["ItemView"];
export type OrderList = Schemas["OrderList"];
export type OrderStarted = Schemas["OrderStarted"];
export type OrderSummary = Schemas["OrderSummary"];
export type OrderView = Schemas["OrderView"];
export type Phase = Schemas["Phase"];
export type PriceLine = Schemas["PriceLine"];
export type Report = Schemas["Report"];
export type CabinetPlace = Schemas["CabinetPlace"];
export type ObjectionKind = OrderView["mayObjectTo"][number];
export type OperatorView = Schemas["OperatorView"];
export type SlotView = Schemas["SlotView"];
export type Statement = Schemas["Statement"];
export type Tariff = OrderView["tariff"];
