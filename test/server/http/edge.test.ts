import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alipayApp, cookieIn, HttpFixture, operator, page } from "../../support/http-fixture.ts";

let fixture: HttpFixture;
beforeEach(async () => {
  fixture = await HttpFixture.open({ trustedProxies: "172.28.0.0/24", requestsPerMinute: 50 });
});
afterEach(() => fixture.close());

const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

/** Sends bytes as they are. @returns everything that is answered */
async function raw(text: string): Promise<string> {
  if (!fixture.app.server.listening) await fixture.app.listen({ host: "127.0.0.1", port: 0 });
  const socket = connect((fixture.app.server.address() as AddressInfo).port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    answer += part;
  });
  socket.on("error", () => undefined);
  socket.write(text);
  await once(socket, "close");
  return answer;
}

describe("a browser", () => {
  it.each([
    ["GET", "/nothing", 404],
    ["GET", "/q/%", 400],
    ["GET", "/q/", 404],
    ["GET", "/api/rider/orders", 401],
    ["GET", "/login/alipay", 400],
    ["GET", "/login/alipay/?auth_code=a&state=b", 401],
    ["GET", "/assets/none.js", 404],
    ["DELETE", "/orders", 405],
    ["GET", "/callbacks/zhima/", 405],
  ] as const)("that asks %s %s reads a page in its language", async (method, url, status) => {
    for (const [language, text] of [
      ["zh-CN,zh;q=0.9,en;q=0.8", 'lang="zh-CN"'],
      ["de-DE,de;q=0.9", 'lang="en"'],
      ["en-GB", 'lang="en"'],
    ] as const) {
      const answer = await fixture.app.inject({ method, url, headers: { ...browser, "accept-language": language } });
      expect([answer.statusCode, answer.headers["content-type"]]).toEqual([status, "text/html; charset=utf-8"]);
      expect(answer.body).toContain(text);
      expect(answer.body).not.toMatch(/<script|style=|<style|\son\w+=/);
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
      expect(answer.headers["cache-control"]).toBe("no-store");
    }
  });

  it("at the hub's own address gets the rider's page, a program is told that there is nothing", async () => {
    const shown = await fixture.app.inject({ url: "/", headers: browser });
    expect([shown.statusCode, shown.body]).toEqual([200, page]);
    const program = await fixture.app.inject("/");
    expect([program.statusCode, program.json<{ code: string }>().code]).toEqual([404, "request/not-found"]);
  });

  it.each(["/q/CODE/", "/q/CODE%20", "/orders/", "/orders//", "/o/20261123120000000001/"])(
    "that asks %s gets the rider's page",
    async (url) => {
      const answer = await fixture.app.inject({ url, headers: browser });
      expect([answer.statusCode, answer.body]).toEqual([200, page]);
    },
  );

  it("reads nothing of what it asked for", async () => {
    const { body } = await fixture.app.inject({ url: "/<img src=x onerror=alert(1)>", headers: browser });
    expect(body).not.toContain("alert");
  });
});

describe("a program", () => {
  it.each([
    ["POST", "/orders", 405, "request/method-not-allowed"],
    ["PUT", "/api/rider/orders", 405, "request/method-not-allowed"],
    ["GET", "/api/rider/nothing", 404, "request/not-found"],
  ] as const)("that asks %s %s is answered %i %s", async (method, url, status, code) => {
    const answer = await fixture.app.inject({ method, url, headers: operator });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    if (status === 405) expect(answer.headers["allow"]).toMatch(/GET/);
  });

  it("that refuses event streams is answered 406", async () => {
    const url = `/api/rider/orders/${await fixture.hub.request()}/events`;
    const headers = { cookie: await fixture.logIn(), accept: "application/json" };
    const answer = await fixture.app.inject({ url, headers });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([406, "request/not-acceptable"]);
  });

  it("that speaks no HTTP, or too much of it, gets a problem too", async () => {
    const garbled = await raw("BLAH\r\n\r\n");
    expect(garbled).toMatch(/^HTTP\/1\.1 400 /);
    expect(garbled).toContain("application/problem+json");
    expect(garbled).toContain('"request/invalid"');
    const long = await raw(`GET / HTTP/1.1\r\nhost: hub\r\nx: ${"x".repeat(40_000)}\r\n\r\n`);
    expect(long).toMatch(/^HTTP\/1\.1 431 /);
    expect(long).toContain('"request/header-too-large"');
  });
});

describe("the login", () => {
  const started = async (line: string) =>
    raw(`GET ${line} HTTP/1.1\r\nhost: hub\r\nconnection: close\r\nuser-agent: ${alipayApp["user-agent"]}\r\n\r\n`);

  it("leads back to the hub's own page, whatever host the request line names", async () => {
    const answer = await started("http://other.example/q/CODE");
    expect(answer).toMatch(/^HTTP\/1\.1 302 /);
    expect(decodeURIComponent(/set-cookie: login=([^;]+)/i.exec(answer)?.[1] ?? "")).toMatch(/\|\/q\/CODE\./);
    expect(answer).not.toContain("other.example");
  });

  it("is not begun at an address that begins with a host", async () => {
    const answer = await started("//other.example/q/CODE");
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toMatch(/set-cookie/i);
  });

  it("has a cookie that is none of the rider's, nor the reverse", async () => {
    const start = await fixture.app.inject({ url: "/q/x", headers: alipayApp });
    const value = cookieIn(start, "login").slice("login=".length);
    const asRider = await fixture.app.inject({ url: "/api/rider/orders", headers: { cookie: `rider=${value}` } });
    expect(asRider.statusCode).toBe(401);
  });
});

it("every answer with personal or secret content says that nobody may keep it", async () => {
  const cookie = await fixture.logIn();
  const orderNo = await fixture.hub.request();
  for (const [url, headers] of [
    ["/api/rider/orders", { cookie }],
    [`/api/rider/orders/${orderNo}`, { cookie }],
    [`/api/rider/codes/${await fixture.code()}`, { cookie }],
    ["/api/rider/orders", {}],
    ["/api/operator/cabinets", operator],
    ["/api/operator/queue", operator],
    [`/o/${orderNo}`, { cookie }],
    ["/q/x", alipayApp],
    ["/nothing", {}],
  ] as const)
    expect((await fixture.app.inject({ url, headers })).headers["cache-control"]).toBe("no-store");
});

it("the address of a rider is taken from a trusted proxy, and from nobody else", async () => {
  const ask = (remoteAddress: string, forwarded: string) =>
    fixture.app.inject({ url: "/api/rider/orders", remoteAddress, headers: { "x-forwarded-for": forwarded } });
  for (let request = 0; request < 50; request++) await ask("172.28.0.2", "203.0.113.9");
  expect((await ask("172.28.0.2", "203.0.113.9")).statusCode).toBe(429);
  expect((await ask("172.28.0.2", "203.0.113.10")).statusCode).toBe(401);
  for (let request = 0; request < 50; request++) await ask("172.29.0.2", `198.51.100.${request}`);
  expect((await ask("172.29.0.2", "198.51.100.99")).statusCode).toBe(429);
});
