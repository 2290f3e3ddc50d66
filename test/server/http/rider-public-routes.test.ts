import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpFixture } from "../../support/http-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
  const location = { latitude: 31.2304, longitude: 121.4737 };
  await fixture.hub.registry.register({
    cabinetId: "shop-1",
    name: "咖啡馆",
    address: "人民路1号",
    slots: 8,
    location,
  });
});
afterEach(() => fixture.close());

const get = (query: string) => fixture.app.inject({ url: `/api/rider/cabinets${query}` });

describe("the list of cabinets for riders", () => {
  it("needs no login, and says what a rider needs to go there", async () => {
    const answer = await get("?latitude=31.2313&longitude=121.4737&want=item&kind=power-bank");
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        cabinets: [
          {
            cabinetId: "shop-1",
            name: "咖啡馆",
            address: "人民路1号",
            itemKind: { id: "power-bank", name: { zh: "充电宝", en: "power bank" }, icon: "power-bank" },
            location: { latitude: 31.2304, longitude: 121.4737 },
            mapLocation: expect.objectContaining({ latitude: expect.any(Number) as number }) as object,
            distance: 100,
            online: true,
            itemsReady: 8,
            slotsFree: 0,
          },
        ],
      },
    ]);
  });

  it("has at most as many as are asked for", async () => {
    await fixture.hub.registry.register({ cabinetId: "shop-2", name: "书店", address: "人民路2号", slots: 8 });
    expect((await get("?limit=1")).json<{ cabinets: object[] }>().cabinets).toHaveLength(1);
    expect((await get("")).json<{ cabinets: object[] }>().cabinets).toHaveLength(2);
    expect((await get("?name=书店")).json()).toMatchObject({ cabinets: [{ cabinetId: "shop-2" }] });
  });

  it.each([
    "?latitude=31.2",
    "?longitude=121.5",
    "?latitude=91&longitude=0",
    "?latitude=0&longitude=181",
    "?latitude=north&longitude=0",
    "?limit=21",
    "?want=money",
    "?colour=red",
  ])("refuses %s", async (query) => {
    const answer = await get(query);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, "request/invalid"]);
  });
});

describe("the price of a scanned code", () => {
  const priceOf = (code: string) => fixture.app.inject(`/api/rider/codes/${code}/price`);

  it("is told to who is not logged in, with the place and what is lent, and nothing of what is in the cabinet", async () => {
    const answer = await priceOf(await fixture.code());
    expect(answer.statusCode).toBe(200);
    const { tariff, ...place } = answer.json<{ tariff: object }>();
    expect(place).toEqual({
      place: { cabinetId: "shop-1", name: "咖啡馆", address: "人民路1号" },
      itemKind: { id: "power-bank", name: { zh: "充电宝", en: "power bank" }, icon: "power-bank" },
    });
    expect(tariff).toMatchObject({ unit: "hour", pricePerUnit: 300, totalCap: 9900 });
  });

  it("comes with the telephone of the site", async () => {
    const { registry } = fixture.hub;
    const support = { telephone: "400-000-0000" };
    await registry.register({ cabinetId: "shop-1", name: "咖啡馆", address: "人民路1号", slots: 8, support });
    expect((await priceOf(await fixture.code())).json()).toMatchObject({ support });
  });

  it("is none where the cabinet is out of service", async () => {
    const code = await fixture.code();
    const { store, registry } = fixture.hub;
    await store.transact((tx) => registry.disableIn(tx, "shop-1", { actor: "operator/lin", reason: "repairs" }));
    const answer = await priceOf(code);
    expect([answer.statusCode, Object.keys(answer.json<object>())]).toEqual([200, ["place", "itemKind"]]);
  });

  it("is refused for what is no code of ours, and for a revoked one", async () => {
    const { codes, store } = fixture.hub;
    expect((await priceOf("K7")).json()).toMatchObject({ code: "code/unknown" });
    const code = await fixture.code();
    await store.transact((tx) => codes.revokeAllIn(tx, "shop-1"));
    expect((await priceOf(code)).json()).toMatchObject({ code: "code/revoked" });
  });
});
