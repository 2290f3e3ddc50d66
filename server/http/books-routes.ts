import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { OrderNo } from "../../protocol/ids.ts";
import { dayBookCsv, differencesCsv } from "../books/csv.ts";
import { DayBook, dayBook } from "../books/day-book.ts";
import { type Difference, DifferenceCode } from "../books/difference.ts";
import { reconcileDay } from "../books/reconcile-day.ts";
import { reconcileOpen } from "../books/reconcile-open.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import { isBookDay } from "../rental/book-day.ts";
import type { Store } from "../store/store.ts";
import { differenceView, textsFor } from "./operator-texts.ts";
import type { App } from "./typed-app.ts";

export interface BooksRouteParts {
  readonly store: Store;
  readonly credit: CreditProvider;
  readonly clock: Clock;
}

const largestFile = 10 * 1024 * 1024;
const csvType = "text/csv; charset=utf-8";
/** What browsers and tools call a CSV file that they send. */
const fileTypes = ["text/csv", "text/plain", "application/csv", "application/octet-stream", "application/vnd.ms-excel"];
const DayParams = Type.Object({ day: Type.String({ maxLength: 20, description: "Beijing day, 2026-11-23" }) });

const Side = Type.Object({ side: Type.String() }, { additionalProperties: true });
export const DifferenceView = Type.Object({
  orderNo: Type.Optional(
    Type.String({ description: "ours; absent where the provider's file names none that we know" }),
  ),
  creditOrderNo: Type.Optional(Type.String({ description: "the provider's number of the order" })),
  line: Type.Optional(Type.Integer({ description: "line of the provider's file" })),
  what: DifferenceCode,
  ours: Type.String({ description: "what our books say, in the language of Accept-Language" }),
  theirs: Type.String({ description: "what the provider says" }),
  advice: Type.String({ description: "what to do about it" }),
  facts: Type.Object(
    { ours: Side, theirs: Side },
    { additionalProperties: true, description: "what both say, as data; amounts in fen" },
  ),
});

export const OpenReconciliation = Type.Object({
  compared: Type.Integer({ description: "how many orders were compared" }),
  inMotion: Type.Array(OrderNo, { description: "not compared: these are just being settled with the provider" }),
  differences: Type.Array(DifferenceView),
});

/** The books, for operators: registered where the operator's token is asked for. Nothing here changes an order. */
export function booksRoutes(app: App, { store, credit, clock }: BooksRouteParts): void {
  // By itself: no other route takes a file.
  void app.register(async (scope: App) => settlementFileRoute(scope, store));

  app.get(
    "/api/operator/books/:day",
    {
      config: { permission: "money.read", problems: ["books/bad-day"] },
      schema: {
        summary: "What was booked on a day, with the day's sums",
        params: DayParams,
        response: { 200: DayBook },
      },
    },
    (request) => dayBook(store, checkedDay(request.params.day)),
  );

  app.get(
    "/api/operator/books/:day.csv",
    {
      config: { permission: "money.read", problems: ["books/bad-day"] },
      schema: {
        summary: "The same as CSV for a spreadsheet, one row for each line; amounts in yuan",
        params: DayParams,
        response: { 200: { content: { "text/csv": { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const day = checkedDay(request.params.day);
      const csv = dayBookCsv(await dayBook(store, day));
      return reply.type(csvType).header("content-disposition", `attachment; filename="books-${day}.csv"`).send(csv);
    },
  );

  app.post(
    "/api/operator/books/reconcile-open",
    {
      config: { permission: "money.read", changesNothing: true },
      schema: {
        summary: "Compare all open orders with the credit provider; `Accept: text/csv` answers the differences as CSV",
        response: { 200: jsonOrCsv(OpenReconciliation) },
      },
    },
    async (request, reply) => {
      const { compared, inMotion, differences: found } = await reconcileOpen({ store, credit, clock });
      const differences = worded(request, found);
      if (!wantsCsv(request.headers.accept)) return { compared, inMotion: [...inMotion], differences };
      return reply.type(csvType).send(differencesCsv(differences));
    },
  );
}

/** Compares a day's books with a file that the operator sends as the body. */
function settlementFileRoute(app: App, store: Store): void {
  // As bytes: whether it is UTF-8 or GBK the file itself must tell, and what a browser calls it depends on its machine.
  app.addContentTypeParser(fileTypes, { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  app.post(
    "/api/operator/books/:day/reconcile",
    {
      config: { permission: "money.read", changesNothing: true, problems: ["books/bad-day", "books/bad-file"] },
      bodyLimit: largestFile,
      schema: {
        summary:
          "Compare a day with the provider's settlement file, in UTF-8 or GBK; `Accept: text/csv` answers as CSV",
        params: DayParams,
        consumes: fileTypes,
        body: Type.Unknown({ description: "the file as it was downloaded" }),
        response: { 200: jsonOrCsv(Type.Array(DifferenceView)) },
      },
    },
    async (request, reply) => {
      const day = checkedDay(request.params.day);
      if (!(request.body instanceof Uint8Array))
        throw new AppError("books/bad-file", "send the file itself as the body, as text/csv");
      // Once a day at most: no start should wait for its CSV parser.
      const { readSettlementFile } = await import("../books/settlement-file.ts");
      const differences = worded(request, await reconcileDay(store, day, await readSettlementFile(request.body)));
      if (!wantsCsv(request.headers.accept)) return differences;
      return reply.type(csvType).send(differencesCsv(differences));
    },
  );
}

function worded({ headers }: FastifyRequest, differences: readonly Difference[]) {
  const texts = textsFor(headers["accept-language"]);
  return differences.map((difference) => differenceView(difference, texts));
}

function jsonOrCsv<Schema extends Type.TSchema>(schema: Schema) {
  return { content: { "application/json": { schema }, "text/csv": { schema: Type.String() } } };
}

/** @throws AppError books/bad-day */
function checkedDay(day: string): string {
  if (!isBookDay(day)) throw new AppError("books/bad-day");
  return day;
}

function wantsCsv(accept: string | undefined): boolean {
  return accept?.includes("text/csv") ?? false;
}
