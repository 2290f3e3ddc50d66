import { describe, expect, it, test } from "vitest";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { AuditLog } from "../../../server/store/audit-table.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { keepTariffsIn } from "../../../server/store/tariff-table.ts";
import { otherOperatorToken } from "../../support/http-fixture.ts";
import { cabinetId, riderId } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";
import { call, details, fixture, problem, reason, useOperatorRoutes, why, written } from "./operator-fixture.ts";

useOperatorRoutes();

const keep = (tariffs: Tariff[], now: number) => {
  const { store, clock } = fixture.hub;
  const who = { actor: "config", reason: "as it was" } as const;
  return store.transact((tx) => keepTariffsIn(tx, tariffs, now, new AuditLog(clock, () => "x"), who));
};

interface Code {
  id: string;
  slot: number;
  url: string;
}
const textOf = ({ url }: Code) => url.replace("https://hub.example/q/", "");

const verify = (code: Code) => fixture.hub.core.scans.verify(textOf(code), riderId);

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

test("the list of cabinets shows no drift that an older version left without a code", async () => {
  const presence = { online: false, bootId: "boot-0001", since: 5 };
  const state = { cabinetId, connection: 1, ended: true, heardAt: 5, presence, drift: [{ slot: 3, what: "in words" }] };
  await fixture.hub.store.transact((tx) => tx.put(cabinetStateTable, state as never));
  expect((await call("GET", "/cabinets")).json()).toMatchObject([{ cabinetId, drift: [] }]);
});
