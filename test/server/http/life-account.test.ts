import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import type { LifeCard, LifeEvent } from "../../../server/credit/life-account.ts";
import type { Answer } from "../../../server/rental/credit-view.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { HttpFixture } from "../../support/http-fixture.ts";

const hub = "https://hub.example";
let fixture: HttpFixture;
let event: LifeEvent;
let sent: (LifeCard & { userId: string })[];
let answer: Answer<unknown>;

beforeEach(async () => {
  sent = [];
  answer = { outcome: "ok", value: {} };
  fixture = await HttpFixture.open({
    lifeAccount: {
      readMessage: async ({ service }) => {
        if (service === "forged") throw new AppError("notification/not-genuine", "its signature is wrong");
        return service === "message" ? { userId: "2088000000000001", event } : undefined;
      },
      acknowledgement: ({ userId }) => `<ack>${userId}</ack>`,
      send: async (userId, card) => {
        sent.push({ userId, ...card });
        return answer;
      },
    },
  });
});
afterEach(() => fixture.close());

async function post(service: string) {
  const { statusCode, body, headers } = await fixture.app.inject({
    method: "POST",
    url: "/callbacks/zhima",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: `service=${service}`,
  });
  return { statusCode, body, type: headers["content-type"] };
}

async function told(what: LifeEvent): Promise<(typeof sent)[number] | undefined> {
  event = what;
  expect(await post("message")).toMatchObject({ statusCode: 200, body: "<ack>2088000000000001</ack>" });
  await fixture.app.close();
  return sent[0];
}

describe("A message of the life account", () => {
  it("of a user who enters is answered with the way to the home page, in both languages", async () => {
    expect(await told({ kind: "entered" })).toMatchObject({
      userId: "2088000000000001",
      url: `${hub}/`,
      action: "开始使用 Start",
    });
  });

  it("with the scene of a slot's code is answered with that slot's page", async () => {
    const { id, text } = await fixture.hub.codes.issue("shop-1", 7);
    const card = await told({ kind: "entered", scene: id });
    expect(card?.url).toBe(`${hub}/q/${text}`);
    expect(card?.title).toMatch(/ · 7 号仓$/);
  });

  it("with the scene of a revoked or unknown code says so and leads to the home page", async () => {
    const { id } = await fixture.hub.codes.issue("shop-1", 7);
    await fixture.hub.codes.revoke(id);
    expect(await told({ kind: "entered", scene: id })).toMatchObject({ title: "这个二维码已停用", url: `${hub}/` });
  });

  it("with the scene of a code that is refused beside a screen leads to the home page and says that there is a screen", async () => {
    const { id, text } = await fixture.hub.codes.issue("shop-1", 7);
    const { core, store } = fixture.hub;
    const { pairingCode } = await core.screens.startPairing("192.0.2.1");
    await store.transact(async (tx) => {
      await core.screens.pairIn(tx, pairingCode, "shop-1", "operator/lin");
      const cabinet = await core.registry.cabinetIn(tx, "shop-1");
      await tx.put(cabinetTable, { ...cabinet, printedCodes: "refused" });
    });
    const card = await told({ kind: "entered", scene: id });
    expect(card).toMatchObject({ title: "请扫描机柜屏幕上的二维码", url: `${hub}/` });
    expect(card?.url).not.toContain(text);
  });

  it("with the scene of a code that is refused at a cabinet without a screen is answered with the slot's page", async () => {
    const { id, text } = await fixture.hub.codes.issue("shop-1", 7);
    await fixture.hub.store.transact(async (tx) => {
      const cabinet = await fixture.hub.core.registry.cabinetIn(tx, "shop-1");
      await tx.put(cabinetTable, { ...cabinet, printedCodes: "refused" });
    });
    expect((await told({ kind: "entered", scene: id }))?.url).toBe(`${hub}/q/${text}`);
  });

  it.each([
    ["orders", "/orders"],
    ["home", "/"],
    ["anything else", "/"],
  ])("with the menu's key %s is answered with the page that it names", async (key, path) => {
    expect(await told({ kind: "menu", key })).toMatchObject({ url: `${hub}${path}` });
  });

  it("with a text is answered with the way to the home page", async () => {
    expect(await told({ kind: "other" })).toMatchObject({ url: `${hub}/` });
  });

  it("of a user who leaves is acknowledged and not answered", async () => {
    expect(await told({ kind: "unfollowed" })).toBeUndefined();
  });

  it("whose answer can't be sent is acknowledged all the same, and the failure is logged", async () => {
    answer = { outcome: "unknown", why: "no answer" };
    await told({ kind: "entered" });
    expect(fixture.logged).toContainEqual(
      expect.objectContaining({ msg: "a message of the life account was not sent" }),
    );
  });

  it("is acknowledged also where the store fails meanwhile", async () => {
    fixture.hub.store.transact = async () => {
      throw new Error("the store is away");
    };
    await told({ kind: "entered", scene: "aBcDefGhIjKlMnOp" });
    expect(sent).toEqual([]);
    expect(fixture.logged).toContainEqual(
      expect.objectContaining({ msg: "a message of the life account was not answered" }),
    );
  });

  it("that is not genuine is refused and not answered", async () => {
    const { statusCode, body, type } = await post("forged");
    expect(body).toBe("error");
    expect(type).toMatch(/^text\/plain/);
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(sent).toEqual([]);
  });
});
