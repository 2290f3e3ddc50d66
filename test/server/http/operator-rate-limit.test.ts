import { afterEach, beforeEach, expect, it } from "vitest";
import { cookieIn, HttpFixture, operator, otherOperatorToken } from "../../support/http-fixture.ts";

let fixture: HttpFixture;
const perMinute = 5;

beforeEach(async () => {
  fixture = await HttpFixture.open({ operatorRequestsPerMinute: perMinute });
});
afterEach(() => fixture.close());

const ask = (headers: Record<string, string>) => fixture.app.inject({ url: "/api/operator/session", headers });
const exhaust = async (headers: Record<string, string>) => {
  for (let request = 0; request < perMinute; request++) expect((await ask(headers)).statusCode).toBe(200);
};

it("an answer to an operator says how many requests are left in this minute", async () => {
  const { headers } = await ask(operator);
  expect([headers["ratelimit-limit"], headers["ratelimit-remaining"]]).toEqual(["5", "4"]);
  expect(Number(headers["ratelimit-reset"])).toBeGreaterThan(0);
});

it("a token that asks too often is refused with the time to wait, and no other token is", async () => {
  await exhaust(operator);
  const refused = await ask(operator);
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([429, "request/too-many"]);
  expect(refused.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(refused.headers["ratelimit-remaining"]).toBe("0");
  expect((await ask({ authorization: `Bearer ${otherOperatorToken}` })).statusCode).toBe(200);
});

it("each session of a person has requests of its own", async () => {
  const { oneTimePassword } = (
    await fixture.app.inject({
      method: "POST",
      url: "/api/operator/people",
      headers: operator,
      payload: { name: "mei", role: "viewer", reason: "a test" },
    })
  ).json<{ oneTimePassword: string }>();
  const signIn = async () => {
    const payload = { name: "mei", password: oneTimePassword };
    return {
      cookie: cookieIn(await fixture.app.inject({ method: "POST", url: "/api/operator/session", payload }), "operator"),
    };
  };
  const [one, other] = [await signIn(), await signIn()];
  await exhaust(one);
  expect((await ask(one)).statusCode).toBe(429);
  expect((await ask(other)).statusCode).toBe(200);
});

it("who is not let in uses up nobody's requests", async () => {
  for (let request = 0; request < perMinute; request++) expect((await ask({})).statusCode).toBe(401);
  expect((await ask({})).headers["ratelimit-limit"]).toBeUndefined();
  expect((await ask(operator)).headers["ratelimit-remaining"]).toBe("4");
});
