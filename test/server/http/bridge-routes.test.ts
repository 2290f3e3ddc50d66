import { afterEach, beforeEach, expect, test } from "vitest";
import { auditPage } from "../../../server/store/audit-table.ts";
import { enrolmentTable } from "../../../server/store/enrolment-table.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

const reason = "a bridge for the new cabinet";
const nonce = "nonce-of-the-first-bridge-0001";
const otherNonce = "nonce-of-the-other-bridge-0002";
const minute = 60_000;

async function issue(cabinetId = "shop-1", more = {}): Promise<string> {
  const url = `/api/operator/cabinets/${cabinetId}/enrolment-tokens`;
  const answer = await fixture.app.inject({ method: "POST", url, headers: operator, payload: { reason, ...more } });
  expect(answer.statusCode).toBe(200);
  return answer.json<{ token: string }>().token;
}

const ask = (token: string, with_ = nonce) =>
  fixture.app.inject({ method: "POST", url: "/api/bridge/enrolments", payload: { token, nonce: with_ } });
const code = async (token: string, with_ = nonce) => (await ask(token, with_)).json<{ code?: string }>().code;
const whats = async () =>
  (await fixture.hub.store.transact((tx) => auditPage(tx, {}, { limit: 50 }))).map(({ act }) => act.what);

test("a bridge with a valid token gets the cabinet's new secret and the broker, and the former secret is void", async () => {
  const { registry } = fixture.hub;
  const before = await registry.passwordOf("shop-1");
  const token = await issue();
  expect(token).toMatch(/^shop-1\.[0-9A-Za-z_-]{32}$/);
  expect(await registry.passwordOf("shop-1")).toBe(before);
  const answer = await ask(token);
  expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([200, "no-store"]);
  const cabinet = await fixture.hub.cabinet();
  expect(answer.json()).toEqual({
    cabinetId: "shop-1",
    secret: registry.secretOf(cabinet),
    broker: "mqtts://hub.example:8883",
  });
  expect(await registry.passwordOf("shop-1")).not.toBe(before);
  expect(fixture.disconnected).toEqual(["shop-1"]);
});

test("the answer to an operator has the token, its expiry and the hub's public address", async () => {
  const url = "/api/operator/cabinets/shop-1/enrolment-tokens";
  const answer = await fixture.app.inject({ method: "POST", url, headers: operator, payload: { reason } });
  expect(answer.json()).toEqual({
    token: expect.stringMatching(/^shop-1\./) as string,
    expiresAt: fixture.hub.clock.now() + 24 * 60 * minute,
    hubUrl: "https://hub.example",
  });
});

test("of a token only its hash is stored, and the act is in the audit log with the operator who issued it", async () => {
  const token = await issue();
  await ask(token);
  const row = await fixture.hub.store.transact((tx) => tx.get(enrolmentTable, "shop-1"));
  expect(JSON.stringify(row)).not.toContain(token.split(".")[1]);
  expect(JSON.stringify(row)).not.toContain(nonce);
  const [enrolled, issued] = await fixture.hub.store.transact((tx) => auditPage(tx, {}, { limit: 2 }));
  expect(issued).toMatchObject({ actor: "operator/lin", reason, act: { what: "enrolment-token-issued" } });
  const act = { what: "bridge-enrolled", keyGeneration: 2 };
  expect(enrolled).toMatchObject({ actor: "operator/lin", reason, address: "127.0.0.1", cabinetId: "shop-1", act });
});

test("of two bridges with one token only the first is enrolled, also where both ask together", async () => {
  const token = await issue();
  const answers = await Promise.all([ask(token), ask(token, otherNonce)]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
  expect(await whats()).toEqual(["bridge-enrolled", "enrolment-token-issued"]);
});

test("the bridge that used a token gets the same answer for ten minutes, and nobody else does", async () => {
  const token = await issue();
  const first = (await ask(token)).json<object>();
  expect(await code(token, otherNonce)).toBe("enrolment/token-used");
  await fixture.hub.clock.pass(10 * minute - 1);
  expect((await ask(token)).json()).toEqual(first);
  await fixture.hub.clock.pass(1);
  expect(await code(token)).toBe("enrolment/token-used");
});

test("a token whose secret was renewed meanwhile gives neither the old secret nor the new one", async () => {
  const token = await issue();
  await ask(token);
  await fixture.hub.registry.renewSecret("shop-1");
  expect(await code(token)).toBe("enrolment/token-used");
});

test("a token that is wrong, expired, revoked or replaced is refused with its own code and changes nothing", async () => {
  const before = await fixture.hub.registry.passwordOf("shop-1");
  for (const wrong of ["shop-1.l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o", "shop-9.l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o"])
    expect(await code(wrong)).toBe("enrolment/token-unknown");
  const short = await issue("shop-1", { validFor: 5 * minute });
  await fixture.hub.clock.pass(5 * minute);
  expect(await code(short)).toBe("enrolment/token-expired");
  const replaced = await issue();
  const last = await issue();
  expect(await code(replaced)).toBe("enrolment/token-revoked");
  const revoke = {
    method: "DELETE",
    url: "/api/operator/cabinets/shop-1/enrolment-tokens",
    headers: operator,
  } as const;
  expect((await fixture.app.inject({ ...revoke, payload: { reason } })).json()).toEqual({ changed: true });
  expect((await fixture.app.inject({ ...revoke, payload: { reason } })).json()).toEqual({ changed: false });
  expect(await code(last)).toBe("enrolment/token-revoked");
  expect(await fixture.hub.registry.passwordOf("shop-1")).toBe(before);
});

test("a token is valid for a day where nobody says for how long, and not a moment longer", async () => {
  const token = await issue();
  await fixture.hub.clock.pass(24 * 60 * minute - 1);
  expect((await ask(token)).statusCode).toBe(200);
  const next = await issue();
  await fixture.hub.clock.pass(24 * 60 * minute);
  expect(await code(next)).toBe("enrolment/token-expired");
});

test("a removed cabinet's tokens are gone, also when its id is registered again", async () => {
  const { registry, store } = fixture.hub;
  await registry.register({ cabinetId: "shop-2", name: "x", address: "y", slots: 4 });
  const token = await issue("shop-2");
  await store.transact((tx) => registry.removeIn(tx, "shop-2"));
  await registry.register({ cabinetId: "shop-2", name: "x", address: "y", slots: 4 });
  expect(await code(token)).toBe("enrolment/token-unknown");
});

test("one address may ask 60 times a minute", async () => {
  const token = "shop-1.l1hS4c8v0m2nQw7Rk3tYxA9bEz5uJd6o";
  const tries = [];
  for (let count = 0; count < 61; count++) tries.push((await ask(token)).statusCode);
  expect([tries[59], tries[60]]).toEqual([404, 429]);
});
