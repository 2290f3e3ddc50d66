import { afterEach, beforeEach, expect, test } from "vitest";
import { cabinetKeys } from "../../../protocol/seal.ts";
import { auditPage } from "../../../server/store/audit-table.ts";
import { HttpFixture } from "../../support/http-fixture.ts";
import { cabinetId } from "../../support/hub-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

const present = async () => (await fixture.hub.registry.passwordOf(cabinetId)) ?? "";

function ask(password: string, id: string = cabinetId) {
  const authorization = `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}`;
  return fixture.app.inject({ method: "POST", url: "/api/cabinet/secret", headers: { authorization } });
}

async function next(): Promise<string> {
  const answer = await ask(await present());
  expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([200, "no-store"]);
  return answer.json<{ secret: string }>().secret;
}

const acts = async () =>
  (await fixture.hub.store.transact((tx) => auditPage(tx, { act: "next-secret-given" }, { limit: 9 }))).map(
    ({ actor, address, act }) => ({ actor, address, act }),
  );

test("a bridge gets the same next secret until it used it, and only the first answer is in the audit log", async () => {
  const { registry } = fixture.hub;
  const [secret, again] = [await next(), await next()];
  expect(again).toBe(secret);
  const { password } = cabinetKeys(secret);
  expect((await ask(password)).json()).toEqual({ secret });
  const act = { what: "next-secret-given", keyGeneration: 2 };
  expect(await acts()).toEqual([{ actor: "cabinet/shop-1", address: "127.0.0.1", act }]);
  expect(await registry.acceptPending(cabinetId, password)).toBe(true);
  expect(await next()).not.toBe(secret);
});

test("both secrets log in over HTTP until the broker was shown the next one, and seals stay with the former one", async () => {
  const { registry } = fixture.hub;
  const former = await present();
  const sealKey = await registry.sealKeyOf(cabinetId);
  const keys = cabinetKeys(await next());
  expect([(await ask(former)).statusCode, (await ask(keys.password)).statusCode]).toEqual([200, 200]);
  expect(await registry.sealKeyOf(cabinetId)).toEqual(sealKey);
  expect(await registry.acceptPending(cabinetId, keys.password)).toBe(true);
  expect([(await ask(former)).statusCode, (await ask(keys.password)).statusCode]).toEqual([401, 200]);
  expect(await registry.sealKeyOf(cabinetId)).toEqual(keys.sealKey);
  expect(await registry.passwordOf(cabinetId)).toBe(keys.password);
});

test("two logins with the next secret together are both accepted, and no other password is", async () => {
  const { registry } = fixture.hub;
  expect(await registry.acceptPending(cabinetId, "wrong")).toBe(false);
  const { password } = cabinetKeys(await next());
  expect(await registry.acceptPending(cabinetId, "wrong")).toBe(false);
  expect(await registry.acceptPending("shop-9", password)).toBe(false);
  const both = [registry.acceptPending(cabinetId, password), registry.acceptPending(cabinetId, password)];
  expect(await Promise.all(both)).toEqual([true, true]);
  expect((await fixture.hub.cabinet()).keyGeneration).toBe(2);
});

test("a renewal by an operator voids the next secret too, and makes another one", async () => {
  const { registry } = fixture.hub;
  const former = await present();
  const given = await next();
  const { secret } = await registry.renewSecret(cabinetId);
  expect(secret).not.toBe(given);
  const { password } = cabinetKeys(given);
  expect([(await ask(former)).statusCode, (await ask(password)).statusCode]).toEqual([401, 401]);
  expect(await registry.acceptPending(cabinetId, password)).toBe(false);
  expect(await registry.pendingPasswordOf(cabinetId)).toBeUndefined();
});

test("changed details and a cabinet out of service keep the next secret, and a removed id never gets it again", async () => {
  const { registry, store } = fixture.hub;
  const details = { cabinetId: "shop-2", name: "x", address: "y", slots: 4 };
  await registry.register(details);
  const given = await store.transact((tx) => registry.nextSecretIn(tx, "shop-2"));
  await registry.register({ ...details, name: "z" });
  const { password } = cabinetKeys(given.secret);
  expect(await registry.pendingPasswordOf("shop-2")).toBe(password);
  await store.transact((tx) => registry.disableIn(tx, "shop-2", { actor: "operator/lin", reason: "broken" }));
  expect((await ask(password, "shop-2")).statusCode).toBe(401);
  expect(await registry.pendingPasswordOf("shop-2")).toBe(password);
  await store.transact((tx) => registry.removeIn(tx, "shop-2"));
  expect((await registry.register(details)).secret).not.toBe(given.secret);
});

test("a wrong password, an unknown cabinet and no login get no secret", async () => {
  for (const answer of [ask("wrong"), ask(await present(), "shop-9"), ask("", "Hub:1")])
    expect((await answer).json()).toMatchObject({ code: "cabinet/not-known" });
  expect((await fixture.app.inject({ method: "POST", url: "/api/cabinet/secret" })).statusCode).toBe(401);
  expect(await fixture.hub.registry.pendingPasswordOf(cabinetId)).toBeUndefined();
});

test("a hub whose broker reads passwords from a file gives no next secret", async () => {
  await fixture.close();
  fixture = await HttpFixture.open({ takesNextSecrets: false });
  expect((await ask(await present())).json()).toMatchObject({ status: 409, code: "cabinet/secret-fixed" });
  expect(await fixture.hub.registry.pendingPasswordOf(cabinetId)).toBeUndefined();
});

test("one address may ask 60 times a minute", async () => {
  const tries = [];
  for (let count = 0; count < 61; count++) tries.push((await ask("wrong")).statusCode);
  expect([tries[59], tries[60]]).toEqual([401, 429]);
});
