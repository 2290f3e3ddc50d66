import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { CabinetId, EpochMs } from "../../protocol/ids.ts";
import { moneySheet, sharesSheet } from "../books/money-sheets.ts";
import { type MoneyQuery as Asked, type MoneyGroup, moneyGroups, moneyStatement } from "../books/money-statement.ts";
import { sheetCsv, sheetXlsx } from "../books/sheet.ts";
import { sharesStatement } from "../books/site-shares.ts";
import { isBookDay } from "../rental/book-day.ts";
import { ItemKindId } from "../rental/item-kind.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Search } from "../store/search.ts";
import { addSiteShareIn, siteShareTable } from "../store/site-share-table.ts";
import { siteTable } from "../store/site-table.ts";
import type { Store } from "../store/store.ts";
import { type ActorOf, actorAndReason, Reason, SiteId, strict } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorMoneyParts {
  readonly store: Store;
  readonly search: Search;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
}

const dayText = (description: string) => Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description });
const amount = (description: string) => Type.Integer({ description: `${description}, fen` });

const MoneyQuery = Type.Object(
  {
    from: dayText("the first Beijing day on which the orders were made"),
    to: dayText("the last one"),
    siteId: Type.Optional(SiteId),
    cabinetId: Type.Optional(CabinetId),
    itemKind: Type.Optional(ItemKindId),
    by: Type.Optional(
      Type.String({
        maxLength: 40,
        description: `one or several of ${moneyGroups.join(", ")}, with commas between; left out: one line for all`,
      }),
    ),
  },
  strict,
);
type MoneyQuery = Type.Static<typeof MoneyQuery>;

const SharesQuery = Type.Object(
  { from: dayText("the first Beijing day on which the orders were made"), to: dayText("the last one") },
  strict,
);
type SharesQuery = Type.Static<typeof SharesQuery>;

/** What orders came to. */
export const IncomeView = Type.Object({
  orders: Type.Integer({ description: "how many were made" }),
  gross: amount("charged, before anything was given up"),
  fees: amount("what the provider kept of what it collected"),
  refunds: amount("given back to riders"),
  owed: amount("charged, and neither there nor given up"),
  writtenOff: amount("given up of what was charged"),
  net: amount("what stays: gross - writtenOff - owed - fees - refunds"),
  byHand: amount("the part of net that operators collected outside of the provider"),
});

/** What the orders of one group came to. */
export const IncomeLine = Type.Object({
  day: Type.Optional(Type.String({ description: "Beijing day on which the orders were made" })),
  siteId: Type.Optional(Type.String({ description: "absent: the cabinet stood on no site" })),
  siteName: Type.Optional(Type.String()),
  cabinetId: Type.Optional(CabinetId),
  cabinetName: Type.Optional(Type.String({ description: "absent: it is registered no more" })),
  kind: Type.Optional(ItemKindId),
  ...IncomeView.properties,
});

export const MoneyStatementView = Type.Object({
  lines: Type.Array(IncomeLine),
  total: Type.Object({ ...IncomeView.properties }, { description: "what the lines add up to" }),
});

const shareSums = {
  orders: Type.Integer(),
  net: amount("what the orders came to"),
  share: amount("the owner's part of it, rounded for each day"),
  kept: amount("the rest"),
};

export const SharesStatementView = Type.Object({
  lines: Type.Array(
    Type.Object({
      siteId: SiteId,
      siteName: Type.Optional(Type.String()),
      owner: Type.Optional(Type.String({ description: "whose place it is" })),
      basisPoints: Type.Array(Type.Integer(), {
        description: "the shares that counted on these days, hundredths of a percent; empty: none was agreed",
      }),
      ...shareSums,
    }),
  ),
  total: Type.Object({ ...shareSums }),
});

const shareFields = {
  from: dayText("the first Beijing day on which it counts"),
  basisPoints: Type.Integer({ minimum: 0, maximum: 10_000, description: "hundredths of a percent: 3000 are 30 %" }),
};

/** What the owner of a site gets of its net income from a day on. */
export const SiteShareView = Type.Object({ siteId: SiteId, ...shareFields, addedAt: EpochMs });

export const NewSiteShare = Type.Object({ ...shareFields, reason: Reason }, strict);

/** More lines are no answer that somebody reads. */
const mostLines = 10_000;
/** Days of sites, of which the answer has a line for each site. */
const mostSiteDays = 50_000;
const csvType = "text/csv; charset=utf-8";
const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What was earned, by day, site, cabinet and item kind, and what of it is due to the owners of sites. */
export function operatorMoneyRoutes(app: App, parts: OperatorMoneyParts, actorOf: ActorOf): void {
  statementRoutes(app, parts);
  shareStatementRoutes(app, parts);
  shareRoutes(app, parts, actorOf);
}

function statementRoutes(app: App, parts: OperatorMoneyParts): void {
  const read = async (query: MoneyQuery) => {
    const asked = askedOf(query);
    const [statement, named] = await Promise.all([
      moneyStatement({ ...parts, mostLines }, asked),
      namesIn(parts.store),
    ]);
    if (!statement) throw tooManyLines();
    return { asked, statement, named };
  };

  app.get(
    "/api/operator/money",
    {
      config: { permission: "money.read" },
      schema: {
        summary: "What the orders that were made on some days came to, by day, site, cabinet and item kind",
        querystring: MoneyQuery,
        response: { 200: MoneyStatementView },
      },
    },
    async ({ query }) => {
      const { statement, named } = await read(query);
      const lines = statement.lines.map((line) => ({
        ...line,
        ...nameOf("siteName", named.sites, line.siteId),
        ...nameOf("cabinetName", named.cabinets, line.cabinetId),
      }));
      return { lines, total: { ...statement.total } };
    },
  );

  app.get(
    "/api/operator/money.csv",
    {
      config: { permission: "money.read" },
      schema: {
        summary: "The same as CSV for a spreadsheet; amounts in yuan",
        querystring: MoneyQuery,
        response: { 200: { content: { "text/csv": { schema: Type.String() } } } },
      },
    },
    async ({ query }, reply) => {
      const { asked, statement, named } = await read(query);
      const csv = sheetCsv(moneySheet(statement, asked.by, named));
      return reply
        .type(csvType)
        .header("content-disposition", attachment("money", query, "csv"))
        .send(csv);
    },
  );

  app.get(
    "/api/operator/money.xlsx",
    {
      config: { permission: "money.read" },
      schema: {
        summary: "The same as an Excel workbook, with the total in its last row; amounts in yuan",
        querystring: MoneyQuery,
        response: { 200: { content: { [xlsxType]: { schema: workbook } } } },
      },
    },
    async ({ query }, reply) => {
      const { asked, statement, named } = await read(query);
      const file = await sheetXlsx(moneySheet(statement, asked.by, named), "money");
      return reply
        .type(xlsxType)
        .header("content-disposition", attachment("money", query, "xlsx"))
        .send(file);
    },
  );
}

function shareStatementRoutes(app: App, parts: OperatorMoneyParts): void {
  const read = async (query: SharesQuery) => {
    checkRange(query);
    const [statement, named] = await Promise.all([
      sharesStatement({ ...parts, mostLines: mostSiteDays }, query),
      namesIn(parts.store),
    ]);
    if (!statement) throw tooManyLines();
    return { statement, named };
  };

  app.get(
    "/api/operator/money/shares",
    {
      config: { permission: "money.read" },
      schema: {
        summary: "What is due to the owners of sites for orders that were made on some days",
        querystring: SharesQuery,
        response: { 200: SharesStatementView },
      },
    },
    async ({ query }) => {
      const { statement, named } = await read(query);
      const lines = statement.lines.map((line) => ({
        ...line,
        basisPoints: [...line.basisPoints],
        ...nameOf("siteName", named.sites, line.siteId),
        ...nameOf("owner", named.owners, line.siteId),
      }));
      return { lines, total: { ...statement.total } };
    },
  );

  app.get(
    "/api/operator/money/shares.csv",
    {
      config: { permission: "money.read" },
      schema: {
        summary: "The same as CSV for a spreadsheet; amounts in yuan",
        querystring: SharesQuery,
        response: { 200: { content: { "text/csv": { schema: Type.String() } } } },
      },
    },
    async ({ query }, reply) => {
      const { statement, named } = await read(query);
      const csv = sheetCsv(sharesSheet(statement, named, named.owners));
      return reply
        .type(csvType)
        .header("content-disposition", attachment("shares", query, "csv"))
        .send(csv);
    },
  );

  app.get(
    "/api/operator/money/shares.xlsx",
    {
      config: { permission: "money.read" },
      schema: {
        summary: "The same as an Excel workbook, with the total in its last row; amounts in yuan",
        querystring: SharesQuery,
        response: { 200: { content: { [xlsxType]: { schema: workbook } } } },
      },
    },
    async ({ query }, reply) => {
      const { statement, named } = await read(query);
      const file = await sheetXlsx(sharesSheet(statement, named, named.owners), "shares");
      return reply
        .type(xlsxType)
        .header("content-disposition", attachment("shares", query, "xlsx"))
        .send(file);
    },
  );
}

/** The shares themselves. A share never changes: from a later day on another one counts. */
function shareRoutes(app: App, { store, clock, audit }: OperatorMoneyParts, actorOf: ActorOf): void {
  app.get(
    "/api/operator/money/site-shares",
    {
      config: { permission: "money.read" },
      schema: {
        summary: "Every share that was agreed with the owner of a site",
        response: { 200: Type.Array(SiteShareView) },
      },
    },
    async () => [...(await store.transact((tx) => tx.all(siteShareTable)))],
  );

  app.post(
    "/api/operator/money/site-shares/:siteId",
    {
      config: { permission: "shares.edit", problems: ["site/unknown", "share/not-later", "books/bad-day"] },
      schema: {
        summary: "Add the share that counts from a day on; it can't be changed or taken back",
        params: Type.Object({ siteId: SiteId }),
        body: NewSiteShare,
        response: { 201: SiteShareView },
      },
    },
    async (request, reply) => {
      const { siteId } = request.params;
      const { reason, from, basisPoints } = request.body;
      if (!isBookDay(from)) throw new AppError("books/bad-day");
      const added = { siteId, from, basisPoints, addedAt: clock.now() };
      await store.transact(async (tx) => {
        if (!(await tx.get(siteTable, siteId))) throw new AppError("site/unknown");
        await addSiteShareIn(tx, added);
        const act = { what: "site-share-added", siteId, from, basisPoints } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act });
      });
      return reply.code(201).header("location", "/api/operator/money/site-shares").send(added);
    },
  );
}

const workbook = Type.Unsafe<string | Buffer>(Type.String({ contentEncoding: "binary" }));

async function namesIn(store: Store) {
  const [cabinets, sites] = await store.transact((tx) => Promise.all([tx.all(cabinetTable), tx.all(siteTable)]));
  return {
    cabinets: new Map(cabinets.map(({ cabinetId, name }) => [cabinetId, name])),
    sites: new Map(sites.map(({ siteId, name }) => [siteId, name])),
    owners: new Map(sites.flatMap(({ siteId, owner }) => (owner === undefined ? [] : [[siteId, owner]]))),
  };
}

function nameOf<Field extends string>(field: Field, names: ReadonlyMap<string, string>, id: string | undefined) {
  const name = id === undefined ? undefined : names.get(id);
  return (name === undefined ? {} : { [field]: name }) as { readonly [One in Field]?: string };
}

function askedOf({ from, to, siteId, cabinetId, itemKind: kind, by = "" }: MoneyQuery): Asked {
  checkRange({ from, to });
  return { from, to, siteId, cabinetId, kind, by: by === "" ? [] : groupsOf(by) };
}

function groupsOf(text: string): MoneyGroup[] {
  const names = text.split(",");
  for (const name of names)
    if (!moneyGroups.some((group) => group === name))
      throw new AppError("request/invalid", `by: \`${name}\` is none of ${moneyGroups.join(", ")}`);
  return moneyGroups.filter((group) => names.includes(group));
}

function checkRange(range: { readonly from: string; readonly to: string }): void {
  for (const [name, text] of Object.entries(range))
    if (!isBookDay(text)) throw new AppError("request/invalid", `${name}: there is no day ${text}`);
  if (range.from > range.to) throw new AppError("request/invalid", "from is after to");
}

function tooManyLines(): AppError {
  return new AppError("request/invalid", "there are too many lines: ask for fewer days, or by fewer groups");
}

function attachment(name: string, { from, to }: SharesQuery, type: "csv" | "xlsx"): string {
  return `attachment; filename="${name}-${from}-${to}.${type}"`;
}
