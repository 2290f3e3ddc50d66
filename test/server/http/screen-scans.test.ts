import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ticketLength } from "../../../server/qr/scan-tickets.ts";
import { codeWindow, windowAt } from "../../../server/qr/screen-codes.ts";
import { alipayApp, cookieIn, HttpFixture, operator, ours } from "../../support/http-fixture.ts";
import { cabinetId, itemIn } from "../../support/hub-fixture.ts";

// What riders scan on a screen: codes that rotate, and the ticket that each rider gets for one.

const other = "user/2088000000000002";
const why = { reason: "because" };

let fixture: HttpFixture;
let screenId: string;
let cookie: string;

beforeEach(async () => {
  fixture = await HttpFixture.open();
  const { screens } = fixture.hub.core;
  const { pairingCode } = await screens.startPairing("192.0.2.1");
  const screen = await fixture.hub.store.transact((tx) => screens.pairIn(tx, pairingCode, cabinetId, "operator/lin"));
  screenId = screen.screenId;
  cookie = await fixture.logIn();
});

afterEach(() => fixture.close());

/** What the screen shows now. */
const shown = (slot?: number) => {
  const { core, clock } = fixture.hub;
  return core.screenCodes.text({ screenId, window: windowAt(clock.now()), ...(slot !== undefined && { slot }) });
};

const look = async (code: string, as = cookie) => {
  const answer = await fixture.app.inject({ url: `/api/rider/codes/${code}`, headers: { cookie: as } });
  return answer.json<{ code: string; slot?: number; availability?: string }>();
};

const start = async (code: string, as = cookie) => {
  const headers = { cookie: as, ...ours };
  const answer = await fixture.app.inject({ method: "POST", url: "/api/rider/orders", headers, payload: { code } });
  return answer.json<{ code?: string; orderNo?: string }>();
};

const firstSlotOf = async (orderNo: string) => (await fixture.hub.record(orderNo)).order.loans[0]?.slot;

describe("a code on a screen", () => {
  test("shows its slot, and gives the rider a ticket with which the order is made long after the code is void", async () => {
    const code = shown(7);
    const seen = await look(code);
    expect(seen).toMatchObject({ slot: 7, availability: "ready" });
    expect(seen.code).toMatch(new RegExp(`^t\\.${screenId}\\.7\\.`));
    await fixture.hub.clock.pass(ticketLength);
    expect(await look(seen.code)).toMatchObject({ slot: 7, code: seen.code });
    const { orderNo } = await start(seen.code);
    expect(await firstSlotOf(String(orderNo))).toBe(7);
  });

  test("orders by itself too, while it is valid", async () => {
    expect(await start(shown(7))).toHaveProperty("orderNo");
  });

  test("is refused two minutes later, wherever it is shown", async () => {
    const code = shown(7);
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(120_000);
    expect(await look(code)).toMatchObject({ code: "code/expired" });
    expect(await start(code)).toMatchObject({ code: "code/expired" });
    const report = await fixture.app.inject({
      method: "POST",
      url: `/api/rider/orders/${orderNo}/report`,
      headers: { cookie, ...ours },
      payload: { loanNo: 1, claim: "returned", code },
    });
    expect([report.statusCode, report.json<{ code: string }>().code]).toEqual([410, "code/expired"]);
  });

  test("is refused a minute after its window began, and not before", async () => {
    const { clock } = fixture.hub;
    await clock.pass(codeWindow - (clock.now() % codeWindow));
    const code = shown(7);
    await clock.pass(59_999);
    expect(await look(code)).toMatchObject({ slot: 7 });
    await clock.pass(1);
    expect(await look(code)).toMatchObject({ code: "code/expired" });
  });

  test("is refused from the moment in which the screen is revoked", async () => {
    const code = shown(7);
    const url = `/api/operator/screens/${screenId}`;
    const answer = await fixture.app.inject({ method: "DELETE", url, headers: operator, payload: why });
    expect(answer.statusCode).toBe(204);
    expect(await look(code)).toMatchObject({ code: "code/revoked" });
  });

  test("of a screen that is not known is unknown", async () => {
    const { core, clock } = fixture.hub;
    const code = core.screenCodes.text({ screenId: "B".repeat(16), slot: 7, window: windowAt(clock.now()) });
    expect(await look(code)).toMatchObject({ code: "code/unknown" });
  });

  test("follows the hub's clock when that is set: the codes from before are void, those of now are taken", async () => {
    const { clock } = fixture.hub;
    const before = shown(7);
    for (const step of [-3_600_000, 7_200_000]) {
      clock.setWall(clock.now() + step);
      expect(await look(before)).toMatchObject({ code: "code/expired" });
      expect(await look(shown(7))).toMatchObject({ slot: 7 });
    }
  });
});

describe("a rider's ticket", () => {
  test("is no good to another rider, and says so as an expired code", async () => {
    const { code } = await look(shown(7));
    const theirs = await fixture.logIn(other);
    expect(await look(code, theirs)).toMatchObject({ code: "code/expired" });
    expect(await start(code, theirs)).toMatchObject({ code: "code/expired" });
  });

  test("tells nobody who is not logged in what the slot costs; the screen's code does, as long as it is shown", async () => {
    const priceOf = async (code: string) =>
      (await fixture.app.inject(`/api/rider/codes/${encodeURIComponent(code)}/price`)).json<object>();
    const { code } = await look(shown(7));
    expect(await priceOf(code)).toMatchObject({ code: "code/expired" });
    const onScreen = shown(7);
    expect(await priceOf(onScreen)).toMatchObject({ place: { cabinetId } });
    await fixture.hub.clock.pass(120_000);
    expect(await priceOf(onScreen)).toMatchObject({ code: "code/expired" });
  });

  test("ends ten minutes after the scan, however often it was looked at", async () => {
    const { code } = await look(shown(7));
    await fixture.hub.clock.pass(ticketLength - 1);
    const again = await look(code);
    expect(again.code).toBe(code);
    await fixture.hub.clock.pass(2);
    expect(await look(again.code)).toMatchObject({ code: "code/expired" });
    expect(await start(again.code)).toMatchObject({ code: "code/expired" });
  });

  test("is void with the cabinet", async () => {
    const { code } = await look(shown(7));
    const url = `/api/operator/cabinets/${cabinetId}`;
    await fixture.app.inject({ method: "DELETE", url, headers: operator, payload: why });
    expect(await look(code)).toMatchObject({ code: "code/revoked" });
  });

  test("is void from the moment in which its screen is revoked, and those of other screens are not", async () => {
    const { core, store, clock } = fixture.hub;
    const { pairingCode } = await core.screens.startPairing("192.0.2.1");
    const second = await store.transact((tx) => core.screens.pairIn(tx, pairingCode, cabinetId, "operator/lin"));
    const { code } = await look(shown(7));
    const window = windowAt(clock.now());
    const others = await look(core.screenCodes.text({ screenId: second.screenId, window, slot: 8 }));
    const url = `/api/operator/screens/${screenId}`;
    await fixture.app.inject({ method: "DELETE", url, headers: operator, payload: why });
    expect(await look(code)).toMatchObject({ code: "code/revoked" });
    expect(await start(code)).toMatchObject({ code: "code/revoked" });
    expect(await start(others.code)).toHaveProperty("orderNo");
  });

  test("is short enough for every address that takes a code", async () => {
    expect((await look(shown(7))).code.length).toBeLessThanOrEqual(80);
  });

  test("that was changed is refused", async () => {
    const { code } = await look(shown(7));
    expect(await look(code.replace(`${screenId}.7`, `${screenId}.8`))).toMatchObject({ code: "code/expired" });
  });
});

describe("the code of the best item", () => {
  const levels = (...each: number[]) =>
    fixture.hub.shows(
      each.map((level, index) => ({ slot: index + 1, state: "occupied", itemId: itemIn(index + 1), level })),
    );

  test("stands for the fullest item at the first look, and stays with it", async () => {
    await levels(50, 90, 70);
    const seen = await look(shown());
    expect(seen).toMatchObject({ slot: 2, availability: "ready" });
    await levels(99, 90, 70);
    expect(await look(seen.code)).toMatchObject({ slot: 2, code: seen.code });
  });

  test("stands for another item once the first one is gone, and the order is for that", async () => {
    await levels(50, 90, 70);
    const { code } = await look(shown());
    await fixture.hub.request(2, other);
    expect(await look(code)).toMatchObject({ slot: 3 });
    const { orderNo } = await start(code);
    expect(await firstSlotOf(String(orderNo))).toBe(3);
  });

  test("asked for twice gives one order, and shows it", async () => {
    await levels(50, 90, 70);
    const { code } = await look(shown());
    const first = await start(code);
    expect(await start(code)).toEqual(first);
    expect(await look(code)).toMatchObject({ slot: 2, availability: "own" });
  });

  test("shows a slot too where nothing can be borrowed", async () => {
    await levels(1, 2);
    expect(await look(shown())).toMatchObject({ slot: 1, availability: "flat" });
  });

  test("says of no slot that an item lies in it", async () => {
    const orderNo = await fixture.hub.lent();
    const answer = await fixture.app.inject({
      method: "POST",
      url: `/api/rider/orders/${orderNo}/report`,
      headers: { cookie, ...ours },
      payload: { loanNo: 1, claim: "returned", code: shown() },
    });
    expect(answer.statusCode).toBe(200);
    const [loan] = (await fixture.hub.record(orderNo)).order.loans;
    expect(loan?.report).toMatchObject({ claim: "returned" });
    expect(loan?.report).not.toHaveProperty("where");
  });
});

describe("a browser that opens a screen's code", () => {
  const open = (url: string, headers: Record<string, string>) => fixture.app.inject({ url, headers });

  test("is led to the rider's ticket, so that a link that is shared is no good", async () => {
    const answer = await open(`/q/${shown(7)}`, { ...alipayApp, cookie });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toMatch(new RegExp(`^/q/t\\.${screenId}\\.7\\.`));
    const page = await open(String(answer.headers.location), { ...alipayApp, cookie });
    expect(page.statusCode).toBe(200);
  });

  test("has the time of its arrival kept over a login that takes longer than the code lasts", async () => {
    const code = shown(7);
    const sent = await open(`/q/${code}`, alipayApp);
    const state = new URL(String(sent.headers.location)).searchParams.get("state");
    await fixture.hub.clock.pass(300_000);
    const login = { ...alipayApp, cookie: cookieIn(sent, "login") };
    const back = await open(`/login/alipay?auth_code=c0de&state=${state}`, login);
    const rider = cookieIn(back, "rider");
    const ticket = String(back.headers.location).replace("/q/", "");
    expect(await look(ticket, rider)).toMatchObject({ slot: 7, availability: "ready" });
    // Ten minutes from the arrival, not from the login.
    await fixture.hub.clock.pass(ticketLength - 299_999);
    expect(await look(ticket, rider)).toMatchObject({ code: "code/expired" });
  });

  test("that asks twice at the end of the login is led to the ticket both times", async () => {
    const sent = await open(`/q/${shown(7)}`, alipayApp);
    const state = new URL(String(sent.headers.location)).searchParams.get("state");
    await fixture.hub.clock.pass(300_000);
    const url = `/login/alipay?auth_code=c0de&state=${state}`;
    const login = cookieIn(sent, "login");
    const back = await open(url, { ...alipayApp, cookie: login });
    const again = await open(url, { ...alipayApp, cookie: `${login}; ${cookieIn(back, "rider")}` });
    expect(again.headers.location).toBe(back.headers.location);
    expect(again.headers.location).toMatch(/^\/q\/t\./);
  });

  test("with the photograph of an old code sees a page that says so, logged in before or not", async () => {
    const code = shown(7);
    await fixture.hub.clock.pass(120_000);
    const known = await open(`/q/${code}`, { ...alipayApp, cookie });
    expect(known.statusCode).toBe(200);
    const sent = await open(`/q/${code}`, alipayApp);
    const state = new URL(String(sent.headers.location)).searchParams.get("state");
    const login = { ...alipayApp, cookie: cookieIn(sent, "login") };
    const back = await open(`/login/alipay?auth_code=c0de&state=${state}`, login);
    expect(back.headers.location).toBe(`/q/${code}`);
    expect(await look(code, cookieIn(back, "rider"))).toMatchObject({ code: "code/expired" });
  });
});

describe("a cabinet whose printed codes are refused", () => {
  const setPrinted = (printedCodes: string) =>
    fixture.app.inject({
      method: "PUT",
      url: `/api/operator/cabinets/${cabinetId}/printed-codes`,
      headers: operator,
      payload: { printedCodes, ...why },
    });

  test("takes its screen's codes only, until its stickers are accepted again", async () => {
    const printed = await fixture.code(7);
    expect(await look(printed)).toMatchObject({ slot: 7, code: printed });
    expect((await setPrinted("refused")).statusCode).toBe(204);
    expect(await look(printed)).toMatchObject({ code: "code/not-accepted" });
    expect(await start(printed)).toMatchObject({ code: "code/not-accepted" });
    expect(await look(shown(7))).toMatchObject({ slot: 7 });
    await setPrinted("accepted");
    expect(await look(printed)).toMatchObject({ slot: 7 });
  });

  test("takes its stickers as long as it has no screen", async () => {
    const printed = await fixture.code(7);
    await setPrinted("refused");
    const url = `/api/operator/screens/${screenId}`;
    const revoked = await fixture.app.inject({ method: "DELETE", url, headers: operator, payload: why });
    expect(revoked.statusCode).toBe(204);
    expect(await look(printed)).toMatchObject({ slot: 7 });
    expect(await start(printed)).toHaveProperty("orderNo");
  });

  test("lets a rider who has something out say by a sticker where it is", async () => {
    const orderNo = await fixture.hub.lent();
    const printed = await fixture.code(7);
    await setPrinted("refused");
    expect(await look(printed)).toMatchObject({ slot: 7 });
    expect(await start(printed)).toMatchObject({ code: "code/not-accepted" });
    const report = await fixture.app.inject({
      method: "POST",
      url: `/api/rider/orders/${orderNo}/report`,
      headers: { cookie, ...ours },
      payload: { loanNo: 1, claim: "returned", code: printed },
    });
    expect(report.statusCode).toBe(200);
  });

  test("stays so when its details change, and each change is in the audit log once", async () => {
    await setPrinted("refused");
    await setPrinted("refused");
    await fixture.hub.registry.register({ cabinetId, name: "茶馆", address: "北京路3号", slots: 8 });
    expect(await fixture.hub.cabinet()).toMatchObject({ name: "茶馆", printedCodes: "refused" });
    const audit = await fixture.app.inject({ url: "/api/operator/audit", headers: operator });
    const acts = audit.json<{ act: object }[]>().map(({ act }) => act);
    expect(acts).toEqual([{ what: "printed-codes-changed", printedCodes: "refused" }]);
  });
});
