import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { dayBookCsv, differencesCsv } from "../books/csv.ts";
import { DayBook, dayBook } from "../books/day-book.ts";
import { Difference } from "../books/difference.ts";
import { reconcileDay } from "../books/reconcile-day.ts";
import { OpenReconciliation, reconcileOpen } from "../books/reconcile-open.ts";
import { readSettlementFile } from "../books/settlement-file.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import { isBookDay } from "../rental/book-day.ts";
import type { Store } from "../store/store.ts";
import { Problem } from "./rider-api.ts";
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

/** The books, for operators: registered where the operator's token is asked for. Nothing here changes an order. */
export function booksRoutes(app: App, { store, credit, clock }: BooksRouteParts): void {
  // By itself: no other route takes a file.
  void app.register(async (scope: App) => settlementFileRoute(scope, store));

  app.get(
    "/api/operator/books/:day",
    {
      schema: {
        summary: "What was booked on a day, with the day's sums",
        params: DayParams,
        response: { 200: DayBook, "4xx": Problem },
      },
    },
    (request) => dayBook(store, checkedDay(request.params.day)),
  );

  app.get(
    "/api/operator/books/:day.csv",
    {
      schema: {
        summary: "The same as CSV for a spreadsheet, one row for each line; amounts in yuan",
        params: DayParams,
        response: { 200: { content: { "text/csv": { schema: Type.String() } } }, "4xx": Problem },
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
      schema: {
        summary: "Compare all open orders with the credit provider; `Accept: text/csv` answers the differences as CSV",
        response: { 200: jsonOrCsv(OpenReconciliation), "4xx": Problem },
      },
    },
    async (request, reply) => {
      const outcome = await reconcileOpen({ store, credit, clock });
      if (!wantsCsv(request.headers.accept)) return outcome;
      return reply.type(csvType).send(differencesCsv(outcome.differences));
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
      bodyLimit: largestFile,
      schema: {
        summary:
          "Compare a day with the provider's settlement file, in UTF-8 or GBK; `Accept: text/csv` answers as CSV",
        params: DayParams,
        consumes: fileTypes,
        body: Type.Unknown({ description: "the file as it was downloaded" }),
        response: { 200: jsonOrCsv(Type.Array(Difference)), "4xx": Problem },
      },
    },
    async (request, reply) => {
      const day = checkedDay(request.params.day);
      if (!(request.body instanceof Uint8Array))
        throw new AppError("books/bad-file", "send the file itself as the body, as text/csv");
      const differences = await reconcileDay(store, day, await readSettlementFile(request.body));
      if (!wantsCsv(request.headers.accept)) return differences;
      return reply.type(csvType).send(differencesCsv(differences));
    },
  );
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
