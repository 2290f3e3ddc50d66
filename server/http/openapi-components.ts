import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { DayBook } from "../books/day-book.ts";
import { OperatorAct } from "../rental/operator-act.ts";
import { ItemKind } from "../rental/rate-plan.ts";
import { Tariff } from "../rental/tariff.ts";
import { DifferenceView, OpenReconciliation } from "./books-routes.ts";
import type { ApiDocument } from "./openapi-document.ts";
import {
  AuditEntryView,
  CabinetView,
  NewCabinet,
  OperatorDecision,
  OrderRecordView,
  Registered,
  RiderView,
  Secret,
  ServiceChange,
  SlotCodeView,
  UnmatchedAssignment,
  UnmatchedEventView,
  WithReason,
} from "./operator-api.ts";
import { ConductCounts, OperatorQueue } from "./operator-queue.ts";
import { FoundOrder, FoundOrderPage, OrderTotals } from "./operator-search-routes.ts";
import { TariffVersion } from "./operator-tariffs.ts";
import {
  CameBack,
  Claim,
  ItemView,
  NewOrder,
  OfferAnswer,
  OrderList,
  OrderStarted,
  OrderSummary,
  OrderView,
  Phase,
  Place,
  PriceLine,
  Problem,
  Report,
  SlotView,
} from "./rider-api.ts";

/** The schemas that have a name in the document, and so in the code that others generate from it. */
const namedSchemas = {
  OrderNo,
  CabinetId,
  SlotNumber,
  EpochMs,
  Place,
  Phase,
  Tariff,
  SlotView,
  PriceLine,
  Claim,
  ItemView,
  OrderSummary,
  OrderView,
  OrderList,
  NewOrder,
  OrderStarted,
  CameBack,
  OfferAnswer,
  Report,
  Problem,
  WithReason,
  ItemKind,
  NewCabinet,
  CabinetView,
  Secret,
  Registered,
  ServiceChange,
  SlotCodeView,
  OperatorAct,
  OperatorDecision,
  OrderRecordView,
  FoundOrder,
  FoundOrderPage,
  OrderTotals,
  OperatorQueue,
  ConductCounts,
  RiderView,
  UnmatchedEventView,
  UnmatchedAssignment,
  AuditEntryView,
  TariffVersion,
  DayBook,
  DifferenceView,
  OpenReconciliation,
};

/**
 * Puts a reference in the place of each copy of a named schema: Fastify writes schemas out wherever they are used. A copy
 * is known by its text, so that one which says more, as a description of its own, stays as it is.
 */
export function referToNamedSchemas(document: ApiDocument): void {
  const schemas = JSON.parse(JSON.stringify(namedSchemas)) as Record<string, object>;
  const names = new Map(Object.entries(schemas).map(([name, schema]) => [JSON.stringify(schema), name]));
  const referring = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null) return node;
    const name = names.get(JSON.stringify(node));
    return name === undefined ? inside(node) : { $ref: `#/components/schemas/${name}` };
  };
  const inside = (node: object): object =>
    Array.isArray(node)
      ? node.map(referring)
      : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, referring(value)]));
  document.components.schemas = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, inside(schema)]),
  );
  for (const [path, operations] of Object.entries(document.paths))
    document.paths[path] = inside(operations) as typeof operations;
}
