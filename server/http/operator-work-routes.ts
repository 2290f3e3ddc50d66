import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { EpochMs } from "../../protocol/ids.ts";
import { AccountName, accountTable } from "../accounts/account-table.ts";
import { may } from "../accounts/roles.ts";
import { returnCandidates } from "../fleet/return-candidates.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { unmatchedEventTable } from "../store/unmatched-event-table.ts";
import { Role } from "./account-api.ts";
import { type ActorOf, actorAndReason, Reason, strict } from "./operator-api.ts";
import { UnmatchedParams, undecidedIn } from "./operator-unmatched-routes.ts";
import { FoundOrder, summaryOf } from "./order-summary.ts";
import { OrderParams } from "./own-order.ts";
import type { App } from "./typed-app.ts";

export interface OperatorWorkParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
}

/** Who sees to something of the work list from now on. */
export const Assignment = Type.Object(
  { assignee: Type.Union([AccountName, Type.Null()], { description: "null: no operator" }), reason: Reason },
  strict,
);

/** Somebody to whom work can be given. */
export const AssigneeView = Type.Object({ name: AccountName, role: Role });

/** A loan that an unmatched return may have ended. */
export const ReturnCandidateView = Type.Object({
  about: FoundOrder,
  loanNo: Type.Integer(),
  loanState: Type.String(),
  openedAt: Type.Optional(EpochMs),
  item: Type.Enum(["same", "unread", "other"], {
    description: "what the ids say; unread: one of them has none; other: they differ",
  }),
});

/** The work list: who sees to what, and what helps to decide. */
export function operatorWorkRoutes(app: App, { store, clock, audit }: OperatorWorkParts, actorOf: ActorOf): void {
  app.get(
    "/api/operator/assignees",
    {
      config: { permission: "orders.decide" },
      schema: {
        summary: "The people who may decide about orders, to whom work can be given",
        response: { 200: Type.Array(AssigneeView) },
      },
    },
    () =>
      store.transact(async (tx) =>
        (await tx.all(accountTable))
          .filter(({ role, lockedAt }) => lockedAt === undefined && may(role, "orders.decide"))
          .map(({ name, role }) => ({ name, role })),
      ),
  );

  app.put(
    "/api/operator/orders/:orderNo/assignee",
    {
      config: { permission: "orders.decide", problems: ["order/unknown", "account/unknown", "account/not-assignable"] },
      schema: {
        summary: "Say who sees to an order that waits in the work list",
        params: OrderParams,
        body: Assignment,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { orderNo } = request.params;
      const { assignee, reason } = request.body;
      await store.transact(async (tx) => {
        const record = await tx.get(orderTable, orderNo);
        if (!record) throw new AppError("order/unknown");
        await checkAssigneeIn(tx, assignee);
        await tx.put(orderTable, assigned(record, assignee));
        const act = { what: "order-given", orderNo, assignee } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act });
      });
      return reply.code(204).send(null);
    },
  );

  app.put(
    "/api/operator/unmatched-events/:key/assignee",
    {
      config: { permission: "orders.decide", problems: ["event/unknown", "account/unknown", "account/not-assignable"] },
      schema: {
        summary: "Say who sees to an unmatched event",
        params: UnmatchedParams,
        body: Assignment,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const { assignee, reason } = request.body;
      await store.transact(async (tx) => {
        const unmatchedEvent = await undecidedIn(tx, key);
        await checkAssigneeIn(tx, assignee);
        await tx.put(unmatchedEventTable, assigned(unmatchedEvent, assignee));
        const act = { what: "unmatched-event-given", key, assignee } as const;
        const { cabinetId } = unmatchedEvent;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), cabinetId, act });
      });
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/operator/unmatched-events/:key/candidates",
    {
      config: { permission: "orders.read", problems: ["event/unknown"] },
      schema: {
        summary: "The loans that an unmatched return may have ended, the likeliest first",
        params: UnmatchedParams,
        response: { 200: Type.Array(ReturnCandidateView) },
      },
    },
    ({ params }) =>
      store.transact(async (tx) => {
        const candidates = await returnCandidates(tx, await undecidedIn(tx, params.key), clock.now());
        return candidates.map(({ order, loan, item }) => ({
          about: summaryOf({ order }),
          loanNo: loan.loanNo,
          loanState: loan.state,
          ...(loan.openedAt !== undefined && { openedAt: loan.openedAt }),
          item,
        }));
      }),
  );
}

/** @throws AppError account/unknown, account/not-assignable */
async function checkAssigneeIn(tx: Transaction, name: string | null): Promise<void> {
  if (name === null) return;
  const account = await tx.get(accountTable, name);
  if (!account) throw new AppError("account/unknown");
  if (account.lockedAt !== undefined || !may(account.role, "orders.decide"))
    throw new AppError("account/not-assignable");
}

function assigned<Row extends { readonly assignee?: string }>(row: Row, name: string | null): Row {
  const { assignee: _, ...others } = row;
  return (name === null ? others : { ...others, assignee: name }) as Row;
}
