import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { AuditLog } from "../../../server/store/audit-table.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { keepTariffsIn } from "../../../server/store/tariff-table.ts";
import { alipayApp, HttpFixture, operator, operatorToken, otherOperatorToken } from "../../support/http-fixture.ts";
import { bootId, cabinetId, riderId, usualPlan } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});

afterEach(() => fixture.close());

const keep = (tariffs: Tariff[], now: number) => {
  const { store, clock } = fixture.hub;
  const who = { actor: "config", reason: "as it was" } as const;
  return store.transact((tx) => keepTariffsIn(tx, tariffs, now, new AuditLog(clock, () => "x"), who));
};

type Method = "GET" | "PUT" | "POST" | "DELETE";

const call = (method: Method, path: string, payload?: object, headers: Record<string, string> = operator) =>
  // A stream of events would not end.
  fixture.app.inject({
    method,
    url: `/api/operator${path}`,
    headers: { accept: "application/json", ...headers },
    ...(payload && { payload }),
  });

function problem(answer: { statusCode: number; headers: object; json: () => unknown }) {
  expect(answer.headers).toMatchObject({ "content-type": "application/problem+json; charset=utf-8" });
  const { status, code } = answer.json() as { status: number; code: string };
  expect(status).toBe(answer.statusCode);
  return [status, code];
}

const reason = "because the shop asked for it";
const why = { reason };
const written = { name: "茶馆", address: "北京路3号", slots: 4 };
const details = { ...written, reason };
interface Code {
  id: string;
  slot: number;
  url: string;
}
const textOf = ({ url }: Code) => url.replace("https://hub.example/q/", "");

const verify = (code: Code) => fixture.hub.core.scans.verify(textOf(code), riderId);

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

describe("codes", () => {
  it("are issued for the slots that have none", async () => {
    await call("PUT", "/cabinets/shop-1", details);
    const first = await call("POST", "/cabinets/shop-1/codes", why);
    const codes = first.json<Code[]>();
    expect(codes.map(({ slot }) => slot)).toEqual([1, 2, 3, 4]);
    expect((await call("POST", "/cabinets/shop-1/codes", why)).json()).toEqual(codes);
    for (const code of codes) {
      expect(await verify(code)).toMatchObject({ cabinetId, slot: code.slot });
    }
  });

  it("are replaced one by one", async () => {
    const codes = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    const [, second, third] = codes;
    if (!second || !third) throw new Error("no codes");
    const answer = await call("POST", "/cabinets/shop-1/slots/2/code", why);
    const fresh = answer.json<Code>();
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toBe(`/api/operator/codes/${fresh.id}`);
    expect(fresh).toMatchObject({ slot: 2 });
    expect((await call("GET", `/codes/${fresh.id}`)).json()).toEqual(fresh);
    expect(problem(await call("GET", `/codes/${second.id}`))).toEqual([410, "code/revoked"]);
    expect(await verify(fresh)).toMatchObject({ cabinetId, slot: 2 });
    await expect(verify(second)).rejects.toMatchObject({ code: "code/revoked" });
    expect(await verify(third)).toMatchObject({ cabinetId, slot: 3 });
  });

  it.each(["0", "9", "99", "100", "1a", "-1"])("are not issued for slot %s of a cabinet of eight", async (slot) => {
    expect(problem(await call("POST", `/cabinets/shop-1/slots/${slot}/code`, why))).toEqual([400, "request/invalid"]);
    expect(await fixture.hub.codes.list(cabinetId)).toEqual([]);
  });

  it("that are valid are listed", async () => {
    const codes = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    await call("DELETE", `/codes/${codes[0]?.id}`, why);
    expect((await call("GET", "/cabinets/shop-1/codes")).json()).toEqual(codes.slice(1));
    expect(problem(await call("GET", "/cabinets/nowhere/codes"))).toEqual([404, "cabinet/unknown"]);
    expect(problem(await call("GET", "/codes/unknown"))).toEqual([404, "code/unknown"]);
  });

  it("are revoked, also twice", async () => {
    const [code] = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    if (!code) throw new Error("no code");
    expect((await call("DELETE", `/codes/${code.id}`, why)).statusCode).toBe(204);
    expect((await call("DELETE", `/codes/${code.id}`, why)).statusCode).toBe(204);
    await expect(verify(code)).rejects.toMatchObject({ code: "code/revoked" });
    expect(problem(await call("DELETE", "/codes/unknown", why))).toEqual([404, "code/unknown"]);
    expect(problem(await call("DELETE", `/codes/${"x".repeat(41)}`, why))).toEqual([400, "request/invalid"]);
  });

  it("are printed on a sheet", async () => {
    await call("POST", "/cabinets/shop-1/codes", why);
    const a4 = await call("GET", "/cabinets/shop-1/sheet.pdf");
    expect(a4.headers["content-type"]).toBe("application/pdf");
    expect(a4.headers["content-disposition"]).toBe('inline; filename="codes-shop-1-a4.pdf"');
    expect(pagesOf(a4.rawPayload)).toBe(1);
    const labels = await call("GET", "/cabinets/shop-1/sheet.pdf?format=label-50x70&slots=2,3,90");
    expect(pagesOf(labels.rawPayload)).toBe(2);
    expect(problem(await call("GET", "/cabinets/shop-1/sheet.pdf?format=a5"))).toEqual([400, "request/invalid"]);
  });

  it("have a history: those that were revoked, and when each was scanned", async () => {
    const { clock } = fixture.hub;
    const rider = { ...alipayApp, cookie: await fixture.logIn() };
    const [code] = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    const path = `/api/rider/codes/${code?.url.split("/q/")[1]}`;
    await fixture.app.inject({ url: path, headers: rider });
    const scannedAt = clock.now();
    await call("DELETE", `/codes/${code?.id}`, why);
    await clock.pass(1000);
    expect((await fixture.app.inject({ url: path, headers: rider })).statusCode).toBe(410);
    await fixture.app.inject({ url: "/api/rider/codes/foreign", headers: rider });
    const history = (await call("GET", "/cabinets/shop-1/code-history")).json<{ id: string }[]>();
    expect(history.find(({ id }) => id === code?.id)).toMatchObject({
      slot: 1,
      revokedAt: scannedAt,
      scans: 1,
      scansWhenRevoked: 1,
      recent: [
        { at: scannedAt + 1000, revoked: true },
        { at: scannedAt, revoked: false },
      ],
    });
    expect(history.find(({ id }) => id !== code?.id)).toMatchObject({ scans: 0, recent: [] });
  });
});

describe("the audit log", () => {
  it("has every act with who did it, why, when and from where", async () => {
    const { clock } = fixture.hub;
    await call("PUT", "/cabinets/shop-2", details);
    await call("PUT", "/cabinets/shop-2", { ...details, slots: 5 });
    await call("POST", "/cabinets/shop-2/secret", why);
    const [first, second] = (await call("POST", "/cabinets/shop-2/codes", why)).json<Code[]>();
    await call("POST", "/cabinets/shop-2/slots/1/code", why);
    await call("DELETE", `/codes/${second?.id}`, why);
    await call("POST", "/cabinets/shop-2/disable", why);
    await call("POST", "/cabinets/shop-2/enable", why);
    await call("DELETE", "/cabinets/shop-2", why);
    const entries = (await audit()).toReversed();
    expect(entries.map(({ act }) => act.what)).toEqual([
      "cabinet-registered",
      "cabinet-changed",
      "secret-renewed",
      "codes-issued",
      "code-replaced",
      "code-revoked",
      "cabinet-disabled",
      "cabinet-enabled",
      "cabinet-removed",
    ]);
    const by = { actor: "operator/lin", reason, at: clock.now(), address: "127.0.0.1", cabinetId: "shop-2" };
    for (const entry of entries) expect(entry).toMatchObject(by);
    expect(entries.map(({ act }) => act)).toMatchObject([
      { details: written, keyGeneration: 1 },
      { before: written, details: { ...written, slots: 5 } },
      { keyGeneration: 2 },
      { codes: [{ slot: 1 }, { slot: 2 }, { slot: 3 }, { slot: 4 }, { slot: 5 }] },
      { slot: 1, revoked: [first?.id] },
      { slot: 2, id: second?.id },
      {},
      {},
      { codesRevoked: 4 },
    ]);
  });

  it("has nothing of an act that was refused or changed nothing", async () => {
    await call("POST", "/cabinets/shop-9/secret", why);
    await call("POST", "/cabinets/shop-1/slots/99/code", why);
    await call("POST", "/cabinets/shop-1/enable", why);
    await call("DELETE", "/codes/unknown", why);
    expect(await audit()).toEqual([]);
  });

  it("keeps no act without its entry: neither is done where the disk fails", async () => {
    fixture.hub.breakDisk();
    expect(problem(await call("POST", "/cabinets/shop-1/secret", why))).toEqual([503, "store/write-failed"]);
    fixture.hub.mendDisk();
    expect(await fixture.hub.cabinet()).toMatchObject({ keyGeneration: 1 });
    expect(await audit()).toEqual([]);
  });

  it("is filtered by day, actor and cabinet, in every combination", async () => {
    const { clock } = fixture.hub;
    const wei = { authorization: `Bearer ${otherOperatorToken}` };
    await call("POST", "/cabinets/shop-1/secret", why);
    const day = new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await clock.pass(24 * 3_600_000);
    await call("PUT", "/cabinets/shop-2", details, wei);
    await call("PUT", "/cabinets/shop-1", details, wei);
    const whats = async (query: string) => (await audit(query)).map(({ act }) => act.what);
    expect(await whats(`?day=${day}`)).toEqual(["secret-renewed"]);
    expect(await whats("?actor=operator/wei")).toEqual(["cabinet-changed", "cabinet-registered"]);
    expect(await whats("?cabinetId=shop-1")).toEqual(["cabinet-changed", "secret-renewed"]);
    expect(await whats("?cabinetId=shop-1&actor=operator/wei")).toEqual(["cabinet-changed"]);
    expect(await whats(`?cabinetId=shop-1&actor=operator/wei&day=${day}`)).toEqual([]);
    expect(problem(await call("GET", "/audit?day=yesterday"))).toEqual([400, "request/invalid"]);
    expect(await whats("?act=cabinet-changed")).toEqual(["cabinet-changed"]);
    expect(await whats(`?act=cabinet-changed&to=${clock.now() - 1}`)).toEqual([]);
    expect(await whats(`?from=${clock.now()}`)).toEqual(["cabinet-changed", "cabinet-registered"]);
    expect(await whats(`?to=${clock.now() - 1}`)).toEqual(["secret-renewed"]);
    const two = await call("GET", "/audit?cabinetId=shop-1&orderNo=20261123120000000001");
    expect(problem(two)).toEqual([400, "request/invalid"]);
  });

  it("is exported for a spreadsheet, with the same filters and without formulas", async () => {
    await call("PUT", "/cabinets/shop-2", { ...details, reason: "=1+1" });
    await call("POST", "/cabinets/shop-2/secret", why);
    const answer = await call("GET", "/audit.csv?act=cabinet-registered");
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    const lines = answer.body.trimEnd().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("operator/lin,cabinet-registered,'=1+1,127.0.0.1,shop-2,");
  });

  it("has each decision about an order, found by the order, and each look at a rider, found by the rider", async () => {
    const orderNo = await fixture.hub.lent();
    const act = { act: "pause-billing" };
    expect((await call("POST", `/orders/${orderNo}/acts`, { act, reason })).statusCode).toBe(200);
    await call("GET", `/riders/${riderId}`);
    await call("GET", `/orders?riderId=${riderId}`);
    await call("GET", "/orders");
    expect(await audit(`?orderNo=${orderNo}`)).toMatchObject([
      { actor: "operator/lin", reason, act: { what: "order-decided", decision: act } },
    ]);
    expect(await audit(`?riderId=${riderId}`)).toMatchObject([
      { act: { what: "rider-looked-at", riderId } },
      { act: { what: "rider-looked-at", riderId } },
    ]);
  });

  it("is read page by page, the newest first, by the address of the next one", async () => {
    for (let no = 1; no <= 5; no++) await call("PUT", `/cabinets/shop-${no + 1}`, details);
    const seen: (string | undefined)[] = [];
    let path: string | undefined = "/audit?limit=2";
    while (path !== undefined) {
      const answer = await call("GET", path);
      seen.push(...answer.json<Entry[]>().map(({ cabinetId: id }) => id));
      path = /^<\/api\/operator([^>]+)>; rel="next"$/.exec(String(answer.headers["link"] ?? ""))?.[1];
    }
    expect(seen).toEqual(["shop-6", "shop-5", "shop-4", "shop-3", "shop-2"]);
  });

  it("has the tariffs that were published, once each", async () => {
    const next = { ...tariff, version: "test-2" };
    await keep([tariff, next], 1000);
    await keep([tariff, next], 2000);
    expect(await audit()).toMatchObject([
      { actor: "config", act: { what: "tariff-published", tariff: { version: "test-2" } } },
    ]);
    expect((await audit("?actor=config"))[0]).not.toHaveProperty("address");
  });
});

describe("a cabinet that is taken out of service", () => {
  const other = "user/2088000000000002";
  const view = async () => (await fixture.hub.registry.list()).find((cabinet) => cabinet.cabinetId === cabinetId);

  it("is disconnected, may not connect, and lends nothing until it is back", async () => {
    const code = await fixture.code();
    const look = () => fixture.hub.startOrder.look(code, other);
    expect((await look()).availability).toBe("ready");
    const answer = await call("POST", "/cabinets/shop-1/disable", why);
    expect(answer.json()).toEqual({ changed: true, openOrders: [] });
    expect(fixture.disconnected).toEqual([cabinetId]);
    expect(await view()).toMatchObject({ presence: { online: false }, disabled: { actor: "operator/lin", reason } });
    expect(await fixture.hub.registry.isDisabled(cabinetId)).toBe(true);
    // An outside broker may let it speak on: the hub does not listen.
    await fixture.hub.birth();
    await fixture.hub.snapshot();
    expect((await view())?.presence.online).toBe(false);
    expect((await look()).availability).toBe("closed");
    await expect(fixture.hub.startOrder.start(code, { riderId: other }, 1)).rejects.toMatchObject({
      code: "cabinet/disabled",
    });

    expect((await call("POST", "/cabinets/shop-1/disable", why)).json()).toMatchObject({ changed: false });
    expect((await call("POST", "/cabinets/shop-1/enable", why)).json()).toMatchObject({ changed: true });
    await fixture.hub.birth();
    await fixture.hub.snapshot();
    expect((await view())?.disabled).toBeUndefined();
    expect((await look()).availability).toBe("ready");
  });

  it("keeps its orders, which are listed, and its secret", async () => {
    const before = await fixture.hub.registry.passwordOf(cabinetId);
    const orderNo = await fixture.hub.lent();
    const record = await fixture.hub.record(orderNo);
    expect((await call("POST", "/cabinets/shop-1/disable", why)).json()).toMatchObject({ openOrders: [orderNo] });
    expect(await fixture.hub.record(orderNo)).toEqual(record);
    await call("PUT", "/cabinets/shop-1", details);
    expect(await fixture.hub.registry.isDisabled(cabinetId)).toBe(true);
    await call("POST", "/cabinets/shop-1/enable", why);
    expect(await fixture.hub.registry.passwordOf(cabinetId)).toBe(before);
  });

  it("keeps what it has to tell until it is back", async () => {
    const orderNo = await fixture.hub.lent();
    await call("POST", "/cabinets/shop-1/disable", why);
    await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" }, { seq: 2 });
    expect((await fixture.hub.record(orderNo)).order.state).toBe("active");
    await call("POST", "/cabinets/shop-1/enable", why);
    await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" }, { seq: 2 });
    expect((await fixture.hub.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });
});

describe("a cabinet that is removed", () => {
  it("is gone with its codes, and its id gets a secret that it never had", async () => {
    const { secret } = (await call("PUT", "/cabinets/shop-2", details)).json<{ secret: string }>();
    const [code] = (await call("POST", "/cabinets/shop-2/codes", why)).json<Code[]>();
    if (!code) throw new Error("no code");
    const renewed = (await call("POST", "/cabinets/shop-2/secret", why)).json<{ secret: string }>();
    expect((await call("DELETE", "/cabinets/shop-2", why)).statusCode).toBe(204);
    expect(fixture.disconnected).toEqual(["shop-2", "shop-2"]);
    expect(await fixture.hub.registry.passwordOf("shop-2")).toBeUndefined();
    await expect(verify(code)).rejects.toMatchObject({ code: "code/revoked" });
    expect((await fixture.hub.registry.list()).map((cabinet) => cabinet.cabinetId)).toEqual([cabinetId]);
    expect(problem(await call("DELETE", "/cabinets/shop-2", why))).toEqual([404, "cabinet/unknown"]);
    const again = (await call("PUT", "/cabinets/shop-2", details)).json<{ secret: string }>();
    expect(again.secret).toMatch(/^[\w-]{43}$/);
    expect([secret, renewed.secret]).not.toContain(again.secret);
    await expect(verify(code)).rejects.toMatchObject({ code: "code/revoked" });
  });

  it("is refused while an item is out, a rider is just ordering, or a return is nobody's", async () => {
    const remove = async () => problem(await call("DELETE", "/cabinets/shop-1", why));
    const orderNo = await fixture.hub.lent();
    expect(await remove()).toEqual([409, "cabinet/in-use"]);
    await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.hub.clock.pass(3_600_000);
    expect((await fixture.hub.record(orderNo)).order.state).toMatch(/settled|cancelled/);
    await fixture.hub.happens({ kind: "returned", slot: 2, itemId: "STRANGER", source: "report" });
    expect(await remove()).toEqual([409, "cabinet/in-use"]);
    const [unmatchedEvent] = (await call("GET", "/unmatched-events")).json<{ key: string }[]>();
    await call("POST", `/unmatched-events/${encodeURIComponent(unmatchedEvent?.key ?? "")}/dismiss`, why);
    expect((await call("DELETE", "/cabinets/shop-1", why)).statusCode).toBe(204);
  });
});

it("the list of cabinets tells what the bridge says of itself, when it was heard, and why logins were refused", async () => {
  fixture.hub.registry.refusedLogins.note(cabinetId, "wrong-login");
  fixture.hub.registry.refusedLogins.note(cabinetId, "session-kept");
  const lastAt = fixture.hub.clock.now();
  expect((await call("GET", "/cabinets")).json()).toMatchObject([
    {
      bridge: { driver: "gzxj", slots: 8 },
      lastSeen: lastAt,
      refusedLogins: { count: 2, lastReason: "session-kept", lastAt },
    },
  ]);
  await fixture.hub.departs();
  expect((await call("GET", "/cabinets")).json()).toMatchObject([{ bridge: { driver: "gzxj", slots: 8 } }]);
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

test("the list of cabinets shows no drift that an older version left without a code", async () => {
  const presence = { online: false, bootId: "boot-0001", since: 5 };
  const state = { cabinetId, connection: 1, ended: true, heardAt: 5, presence, drift: [{ slot: 3, what: "in words" }] };
  await fixture.hub.store.transact((tx) => tx.put(cabinetStateTable, state as never));
  expect((await call("GET", "/cabinets")).json()).toMatchObject([{ cabinetId, drift: [] }]);
});

function pagesOf(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
}
