import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { errorTable } from "../../../platform/app-error.ts";
import { HttpFixture, operator, ours, page } from "../../support/http-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open({ requestsPerMinute: 50 });
});

afterEach(() => fixture.close());

describe("a problem", () => {
  const get = (url: string) => fixture.app.inject({ url, headers: operator });

  it("is RFC 9457 with a stable code, also for an address that is none", async () => {
    for (const [url, code] of [
      ["/nothing", "request/not-found"],
      ["/api/operator/nothing", "request/not-found"],
      ["/q/%ZZ", "request/invalid"],
      ["/q/%C0", "request/invalid"],
    ] as const) {
      const answer = await get(url);
      expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
      expect(answer.json()).toMatchObject({
        type: `urn:jiehuan:error:${code}`,
        title: code.replace(/[/-]/g, " ").replace("-", " "),
        status: errorTable[code].status,
        code,
        detail: expect.any(String) as string,
      });
    }
  });

  it("answers a body that is not UTF-8, which is not repaired in silence", async () => {
    const payload = Buffer.from('{"act":{"act":"waive"},"reason":"\xc3\xc5"}', "latin1");
    const headers = { ...operator, "content-type": "application/json", "idempotency-key": "key-00000001" };
    const url = "/api/operator/orders/20261123120000000001/acts";
    const answer = await fixture.app.inject({ method: "POST", url, headers, payload });
    expect(answer.json()).toMatchObject({ code: "request/invalid", detail: "The body is not UTF-8." });
  });

  it("of ours that nobody foresaw says nothing of it, and the log does", async () => {
    fixture.hub.registry.list = () => Promise.reject(new TypeError("secret stack of /srv/hub"));
    const answer = await get("/api/operator/cabinets");
    expect(answer.json()).toEqual({
      type: "urn:jiehuan:error:internal/fault",
      title: "internal fault",
      status: 500,
      detail: errorTable["internal/fault"].text,
      code: "internal/fault",
    });
    expect(fixture.logged.at(-1)).toMatchObject({
      code: "internal/fault",
      err: { message: "secret stack of /srv/hub" },
    });
  });

  it("that is the asker's is not logged as an error", async () => {
    expect((await get("/api/operator/cabinets/shop-9/sheet.pdf")).statusCode).toBe(404);
    expect(fixture.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe("pages", () => {
  it("come with a policy that lets nothing foreign in", async () => {
    const answer = await fixture.app.inject("/q/some-code");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy.split(";")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "img-src 'self' data:",
      ]),
    );
    expect(policy).not.toContain("upgrade-insecure-requests");
    expect(answer.headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "strict-transport-security": expect.stringContaining("max-age") as string,
    });
  });

  it("are one document for a slot and an order, its parts kept for a year", async () => {
    for (const url of ["/q/a.b", "/o/20261123120000000001"]) {
      const answer = await fixture.app.inject(url);
      expect([answer.statusCode, answer.body, answer.headers["content-type"]]).toEqual([
        200,
        page,
        "text/html; charset=utf-8",
      ]);
    }
    const script = await fixture.app.inject("/assets/app-1a2b.js");
    expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(script.body).toBe("// a script");
    expect((await fixture.app.inject("/assets/none.js")).json()).toMatchObject({ code: "request/not-found" });
    expect((await fixture.app.inject("/assets/..%2f..%2f..%2fetc%2fpasswd")).statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe("a page's script", () => {
  it("is sent in its short form to browsers that know it", async () => {
    const short = await fixture.app.inject({
      url: "/assets/app-1a2b.js",
      headers: { "accept-encoding": "gzip, deflate, br" },
    });
    expect(short.body).toBe("its short form");
    expect(short.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": expect.stringContaining("javascript") as string,
      vary: expect.stringContaining("accept-encoding") as string,
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
});

describe("the limit of requests", () => {
  const ask = (headers: Record<string, string>, remoteAddress = "127.0.0.1") =>
    fixture.app.inject({ url: "/api/rider/codes/x", headers: { ...ours, ...headers }, remoteAddress });
  const exhaust = async (headers: Record<string, string>, remoteAddress?: string) => {
    for (let request = 0; request < 50; request++) {
      expect((await ask(headers, remoteAddress)).statusCode).toBe(401);
    }
  };

  it("is by the minute and address", async () => {
    await exhaust({}, "203.0.113.9");
    const answer = await ask({}, "203.0.113.9");
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([429, "request/too-many"]);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.headers["retry-after"]).toBeDefined();
    expect((await ask({}, "203.0.113.10")).statusCode).toBe(401);
  });

  it("tells the riders behind our own proxy apart", async () => {
    await exhaust({ "x-forwarded-for": "203.0.113.9" });
    expect((await ask({ "x-forwarded-for": "203.0.113.9" })).statusCode).toBe(429);
    expect((await ask({ "x-forwarded-for": "203.0.113.10" })).statusCode).toBe(401);
  });

  it("does not believe what somebody else says of the address", async () => {
    await exhaust({ "x-forwarded-for": "198.51.100.1" }, "203.0.113.9");
    expect((await ask({ "x-forwarded-for": "198.51.100.2" }, "203.0.113.9")).statusCode).toBe(429);
  });

  it("counts the returns from the login too, each of which costs a call to Alipay", async () => {
    const comeBack = () => fixture.app.inject({ url: "/login/alipay?auth_code=c0de&state=none" });
    for (let request = 0; request < 50; request++) expect((await comeBack()).statusCode).toBe(401);
    expect((await comeBack()).statusCode).toBe(429);
  });

  it("for riders holds neither operators nor the credit provider up", async () => {
    await exhaust({});
    expect((await ask({})).statusCode).toBe(429);
    expect((await fixture.app.inject({ url: "/api/operator/cabinets", headers: operator })).statusCode).toBe(200);
    expect((await fixture.app.inject({ method: "POST", url: "/callbacks/zhima" })).body).toBe("error");
  });
});

/** What anybody may read. */
const publicPaths = [
  "/api/rider/operator",
  "/api/rider/cabinets",
  "/api/rider/codes/{code}/price",
  "/api/screen/pairings",
  "/api/bridge/enrolments",
];

describe("the OpenAPI document", () => {
  interface Operation {
    summary?: string;
    security?: object[];
    parameters?: { name: string; in: string; required: boolean; schema: object }[];
    requestBody?: { content: Record<string, { schema: object }> };
    responses?: Record<string, { description?: string }>;
  }
  const document = async () =>
    (await fixture.app.inject("/openapi.json")).json<{
      openapi: string;
      info: { title: string; version: string };
      paths: Record<string, Record<string, Operation>>;
      components: { securitySchemes: Record<string, object> };
    }>();

  it("holds every route of the riders', the screens' and the operators' interface, and no other", async () => {
    const { paths, openapi, info } = await document();
    expect(openapi).toBe("3.1.0");
    expect(info.title).toBe("jiehuan hub");
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.toSorted()).toEqual([
      "DELETE /api/operator/api-tokens/{id}",
      "DELETE /api/operator/cabinets/{cabinetId}",
      "DELETE /api/operator/cabinets/{cabinetId}/enrolment-tokens",
      "DELETE /api/operator/codes/{id}",
      "DELETE /api/operator/own/sessions/{id}",
      "DELETE /api/operator/prices/drafts/{id}",
      "DELETE /api/operator/releases/{version}",
      "DELETE /api/operator/screens/{screenId}",
      "DELETE /api/operator/session",
      "DELETE /api/operator/sites/{siteId}",
      "DELETE /api/operator/webhooks/{id}",
      "GET /api/cabinet/releases/{version}",
      "GET /api/operator/alarms",
      "GET /api/operator/api-tokens",
      "GET /api/operator/assignees",
      "GET /api/operator/audit",
      "GET /api/operator/audit.csv",
      "GET /api/operator/books/{day}",
      "GET /api/operator/books/{day}.csv",
      "GET /api/operator/cabinets",
      "GET /api/operator/cabinets/{cabinetId}",
      "GET /api/operator/cabinets/{cabinetId}/code-history",
      "GET /api/operator/cabinets/{cabinetId}/codes",
      "GET /api/operator/cabinets/{cabinetId}/sheet.pdf",
      "GET /api/operator/codes/{id}",
      "GET /api/operator/events",
      "GET /api/operator/fleet",
      "GET /api/operator/item-kinds",
      "GET /api/operator/map",
      "GET /api/operator/money",
      "GET /api/operator/money.csv",
      "GET /api/operator/money.xlsx",
      "GET /api/operator/money/shares",
      "GET /api/operator/money/shares.csv",
      "GET /api/operator/money/shares.xlsx",
      "GET /api/operator/money/site-shares",
      "GET /api/operator/orders",
      "GET /api/operator/orders/{orderNo}",
      "GET /api/operator/overview",
      "GET /api/operator/own/sessions",
      "GET /api/operator/people",
      "GET /api/operator/people/{name}/sessions",
      "GET /api/operator/prices",
      "GET /api/operator/prices/drafts",
      "GET /api/operator/prices/drafts/{id}",
      "GET /api/operator/prices/export",
      "GET /api/operator/prices/lists",
      "GET /api/operator/prices/lists/{number}",
      "GET /api/operator/profile",
      "GET /api/operator/queue",
      "GET /api/operator/releases",
      "GET /api/operator/riders/{kind}/{id}",
      "GET /api/operator/rollouts",
      "GET /api/operator/rollouts/{rolloutId}",
      "GET /api/operator/screens",
      "GET /api/operator/session",
      "GET /api/operator/sites",
      "GET /api/operator/sites/{siteId}",
      "GET /api/operator/slides",
      "GET /api/operator/statistics",
      "GET /api/operator/tariffs",
      "GET /api/operator/texts",
      "GET /api/operator/texts/{kind}/{version}",
      "GET /api/operator/totals",
      "GET /api/operator/unmatched-events",
      "GET /api/operator/unmatched-events/{key}/candidates",
      "GET /api/operator/visits",
      "GET /api/operator/webhooks",
      "GET /api/operator/webhooks/{id}/deliveries",
      "GET /api/rider/cabinets",
      "GET /api/rider/codes/{code}",
      "GET /api/rider/codes/{code}/price",
      "GET /api/rider/operator",
      "GET /api/rider/orders",
      "GET /api/rider/orders/{orderNo}",
      "GET /api/rider/orders/{orderNo}/events",
      "GET /api/screen/events",
      "GET /api/screen/view",
      "POST /api/bridge/enrolments",
      "POST /api/cabinet/secret",
      "POST /api/operator/api-tokens",
      "POST /api/operator/books/reconcile-open",
      "POST /api/operator/books/{day}/reconcile",
      "POST /api/operator/cabinets/{cabinetId}/codes",
      "POST /api/operator/cabinets/{cabinetId}/commands/{commandId}/ask",
      "POST /api/operator/cabinets/{cabinetId}/disable",
      "POST /api/operator/cabinets/{cabinetId}/enable",
      "POST /api/operator/cabinets/{cabinetId}/enrolment-tokens",
      "POST /api/operator/cabinets/{cabinetId}/look",
      "POST /api/operator/cabinets/{cabinetId}/move",
      "POST /api/operator/cabinets/{cabinetId}/restart",
      "POST /api/operator/cabinets/{cabinetId}/secret",
      "POST /api/operator/cabinets/{cabinetId}/slots/{slot}/code",
      "POST /api/operator/cabinets/{cabinetId}/slots/{slot}/lock",
      "POST /api/operator/cabinets/{cabinetId}/slots/{slot}/open",
      "POST /api/operator/cabinets/{cabinetId}/slots/{slot}/unlock",
      "POST /api/operator/cabinets/{cabinetId}/trust-again",
      "POST /api/operator/money/site-shares/{siteId}",
      "POST /api/operator/orders/{orderNo}/acts",
      "POST /api/operator/orders/{orderNo}/acts/preview",
      "POST /api/operator/own/recovery-codes",
      "POST /api/operator/own/second-factor",
      "POST /api/operator/own/second-factor/confirm",
      "POST /api/operator/own/second-factor/remove",
      "POST /api/operator/people",
      "POST /api/operator/people/{name}/end-sessions",
      "POST /api/operator/people/{name}/lock",
      "POST /api/operator/people/{name}/reset-password",
      "POST /api/operator/people/{name}/reset-second-factor",
      "POST /api/operator/people/{name}/unlock",
      "POST /api/operator/prices/check",
      "POST /api/operator/prices/drafts/{id}/confirm",
      "POST /api/operator/prices/drafts/{id}/publish",
      "POST /api/operator/prices/drafts/{id}/reject",
      "POST /api/operator/prices/import",
      "POST /api/operator/prices/lists/{number}/withdraw",
      "POST /api/operator/releases",
      "POST /api/operator/riders/{kind}/{id}/end-sessions",
      "POST /api/operator/riders/{kind}/{id}/erase",
      "POST /api/operator/riders/{kind}/{id}/export",
      "POST /api/operator/rollouts",
      "POST /api/operator/rollouts/preview",
      "POST /api/operator/rollouts/{rolloutId}/acts",
      "POST /api/operator/screens",
      "POST /api/operator/session",
      "POST /api/operator/texts/{kind}",
      "POST /api/operator/unmatched-events/{key}/assign",
      "POST /api/operator/unmatched-events/{key}/dismiss",
      "POST /api/operator/webhooks",
      "POST /api/operator/webhooks/{id}/deliveries/{delivery}/replay",
      "POST /api/operator/webhooks/{id}/secret",
      "POST /api/operator/webhooks/{id}/test",
      "POST /api/rider/logout",
      "POST /api/rider/orders",
      "POST /api/rider/orders/{orderNo}/came-back",
      "POST /api/rider/orders/{orderNo}/give-up",
      "POST /api/rider/orders/{orderNo}/leave",
      "POST /api/rider/orders/{orderNo}/lost",
      "POST /api/rider/orders/{orderNo}/objections",
      "POST /api/rider/orders/{orderNo}/offer",
      "POST /api/rider/orders/{orderNo}/renew",
      "POST /api/rider/orders/{orderNo}/report",
      "POST /api/screen/pairings",
      "PUT /api/operator/cabinets/{cabinetId}",
      "PUT /api/operator/cabinets/{cabinetId}/printed-codes",
      "PUT /api/operator/item-kinds/{id}",
      "PUT /api/operator/orders/{orderNo}/assignee",
      "PUT /api/operator/own/password",
      "PUT /api/operator/people/{name}/role",
      "PUT /api/operator/prices/drafts/{id}",
      "PUT /api/operator/prices/settings",
      "PUT /api/operator/profile",
      "PUT /api/operator/releases/{version}/archive",
      "PUT /api/operator/sites/{siteId}",
      "PUT /api/operator/slides",
      "PUT /api/operator/unmatched-events/{key}/assignee",
      "PUT /api/operator/webhooks/{id}",
    ]);
    // What the router has is what the document has.
    for (const route of documented) {
      const [method = "", path = ""] = route.split(" ");
      expect(fixture.app.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ":$1") })).toBe(true);
    }
  });

  const keyed = [
    "",
    "/{orderNo}/give-up",
    "/{orderNo}/leave",
    "/{orderNo}/offer",
    "/{orderNo}/renew",
    "/{orderNo}/report",
    "/{orderNo}/lost",
    "/{orderNo}/objections",
  ].map((end) => `/api/rider/orders${end}`);

  /** By POST, but they only ask. */
  const asking = [
    "/api/operator/books/reconcile-open",
    "/api/operator/books/{day}/reconcile",
    "/api/operator/cabinets/{cabinetId}/commands/{commandId}/ask",
    "/api/operator/orders/{orderNo}/acts/preview",
    "/api/operator/prices/check",
    "/api/operator/riders/{kind}/{id}/export",
    "/api/operator/rollouts/preview",
    "/api/operator/session",
  ];
  const isKeyed = (method: string, path: string) =>
    path.startsWith("/api/operator/")
      ? method !== "get" && (method !== "post" || !asking.includes(path))
      : method === "post" && keyed.includes(path);

  it("says of each what it is, who may ask, what it takes and what it answers", async () => {
    const { paths, components } = await document();
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const { summary, security, parameters = [], responses = {} } = operation;
        expect(summary).toMatch(/^[A-Z].+/);
        const who = path.split("/")[2] ?? "";
        const isPublic = publicPaths.includes(path) || `${method} ${path}` === "post /api/operator/session";
        const session = who === "operator" ? [{ operatorSession: [] }] : [];
        expect(security).toEqual(isPublic ? [] : [{ [who]: [] }, ...session]);
        expect(components.securitySchemes).toHaveProperty(who);
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const inPath = parameters.filter((parameter) => parameter.in === "path");
        expect(inPath.map(({ name }) => name)).toEqual(named);
        expect(inPath.every(({ required }) => required)).toBe(true);
        const headers = parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name);
        expect(headers).toEqual([
          ...(isKeyed(method, path) ? ["idempotency-key"] : []),
          ...(method === "post" && who === "rider" ? ["x-requested-with"] : []),
        ]);
        expect(Object.keys(responses).length).toBeGreaterThan(0);
        for (const response of Object.values(responses)) expect(response.description).toBeTruthy();
      }
    }
  });

  it("has no reference that leads nowhere", async () => {
    const all = await document();
    const references = JSON.stringify(all).match(/(?<="\$ref":"#\/)[^"]+/g) ?? [];
    expect(references.length).toBeGreaterThan(100);
    const target = (path: string) =>
      path.split("/").reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], all);
    expect(references.filter((path) => target(path) === undefined)).toEqual([]);
  });
});

it("health is answered without a login", async () => {
  expect((await fixture.app.inject("/healthz")).json()).toEqual({ status: "ok" });
});
