import { Type } from "typebox";
import { CabinetId } from "../../protocol/ids.ts";
import { auditEntry, auditTable } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { AuditEntryView, limitOf, PageQuery, pageOf, strict } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

const AuditQuery = Type.Object(
  {
    ...PageQuery,
    day: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "Beijing day, 2026-11-23" })),
    actor: Type.Optional(Type.String({ maxLength: 60, description: "`operator/lin`, or `config`" })),
    cabinetId: Type.Optional(CabinetId),
  },
  strict,
);

/** The audit log, for reading: nothing changes or deletes an entry. */
export function operatorAuditRoutes(app: App, { store }: { readonly store: Store }): void {
  app.get(
    "/api/operator/audit",
    {
      schema: {
        summary:
          "Acts on cabinets, codes, secrets, tariffs, riders' sessions and unmatched events, newest first; `Link` names the next page",
        querystring: AuditQuery,
        response: { 200: Type.Array(AuditEntryView) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const limit = limitOf(query);
      const rows = await store.transact((tx) => tx.page(auditTable, auditEntry(query), limit + 1, query.before));
      return pageOf(request, reply, { rows, limit, keyOf: ({ id }) => id }).map((record) => ({ ...record }));
    },
  );
}
