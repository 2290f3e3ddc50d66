import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { type MeasuredStore, measuredStore } from "../../../server/metrics/measured-store.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../../../server/store/cabinet-table.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import type { Store } from "../../../server/store/store.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";
import { samples } from "./values.ts";

let fixture: HubFixture;
let metrics: HubMetrics;
let store: MeasuredStore;

beforeEach(async () => {
  fixture = await HubFixture.open();
  metrics = new HubMetrics();
  store = measuredStore(fixture.store, metrics, fixture.clock);
});
afterEach(() => fixture.close());

const cabinet = (number: number): Cabinet => ({
  cabinetId: `shop-${number}`,
  name: "shop",
  address: "street",
  slots: 8,
  keyGeneration: 1,
});
const put = (number: number) => store.transact((tx) => tx.put(cabinetTable, cabinet(number)));
const commits = "jiehuan_store_commit_duration_seconds_count";

describe("a measured store", () => {
  it("does what the store does", async () => {
    const heard: string[] = [];
    const end = store.watch(
      ({ key }) => heard.push(key),
      () => undefined,
    );
    await put(1);
    await put(2);
    await store.transact((tx) => tx.delete(cabinetTable, "shop-1"));
    await settle();
    end();
    expect(heard).toEqual(["shop-1", "shop-2", "shop-1"]);
    const rows = await store.transact(async (tx) => [
      await tx.all(cabinetTable),
      await tx.find(cabinetTable, "no such entry"),
      await tx.page(cabinetTable, "no such entry", 5),
      await tx.get(cabinetTable, "shop-1"),
    ]);
    expect(rows).toEqual([[cabinet(2)], [], [], undefined]);
    await store.close();
    await expect(fixture.store.transact(() => Promise.resolve())).rejects.toThrow("closed");
  });

  it("counts and times what changes something, and nothing else", async () => {
    await store.transact((tx) => tx.all(cabinetTable));
    const release = fixture.holdDisk();
    const both = Promise.all([put(1), put(2)]);
    await fixture.clock.pass(250);
    release();
    await both;
    await store.transact((tx) => tx.delete(cabinetTable, "shop-1"));
    const seen = await samples(metrics.registry);
    expect(seen[`${commits}{outcome="ok"}`]).toBe(3);
    expect(seen['jiehuan_store_commit_duration_seconds_sum{outcome="ok"}']).toBe(0.5);
  });

  it("sees how many transactions one write carries", async () => {
    await Promise.all([put(1), put(2), put(3)]);
    await settle();
    await put(4);
    await settle();
    const batches = "jiehuan_store_commit_batch_transactions";
    expect(await samples(metrics.registry)).toMatchObject({ [`${batches}_sum`]: 4, [`${batches}_count`]: 2 });
  });

  it("knows with what the last change failed, until another one is durable", async () => {
    fixture.breakDisk();
    await expect(put(1)).rejects.toThrow("store/write-failed");
    expect(store.failure).toBe("store/write-failed");
    expect(await store.transact((tx) => tx.all(cabinetTable))).toEqual([]);
    expect(store.failure).toBe("store/write-failed");
    fixture.mendDisk();
    await put(1);
    expect(store.failure).toBeUndefined();
    expect(await samples(metrics.registry)).toMatchObject({
      [`${commits}{outcome="failed"}`]: 1,
      [`${commits}{outcome="ok"}`]: 1,
      'jiehuan_store_failures_total{code="store/write-failed"}': 1,
    });
  });

  it("does not take a change that needs no disk for a sign that the disk is well again", async () => {
    const presence = { online: true, bootId: "boot-0001", since: 0 };
    const shown = { cabinetId: "shop-1", presence, connection: 1, ended: false, heardAt: 0, drift: [] };
    const show = async () => {
      await store.transact((tx) => tx.put(cabinetStateTable, shown));
      await store.transact((tx) => tx.delete(cabinetStateTable, "shop-1"));
    };
    fixture.breakDisk();
    await expect(put(1)).rejects.toThrow("store/write-failed");
    await show();
    expect(store.failure).toBe("store/write-failed");
    expect((await samples(metrics.registry))[`${commits}{outcome="ok"}`]).toBeUndefined();
    fixture.mendDisk();
    await put(1);
    await show();
    expect((await samples(metrics.registry))[`${commits}{outcome="ok"}`]).toBe(1);
  });

  it("does not take the asker's mistake for a failure of its own", async () => {
    const refused = async () => {
      throw new AppError("store/conflict");
    };
    await expect(store.transact(refused)).rejects.toThrow("store/conflict");
    await expect(store.transact(() => Promise.reject(new TypeError("a fault")))).rejects.toThrow("a fault");
    expect(store.failure).toBeUndefined();
    expect(await samples(metrics.registry)).toEqual({});
  });

  it("counts the last try alone, where the store tries again", async () => {
    const twice: Store = {
      ...store,
      transact: async (work) => {
        await store.transact(work);
        return store.transact((tx) => work({ ...tx, put: async () => undefined }));
      },
    };
    const outer = new HubMetrics();
    let tries = 0;
    await measuredStore(twice, outer, fixture.clock).transact(async (tx) => {
      if (++tries === 1) await tx.put(cabinetTable, cabinet(1));
    });
    expect(tries).toBe(2);
    expect(await samples(outer.registry)).toEqual({});
  });

  it("hands out due work, and knows where the store could not", async () => {
    const orderNo = await (await withOrder()).request();
    const { rows } = await store.lease(orderTable, Number.MAX_SAFE_INTEGER, 5, 1000);
    expect(rows.map(({ row }) => row.order.orderNo)).toEqual([orderNo]);
    const away: Store = { ...store, lease: () => Promise.reject(new AppError("store/away")) };
    const outer = measuredStore(away, metrics, fixture.clock);
    await expect(outer.lease(orderTable, 0, 5, 1000)).rejects.toThrow("store/away");
    expect(outer.failure).toBe("store/away");
    expect(await samples(metrics.registry)).toMatchObject({ 'jiehuan_store_failures_total{code="store/away"}': 1 });
  });
});

async function withOrder(): Promise<HubFixture> {
  await fixture.registry.register({ cabinetId: "shop-1", name: "shop", address: "street", slots: 8 });
  await fixture.birth();
  await fixture.snapshot();
  return fixture;
}
