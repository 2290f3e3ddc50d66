import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId, EpochMs, ItemId, OrderNo } from "../../protocol/ids.ts";
import { isBookDay } from "../rental/book-day.ts";
import { ItemKind, usualItemKind } from "../rental/rate-plan.ts";
import { type OrderState, orderTransitions } from "../rental/transitions.ts";
import { byCreditOrder, byLentItem, byRider, type OrderRecord, orderTable } from "../store/order-table.ts";
import { type Cursor, countBound, type Range, type Search, totalGroups } from "../store/search.ts";
import { limitOf, linkNext, PageQuery, strict } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

const number = (description: string) => Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$", description }));
const orderStates = [...new Set(orderTransitions.flatMap(({ from, to }) => [from, to]))];

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
    itemKind: Type.Optional(ItemKind),
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

/** An order in a list. */
export const FoundOrder = Type.Object({
  orderNo: OrderNo,
  creditOrderNo: Type.Optional(Type.String()),
  state: Type.Enum(orderStates),
  createdAt: EpochMs,
  cabinetId: CabinetId,
  place: Type.String({ description: "the cabinet's name when the order was made" }),
  itemKind: ItemKind,
  riderId: Type.String(),
  items: Type.Array(Type.String(), { description: "ids of the items, where the cabinet reads them" }),
  amount: Type.Optional(
    Type.Integer({ description: "charged, or due to be charged, fen; absent: there is no charge yet" }),
  ),
  review: Type.Optional(Type.String({ description: "the code of why it is in review" })),
});
type FoundOrder = Type.Static<typeof FoundOrder>;

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
    itemKind: Type.Optional(ItemKind),
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
  kind: Type.Optional(ItemKind),
  orders: Type.Integer({ description: "how many were made" }),
  charged: amount("what was charged for them, before waivers and write-offs"),
  fees: amount("what the provider keeps of what it collected"),
  refunded: amount("given back"),
  owed: amount("charged and not there yet"),
  writtenOff: amount("given up of what was charged"),
});

/** More lines are no answer that somebody reads. */
const mostLines = 10_000;

/** What operators find among all orders, those that ended long ago too, and what these come to. Nothing here changes anything. */
export function operatorSearchRoutes(app: App, { search }: { readonly search: Search }): void {
  app.get(
    "/api/operator/orders",
    {
      schema: {
        summary: "Orders that fit every filter, newest first; `Link` names the next page",
        querystring: OrderQuery,
        response: { 200: FoundOrderPage },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { rows, next, count } = await search.search(orderTable, {
        ...filtersOf(query),
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
        ...(of !== undefined && { kind: of as ItemKind }),
        orders,
        writtenOff,
      }));
    },
  );
}

function filtersOf(query: OrderQuery) {
  const { state, cabinetId: site, itemKind: kind, riderId, itemId, orderNo: key, creditOrderNo, review } = query;
  return {
    key,
    site,
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

function summaryOf({ order }: OrderRecord): FoundOrder {
  const { orderNo, credit, state, createdAt, place, itemKind = usualItemKind, riderId, loans, charge, review } = order;
  return {
    orderNo,
    ...(credit && { creditOrderNo: credit.orderNo }),
    state,
    createdAt,
    cabinetId: place.cabinetId,
    place: place.name,
    itemKind,
    riderId,
    items: [...new Set(loans.flatMap(({ itemId }) => (itemId === undefined ? [] : [itemId])))],
    ...(charge && { amount: charge.amount }),
    ...(review && { review: review.reason.code }),
  };
}
