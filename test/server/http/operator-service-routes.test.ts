import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { cabinetId, itemIn } from "../../support/hub-fixture.ts";
import { putOperatorToken } from "../../support/operator-token.ts";

let fixture: HttpFixture;
const why = { reason: "to clean the slot" };
const actions = ["open", "open-for-service", "look", "sync", "restart"];

beforeEach(async () => {
  fixture = await HttpFixture.open();
  await fixture.hub.birth({ v: 2, software: "jiehuan/0.2.0", actions });
  await fixture.hub.snapshot([{ slot: 2, state: "empty" }]);
});

afterEach(() => fixture.close());

type Method = "GET" | "PUT" | "POST" | "DELETE";
const call = (method: Method, path: string, payload?: object, headers: Record<string, string> = {}) =>
  fixture.app.inject({
    method,
    url: `/api/operator${path}`,
    headers: { ...operator, ...headers },
    ...(payload && { payload }),
  });

interface Page {
  acts: { act: string; slot?: number; possible: boolean; obstacle?: { code: string; text: string } }[];
  commands: { id: string; state: string; actor: string; reason: string }[];
  events: { seq: number; body: { kind: string } }[];
  comings: { online: boolean }[];
  charge: object[];
  bridge?: { software?: string };
}
const page = async (language = "en") =>
  (await call("GET", `/cabinets/${cabinetId}`, undefined, { "accept-language": language })).json<Page>();
const act = async (name: string, slot?: number) =>
  (await page()).acts.find((each) => each.act === name && each.slot === slot);

describe("a cabinet's page", () => {
  it("says of each act whether it is possible, and the code with which it would be refused", async () => {
    expect(await act("open-slot", 4)).toEqual({ act: "open-slot", slot: 4, possible: true });
    expect(await act("restart")).toEqual({ act: "restart", possible: true });
    await fixture.hub.birth();
    const { obstacle } = (await act("open-slot", 4)) ?? {};
    expect(obstacle).toEqual({
      code: "bridge/too-old",
      text: "The bridge's software is too old for this. Update it.",
    });
    const refused = await call("POST", `/cabinets/${cabinetId}/slots/4/open`, why);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, obstacle?.code]);
    expect((await page("zh-CN")).acts.find(({ obstacle: of }) => of)?.obstacle?.text).toContain("网关");
  });

  it("shows a command from its way to the bridge to the bridge's answer", async () => {
    const sent = await call("POST", `/cabinets/${cabinetId}/slots/4/open`, why);
    expect(sent.statusCode).toBe(202);
    const { id } = sent.json<{ id: string }>();
    expect((await page()).commands).toMatchObject([{ id, state: "under-way", actor: "operator/lin", ...why }]);
    const result = { outcome: "opened", itemId: itemIn(4) } as const;
    await fixture.hub.happens({ kind: "result", commandId: id, slot: 4, result });
    const { commands, events } = await page();
    expect(commands).toMatchObject([{ id, state: "opened", slot: 4, itemId: itemIn(4) }]);
    expect(events).toMatchObject([{ seq: 1, body: { kind: "result", slot: 4 } }]);
  });

  it("says that no answer has come once none can come any more, and why one was a refusal", async () => {
    const { id } = (await call("POST", `/cabinets/${cabinetId}/restart`, why)).json<{ id: string }>();
    await fixture.hub.clock.pass(30_001);
    expect((await page()).commands).toMatchObject([{ id, state: "unanswered" }]);
    expect((await call("POST", `/cabinets/${cabinetId}/commands/${id}/ask`, why)).statusCode).toBe(202);
    const result = { outcome: "refused", reason: "expired" } as const;
    await fixture.hub.happens({ kind: "restart", commandId: id, result });
    expect((await page()).commands).toMatchObject([{ id, state: "refused", why: "expired" }]);
  });

  it("shows what the bridge is, what it last said of itself, and when it came and went", async () => {
    const { clock } = fixture.hub;
    await fixture.hub.hear("health", {
      v: 1,
      bootId: "boot-0001",
      at: clock.now(),
      uptime: 60_000,
      boardHeardAt: clock.now(),
      journalDepth: 0,
      clockOffset: 0,
      sealsBroken: 0,
      memory: 71_303_168,
    });
    await fixture.hub.departs();
    expect(await page()).toMatchObject({
      bridge: { driver: "gzxj", software: "jiehuan/0.2.0" },
      health: { memory: 71_303_168, heardAt: clock.now() },
      comings: [{ online: false }, { online: true }],
    });
  });
});

describe("an operator on site", () => {
  it("locks a slot, which the list then counts, and unlocks it", async () => {
    const locked = await call("POST", `/cabinets/${cabinetId}/slots/4/lock`, why);
    expect(locked.json()).toEqual({ changed: true });
    expect((await call("GET", "/fleet")).json()).toMatchObject([{ cabinetId, slotsLocked: 1, itemsReady: 6 }]);
    expect(await act("lock-slot", 4)).toMatchObject({ possible: false, obstacle: { code: "slot/locked" } });
    expect((await call("POST", `/cabinets/${cabinetId}/slots/4/unlock`, why)).json()).toEqual({ changed: true });
    expect((await call("POST", `/cabinets/${cabinetId}/slots/4/unlock`, why)).json()).toEqual({ changed: false });
  });

  it("reads which cabinets need a visit, why, and what to do there", async () => {
    await fixture.hub.birth({ v: 2, software: "jiehuan/0.2.0", actions, bootId: "boot-0002" });
    expect((await call("GET", "/visits")).json()).toEqual([]);
    await fixture.hub.snapshot([], fixture.hub.clock.now(), "boot-0002");
    await fixture.hub.clock.pass(2000);
    const visits = await call("GET", "/visits", undefined, { "accept-language": "zh-CN" });
    expect(visits.json()).toMatchObject([
      {
        cabinetId,
        visit: [{ code: "full", slots: 8, what: "可用的 8 个仓位已满", advice: expect.any(String) as string }],
      },
    ]);
  });

  it("reads that a bridge can't write its disk, and what to do there", async () => {
    await fixture.hub.bridgeDisk("failing");
    const visits = await call("GET", "/visits", undefined, { "accept-language": "zh-CN" });
    const advice = expect.stringContaining("请勿断电") as string;
    const [row] = visits.json<{ cabinetId: string; visit: object[] }[]>();
    expect(row?.cabinetId).toBe(cabinetId);
    expect(row?.visit[0]).toMatchObject({ code: "disk-failing", advice });
  });

  it("moves a cabinet to a site, which then shows it", async () => {
    const site = { name: "茶馆", address: "北京路3号", reason: "a new shop" };
    const made = await call("PUT", "/sites/tea-house", site);
    expect([made.statusCode, made.headers.location]).toEqual([201, "/api/operator/sites/tea-house"]);
    const moved = await call("POST", `/cabinets/${cabinetId}/move`, {
      siteId: "tea-house",
      reason: "it stands there now",
    });
    expect(moved.statusCode).toBe(204);
    expect((await call("GET", "/sites/tea-house")).json()).toMatchObject({ cabinetIds: [cabinetId] });
    const refused = await call("DELETE", "/sites/tea-house", why);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, "site/in-use"]);
    const audit = (await call("GET", "/audit?siteId=tea-house")).json<{ act: { what: string } }[]>();
    expect(audit.map((entry) => entry.act.what)).toEqual(["site-added"]);
  });
});

describe("who may work on a cabinet", () => {
  const opens = async (role: "viewer" | "finance" | "support" | "technician") => {
    const token = `a-token-of-${role}-that-is-long-enough-for-it`;
    await putOperatorToken(fixture.hub.store, role, token, role);
    const headers = { authorization: `Bearer ${token}` };
    return (await call("POST", `/cabinets/${cabinetId}/slots/4/open`, why, headers)).statusCode;
  };

  it.each([
    ["viewer", 403],
    ["finance", 403],
    ["support", 202],
    ["technician", 202],
  ] as const)("%s is answered %i", async (role, status) => {
    expect(await opens(role)).toBe(status);
  });
});

describe("the console's map", () => {
  const location = { latitude: 31.2304, longitude: 121.4737 };
  const described = { name: "茶馆", address: "北京路3号", slots: 8, location, reason: "it has a place now" };
  const policyOf = async (of: HttpFixture) =>
    (await of.app.inject({ url: "/console/cabinets" })).headers["content-security-policy"];

  it("has the cabinets with a location, and no tiles where none are set", async () => {
    expect((await call("GET", "/map")).json()).toEqual({ cabinets: [] });
    await call("PUT", `/cabinets/${cabinetId}`, described);
    await fixture.hub.clock.pass(2000);
    expect((await call("GET", "/map")).json()).toEqual({ cabinets: [{ cabinetId, ...location }] });
    expect(await policyOf(fixture)).toContain("img-src 'self' data:;");
  });

  it("may be loaded from the server of its tiles and from no other", async () => {
    const tiles = "https://tiles.example/{z}/{x}/{y}.png";
    const withMap = await HttpFixture.open({ mapTiles: tiles, mapGcj02: true });
    expect(await policyOf(withMap)).toContain("img-src 'self' data: https://tiles.example;");
    const send = (method: "GET" | "PUT", url: string, payload?: object) =>
      withMap.app.inject({ method, url: `/api/operator${url}`, headers: operator, ...(payload && { payload }) });
    await send("PUT", `/cabinets/${cabinetId}`, described);
    const { latitude, longitude } = { latitude: 31.228454, longitude: 121.478247 };
    expect((await send("GET", "/map")).json()).toEqual({
      tiles,
      attribution: "© map",
      cabinets: [
        {
          cabinetId,
          latitude: expect.closeTo(latitude, 3) as number,
          longitude: expect.closeTo(longitude, 3) as number,
        },
      ],
    });
    await withMap.close();
  });
});
