import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { cabinetKeys } from "../../../protocol/seal.ts";
import { AuthHook } from "../../../server/broker/auth-hook.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";

const brokerToken = "a-token-with-which-the-broker-asks";
const headers = { authorization: `Bearer ${brokerToken}` };
const hubLogin = { username: "Hub", password: "the password of all hubs" };

let fixture: HttpFixture;
beforeEach(async () => {
  fixture = await HttpFixture.open({
    requestsPerMinute: 10,
    authHook: ({ registry }) => {
      const questions = new AuthHook({
        passwordOf: (id) => registry.passwordOf(id),
        hub: hubLogin,
        denials: { note: () => {} },
      });
      return {
        askers: [{ name: "broker", token: brokerToken }],
        mayLogIn: (client, password) => questions.mayLogIn(client, password),
        may: (client, deed) => questions.may(client, deed),
      };
    },
  });
});
afterEach(() => fixture.close());

async function asked(path: "login" | "access", payload: object) {
  const answer = await fixture.app.inject({ method: "POST", url: `/broker/${path}`, headers, payload });
  return [answer.statusCode, answer.json<unknown>()];
}

const passwordOf = async (cabinetId: string) => (await fixture.hub.registry.passwordOf(cabinetId)) ?? "";
const allowed = [200, { result: "allow" }];
const denied = [200, { result: "deny" }];

describe("/broker/login", () => {
  it("lets a cabinet in with the password of its secret, and no longer when that was renewed", async () => {
    const login = { clientid: "shop-1", username: "shop-1", password: await passwordOf("shop-1") };
    expect(await asked("login", login)).toEqual(allowed);
    const { secret } = await fixture.hub.registry.renewSecret("shop-1");
    expect(await asked("login", login)).toEqual(denied);
    expect(await asked("login", { ...login, password: cabinetKeys(secret).password })).toEqual(allowed);
  });

  it("lets hubs in", async () => {
    expect(await asked("login", { clientid: "Hub:1", ...hubLogin })).toEqual(allowed);
    expect(await asked("login", { clientid: "Hub:1", ...hubLogin, password: "x" })).toEqual(denied);
  });

  it.each([
    ["a cabinet that is not registered", { clientid: "shop-9", username: "shop-9", password: "x" }],
    ["a client that says nothing of itself", {}],
    ["a client without a password", { clientid: "shop-1", username: "shop-1", password: null }],
    ["another client id", { clientid: "shop-2", username: "shop-1", password: "x" }],
  ])("denies %s", async (_who, login) => {
    expect(await asked("login", login)).toEqual(denied);
  });

  it("does not decide where the store is away", async () => {
    fixture.hub.registry.passwordOf = () => Promise.reject(new AppError("store/away"));
    const [status, problem] = await asked("login", { clientid: "shop-1", username: "shop-1", password: "x" });
    expect([status, problem]).toEqual([503, expect.objectContaining({ code: "store/away" })]);
  });
});

const shop = { clientid: "shop-1", username: "shop-1" };

describe("/broker/access", () => {
  it.each([
    { action: "publish", topic: "c/shop-1/up/event", qos: 1, retain: false },
    { action: "publish", topic: "c/shop-1/up/event", qos: "1", retain: "false" },
    { action: "publish", topic: "c/shop-1/up/event", qos: "0", retain: "false" },
    { action: "publish", topic: "c/shop-1/up/presence", qos: "1", retain: "true" },
    { action: "subscribe", topic: "c/shop-1/down/command", qos: "1", retain: "undefined" },
    { action: "subscribe", topic: "c/shop-1/down/command" },
  ])("allows %o", async (deed) => {
    expect(await asked("access", { ...shop, ...deed })).toEqual(allowed);
  });

  it.each([
    { action: "publish", topic: "c/shop-2/up/event", qos: "1", retain: "false" },
    { action: "publish", topic: "c/shop-1/up/event", qos: "2", retain: "false" },
    { action: "publish", topic: "c/shop-1/up/event", qos: "unknown", retain: "false" },
    { action: "publish", topic: "c/shop-1/up/event", retain: "false" },
    { action: "publish", topic: "c/shop-1/up/event", qos: 1, retain: true },
    { action: "publish", topic: "c/shop-1/up/event", qos: 1, retain: "unknown" },
    { action: "publish", topic: "c/shop-1/up/event", qos: 1 },
    { action: "subscribe", topic: "c/shop-2/down/command" },
    { action: "subscribe", topic: "#" },
  ])("denies %o", async (deed) => {
    expect(await asked("access", { ...shop, ...deed })).toEqual(denied);
  });

  it("knows hubs", async () => {
    const hub = { clientid: "Hub:1", username: "Hub" };
    const command = { action: "publish", topic: "c/shop-1/down/command", qos: "0", retain: "false" };
    expect(await asked("access", { ...hub, ...command })).toEqual(allowed);
    expect(await asked("access", { ...hub, action: "subscribe", topic: "$share/jiehuan/c/+/up/+" })).toEqual(allowed);
  });
});

describe("the broker's questions", () => {
  it.each([
    ["login", { clientid: 7 }],
    ["login", { ...shop, password: ["x"] }],
    ["login", []],
    ["access", shop],
    ["access", { ...shop, action: "delete", topic: "c/shop-1/up/event" }],
    ["access", { ...shop, action: "subscribe" }],
  ] as const)("to %s that are malformed are refused: %o", async (path, payload) => {
    const [status, problem] = await asked(path, payload);
    expect([status, problem]).toEqual([400, expect.objectContaining({ code: "request/invalid" })]);
  });

  it("are not held up by the limit for riders", async () => {
    for (let n = 0; n < 30; n++) expect(await asked("login", {})).toEqual(denied);
  });

  it.each(["login", "access"])("to %s want the broker's token, and no other", async (path) => {
    for (const wrong of [{}, operator, { authorization: `Bearer ${brokerToken}x` }]) {
      const answer = await fixture.app.inject({ method: "POST", url: `/broker/${path}`, headers: wrong, payload: {} });
      expect(answer.statusCode).toBe(401);
    }
    const other = await fixture.app.inject({ url: "/api/operator/cabinets", headers });
    expect(other.statusCode).toBe(401);
  });

  it("are nobody's where no token is set", async () => {
    const closed = await HttpFixture.open();
    const answer = await closed.app.inject({ method: "POST", url: "/broker/login", headers, payload: {} });
    expect(answer.statusCode).toBe(404);
    await closed.close();
  });
});
