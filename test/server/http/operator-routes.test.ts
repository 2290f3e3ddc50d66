import { describe, expect, it } from "vitest";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { AuditLog } from "../../../server/store/audit-table.ts";
import { keepTariffsIn } from "../../../server/store/tariff-table.ts";
import { operator, operatorToken } from "../../support/http-fixture.ts";
import { bootId, cabinetId, usualPlan } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";
import { call, details, fixture, type Method, problem, useOperatorRoutes, why, written } from "./operator-fixture.ts";

useOperatorRoutes();

const keep = (tariffs: Tariff[], now: number) => {
  const { store, clock } = fixture.hub;
  const who = { actor: "config", reason: "as it was" } as const;
  return store.transact((tx) => keepTariffsIn(tx, tariffs, now, new AuditLog(clock, () => "x"), who));
};

function payloadOf(method: Method): object | undefined {
  if (method === "GET") return undefined;
  return method === "PUT" ? details : why;
}

interface Entry {
  id: string;
  at: number;
  actor: string;
  reason: string;
  address?: string;
  cabinetId?: string;
  act: { what: string };
}
const audit = async (query = "") => (await call("GET", `/audit${query}`)).json<Entry[]>();

describe("every operator's route", () => {
  const routes: [Method, string][] = [
    ["GET", "/cabinets"],
    ["GET", "/cabinets/shop-1"],
    ["GET", "/cabinets/shop-1/codes"],
    ["GET", "/codes/x"],
    ["PUT", "/cabinets/shop-1"],
    ["POST", "/cabinets/shop-1/secret"],
    ["POST", "/cabinets/shop-1/enrolment-tokens"],
    ["DELETE", "/cabinets/shop-1/enrolment-tokens"],
    ["POST", "/cabinets/shop-1/codes"],
    ["POST", "/cabinets/shop-1/slots/1/code"],
    ["GET", "/cabinets/shop-1/sheet.pdf"],
    ["GET", "/cabinets/shop-1/code-history"],
    ["DELETE", "/codes/x"],
    ["GET", "/orders"],
    ["GET", "/totals"],
    ["GET", "/overview"],
    ["GET", "/statistics"],
    ["GET", "/money"],
    ["GET", "/money.csv"],
    ["GET", "/money.xlsx"],
    ["GET", "/money/shares"],
    ["GET", "/money/shares.csv"],
    ["GET", "/money/shares.xlsx"],
    ["GET", "/money/site-shares"],
    ["POST", "/money/site-shares/tea-house"],
    ["GET", "/orders/20261123120000000001"],
    ["POST", "/orders/20261123120000000001/acts"],
    ["POST", "/orders/20261123120000000001/acts/preview"],
    ["GET", "/queue"],
    ["GET", "/tariffs"],
    ["GET", "/prices"],
    ["PUT", "/prices/settings"],
    ["GET", "/prices/lists"],
    ["GET", "/prices/lists/1"],
    ["POST", "/prices/lists/1/withdraw"],
    ["GET", "/prices/export"],
    ["GET", "/prices/drafts"],
    ["GET", "/prices/drafts/winter"],
    ["PUT", "/prices/drafts/winter"],
    ["DELETE", "/prices/drafts/winter"],
    ["POST", "/prices/check"],
    ["POST", "/prices/import"],
    ["POST", "/prices/drafts/winter/publish"],
    ["POST", "/prices/drafts/winter/confirm"],
    ["POST", "/prices/drafts/winter/reject"],
    ["GET", "/profile"],
    ["PUT", "/profile"],
    ["GET", "/texts"],
    ["GET", "/texts/terms/1"],
    ["POST", "/texts/terms"],
    ["GET", "/item-kinds"],
    ["PUT", "/item-kinds/toy-car"],
    ["GET", "/books/2026-11-23"],
    ["GET", "/books/2026-11-23.csv"],
    ["POST", "/books/2026-11-23/reconcile"],
    ["POST", "/books/reconcile-open"],
    ["GET", "/unmatched-events"],
    ["GET", "/events"],
    ["GET", "/assignees"],
    ["PUT", "/orders/20261123120000000001/assignee"],
    ["GET", "/unmatched-events/x/candidates"],
    ["PUT", "/unmatched-events/x/assignee"],
    ["POST", "/unmatched-events/x/assign"],
    ["POST", "/unmatched-events/x/dismiss"],
    ["GET", "/audit"],
    ["GET", "/audit.csv"],
    ["POST", "/cabinets/shop-1/disable"],
    ["PUT", "/cabinets/shop-1/printed-codes"],
    ["GET", "/screens"],
    ["POST", "/screens"],
    ["DELETE", "/screens/x"],
    ["GET", "/slides"],
    ["PUT", "/slides"],
    ["POST", "/cabinets/shop-1/enable"],
    ["POST", "/cabinets/shop-1/trust-again"],
    ["DELETE", "/cabinets/shop-1"],
    ["GET", "/session"],
    ["DELETE", "/session"],
    ["PUT", "/own/password"],
    ["POST", "/own/second-factor"],
    ["POST", "/own/second-factor/confirm"],
    ["POST", "/own/second-factor/remove"],
    ["POST", "/own/recovery-codes"],
    ["GET", "/own/sessions"],
    ["DELETE", "/own/sessions/x"],
    ["GET", "/people"],
    ["POST", "/people"],
    ["PUT", "/people/wei/role"],
    ["POST", "/people/wei/lock"],
    ["POST", "/people/wei/unlock"],
    ["POST", "/people/wei/reset-password"],
    ["POST", "/people/wei/reset-second-factor"],
    ["GET", "/people/wei/sessions"],
    ["POST", "/people/wei/end-sessions"],
    ["GET", "/api-tokens"],
    ["POST", "/api-tokens"],
    ["DELETE", "/api-tokens/x"],
    ["GET", "/alarms"],
    ["GET", "/webhooks"],
    ["POST", "/webhooks"],
    ["PUT", "/webhooks/7k2m9q4xz1hb"],
    ["DELETE", "/webhooks/7k2m9q4xz1hb"],
    ["POST", "/webhooks/7k2m9q4xz1hb/secret"],
    ["POST", "/webhooks/7k2m9q4xz1hb/test"],
    ["GET", "/webhooks/7k2m9q4xz1hb/deliveries"],
    ["POST", "/webhooks/7k2m9q4xz1hb/deliveries/x/replay"],
    ["GET", "/fleet"],
    ["GET", "/visits"],
    ["GET", "/map"],
    ["POST", "/cabinets/shop-1/slots/1/open"],
    ["POST", "/cabinets/shop-1/slots/1/lock"],
    ["POST", "/cabinets/shop-1/slots/1/unlock"],
    ["POST", "/cabinets/shop-1/restart"],
    ["POST", "/cabinets/shop-1/commands/S0001/ask"],
    ["POST", "/cabinets/shop-1/look"],
    ["POST", "/cabinets/shop-1/move"],
    ["GET", "/sites"],
    ["GET", "/sites/tea-house"],
    ["PUT", "/sites/tea-house"],
    ["DELETE", "/sites/tea-house"],
    ["GET", "/releases"],
    ["POST", "/releases"],
    ["PUT", "/releases/0.3.0/archive"],
    ["DELETE", "/releases/0.3.0"],
    ["GET", "/rollouts"],
    ["POST", "/rollouts"],
    ["POST", "/rollouts/preview"],
    ["GET", "/rollouts/R00000001"],
    ["POST", "/rollouts/R00000001/acts"],
    ["GET", "/riders/user/2088000000000001"],
    ["POST", "/riders/user/2088000000000001/end-sessions"],
    ["POST", "/riders/user/2088000000000001/export"],
    ["POST", "/riders/user/2088000000000001/erase"],
  ];

  const signIn = ["POST /session"];
  // Nobody is asked why the own account is changed.
  // The reason stands in what announced the release; its archive is bytes.
  const isArchive = (path: string) => path.endsWith("/archive");
  const isOwn = (path: string) => path.startsWith("/own/") || path === "/session";

  it("is here", async () => {
    const document = await fixture.app.inject("/openapi.json");
    const { paths } = document.json<{ paths: Record<string, object> }>();
    const known = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(known.filter((route) => route.includes("/api/operator/"))).toHaveLength(routes.length + signIn.length);
  });

  it.each(routes)("%s %s wants an API token or a session", async (method, path) => {
    const before = await fixture.hub.cabinet();
    for (const headers of [
      {},
      { authorization: "" },
      { authorization: "Bearer " },
      { authorization: `Bearer ${operatorToken}x` },
      { authorization: `Basic ${operatorToken}` },
      { authorization: operatorToken },
      { cookie: await fixture.logIn() },
    ]) {
      const payload = payloadOf(method);
      expect(problem(await call(method, path, payload, headers as Record<string, string>))).toEqual([
        401,
        "operator/not-known",
      ]);
    }
    expect(await fixture.hub.cabinet()).toEqual(before);
  });

  it.each(routes)("%s %s is answered to nobody's cache, refused or not", async (method, path) => {
    for (const headers of [{}, operator]) {
      const answer = await call(method, path, payloadOf(method), headers);
      expect(answer.headers["cache-control"]).toBe("no-store");
    }
  });

  it.each(
    routes.filter(
      ([method, path]) => method !== "GET" && !path.startsWith("/books") && !isOwn(path) && !isArchive(path),
    ),
  )("%s %s wants to know why", async (method, path) => {
    const { reason: _, ...silent } = payloadOf(method) as { reason?: string };
    const turned = { ...silent, reason: "lost \u202Eylno" };
    for (const payload of [silent, { ...silent, reason: "" }, { ...silent, reason: "x".repeat(201) }, turned]) {
      expect(problem(await call(method, path, payload))).toEqual([400, "request/invalid"]);
    }
    expect(await audit()).toEqual([]);
  });

  it.each(routes.filter(([, path]) => path.includes("shop-1")))(
    "%s %s refuses what is no cabinet's id",
    async (method, path) => {
      for (const id of ["A", "UPPER-CASE", "x".repeat(33), "a_b", "..%2f"]) {
        const answer = await call(method, path.replace("shop-1", id), payloadOf(method));
        expect(problem(answer)).toEqual([400, "request/invalid"]);
      }
    },
  );

  it.each(routes.filter(([method, path]) => path.includes("shop-1") && method !== "PUT"))(
    "%s %s says so where there is no such cabinet",
    async (method, path) => {
      expect(problem(await call(method, path.replace("shop-1", "shop-9"), payloadOf(method)))).toEqual([
        404,
        "cabinet/unknown",
      ]);
    },
  );
});

describe("a cabinet", () => {
  it("is registered, and shown with what the hub knows of it but without its secret", async () => {
    const answer = await call("PUT", "/cabinets/shop-2", details);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toBe("/api/operator/cabinets/shop-2");
    const { secret } = answer.json<{ secret: string }>();
    expect(secret).toMatch(/^[\w-]{43}$/);
    const list = await call("GET", "/cabinets");
    expect((await call("GET", "/cabinets/shop-1")).json()).toMatchObject(list.json<object[]>()[0] ?? {});
    expect(problem(await call("GET", "/cabinets/nowhere"))).toEqual([404, "cabinet/unknown"]);
    const reports = Array.from({ length: 8 }, (_, index) => ({ slot: index + 1, state: "occupied" }));
    const at = expect.any(Number) as number;
    expect(list.json()).toMatchObject([
      { cabinetId, presence: { online: true, bootId, since: at }, snapshot: { at, slots: reports }, drift: [] },
      { ...written, cabinetId: "shop-2", presence: { online: false }, drift: [] },
    ]);
    expect(list.body).not.toContain(secret);
  });

  it.each([
    ["no name", { ...details, name: undefined }],
    ["an empty name", { ...details, name: "" }],
    ["a name that is too long", { ...details, name: "店".repeat(41) }],
    ["a name with control characters", { ...details, name: "a\u0000b" }],
    ["no address", { ...details, address: undefined }],
    ["an address that is too long", { ...details, address: "x".repeat(121) }],
    ["an address of another kind", { ...details, address: 5 }],
    ["a kind of items that is no id", { ...details, itemKind: "Bike!" }],
    ["no slots", { ...details, slots: 0 }],
    ["too many slots", { ...details, slots: 97 }],
    ["half a slot", { ...details, slots: 1.5 }],
    ["a number as text", { ...details, slots: "4" }],
    ["a field that is not known", { ...details, keyGeneration: 7 }],
    ["an id that differs from the address's", { ...details, cabinetId: "shop-1" }],
  ])("with %s is refused", async (_what, payload) => {
    expect(problem(await call("PUT", "/cabinets/shop-2", payload))).toEqual([400, "request/invalid"]);
    await expect(fixture.hub.cabinet("shop-2")).rejects.toThrow();
  });

  it("that is known keeps its secret, and nobody is shown it again", async () => {
    const { secret } = (await call("PUT", "/cabinets/shop-2", details)).json<{ secret: string }>();
    const again = await call("PUT", "/cabinets/shop-2", { ...details, name: "书店" });
    expect([again.statusCode, again.json()]).toEqual([200, {}]);
    expect(
      fixture.hub.registry.secretOf(
        await fixture.hub.store.transact((tx) => fixture.hub.registry.cabinetIn(tx, "shop-2")),
      ),
    ).toBe(secret);
    const asked = [
      await call("GET", "/cabinets"),
      await call("GET", "/audit"),
      await call("GET", "/cabinets/shop-2/sheet.pdf"),
    ];
    for (const { body } of asked) expect(body).not.toContain(secret);
    expect(JSON.stringify(fixture.logged)).not.toContain(secret);
  });

  it("lends power banks unless it is said to lend umbrellas", async () => {
    await call("PUT", "/cabinets/shop-1", details);
    expect(await fixture.hub.cabinet()).toMatchObject({ itemKind: "power-bank" });
    await call("PUT", "/cabinets/shop-1", { ...details, itemKind: "umbrella" });
    expect(await fixture.hub.cabinet()).toMatchObject({ itemKind: "umbrella" });
  });

  it("whose secret is renewed is disconnected, for it holds the old one", async () => {
    const { secret: before } = (await call("PUT", "/cabinets/shop-2", details)).json<{ secret: string }>();
    const answer = await call("POST", "/cabinets/shop-2/secret", why);
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ secret: string }>().secret).toMatch(/^[\w-]{43}$/);
    expect(answer.json<{ secret: string }>().secret).not.toBe(before);
    expect(fixture.disconnected).toEqual(["shop-2"]);
  });
});

it("the versions of tariffs are shown, with the plans that use them and whether they do so now", async () => {
  const now = fixture.hub.clock.now();
  const over = { ...tariff, version: "test-0" };
  const next = { ...tariff, version: "test-2" };
  await keep([over, next], 1000);
  await fixture.hub.lendBy(
    { ...usualPlan, validUntil: now + 1 },
    { ...usualPlan, tariff: next, validFrom: now + 1 },
    { tariff, itemKind: "umbrella", cabinets: [cabinetId] },
  );
  const bank = { itemKind: "power-bank" };
  expect((await call("GET", "/tariffs")).json()).toEqual([
    { version: "test-0", tariff: over, firstSeenAt: 1000, plans: [] },
    {
      version: "test-1",
      tariff,
      firstSeenAt: 0,
      plans: [
        { ...bank, validUntil: now + 1, inForce: true },
        { itemKind: "umbrella", cabinets: [cabinetId], inForce: true },
      ],
    },
    { version: "test-2", tariff: next, firstSeenAt: 1000, plans: [{ ...bank, validFrom: now + 1, inForce: false }] },
  ]);
});
