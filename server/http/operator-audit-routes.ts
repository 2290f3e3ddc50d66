import { Readable } from "node:stream";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId, OrderNo } from "../../protocol/ids.ts";
import { beginOfDay, endOfDay } from "../rental/book-day.ts";
import { type AuditFilter, type AuditPage, auditPage } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { auditCsvRows, auditCsvStart } from "./audit-csv.ts";
import { AuditEntryView, limitOf, PageQuery, pageOf, SiteId, strict } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

const moment = (description: string) => Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$", description }));

const filters = {
  day: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "Beijing day, 2026-11-23" })),
  from: moment("at or after, epoch ms"),
  to: moment("at or before, epoch ms"),
  actor: Type.Optional(Type.String({ maxLength: 60, description: "`operator/lin`, `config` or `command`" })),
  act: Type.Optional(Type.String({ pattern: "^[a-z-]{1,60}$", description: "the kind of act, `what` of an entry" })),
  cabinetId: Type.Optional(CabinetId),
  orderNo: Type.Optional(OrderNo),
  riderId: Type.Optional(Type.String({ maxLength: 160, description: "`user/2088…` or `open/…`" })),
  siteId: Type.Optional(SiteId),
  account: Type.Optional(Type.String({ maxLength: 60, description: "an account or an API token that was changed" })),
};
const AuditQuery = Type.Object({ ...PageQuery, ...filters }, strict);
const ExportQuery = Type.Object(filters, strict);
type Filters = Type.Static<typeof ExportQuery>;

/** Rows of an export that are read together. */
const rowsAtOnce = 500;

/** The audit log, for reading: nothing changes or deletes an entry. */
export function operatorAuditRoutes(app: App, { store }: { readonly store: Store }): void {
  app.get(
    "/api/operator/audit",
    {
      config: { permission: "audit.read" },
      schema: {
        summary: "What operators, configurations and commands did, newest first; `Link` names the next page",
        querystring: AuditQuery,
        response: { 200: Type.Array(AuditEntryView) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const limit = limitOf(query);
      const page = { ...rangeOf(query), before: query.before, limit: limit + 1 };
      const rows = await store.transact((tx) => auditPage(tx, filterOf(query), page));
      return pageOf(request, reply, { rows, limit, keyOf: ({ id }) => id }).map((record) => ({ ...record }));
    },
  );

  app.get(
    "/api/operator/audit.csv",
    {
      config: { permission: "audit.read" },
      schema: {
        summary: "The same as CSV for a spreadsheet, all entries that the filters let through",
        querystring: ExportQuery,
        response: { 200: { content: { "text/csv": { schema: Type.Unsafe<string | Readable>(Type.String()) } } } },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const text = exported(store, filterOf(query), rangeOf(query));
      reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="audit.csv"');
      return reply.send(Readable.from(text));
    },
  );
}

async function* exported(store: Store, filter: AuditFilter, range: Omit<AuditPage, "limit">): AsyncGenerator<string> {
  yield auditCsvStart();
  for (let before: string | undefined; ; ) {
    const page = { ...range, before, limit: rowsAtOnce };
    const rows = await store.transact((tx) => auditPage(tx, filter, page));
    if (rows.length > 0) yield auditCsvRows(rows);
    if (rows.length < rowsAtOnce) return;
    before = rows.at(-1)?.id;
  }
}

/** @throws AppError request/invalid for more than one subject */
function filterOf({ actor, act, cabinetId, orderNo, riderId, siteId, account }: Filters): AuditFilter {
  const subjects = [
    ...(cabinetId === undefined ? [] : [`cabinet/${cabinetId}`]),
    ...(orderNo === undefined ? [] : [`order/${orderNo}`]),
    ...(riderId === undefined ? [] : [`rider/${riderId}`]),
    ...(siteId === undefined ? [] : [`site/${siteId}`]),
    ...(account === undefined ? [] : [`account/${account}`]),
  ];
  if (subjects.length > 1)
    throw new AppError("request/invalid", "Name one of cabinetId, orderNo, riderId, siteId and account.");
  return { actor, act, subject: subjects[0] };
}

function rangeOf({ day, from, to }: Filters): Pick<AuditPage, "from" | "to"> {
  if (day !== undefined) return { from: beginOfDay(day), to: endOfDay(day) };
  return { from: from === undefined ? undefined : Number(from), to: to === undefined ? undefined : Number(to) };
}
