import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventStream } from "../../../server/http/event-streams.ts";
import type { ScreenView } from "../../../server/http/screen-api.ts";
import { ScreenFeed } from "../../../server/http/screen-feed.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import type { Screen } from "../../../server/store/screen-table.ts";
import type { Store } from "../../../server/store/store.ts";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";
import { settle, until } from "../../support/manual-clock.ts";
import { storeWith } from "../../support/store-with.ts";

// Which orders are read for the screens that follow their cabinets.

const elsewhere = "shop-2";
let hub: HubFixture;
/** The numbers of the orders that were read for screens. */
let read: string[];

beforeEach(async () => {
  hub = await HubFixture.withCabinet();
  await hub.registry.register({ cabinetId: elsewhere, name: "茶馆", address: "北京路3号", slots: 8 });
  read = [];
});
afterEach(() => hub.close());

/** The store, noting each order that is read by its number. */
function notingStore(): Store {
  const transact: Store["transact"] = (work) =>
    hub.store.transact((tx) =>
      work({
        get: (table, key) => {
          if (table.name === orderTable.name) read.push(key);
          return tx.get(table, key);
        },
        find: (table, entry) => tx.find(table, entry),
        page: (table, entry, limit, before) => tx.page(table, entry, limit, before),
        all: (table) => tx.all(table),
        prefetch: (wanted) => tx.prefetch(wanted),
        put: (table, row) => tx.put(table, row),
        delete: (table, key) => tx.delete(table, key),
      }),
    );
  return storeWith(hub.store, { transact });
}

/** A screen of the cabinet that follows it. */
async function following(at: string) {
  const { core, clock, log } = hub;
  const { screens, screenCodes, lowestLevel } = core;
  const feed = new ScreenFeed({
    store: notingStore(),
    clock,
    lowestLevel,
    screenCodes,
    screens,
    texts: { publicUrl: "https://hub.example", noteFor: () => "" } as never,
    screenPage: "1",
    log,
  });
  const { pairingCode } = await screens.startPairing("192.0.2.1");
  const screen = await hub.store.transact((tx) => screens.pairIn(tx, pairingCode, at, "operator/lin"));
  const views: ScreenView[] = [];
  const stream = {
    write: (text: string) => views.push(JSON.parse(text.slice(text.indexOf("{"))) as ScreenView),
  } as unknown as EventStream;
  await feed.follow(screen, stream);
  return { views, screen, stream, leave: (one: Screen) => feed.leave(one, stream) };
}

describe("an order of another cabinet", () => {
  test("is read once, however often it changes", async () => {
    const { screen, leave } = await following(elsewhere);
    hub.runner.start();
    const orderNo = await hub.request(7);
    await until(() => read.length === 1);
    await hub.confirm(orderNo);
    await hub.opens();
    await hub.clock.pass(3_600_000);
    await hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await hub.snapshot();
    await settle();
    expect((await hub.record(orderNo)).audit.length).toBeGreaterThan(4);
    expect(read).toEqual([orderNo]);
    leave(screen);
  });

  test("whose item comes back into this one is told", async () => {
    const { views, screen, leave } = await following(elsewhere);
    const orderNo = await hub.lent();
    await settle();
    await hub.clock.pass(3_600_000);
    const before = read.length;
    await hub.birth({}, elsewhere);
    await hub.shows([{ slot: 3, state: "empty" }], {}, elsewhere);
    await hub.clock.pass(60_000);
    await hub.hear(
      "event",
      hub.event({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" }, { seq: 1 }),
      elsewhere,
    );
    await until(() => views.at(-1)?.happenings.some(({ kind, slot }) => kind === "returned" && slot === 3) === true);
    expect(read.length).toBeGreaterThan(before);
    expect(new Set(read)).toEqual(new Set([orderNo]));
    leave(screen);
  });
});

test("an order of the followed cabinet is read at each change", async () => {
  const { views, screen, leave } = await following(cabinetId);
  hub.runner.start();
  const orderNo = await hub.request(7);
  await hub.clock.pass(1_000);
  await hub.confirm(orderNo);
  await hub.opens();
  await until(() => views.at(-1)?.happenings.some(({ kind }) => kind === "take") === true);
  expect(read.length).toBeGreaterThan(2);
  leave(screen);
});
