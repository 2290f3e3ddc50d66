import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AppError, errorTable } from "../../../platform/app-error.ts";
import { largestPrices } from "../../../server/http/price-api.ts";
import { largestSlides } from "../../../server/http/screen-api.ts";
import { alipayApp, HttpFixture, operator, ours } from "../../support/http-fixture.ts";

// What every documented route answers to a program whose request is wrong before the route sees it.

const methods = ["get", "put", "post", "delete"] as const;
type Method = Uppercase<(typeof methods)[number]>;
type Answer = Awaited<ReturnType<HttpFixture["app"]["inject"]>>;

interface Route {
  readonly method: Method;
  /** With an example for each parameter. */
  readonly url: string;
}

let fixture: HttpFixture;
let routes: readonly Route[];
let rider: string;

beforeAll(async () => {
  fixture = await HttpFixture.open();
  rider = await fixture.logIn();
  routes = await documented(fixture);
});
afterAll(() => fixture.close());

/** What anybody may read. */
const publicPaths = [
  "/api/rider/operator",
  "/api/rider/cabinets",
  "/api/rider/codes/{code}/price",
  "/api/screen/pairings",
  "/api/bridge/enrolments",
];

/** Signing in. */
const signIn = "POST /api/operator/session";

const examples: Record<string, string> = {
  code: "x",
  orderNo: "20261123120000000001",
  cabinetId: "shop-1",
  slot: "1",
  day: "2026-11-23",
  key: "x",
  codeId: "x",
  kind: "user",
  version: "0.3.0",
  rolloutId: "R00000001",
  id: "2088000000000001",
};

async function documented({ app }: HttpFixture): Promise<Route[]> {
  const { paths } = (await app.inject("/openapi.json")).json<{ paths: Record<string, Record<string, object>> }>();
  return Object.entries(paths).flatMap(([path, operations]) => {
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => examples[name] ?? "x");
    return methods.filter((method) => operations[method]).map((method) => ({ method: upper(method), url }));
  });
}

function upper(method: (typeof methods)[number]): Method {
  return method.toUpperCase() as Method;
}

/** A text that is longer than what the route reads. */
function longestOf({ method, url }: Route): number {
  if (url.endsWith("/slides")) return largestSlides;
  const hasPlans = url.endsWith("/prices/check") || url.endsWith("/prices/import");
  return hasPlans || (method === "PUT" && url.includes("/prices/drafts/")) ? largestPrices : 66_000;
}

/** Those that read JSON or nothing; a settlement file and an archive are read as they come. */
const withBody = () => routes.filter(({ method, url }) => method !== "GET" && !/\/(reconcile|archive)$/.test(url));

const genuine = () => ({ ...operator, ...ours, ...alipayApp, cookie: rider });

function send({ method, url }: Route, headers: Record<string, string>, payload?: string): Promise<Answer> {
  return fixture.app.inject({
    method,
    url,
    headers: { ...genuine(), ...headers },
    ...(payload !== undefined && { payload }),
  });
}

/** Checks the form of a problem. @returns status and code */
function problem(answer: Answer, { method, url }: Route): [number, string] {
  const about = `${method} ${url}: ${answer.body.slice(0, 200)}`;
  expect(answer.headers["content-type"], about).toBe("application/problem+json; charset=utf-8");
  const { type, title, status, code } = answer.json<Record<string, unknown>>();
  expect([type, status], about).toEqual([`urn:jiehuan:error:${String(code)}`, answer.statusCode]);
  expect(title, about).toEqual(expect.any(String));
  expect(Object.keys(errorTable), about).toContain(code);
  return [answer.statusCode, String(code)];
}

describe("every documented route", () => {
  it("is looked at here", () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(withBody().length).toBeGreaterThan(15);
  });

  it.each([
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "nonsense",
  ])("that takes a body answers 415 to one of type %s", async (type) => {
    for (const route of withBody())
      expect(problem(await send(route, { "content-type": type }, "a=1"), route)).toEqual([
        415,
        "request/unsupported-media-type",
      ]);
  });

  it.each([
    ["that is cut off", '{"a":'],
    ["that is empty", ""],
    ["with a prototype in it", '{"__proto__":{"x":1}}'],
  ])("that takes a body answers 400 to JSON %s", async (_what, payload) => {
    for (const route of withBody())
      expect(problem(await send(route, { "content-type": "application/json" }, payload), route)).toEqual([
        400,
        "request/invalid",
      ]);
  });

  it("that takes a body answers 413 to one above 64 KiB, or above what its slides or prices may have", async () => {
    for (const route of withBody()) {
      const longest = longestOf(route);
      const payload = JSON.stringify({ reason: "x".repeat(longest) });
      expect(problem(await send(route, { "content-type": "application/json" }, payload), route)).toEqual([
        413,
        "request/too-large",
      ]);
    }
  });

  it("answers 401 without token or cookie, but for what needs no login", async () => {
    // Logging out is answered alike whoever asks.
    const open = ["/api/rider/logout", ...publicPaths.map((path) => path.replace("{code}", "x"))];
    const closed = routes.filter(({ method, url }) => !open.includes(url) && `${method} ${url}` !== signIn);
    for (const { method, url } of closed) {
      const answer = await fixture.app.inject({ method, url, headers: ours, ...(method !== "GET" && { payload: {} }) });
      // Some requests are wrong in more than one way.
      const [status] = problem(answer, { method, url });
      expect([400, 401], `${method} ${url}`).toContain(status);
    }
  });

  it("answers 405 to a method that it does not take, and says which ones it takes", async () => {
    for (const { url } of routes) {
      const answer = await fixture.app.inject({ method: "PATCH", url, headers: genuine() });
      expect(problem(answer, { method: "GET", url })).toEqual([405, "request/method-not-allowed"]);
      expect(answer.headers["allow"]).toMatch(/GET|POST|PUT|DELETE/);
    }
  });

  it("answers 400 or 404 behind an address that is not well formed", async () => {
    for (const route of routes) {
      const [status] = problem(await send({ ...route, url: `${route.url}%` }, {}), route);
      expect([400, 404]).toContain(status);
      expect(problem(await send({ ...route, url: `${route.url}/there/is/nothing` }, {}), route)[0]).toBe(404);
    }
  });
});

describe("the OpenAPI document", () => {
  it("names, groups and describes every operation, with its answer and with errors as problems", async () => {
    interface Operation {
      readonly operationId: string;
      readonly tags: string[];
      readonly summary: string;
      readonly security: object[];
      readonly parameters?: { name: string; in: string; required?: boolean }[];
      readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
    }
    const { paths } = (await fixture.app.inject("/openapi.json")).json<{
      paths: Record<string, Record<string, Operation>>;
    }>();
    const ids = new Set<string>();
    for (const [path, operations] of Object.entries(paths))
      for (const [method, operation] of Object.entries(operations)) {
        const about = `${method} ${path}`;
        const who = path.split("/")[2] ?? "";
        expect(ids, about).not.toContain(operation.operationId);
        ids.add(operation.operationId);
        expect(operation.operationId, about).toMatch(/^(get|put|post|delete)[A-Z][A-Za-z0-9]+$/);
        const isPublic = publicPaths.includes(path) || `${method.toUpperCase()} ${path}` === signIn;
        const session = who === "operator" ? [{ operatorSession: [] }] : [];
        const logins = isPublic ? [] : [{ [who]: [] }, ...session];
        expect([operation.tags[0]?.split(" ")[0], operation.security], about).toEqual([who, logins]);
        expect(operation.summary, about).toMatch(/\w/);
        for (const status of ["4XX", "5XX"])
          expect(Object.keys(operation.responses[status]?.content ?? {}), about).toEqual(["application/problem+json"]);
        const [success = "", answer] =
          Object.entries(operation.responses).find(([status]) => /^2\d\d$/.test(status)) ?? [];
        if (success !== "204") expect(Object.keys(answer?.content ?? {}), about).not.toEqual([]);
        const ourHeader = operation.parameters?.find(({ name }) => name === "x-requested-with");
        expect(ourHeader?.required === true, about).toBe(who === "rider" && method !== "get");
      }
  });
});

describe("a route", () => {
  it("of riders answers 429 with a time to wait where one address asks too often", async () => {
    const limited = await HttpFixture.open({ requestsPerMinute: 1 });
    const route = { method: "GET", url: "/api/rider/orders" } as const;
    await limited.app.inject(route);
    const answer = await limited.app.inject(route);
    expect(problem(answer, route)).toEqual([429, "request/too-many"]);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    await limited.close();
  });

  it("that fails answers 500 and says nothing of the fault", async () => {
    const broken = await HttpFixture.open();
    const cookie = await broken.logIn();
    const transact = vi.spyOn(broken.hub.store, "transact");
    for (const url of ["/api/rider/orders", "/api/operator/queue", "/api/operator/tariffs"]) {
      const headers = { ...operator, cookie };
      transact.mockRejectedValueOnce(new Error("secret words of the store"));
      const answer = await broken.app.inject({ url, headers });
      expect(problem(answer, { method: "GET", url })).toEqual([500, "internal/fault"]);
      expect(answer.body).not.toContain("secret words");
      transact.mockRejectedValueOnce(new AppError("store/away", "postgres://user:secret@host"));
      const away = await broken.app.inject({ url, headers });
      expect(problem(away, { method: "GET", url })).toEqual([503, "store/away"]);
      expect(away.body).not.toContain("secret");
    }
    await broken.close();
  });
});
