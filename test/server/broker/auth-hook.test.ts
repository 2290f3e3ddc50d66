import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { AuthHook, type TopicRequest } from "../../../server/broker/auth-hook.ts";

const hubPassword = "the password of all hubs";
const passwords: Record<string, string> = { "shop-1": "pw of shop-1", "shop-2": "pw of shop-2" };

let denials: string[];
let questions: AuthHook;

beforeEach(() => {
  denials = [];
  questions = new AuthHook({
    passwordOf: async (cabinetId) => passwords[cabinetId],
    hub: { username: "Hub", password: hubPassword },
    denials: { note: (reason, { cabinetId }) => void denials.push(JSON.stringify({ cabinetId, reason })) },
  });
});

const shop = { clientId: "shop-1", username: "shop-1" };
const hub = { clientId: "Hub:0a1b", username: "Hub" };

describe("the login", () => {
  test.each([
    ["a cabinet with its password", shop, "pw of shop-1", true, undefined],
    ["a hub with the hubs' password", hub, hubPassword, true, undefined],
    ["another cabinet's password", shop, "pw of shop-2", false, "wrong-login"],
    ["a cabinet with the hubs' password", shop, hubPassword, false, "wrong-login"],
    ["no password", shop, "", false, "wrong-login"],
    ["a cabinet that is not registered", { clientId: "shop-3", username: "shop-3" }, "", false, "wrong-login"],
    ["a hub with another password", hub, "the password of all", false, "wrong-login"],
    ["another cabinet's client id", { ...shop, clientId: "shop-2" }, "pw of shop-1", false, "id-not-login"],
    ["a hub under a cabinet's client id", { ...hub, clientId: "shop-1" }, hubPassword, false, "id-not-login"],
    [
      "a cabinet's login under a hub's client id",
      { ...hub, username: "shop-1" },
      "pw of shop-1",
      false,
      "id-not-login",
    ],
    ["nobody", { clientId: "", username: "" }, "", false, "id-not-login"],
  ])("of %s", async (_who, client, password, right, reason) => {
    expect(await questions.mayLogIn(client, password)).toBe(right);
    expect(denials).toEqual(right ? [] : [JSON.stringify({ cabinetId: client.clientId, reason })]);
  });

  test("of a cabinet that is out of service is denied for that, but for a wrong password", async () => {
    const reasons: string[] = [];
    const out = new AuthHook({
      passwordOf: async (cabinetId) => passwords[cabinetId],
      isDisabled: async (cabinetId) => cabinetId === "shop-1",
      hub: { username: "Hub", password: hubPassword },
      denials: { note: (reason) => void reasons.push(reason) },
    });
    expect(await out.mayLogIn(shop, "pw of shop-1")).toBe(false);
    expect(await out.mayLogIn(shop, "wrong")).toBe(false);
    expect(await out.mayLogIn(hub, hubPassword)).toBe(true);
    expect(reasons).toEqual(["cabinet-disabled", "wrong-login"]);
  });

  test("with a cabinet's next secret is accepted once all else is right, and denied where it was voided meanwhile", async () => {
    const asked: string[] = [];
    const hook = (isDisabled: boolean, isGood: boolean) =>
      new AuthHook({
        passwordOf: async (cabinetId) => passwords[cabinetId],
        isDisabled: async () => isDisabled,
        pending: {
          passwordOf: async () => "the next one",
          accept: async (cabinetId, password) => {
            asked.push(`${cabinetId} ${password}`);
            return isGood;
          },
        },
        hub: { username: "Hub", password: hubPassword },
        denials: { note: () => {} },
      });
    expect(await hook(false, true).mayLogIn(shop, "pw of shop-1")).toBe(true);
    expect(await hook(false, true).mayLogIn(shop, "wrong")).toBe(false);
    expect(await hook(true, true).mayLogIn(shop, "the next one")).toBe(false);
    expect(asked).toEqual([]);
    expect(await hook(false, true).mayLogIn(shop, "the next one")).toBe(true);
    expect(await hook(false, false).mayLogIn(shop, "the next one")).toBe(false);
    expect(asked).toEqual(["shop-1 the next one", "shop-1 the next one"]);
  });

  test("is not decided where the store is away", async () => {
    const away = new AuthHook({
      passwordOf: () => Promise.reject(new AppError("store/away")),
      hub: { username: "Hub", password: hubPassword },
      denials: { note: () => {} },
    });
    await expect(away.mayLogIn(shop, "pw of shop-1")).rejects.toMatchObject({ code: "store/away" });
    expect(await away.mayLogIn(hub, hubPassword)).toBe(true);
  });
});

const publish = (topic: string, changes: object = {}): TopicRequest => ({
  action: "publish",
  topic,
  qos: 1,
  retain: false,
  ...changes,
});
const subscribe = (topic: string): TopicRequest => ({ action: "subscribe", topic });

describe("the right", () => {
  test.each([
    ["a cabinet's own event", shop, publish("c/shop-1/up/event")],
    ["a cabinet's own kept presence", shop, publish("c/shop-1/up/presence", { retain: true })],
    ["a cabinet's own commands", shop, subscribe("c/shop-1/down/command")],
    ["a hub's command", hub, publish("c/shop-1/down/command", { qos: 0 })],
    ["what cabinets say", hub, subscribe("$share/jiehuan/c/+/up/+")],
    ["the same, by brokers that leave the group out", hub, subscribe("c/+/up/+")],
    ["presences", hub, subscribe("c/+/up/presence")],
  ])("to %s is there", (_what, client, deed) => {
    expect(questions.may(client, deed)).toBe(true);
    expect(denials).toEqual([]);
  });

  test.each([
    ["another cabinet's event", shop, publish("c/shop-2/up/event"), "foreign-topic"],
    ["a command to itself", shop, publish("c/shop-1/down/command"), "foreign-topic"],
    ["a kept event", shop, publish("c/shop-1/up/event", { retain: true }), "retained"],
    ["QoS 2", shop, publish("c/shop-1/up/event", { qos: 2 }), "qos-2"],
    ["another cabinet's commands", shop, subscribe("c/shop-2/down/command"), "foreign-subscription"],
    ["all commands", shop, subscribe("c/+/down/command"), "foreign-subscription"],
    ["what cabinets say, for a cabinet", shop, subscribe("$share/jiehuan/c/+/up/+"), "foreign-subscription"],
    ["a kept command", hub, publish("c/shop-1/down/command", { retain: true }), "retained"],
    ["a cabinet's event, for a hub", hub, publish("c/shop-1/up/event"), "foreign-topic"],
    ["everything, for a hub", hub, subscribe("#"), "foreign-subscription"],
    ["anything, for nobody", { clientId: "", username: "" }, subscribe("c/shop-1/down/ack"), "not-logged-in"],
    ["anything, under two names", { ...shop, clientId: "shop-2" }, publish("c/shop-1/up/event"), "not-logged-in"],
  ])("to %s is not", (_what, client, deed, reason) => {
    expect(questions.may(client, deed)).toBe(false);
    expect(denials).toEqual([JSON.stringify({ cabinetId: client.clientId, reason })]);
  });
});
