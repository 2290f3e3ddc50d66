import type { IncomingHttpHeaders } from "node:http";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { CabinetId } from "../../protocol/ids.ts";
import { asReturnOf, isOtherItem } from "../fleet/unmatched-return.ts";
import type { OrderService } from "../orders/order-service.ts";
import type { Loan } from "../rental/order.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import {
  dismissedEvents,
  type UnmatchedEvent,
  type UnmatchedKind,
  unmatched,
  unmatchedEventTable,
  unmatchedOf,
  unmatchedOfKind,
} from "../store/unmatched-event-table.ts";
import {
  type ActorOf,
  actorAndReason,
  limitOf,
  PageQuery,
  pageOf,
  strict,
  UnmatchedAssignment,
  UnmatchedEventView,
  WithReason,
} from "./operator-api.ts";
import { OrderRecordView } from "./operator-order-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorUnmatchedParts {
  readonly store: Store;
  readonly orderService: OrderService;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
}

export const UnmatchedParams = Type.Object({
  key: Type.String({ maxLength: 90, description: "as the list gives it, URL-encoded" }),
});
const kinds: Record<UnmatchedKind, true> = {
  result: true,
  restart: true,
  returned: true,
  removed: true,
  abnormal: true,
  invalid: true,
};
const Kind = Type.String({ pattern: `^(${Object.keys(kinds).join("|")})$`, description: "what the cabinet told" });
const UnmatchedQuery = Type.Object(
  {
    ...PageQuery,
    cabinetId: Type.Optional(CabinetId),
    kind: Type.Optional(Kind),
    state: Type.Optional(Type.String({ pattern: "^(unmatched|dismissed)$", description: "unmatched if left out" })),
  },
  strict,
);

/**
 * Events of cabinets that belong to no order: an operator says which loan an unmatched return ended, or that an event means
 * nothing.
 * @param orderIn what an operator is shown of an order
 */
export function operatorUnmatchedRoutes(
  app: App,
  { store, orderService, clock, audit }: OperatorUnmatchedParts,
  actorOf: ActorOf,
  orderIn: (tx: Transaction, orderNo: string, headers: IncomingHttpHeaders) => Promise<object>,
): void {
  app.get(
    "/api/operator/unmatched-events",
    {
      config: { permission: "orders.read" },
      schema: {
        summary: "Unmatched events by cabinet, the newest of each first; `Link` names the next page",
        querystring: UnmatchedQuery,
        response: { 200: Type.Array(UnmatchedEventView) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const limit = limitOf(query);
      const rows = await store.transact((tx) => tx.page(unmatchedEventTable, entryOf(query), limit + 1, query.before));
      const page = pageOf(request, reply, {
        rows,
        limit,
        keyOf: (unmatchedEvent) => unmatchedEventTable.key(unmatchedEvent),
      });
      return page.map((unmatchedEvent) => ({ key: unmatchedEventTable.key(unmatchedEvent), ...unmatchedEvent }));
    },
  );

  app.post(
    "/api/operator/unmatched-events/:key/assign",
    {
      config: {
        permission: "orders.decide",
        problems: ["event/unknown", "event/does-not-fit", "event/other-item", "order/unknown"],
      },
      schema: {
        summary: "Say whose return an unmatched one was; the reason is kept with it",
        params: UnmatchedParams,
        body: UnmatchedAssignment,
        response: { 200: OrderRecordView },
      },
    },
    (request) => {
      const { orderNo, loanNo, reason, itemIdDiffers = false } = request.body;
      const { key } = request.params;
      const by = actorAndReason(request, actorOf, reason);
      const { actor } = by;
      return store.transact(async (tx) => {
        const unmatchedEvent = await undecidedIn(tx, key);
        const record = await tx.get(orderTable, orderNo);
        if (!record) throw new AppError("order/unknown");
        const loan = record.order.loans.find((other) => other.loanNo === loanNo);
        const back = loan && (await asReturnOf(tx, unmatchedEvent, record.order, loan, clock.now()));
        if (!back) throw new AppError("event/does-not-fit");
        if (namesOtherItem(unmatchedEvent, loan) && !itemIdDiffers) throw new AppError("event/other-item");
        await orderService.applyIn(tx, orderNo, back.event, actor);
        await tx.put(unmatchedEventTable, {
          ...unmatchedEvent,
          match: { orderNo, loanNo, actor, at: clock.now(), reason },
        });
        const act = { what: "unmatched-event-assigned", key, orderNo, loanNo, itemIdDiffers } as const;
        await audit.recordIn(tx, { ...by, cabinetId: unmatchedEvent.cabinetId, act });
        return orderIn(tx, orderNo, request.headers);
      });
    },
  );

  app.post(
    "/api/operator/unmatched-events/:key/dismiss",
    {
      config: { permission: "orders.decide", problems: ["event/unknown"] },
      schema: {
        summary: "Say that an unmatched event means nothing; it is kept, with the reason, among the dismissed ones",
        params: UnmatchedParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const by = actorAndReason(request, actorOf, request.body.reason);
      const { actor, reason } = by;
      await store.transact(async (tx) => {
        const unmatchedEvent = await undecidedIn(tx, key);
        await tx.put(unmatchedEventTable, { ...unmatchedEvent, dismissal: { actor, at: clock.now(), reason } });
        const act = { what: "unmatched-event-dismissed", key } as const;
        await audit.recordIn(tx, { ...by, cabinetId: unmatchedEvent.cabinetId, act });
      });
      return reply.code(204).send(null);
    },
  );
}

function entryOf(query: Type.Static<typeof UnmatchedQuery>): string {
  const { cabinetId } = query;
  const kind = query.kind as UnmatchedKind | undefined;
  if (query.state === "dismissed") return dismissedEvents({ cabinetId, kind });
  if (cabinetId !== undefined) return unmatchedOf(cabinetId, kind);
  return kind === undefined ? unmatched : unmatchedOfKind(kind);
}

/** @throws AppError event/unknown */
export async function undecidedIn(tx: Transaction, key: string): Promise<UnmatchedEvent> {
  const unmatchedEvent = await tx.get(unmatchedEventTable, key);
  if (!unmatchedEvent || unmatchedEvent.match || unmatchedEvent.dismissal) throw new AppError("event/unknown");
  return unmatchedEvent;
}

/** Whether both the event and the loan name an item, and not the same one. */
function namesOtherItem({ event }: UnmatchedEvent, loan: Loan): boolean {
  return isOtherItem(loan, event?.body.kind === "returned" ? event.body.itemId : undefined);
}
