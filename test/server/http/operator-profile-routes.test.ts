import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpFixture, operator } from "../../support/http-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

const call = (method: "GET" | "PUT", path: string, payload?: object) =>
  fixture.app.inject({ method, url: `/api/operator${path}`, headers: operator, ...(payload && { payload }) });
const lastAct = async () => (await call("GET", "/audit?limit=1")).json<{ act: object; reason: string }[]>()[0];
const reason = "a test";

describe("the operator's profile", () => {
  const profile = {
    brand: { zh: "街借", en: "Jiejie" },
    merchantName: "上海示例科技有限公司",
    support: { telephone: "400-000-0000", hours: { zh: "全天", en: "always" }, link: "https://help.example/" },
    invoiceHint: { zh: "请致电客服", en: "Call us" },
  };

  it("is the usual one until somebody writes another down", async () => {
    expect((await call("GET", "/profile")).json()).toEqual({ brand: { zh: "借还", en: "Jiehuan" } });
  });

  it("is kept as it was put, and the audit log says how it was before", async () => {
    const answer = await call("PUT", "/profile", { ...profile, reason });
    expect([answer.statusCode, answer.json()]).toEqual([200, profile]);
    expect((await call("GET", "/profile")).json()).toEqual(profile);
    const before = { brand: { zh: "借还", en: "Jiehuan" } };
    expect(await lastAct()).toMatchObject({ reason, act: { what: "profile-changed", before, profile } });
  });

  it("loses what is left out", async () => {
    await call("PUT", "/profile", { ...profile, reason });
    const { brand } = profile;
    await call("PUT", "/profile", { brand, reason });
    expect((await call("GET", "/profile")).json()).toEqual({ brand });
  });

  it.each([
    ["a link that is no https address", { support: { telephone: "400", link: "javascript:alert(1)" } }],
    ["a telephone of letters", { support: { telephone: "call me" } }],
    ["a brand in one language", { brand: { zh: "街借" } }],
    ["a field that is not known", { colour: "red" }],
  ])("with %s is refused", async (_what, change) => {
    expect((await call("PUT", "/profile", { ...profile, ...change, reason })).statusCode).toBe(400);
  });

  it("is shown to riders without a login", async () => {
    await call("PUT", "/profile", { ...profile, reason });
    const answer = await fixture.app.inject({ url: "/api/rider/operator" });
    expect([answer.statusCode, answer.json()]).toEqual([200, { ...profile, texts: {} }]);
  });

  it("names whom to reach on a scanned slot and on an order, unless the site names somebody else", async () => {
    await call("PUT", "/profile", { ...profile, reason });
    const cookie = await fixture.logIn();
    const code = await fixture.code();
    const look = async () =>
      (await fixture.app.inject({ url: `/api/rider/codes/${code}`, headers: { cookie } })).json<{ support?: object }>();
    const orderNo = await fixture.hub.request(8);
    const view = async () =>
      (await fixture.app.inject({ url: `/api/rider/orders/${orderNo}`, headers: { cookie } })).json<{
        support?: object;
        itemKind: { id: string };
      }>();
    expect([(await look()).support, (await view()).support]).toEqual([profile.support, profile.support]);
    expect((await view()).itemKind.id).toBe("power-bank");
    const site = { name: "咖啡馆", address: "人民路1号", slots: 8, support: { telephone: "021-1111" }, reason };
    await call("PUT", "/cabinets/shop-1", site);
    const own = { telephone: "021-1111", link: "https://help.example/" };
    expect([(await look()).support, (await view()).support]).toEqual([own, own]);
  });
});

describe("an item kind", () => {
  const toyCar = { name: { zh: "玩具车", en: "toy car" }, icon: "toy", hasItemId: true, hasLevel: false };
  const cabinet = { name: "幼儿园", address: "人民路2号", slots: 4, itemKind: "toy-car", reason };
  const ids = async () => (await call("GET", "/item-kinds")).json<{ id: string }[]>().map(({ id }) => id);

  it("of the product document is there from the beginning", async () => {
    expect(await ids()).toEqual(["power-bank", "umbrella", "clothes", "toy"]);
  });

  it("is added, and cabinets can then lend it", async () => {
    const refused = await call("PUT", "/cabinets/shop-2", cabinet);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, "item-kind/unknown"]);
    const added = await call("PUT", "/item-kinds/toy-car", { ...toyCar, reason });
    expect([added.statusCode, added.json()]).toEqual([200, { id: "toy-car", ...toyCar }]);
    expect(await lastAct()).toMatchObject({ act: { what: "item-kind-added", kind: { id: "toy-car", ...toyCar } } });
    expect((await call("PUT", "/cabinets/shop-2", cabinet)).statusCode).toBe(201);
    expect(await ids()).toContain("toy-car");
  });

  it("that is built in can be described anew, and the audit log says how it was", async () => {
    const name = { zh: "伞", en: "brolly" };
    await call("PUT", "/item-kinds/umbrella", { ...toyCar, name, icon: "umbrella", reason });
    expect((await call("GET", "/item-kinds")).json()).toContainEqual(expect.objectContaining({ id: "umbrella", name }));
    expect(await lastAct()).toMatchObject({
      act: { what: "item-kind-changed", before: { id: "umbrella", name: { zh: "雨伞" } }, kind: { name } },
    });
    expect(await ids()).toHaveLength(4);
  });

  it("does not replace one by which returns match otherwise while orders of the cabinet are open", async () => {
    await call("PUT", "/item-kinds/basket", { ...toyCar, hasItemId: false, reason });
    await fixture.hub.lent();
    const other = { name: "咖啡馆", address: "人民路1号", slots: 8, reason };
    const refused = await call("PUT", "/cabinets/shop-1", { ...other, itemKind: "basket" });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, "cabinet/in-use"]);
    expect((await call("PUT", "/cabinets/shop-1", { ...other, itemKind: "umbrella" })).statusCode).toBe(200);
  });

  it("keeps whether its items carry ids while a cabinet lends it", async () => {
    const withoutIds = { ...toyCar, hasItemId: false, reason };
    await call("PUT", "/item-kinds/toy-car", { ...toyCar, reason });
    expect((await call("PUT", "/item-kinds/toy-car", withoutIds)).statusCode).toBe(200);
    await call("PUT", "/cabinets/shop-2", cabinet);
    const refused = await call("PUT", "/item-kinds/toy-car", { ...toyCar, reason });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, "item-kind/in-use"]);
    expect((await call("PUT", "/item-kinds/toy-car", { ...withoutIds, hasLevel: true })).statusCode).toBe(200);
  });

  it("of a cabinet that was registered before there were kinds counts as lent", async () => {
    const bank = { name: { zh: "充电宝", en: "power bank" }, icon: "power-bank", hasItemId: false, hasLevel: true };
    expect((await call("PUT", "/item-kinds/power-bank", { ...bank, reason })).statusCode).toBe(409);
  });

  it.each([
    ["with an id that is none", "/item-kinds/Toy!", toyCar],
    ["with an icon that the pages do not have", "/item-kinds/toy-car", { ...toyCar, icon: "rocket" }],
    ["without a name in English", "/item-kinds/toy-car", { ...toyCar, name: { zh: "玩具车" } }],
  ])("%s is refused", async (_what, path, body) => {
    expect((await call("PUT", path, { ...body, reason })).statusCode).toBe(400);
  });
});

describe("a cabinet's description", () => {
  const plain = { name: "书店", address: "人民路2号", slots: 8, reason };
  const site = {
    location: { latitude: 31.2304, longitude: 121.4737 },
    layout: { columns: 4, rows: 2 },
    openingHours: { zh: "10:00–22:00", en: "10 am to 10 pm" },
    support: { telephone: "021-1111", hours: { zh: "全天", en: "always" } },
  };
  const shown = async () =>
    (await call("GET", "/cabinets")).json<{ cabinetId: string }[]>().find(({ cabinetId }) => cabinetId === "shop-1");

  it("holds where it stands, how it is built, when it is open and whom to call", async () => {
    await call("PUT", "/cabinets/shop-1", { ...plain, ...site });
    expect(await shown()).toMatchObject(site);
    expect(await lastAct()).toMatchObject({ act: { what: "cabinet-changed", details: site } });
  });

  it("loses an optional field that is left out, and nothing else of the cabinet", async () => {
    await call("PUT", "/cabinets/shop-1", { ...plain, ...site });
    await fixture.hub.happens({ kind: "abnormal", what: "x" });
    const { journal } = await fixture.hub.cabinet();
    await call("PUT", "/cabinets/shop-1", plain);
    const cabinet = await shown();
    expect(cabinet).toMatchObject({ name: "书店", layout: { columns: 2, rows: 4 } });
    for (const field of ["location", "openingHours", "support"]) expect(cabinet).not.toHaveProperty(field);
    expect((await fixture.hub.cabinet()).journal).toEqual(journal);
  });

  it("keeps it through every other change", async () => {
    await call("PUT", "/cabinets/shop-1", { ...plain, ...site });
    await fixture.hub.registry.renewSecret("shop-1");
    expect(await shown()).toMatchObject(site);
  });

  it("with a layout of fewer places than slots is refused", async () => {
    const answer = await call("PUT", "/cabinets/shop-1", { ...plain, layout: { columns: 3, rows: 2 } });
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
      400,
      "layout: 3 × 2 is fewer than 8 slots",
    ]);
    expect((await call("PUT", "/cabinets/shop-1", { ...plain, layout: { columns: 8, rows: 1 } })).statusCode).toBe(200);
  });
});
