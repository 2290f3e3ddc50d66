import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { distrust } from "../../../server/fleet/distrust.ts";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;

const square = { latitude: 31.2304, longitude: 121.4737 };
const north = (metres: number) => ({ latitude: square.latitude + metres / 111_195, longitude: square.longitude });
const details = { cabinetId, name: "咖啡馆", address: "人民路1号", slots: 8 };

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});
afterEach(() => fixture.close());

const find = (query: Partial<Parameters<typeof fixture.core.directory.find>[0]> = {}) =>
  fixture.core.directory.find({ limit: 20, ...query });
const names = async (query: Parameters<typeof find>[0] = {}) => (await find(query)).map(({ name }) => name);

/** One more cabinet with four slots, of which the first two are full; it is there. */
async function another(id: string, changes: object = {}): Promise<void> {
  await fixture.registry.register({ cabinetId: id, name: id, address: "南京路", slots: 4, ...changes });
  await fixture.birth({ slots: 4, connection: 1, bootId: `boot-${id}` }, id);
  const slots = [1, 2, 3, 4].map((slot) =>
    slot <= 2 ? { slot, state: "occupied" as const, itemId: `${id}-${slot}` } : { slot, state: "empty" as const },
  );
  await fixture.shows(slots, { bootId: `boot-${id}`, connection: 1 }, id);
}

describe("the list of cabinets", () => {
  it("says of each where it is, what it lends, how much of it, and how many slots are free", async () => {
    await another("shop-2", { location: square, openingHours: { zh: "10:00–22:00" } });
    expect(await find({ name: "shop-2" })).toEqual([
      {
        cabinetId: "shop-2",
        name: "shop-2",
        address: "南京路",
        kind: expect.objectContaining({ id: "power-bank" }) as object,
        location: square,
        mapLocation: {
          latitude: expect.closeTo(31.2284, 3) as number,
          longitude: expect.closeTo(121.4782, 3) as number,
        },
        openingHours: { zh: "10:00–22:00" },
        online: true,
        itemsReady: 2,
        slotsFree: 2,
      },
    ]);
  });

  it("counts no item of a cabinet whose bridge can't write its disk, and its free slots for returns", async () => {
    await fixture.snapshot([{ slot: 3, state: "empty" }]);
    await fixture.bridgeDisk("failing");
    expect(await find()).toMatchObject([{ online: true, itemsReady: 0, slotsFree: 1 }]);
    expect(await names({ want: "item" })).toEqual([]);
    expect(await names({ want: "slot" })).toEqual(["咖啡馆"]);
  });

  it("has the nearest first where a place is given, and those without a location at its end", async () => {
    await another("far", { location: north(900) });
    await another("near", { location: north(200) });
    expect(await names({ from: square })).toEqual(["near", "far", "咖啡馆"]);
    expect((await find({ from: square })).map(({ distance }) => distance)).toEqual([200, 900, undefined]);
    expect(await names({ from: square, limit: 1 })).toEqual(["near"]);
  });

  it("is in the order of names where no place is given, with no distance", async () => {
    await another("b-shop", { location: square });
    await another("a-shop", { location: square });
    expect(await names()).toEqual(["咖啡馆", "a-shop", "b-shop"]);
    expect((await find())[0]).not.toHaveProperty("distance");
  });

  it("finds a part of the name or the address, in any case", async () => {
    await another("shop-2", { name: "Book Shop" });
    expect(await names({ name: "book" })).toEqual(["Book Shop"]);
    expect(await names({ name: "南京" })).toEqual(["Book Shop"]);
    expect(await names({ name: "nowhere" })).toEqual([]);
  });

  it("holds one kind of items where that is asked for", async () => {
    await another("shop-2", { itemKind: "umbrella" });
    expect(await names({ kind: "umbrella" })).toEqual(["shop-2"]);
    expect(await names({ kind: "power-bank" })).toEqual(["咖啡馆"]);
    expect((await find({ kind: "umbrella" }))[0]).toMatchObject({ itemsReady: 0, slotsFree: 2 });
  });

  it("holds only cabinets that can give or take an item where that is wanted", async () => {
    await another("shop-2");
    expect(await names({ want: "slot" })).toEqual(["shop-2"]);
    expect(await names({ want: "item" })).toEqual(["咖啡馆", "shop-2"]);
    await fixture.clock.pass(5000);
    await fixture.departs({ bootId: "boot-shop-2", connection: 1 }, "shop-2");
    expect(await names({ want: "slot" })).toEqual([]);
    expect(await find({ name: "shop-2" })).toMatchObject([{ online: false, itemsReady: 0, slotsFree: 0 }]);
  });

  it("leaves out what is out of service, and what is distrusted", async () => {
    await another("shop-2");
    await another("shop-3");
    await fixture.store.transact(async (tx) => {
      await fixture.registry.disableIn(tx, "shop-2", { actor: "operator/lin", reason: "x" });
      await distrust(tx, "shop-3", { code: "more-items-than-slots", slots: 4 }, fixture.clock.now());
    });
    expect(await names()).toEqual(["咖啡馆"]);
  });

  it("counts no item that an order holds, none that is flat, and none under no tariff", async () => {
    await fixture.request(7);
    await fixture.snapshot([{ slot: 1, state: "occupied", itemId: "BANK01", level: 3 }]);
    expect(await find()).toMatchObject([{ itemsReady: 6, slotsFree: 0 }]);
    await fixture.lendBy();
    await fixture.clock.pass(5000);
    expect(await find()).toMatchObject([{ itemsReady: 0 }]);
  });

  it("is read once for all who ask at the same time, and again after five seconds", async () => {
    const read = vi.spyOn(fixture.store, "transact");
    await Promise.all(Array.from({ length: 50 }, () => find()));
    await find({ from: square });
    expect(read).toHaveBeenCalledTimes(1);
    await fixture.registry.register({ ...details, name: "书店" });
    expect(await names()).toEqual(["咖啡馆"]);
    await fixture.clock.pass(4999);
    expect(await names()).toEqual(["咖啡馆"]);
    await fixture.clock.pass(1);
    expect(await names()).toEqual(["书店"]);
  });

  it("is read again after the clock was set back", async () => {
    await find();
    await fixture.registry.register({ ...details, name: "书店" });
    const before = fixture.clock.now() - 60_000;
    vi.spyOn(fixture.clock, "now").mockReturnValue(before);
    expect(await names()).toEqual(["书店"]);
  });

  it("is read again by the next who asks where reading failed", async () => {
    vi.spyOn(fixture.store, "transact").mockRejectedValueOnce(new Error("away"));
    await expect(find()).rejects.toThrow("away");
    expect(await names()).toEqual(["咖啡馆"]);
  });
});
