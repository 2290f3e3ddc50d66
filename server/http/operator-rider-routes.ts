import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { conductCounts, noConduct, pausedUntil } from "../rental/conduct.ts";
import type { RiderErasure } from "../riders/rider-erasure.ts";
import { exportRider } from "../riders/rider-export.ts";
import { isErased } from "../riders/without-person.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { byRider, orderTable } from "../store/order-table.ts";
import { riderTable } from "../store/rider-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { EventStreams } from "./event-streams.ts";
import { type ActorOf, actorAndReason, RiderErased, RiderExportView, RiderView, WithReason } from "./operator-api.ts";
import { liveOrders } from "./own-order.ts";
import type { RiderSession } from "./rider-session.ts";
import type { App } from "./typed-app.ts";

export interface OperatorRiderParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly session: RiderSession;
  readonly streams: EventStreams;
  readonly erasure: RiderErasure;
}

/** A rider's id is `user/2088…` or `open/…`: two parts of the path. */
const RiderParams = Type.Object({
  kind: Type.String({ pattern: "^[a-z]{1,20}$", description: "the part of the rider's id before the slash" }),
  id: Type.String({ pattern: "^[0-9A-Za-z_-]{1,128}$", description: "and the part behind it" }),
});

/** What operators see of a rider and may do about one. Who the rider is, only the provider knows. */
export function operatorRiderRoutes(
  app: App,
  { store, clock, audit, session, streams, erasure }: OperatorRiderParts,
  actorOf: ActorOf,
): void {
  app.get(
    "/api/operator/riders/:kind/:id",
    {
      config: { permission: "riders.read", problems: ["rider/unknown"] },
      schema: {
        summary:
          "A rider's open orders, and how often the rider let orders go and reported lately; the look is audited",
        params: RiderParams,
        response: { 200: RiderView },
      },
    },
    (request) => {
      const riderId = idOf(request.params);
      const now = clock.now();
      return store.transact(async (tx) => {
        const conduct = await conductOf(tx, riderId);
        const pause = pausedUntil(conduct, now);
        const look = { what: "rider-looked-at", riderId } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, ""), act: look });
        return {
          riderId,
          liveOrders: (await liveOrders(tx, riderId)).map(({ orderNo }) => orderNo),
          conduct: conductCounts(conduct, now),
          ...(pause !== undefined && { pausedUntil: pause }),
        };
      });
    },
  );

  app.post(
    "/api/operator/riders/:kind/:id/end-sessions",
    {
      config: { permission: "riders.manage", problems: ["rider/unknown"] },
      schema: {
        summary: "Log a rider out of all browsers, for a phone that was lost; orders go on",
        params: RiderParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const riderId = idOf(request.params);
      const by = actorAndReason(request, actorOf, request.body.reason);
      await session.endSessions(riderId, async (tx) => {
        await conductOf(tx, riderId);
        await audit.recordIn(tx, { ...by, act: { what: "rider-sessions-ended", riderId } });
      });
      streams.endClosedSessions();
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/operator/riders/:kind/:id/export",
    {
      // A kept answer would be one more copy of the rider's data.
      config: { permission: "riders.manage", changesNothing: true, problems: ["rider/unknown"] },
      schema: {
        summary: "All that the hub keeps of a rider, for a rider who asks for it; the export is audited",
        params: RiderParams,
        body: WithReason,
        response: { 200: RiderExportView },
      },
    },
    async (request, reply) => {
      const riderId = idOf(request.params);
      const by = actorAndReason(request, actorOf, request.body.reason);
      const found = await exportRider(store, riderId, clock.now(), async (tx) => {
        await conductOf(tx, riderId);
        await audit.recordIn(tx, { ...by, act: { what: "rider-exported", riderId } });
      });
      void reply.header("content-disposition", `attachment; filename="rider-${request.params.id}.json"`);
      return { ...found, orders: [...found.orders], acts: [...found.acts] };
    },
  );

  app.post(
    "/api/operator/riders/:kind/:id/erase",
    {
      config: { permission: "riders.manage", problems: ["rider/unknown", "rider/has-open-orders"] },
      schema: {
        summary:
          "Take the rider out of orders, counts and audit log, and log the rider out; the orders stay for the books",
        params: RiderParams,
        body: WithReason,
        response: { 200: RiderErased },
      },
    },
    async (request) => {
      const riderId = idOf(request.params);
      const by = actorAndReason(request, actorOf, request.body.reason);
      await store.transact((tx) => conductOf(tx, riderId));
      const orders = await erasure.erase(riderId, (tx, count) =>
        audit.recordIn(tx, { ...by, act: { what: "rider-erased", orders: count } }),
      );
      await session.endSessions(riderId);
      streams.endClosedSessions();
      return { orders };
    },
  );
}

/** A rider who was erased is nobody any more. */
function idOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  const riderId = `${kind}/${id}`;
  if (isErased(riderId)) throw new AppError("rider/unknown");
  return riderId;
}

/** @throws AppError rider/unknown for one who has never ordered anything */
async function conductOf(tx: Transaction, riderId: string) {
  const row = await tx.get(riderTable, riderId);
  if (!row && (await tx.page(orderTable, byRider(riderId), 1)).length === 0) throw new AppError("rider/unknown");
  return row?.conduct ?? noConduct;
}
