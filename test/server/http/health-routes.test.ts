import { afterEach, beforeEach, expect, test } from "vitest";
import { HttpFixture, ours } from "../../support/http-fixture.ts";

let fixture: HttpFixture;
beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

test("the process answers, also while it stops", async () => {
  fixture.health.stops();
  expect((await fixture.app.inject("/healthz")).json()).toEqual({ status: "ok" });
});

test("a hub that is ready says so, and nobody keeps the answer", async () => {
  const answer = await fixture.app.inject("/readyz");
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: "ready" }]);
  expect(answer.headers["cache-control"]).toBe("no-store");
});

test("a hub that is not ready says why, in codes and once", async () => {
  fixture.health.stops();
  const answer = await fixture.app.inject("/readyz");
  expect(answer.headers).toMatchObject({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    "retry-after": "5",
  });
  expect(answer.json()).toMatchObject({ status: 503, code: "hub/stopping", reasons: ["hub/stopping"] });
  expect(answer.statusCode).toBe(503);
  expect(fixture.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test("a hub that stops takes no new order and says when to come again; all else goes on", async () => {
  const cookie = await fixture.logIn();
  const code = await fixture.code();
  const ask = () =>
    fixture.app.inject({
      method: "POST",
      url: "/api/rider/orders",
      headers: { cookie, ...ours },
      payload: { code, items: 1 },
    });
  fixture.health.stops();
  const refused = await ask();
  expect(refused.statusCode).toBe(503);
  expect(refused.headers).toMatchObject({
    "content-type": "application/problem+json; charset=utf-8",
    "retry-after": "5",
  });
  expect(refused.json()).toMatchObject({ code: "hub/stopping" });
  const orders = await fixture.app.inject({ url: "/api/rider/orders", headers: { cookie } });
  expect(orders.json()).toMatchObject({ orders: [] });
  expect((await fixture.app.inject({ url: `/api/rider/codes/${code}`, headers: { cookie } })).statusCode).toBe(200);
});

test("until then it takes them", async () => {
  const cookie = await fixture.logIn();
  const payload = { code: await fixture.code(), items: 1 };
  const headers = { cookie, ...ours };
  const answer = await fixture.app.inject({ method: "POST", url: "/api/rider/orders", headers, payload });
  expect(answer.statusCode).toBe(201);
});
