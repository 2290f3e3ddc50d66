import fastifySwagger from "@fastify/swagger";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { fastify } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DayBook } from "../../../server/books/day-book.ts";
import { booksRoutes } from "../../../server/http/books-routes.ts";
import { operatorTextsEnglish } from "../../../server/http/operator-texts-english.ts";
import { registerProblems } from "../../../server/http/problem.ts";
import type { App } from "../../../server/http/typed-app.ts";
import { fen } from "../../../server/rental/money.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { ScriptedCredit } from "../../support/scripted-credit.ts";
import { gbk } from "../books/gbk.ts";
import { bookedDay, numbered, paidAt, paidOrder, recordOf, Shelf } from "../books/shelf.ts";
import { lent } from "../rental/examples.ts";

let shelf: Shelf;
let app: App;

beforeEach(async () => {
  shelf = await Shelf.open();
  app = fastify({
    bodyLimit: 65_536,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  registerProblems(app);
  await app.register(fastifySwagger, { openapi: { openapi: "3.1.0" } });
  const parts = { store: shelf.store, credit: new ScriptedCredit(), clock: new ManualClock(paidAt) };
  await app.register(async (scope: App) => booksRoutes(scope, parts));
  await shelf.put(recordOf(paidOrder(1)), recordOf(paidOrder(2, { collectedByHand: fen(600) })));
});

afterEach(async () => {
  await app.close();
  await shelf.close();
});

const path = "/api/operator/books";
const header = "out_order_no,gross,fee,paid_at";
const agreeing = `${header}\n${numbered(1)},6.00,0.04,2026-11-23 14:00:00\n`;
const post = (payload: string | Uint8Array, headers: Record<string, string> = {}, day = bookedDay) =>
  app.inject({
    method: "POST",
    url: `${path}/${day}/reconcile`,
    headers: { "content-type": "text/csv", ...headers },
    payload: typeof payload === "string" ? payload : Buffer.from(payload),
  });

describe("the book of a day", () => {
  it("is JSON, with its sums", async () => {
    const answer = await app.inject(`${path}/${bookedDay}`);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    const { day, entries, trialBalance, orders } = answer.json<DayBook>();
    expect({ day, trialBalance }).toEqual({ day: bookedDay, trialBalance: { debit: 1200, credit: 1200 } });
    expect(entries.find(({ what }) => what === "collection")).toEqual({
      orderNo: numbered(1),
      at: paidAt,
      what: "collection",
      lines: [
        { account: "receivable", amount: -600 },
        { account: "collected", amount: 596 },
        { account: "service-fee", amount: 4 },
      ],
      feeRounding: 400,
    });
    expect(orders).toHaveLength(2);
  });

  it("is CSV to download", async () => {
    const answer = await app.inject(`${path}/${bookedDay}.csv`);
    expect(answer.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="books-2026-11-23.csv"',
    });
    expect(answer.body.startsWith("\u{feff}time,order,")).toBe(true);
    expect(answer.body).toContain(`${numbered(1)}\t,collection,service-fee,0.04,,400,`);
  });
});

it.each([
  ["GET", "2026-02-30"],
  ["GET", "today"],
  ["GET", "2026-02-30.csv"],
  ["GET", "2026-11-23.xml"],
  ["POST", "2026-02-30/reconcile"],
] as const)("%s of %s, which is no day, is refused", async (method, day) => {
  const headers = { "content-type": "text/csv" };
  const answer = await app.inject({
    method,
    url: `${path}/${day}`,
    headers,
    ...(method === "POST" && { payload: "" }),
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: "books/bad-day" });
});

describe("a settlement file", () => {
  it("that agrees has no differences, in UTF-8 or GBK", async () => {
    expect((await post(agreeing)).json()).toEqual([]);
    expect((await post(gbk(`#支付宝\n${agreeing.replace("gross", "订单金额（元）")}`))).json()).toEqual([]);
  });

  it("that does not is told why, as JSON or as CSV", async () => {
    const difference = {
      orderNo: numbered(1),
      creditOrderNo: "Z1",
      what: "not-there",
      ours: "rent 6.00, fee 0.04, 2026-11-23",
      theirs: "nothing",
      advice: operatorTextsEnglish.differences["not-there"].advice,
      facts: {
        ours: { side: "movement", day: "2026-11-23", gross: 600, kind: "rent", fee: 4 },
        theirs: { side: "nothing" },
      },
    };
    expect((await post(header)).json()).toEqual([difference]);
    const answer = await post(header, { accept: "text/csv" });
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(answer.body).toContain(`${numbered(1)}\t,Z1\t,,not-there,"rent 6.00, fee 0.04, 2026-11-23",nothing\r\n`);
  });

  it("may be larger than any other body, up to 10 MB", async () => {
    expect((await post(`${agreeing}${"#".repeat(10_000_000)}`)).json()).toEqual([]);
    const tooLarge = await post(`${agreeing}${"#".repeat(11_000_000)}`);
    expect([tooLarge.statusCode, tooLarge.json<{ code: string }>().code]).toEqual([413, "request/too-large"]);
  });

  it.each(["text/plain", "application/octet-stream", "application/vnd.ms-excel", "text/csv; charset=gbk"])(
    "may be sent as %s",
    async (type) => {
      expect((await post(agreeing, { "content-type": type })).json()).toEqual([]);
    },
  );

  it.each([
    ["a mistake in it", `${header}\n1,x,0,2026-11-23 14:00:00`, "text/csv", "books/bad-file", "line 2: gross"],
    ["nothing in it", "", "text/csv", "books/bad-file", "no line with the columns' names"],
    ["another type", "{}", "application/json", "books/bad-file", "send the file itself"],
    ["an unknown type", "PK", "application/zip", "request/unsupported-media-type", "media type"],
  ])("with %s is refused", async (_what, payload, type, code, detail) => {
    const answer = await post(payload, { "content-type": type });
    expect(answer.statusCode).toBe(code === "books/bad-file" ? 400 : 415);
    expect(answer.json()).toMatchObject({ code, detail: expect.stringContaining(detail) as string });
  });
});

describe("open orders", () => {
  it("are compared with the provider, as JSON or as CSV", async () => {
    const out = { ...lent().order, orderNo: numbered(3) };
    await shelf.put(recordOf(out));
    const call = (headers: Record<string, string> = {}) =>
      app.inject({ method: "POST", url: `${path}/reconcile-open`, headers });
    const outcome = (await call()).json<{ compared: number; differences: unknown[] }>();
    expect(outcome).toMatchObject({ compared: 3, inMotion: [] });
    expect(outcome.differences.at(-1)).toMatchObject({
      orderNo: numbered(3),
      creditOrderNo: "Z1",
      what: "not-there",
      ours: "active",
      theirs: "nothing",
    });
    expect((await call({ accept: "text/csv" })).body).toContain(`${numbered(3)}\t,Z1\t,,not-there,active,nothing`);
  });
});

it("all of it stands in the OpenAPI document", async () => {
  await app.ready();
  const { paths = {} } = app.swagger() as { paths?: Record<string, object> };
  expect(Object.entries(paths).map(([url, methods]) => [url, Object.keys(methods)])).toEqual([
    [`${path}/{day}`, ["get"]],
    [`${path}/{day}.csv`, ["get"]],
    [`${path}/reconcile-open`, ["post"]],
    [`${path}/{day}/reconcile`, ["post"]],
  ]);
});
