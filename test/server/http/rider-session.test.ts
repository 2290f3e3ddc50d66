import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alipayApp, cookieIn, HttpFixture, ours, page } from "../../support/http-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});

afterEach(() => fixture.close());

const open = (url: string, headers: Record<string, string> = alipayApp) => fixture.app.inject({ url, headers });

/** A browser that was sent to the login from a page. */
async function sentToLogin(from = "/q/some-code") {
  const answer = await open(from);
  const location = new URL(String(answer.headers.location));
  return { cookie: cookieIn(answer, "login"), state: location.searchParams.get("state") ?? "", location };
}

const comeBack = (state: string, headers: Record<string, string>, code = "c0de") =>
  open(`/login/alipay?auth_code=${code}&state=${encodeURIComponent(state)}`, headers);

const knows = async (cookie: string) => {
  const answer = await open("/api/rider/codes/x", { cookie });
  return answer.json<{ code: string }>().code !== "rider/not-known";
};

describe("the login", () => {
  it("leads through Alipay back to the page, and the rider is known from then on", async () => {
    const { cookie, state, location } = await sentToLogin("/q/some-code?from=sticker");
    expect(location.host).toBe("login.example");
    expect(state).toMatch(/^[\w-]{22}$/);
    const answer = await comeBack(state, { cookie });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, "/q/some-code"]);
    expect(fixture.hub.credit.calls).toEqual(["login c0de"]);
    const rider = cookieIn(answer, "rider");
    expect(await knows(rider)).toBe(true);
    const shown = await open("/q/some-code", { ...alipayApp, cookie: rider });
    expect([shown.statusCode, shown.body]).toEqual([200, page]);
  });

  it("sets cookies that scripts, other sites and plain HTTP don't get", async () => {
    const { cookie, state } = await sentToLogin();
    const answer = await comeBack(state, { cookie });
    expect(answer.cookies).toMatchObject([
      { name: "rider", httpOnly: true, sameSite: "Lax", secure: true, path: "/", maxAge: 43_200 },
    ]);
  });

  it("works without TLS where the hub's own address is without", async () => {
    const plain = await HttpFixture.open({ publicUrl: "http://127.0.0.1:8080" });
    const answer = await plain.app.inject({ url: "/q/x", headers: alipayApp });
    expect(answer.cookies[0]).not.toHaveProperty("secure");
    expect(answer.headers).not.toHaveProperty("strict-transport-security");
    await plain.close();
  });

  it("uses another state each time", async () => {
    expect((await sentToLogin()).state).not.toBe((await sentToLogin()).state);
  });

  const refused = [401, "rider/login-failed"];
  const outcome = (answer: { statusCode: number; cookies: { name: string }[]; json: () => unknown }) => {
    expect(answer.cookies.map(({ name }) => name)).not.toContain("rider");
    return [answer.statusCode, (answer.json() as { code: string }).code];
  };

  it("that another browser began is refused", async () => {
    const mine = await sentToLogin();
    const theirs = await sentToLogin();
    expect(outcome(await comeBack(theirs.state, { cookie: mine.cookie }))).toEqual(refused);
    expect(outcome(await comeBack(mine.state, {}))).toEqual(refused);
    expect(fixture.hub.credit.calls).toEqual([]);
  });

  it("with a tampered cookie is refused", async () => {
    const { cookie, state } = await sentToLogin();
    const [name, value = ""] = cookie.split("=");
    for (const forged of [
      `${name}=${value.replace(encodeURIComponent(state), "known-state")}`,
      `${name}=known-state%7C%2Fq%2Fx`,
      `${name}=${value}x`,
    ]) {
      expect(outcome(await comeBack("known-state", { cookie: forged }))).toEqual(refused);
    }
  });

  it("that Alipay refuses or can't answer is refused", async () => {
    const { cookie, state } = await sentToLogin();
    fixture.hub.credit.script("login", { outcome: "refused", reason: "other", providerCode: "40002" });
    expect(outcome(await comeBack(state, { cookie }))).toEqual(refused);
    fixture.hub.credit.script("login", { outcome: "unknown", why: "time-out" });
    expect(outcome(await comeBack(state, { cookie }))).toEqual([503, "credit/unavailable"]);
    expect((await comeBack(state, { cookie })).statusCode).toBe(302);
  });

  it.each([
    "",
    "?auth_code=c",
    "?state=s",
    "?auth_code=&state=s",
    "?auth_code=a&auth_code=b&state=s",
    `?auth_code=${"x".repeat(129)}&state=s`,
    `?auth_code=c&state=${"x".repeat(65)}`,
  ])("with %s is refused", async (query) => {
    const { cookie } = await sentToLogin();
    expect(outcome(await open(`/login/alipay${query}`, { cookie }))).toEqual([400, "request/invalid"]);
  });
});

describe("a browser that comes back from Alipay", () => {
  const pageOf = (answer: { statusCode: number; headers: Record<string, unknown> }) => [
    answer.statusCode,
    answer.headers["location"],
  ];

  it("twice at the same time is logged in both times, and Alipay is asked once", async () => {
    const { cookie, state } = await sentToLogin();
    const answers = await Promise.all([comeBack(state, { cookie }), comeBack(state, { cookie })]);
    for (const answer of answers) {
      expect(pageOf(answer)).toEqual([302, "/q/some-code"]);
      expect(await knows(cookieIn(answer, "rider"))).toBe(true);
    }
    expect(fixture.hub.credit.calls).toEqual(["login c0de"]);
  });

  it.each([
    ["a second time", (state: string) => `?auth_code=c0de&state=${state}`],
    ["without a code", (state: string) => `?state=${state}`],
    ["without anything", () => ""],
    ["with another login's state", () => "?auth_code=c0de&state=other"],
  ])("%s with a session goes to the slot's page, and Alipay is not asked", async (_how, query) => {
    const { cookie, state } = await sentToLogin();
    const rider = cookieIn(await comeBack(state, { cookie }), "rider");
    const answer = await open(`/login/alipay${query(state)}`, { cookie: `${cookie}; ${rider}` });
    expect(pageOf(answer)).toEqual([302, "/q/some-code"]);
    expect(fixture.hub.credit.calls).toEqual(["login c0de"]);
  });

  it("with a session and without the login's cookie goes to the rider's orders", async () => {
    expect(pageOf(await comeBack("s", { cookie: await fixture.logIn() }))).toEqual([302, "/orders"]);
  });

  it("by HEAD uses no code up", async () => {
    const { cookie, state } = await sentToLogin();
    const url = `/login/alipay?auth_code=c0de&state=${state}`;
    const head = await fixture.app.inject({ method: "HEAD", url, headers: { cookie } });
    expect(pageOf(head)).toEqual([302, "/q/some-code"]);
    expect(fixture.hub.credit.calls).toEqual([]);
    expect(pageOf(await comeBack(state, { cookie }))).toEqual([302, "/q/some-code"]);
  });

  it("from the first of two logins goes to the first slot's page", async () => {
    const first = await sentToLogin("/q/first");
    const second = await open("/q/second", { ...alipayApp, cookie: first.cookie });
    const cookie = cookieIn(second, "login");
    const state = new URL(String(second.headers.location)).searchParams.get("state") ?? "";
    expect(pageOf(await comeBack(first.state, { cookie }))).toEqual([302, "/q/first"]);
    expect(pageOf(await comeBack(state, { cookie }, "c0de2"))).toEqual([302, "/q/second"]);
  });

  it("too late reads what to do, with a way back to the slot", async () => {
    const { cookie, state } = await sentToLogin();
    await fixture.hub.clock.pass(600_001);
    const answer = await comeBack(state, { cookie, accept: "text/html,*/*;q=0.8" });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
    expect(answer.body).toContain('href="/q/some-code"');
    expect(answer.body).toContain("登录没有成功");
  });
});

describe("a log-out", () => {
  const logOut = (cookie: string) =>
    fixture.app.inject({ method: "POST", url: "/api/rider/logout", headers: { cookie, ...ours } });

  it("ends every session of the rider, and no other rider's", async () => {
    const [one, other] = [await fixture.logIn(), await fixture.logIn("user/2088000000000002")];
    await fixture.hub.clock.pass(1000);
    const second = await fixture.logIn();
    expect((await logOut(second)).statusCode).toBe(204);
    for (const cookie of [one, second]) expect(await knows(cookie)).toBe(false);
    expect(await knows(other)).toBe(true);
    await fixture.hub.clock.pass(1);
    expect(await knows(await fixture.logIn())).toBe(true);
  });

  it("of somebody who is not logged in is answered alike", async () => {
    expect((await logOut("rider=x")).statusCode).toBe(204);
  });
});

describe("a rider's cookie", () => {
  it("serves half a day", async () => {
    const cookie = await fixture.logIn();
    await fixture.hub.clock.pass(12 * 3_600_000 - 1);
    expect(await knows(cookie)).toBe(true);
    await fixture.hub.clock.pass(1);
    expect(await knows(cookie)).toBe(false);
    expect((await open("/q/x", { ...alipayApp, cookie })).statusCode).toBe(302);
  });

  it("that was tampered with is none, though the genuine one is known", async () => {
    const cookie = await fixture.logIn();
    expect(await knows(cookie)).toBe(true);
    for (const forged of [
      cookie.replace("2088000000000001", "2088000000000002"),
      cookie.replace(/%7C\d/, "%7C9"),
      `${cookie}x`,
      "rider=user%2F2088000000000001%7C99999999999999",
      "rider=",
      `${cookie}; rider=x`.replace(/^[^;]+; /, ""),
    ]) {
      expect(forged).not.toBe(cookie);
      expect(await knows(forged)).toBe(false);
    }
  });

  it("is found among others, few or many, time and again", async () => {
    const cookie = await fixture.logIn();
    for (const others of ["a=1", `a=${"1".repeat(2000)}`, "rider2=x"])
      for (let time = 0; time < 2; time++) expect(await knows(`${others}; ${cookie}`)).toBe(true);
  });

  it("of another rider is another rider's", async () => {
    const [one, two] = [await fixture.logIn("user/2088000000000001"), await fixture.logIn("user/2088000000000002")];
    const { app, hub } = fixture;
    const ridersOf = (cookie: string) => app.inject({ url: "/api/rider/orders", headers: { cookie } });
    const code = await fixture.code();
    await hub.startOrder.start(code, { riderId: "user/2088000000000001" }, 1);
    for (let time = 0; time < 2; time++) {
      expect((await ridersOf(one)).json<{ orders: unknown[] }>().orders).toHaveLength(1);
      expect((await ridersOf(two)).json<{ orders: unknown[] }>().orders).toEqual([]);
    }
  });

  it("is told from one that differs in its last characters only", async () => {
    const cookies = [await fixture.logIn("user/2088000000000001"), await fixture.logIn("user/2088000000000002")];
    const [one = "", two = ""] = cookies.map((cookie) => `a=${"1".repeat(850)}; ${cookie}; b=2`);
    await fixture.hub.startOrder.start(await fixture.code(), { riderId: "user/2088000000000001" }, 1);
    const count = async (cookie: string) =>
      (await open("/api/rider/orders", { cookie })).json<{ orders: unknown[] }>().orders.length;
    for (let time = 0; time < 2; time++) expect([await count(one), await count(two)]).toEqual([1, 0]);
    const forged = `${one.slice(0, -12)}AAAAA; b=2`;
    expect(await knows(forged)).toBe(false);
  });

  it("is not to be had from the cookie of the login", async () => {
    const { cookie } = await sentToLogin();
    expect(await knows(cookie.replace(/^login=/, "rider="))).toBe(false);
  });
});

describe("outside the Alipay app", () => {
  const browser = { "user-agent": "Mozilla/5.0 Chrome/130" };

  it("the page is shown without a login, and says itself what to do", async () => {
    for (const headers of [browser, {}]) {
      const answer = await open("/q/some-code", headers);
      expect([answer.statusCode, answer.body]).toEqual([200, page]);
      expect(answer.cookies).toEqual([]);
    }
  });

  it("any browser may log in where the hub allows it", async () => {
    const open = await HttpFixture.open({ alipayAppOnly: false });
    expect((await open.app.inject({ url: "/q/x", headers: browser })).statusCode).toBe(302);
    await open.close();
  });
});
