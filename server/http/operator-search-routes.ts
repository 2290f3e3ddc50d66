import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId, ItemId, OrderNo } from "../../protocol/ids.ts";
import { isBookDay } from "../rental/book-day.ts";
import { ItemKindId } from "../rental/item-kind.ts";
import type { OrderState } from "../rental/transitions.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { cabinetsAt, cabinetTable } from "../store/cabinet-table.ts";
import { byCreditOrder, byLentItem, byRider, orderTable } from "../store/order-table.ts";
import { type Cursor, countBound, type Range, type Search, totalGroups } from "../store/search.ts";
import type { Store } from "../store/store.ts";
import { type ActorOf, actorAndReason, limitOf, linkNext, PageQuery, SiteId, strict } from "./operator-api.ts";
import { FoundOrder, orderStates, summaryOf } from "./order-summary.ts";
import type { App } from "./typed-app.ts";

const number = (description: string) => Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$", description }));

const OrderQuery = Type.Object(
  {
    limit: PageQuery.limit,
    before: Type.Optional(
      Type.String({
        pattern: "^[0-9]{1,16}\\.[0-9]{1,20}$",
        description: "`createdAt.orderNo` of the last order of the page before this one; `Link` has it",
      }),
    ),
    state: Type.Optional(
      Type.String({ maxLength: 100, description: `one or several of ${orderStates.join(", ")}, with commas between` }),
    ),
    from: number("created at or after, epoch ms"),
    to: number("created at or before, epoch ms"),
    cabinetId: Type.Optional(CabinetId),
    siteId: Type.Optional({ ...SiteId, description: "made at a cabinet that stands at this site now" }),
    itemKind: Type.Optional(ItemKindId),
    riderId: Type.Optional(Type.String({ maxLength: 160, description: "`user/2088…` or `open/…`" })),
    itemId: Type.Optional(ItemId),
    orderNo: Type.Optional(OrderNo),
    creditOrderNo: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "the provider's number" })),
    amountFrom: number(
      "charged, or due to be charged: at least this many fen; an order without a charge has no amount",
    ),
    amountTo: number("at most this many fen"),
    review: Type.Optional(
      Type.String({ pattern: "^[a-z-]{1,40}$", description: "yes, no, or the code of why it is in review" }),
    ),
  },
  strict,
);
type OrderQuery = Type.Static<typeof OrderQuery>;

export const FoundOrderPage = Type.Object({
  orders: Type.Array(FoundOrder),
  count: Type.Optional(
    Type.Object(
      {
        atLeast: Type.Integer(),
        more: Type.Boolean({
          description: `false: \`atLeast\` is the number; true: there are more than ${countBound}`,
        }),
      },
      { description: "how many orders fit; only with the first page" },
    ),
  ),
});

const day = Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "Beijing day, 2026-11-23" }));

const TotalsQuery = Type.Object(
  {
    from: day,
    to: day,
    cabinetId: Type.Optional(CabinetId),
    itemKind: Type.Optional(ItemKindId),
    by: Type.Optional(
      Type.String({
        maxLength: 40,
        description: `one or several of ${totalGroups.join(", ")}, with commas between; left out: one line for all`,
      }),
    ),
  },
  strict,
);

const amount = (description: string) => Type.Integer({ description: `${description}, fen` });

/** What the orders of one day, site or kind come to. */
export const OrderTotals = Type.Object({
  day: Type.Optional(Type.String({ description: "Beijing day on which the orders were made" })),
  site: Type.Optional(Type.String({ description: "where they were made; today a site is a cabinet" })),
  kind: Type.Optional(ItemKindId),
  orders: Type.Integer({ description: "how many were made" }),
  charged: amount("what was charged for them, before waivers and write-offs"),
  fees: amount("what the provider keeps of what it collected"),
  refunded: amount("given back"),
  owed: amount("charged and not there yet"),
  writtenOff: amount("given up of what was charged"),
});

export interface OperatorSearchParts {
  readonly search: Search;
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
}

const noOrders = { atLeast: 0, more: false };

/** More lines are no answer that somebody reads. */
const mostLines = 10_000;

/** What operators find among all orders, those that ended long ago too, and what these come to. Nothing here changes anything. */
export function operatorSearchRoutes(app: App, { search, store, audit }: OperatorSearchParts, actorOf: ActorOf): void {
  app.get(
    "/api/operator/orders",
    {
      config: { permission: "orders.read" },
      schema: {
        summary:
          "Orders that fit every filter, newest first; `Link` names the next page; a look at a rider's is audited",
        querystring: OrderQuery,
        response: { 200: FoundOrderPage },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { riderId } = query;
      // A rider's history: who looked at it is kept. The pages that follow are the same look.
      if (riderId !== undefined && query.before === undefined)
        await store.transact((tx) =>
          audit.recordIn(tx, { ...actorAndReason(request, actorOf, ""), act: { what: "rider-looked-at", riderId } }),
        );
      const sites = await cabinetsOf(store, query);
      // Nothing was made where no cabinet stands.
      if (sites?.length === 0) return { orders: [], ...(query.before === undefined && { count: noOrders }) };
      const { rows, next, count } = await search.search(orderTable, {
        ...filtersOf(query),
        sites,
        limit: limitOf(query),
        after: query.before === undefined ? undefined : cursorOf(query.before),
      });
      if (next) linkNext(request, reply, `${next.at}.${next.key}`);
      return { orders: rows.map(summaryOf), ...(count && { count }) };
    },
  );

  app.get(
    "/api/operator/totals",
    {
      config: { permission: "orders.read" },
      schema: {
        summary: "What the orders that were made on some days come to, by day, site and item kind",
        querystring: TotalsQuery,
        response: { 200: Type.Array(OrderTotals) },
      },
    },
    async ({ query }) => {
      const { cabinetId: site, itemKind: kind, from, to } = query;
      for (const [name, text] of Object.entries({ from, to }))
        if (text !== undefined && !isBookDay(text)) throw invalid(`${name}: there is no day ${text}`);
      checkOrder("from", from, "to", to);
      const by = query.by === undefined ? [] : listOf("by", query.by, totalGroups);
      const lines = await search.totals(orderTable, { from, to, site, kind, by, limit: mostLines + 1 });
      if (lines.length > mostLines)
        throw invalid(`there are more than ${mostLines} lines; ask for fewer days, or by fewer of ${by.join(", ")}`);
      return lines.map(({ rows: orders, written_off: writtenOff, kind: of, ...line }) => ({
        ...line,
        ...(of !== undefined && { kind: of }),
        orders,
        writtenOff,
      }));
    },
  );
}

function filtersOf(query: OrderQuery) {
  const { state, itemKind: kind, riderId, itemId, orderNo: key, creditOrderNo, review } = query;
  return {
    key,
    kind,
    entries: [
      ...(creditOrderNo === undefined ? [] : [byCreditOrder(creditOrderNo)]),
      ...(itemId === undefined ? [] : [byLentItem(itemId)]),
      ...(riderId === undefined ? [] : [byRider(riderId)]),
    ],
    at: rangeOf("from", query.from, "to", query.to),
    amount: rangeOf("amountFrom", query.amountFrom, "amountTo", query.amountTo),
    states: state === undefined ? undefined : listOf<OrderState>("state", state, orderStates),
    review: review === "yes" || review === "no" ? review === "yes" : review,
  };
}

/** The cabinets that are asked for: one, those that stand at a site now, or the one of both; undefined: whichever. */
async function cabinetsOf(store: Store, { cabinetId, siteId }: OrderQuery): Promise<readonly string[] | undefined> {
  if (siteId === undefined) return cabinetId === undefined ? undefined : [cabinetId];
  const there = (await store.transact((tx) => tx.find(cabinetTable, cabinetsAt(siteId)))).map((one) => one.cabinetId);
  return cabinetId === undefined ? there : there.filter((one) => one === cabinetId);
}

function rangeOf(fromName: string, from: string | undefined, toName: string, to: string | undefined): Range {
  const range = {
    ...(from !== undefined && { from: Number(from) }),
    ...(to !== undefined && { to: Number(to) }),
  };
  checkOrder(fromName, range.from, toName, range.to);
  return range;
}

function checkOrder<Value extends string | number>(
  fromName: string,
  from: Value | undefined,
  toName: string,
  to: Value | undefined,
): void {
  if (from !== undefined && to !== undefined && from > to) throw invalid(`${fromName} is after ${toName}`);
}

function listOf<Name extends string>(what: string, text: string, known: readonly Name[]): Name[] {
  const names = text.split(",").map((part) => {
    const name = known.find((one) => one === part);
    if (name === undefined) throw invalid(`${what}: \`${part}\` is none of ${known.join(", ")}`);
    return name;
  });
  return [...new Set(names)];
}

function invalid(detail: string): AppError {
  return new AppError("request/invalid", detail);
}

/** Its form was checked by the schema. */
function cursorOf(text: string): Cursor {
  const [at = "", key = ""] = text.split(".");
  return { at: Number(at), key };
}
