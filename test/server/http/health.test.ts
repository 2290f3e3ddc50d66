import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Health } from "../../../server/http/health.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { type MeasuredStore, measuredStore } from "../../../server/metrics/measured-store.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
let store: MeasuredStore;
let broker: boolean;
let clockStep: number;
let health: Health;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  store = measuredStore(fixture.store, new HubMetrics(), fixture.clock);
  broker = true;
  clockStep = 0;
  health = new Health({
    store,
    storeFailure: () => store.failure,
    brokerIsThere: () => broker,
    clock: fixture.clock,
    clockStep: () => clockStep,
  });
});
afterEach(() => fixture.close());

const change = () => store.transact((tx) => tx.delete(cabinetTable, "shop-1"));

describe("a hub is ready", () => {
  it("from its start to its stop", async () => {
    expect(await health.reasons()).toEqual(["hub/starting"]);
    health.started();
    expect(await health.reasons()).toEqual([]);
    expect(health.stopping).toBe(false);
    health.stops();
    expect(await health.reasons()).toEqual(["hub/stopping"]);
    expect(health.stopping).toBe(true);
  });

  it("while it hears the cabinets", async () => {
    health.started();
    broker = false;
    expect(await health.reasons()).toEqual(["broker/away"]);
    broker = true;
    expect(await health.reasons()).toEqual([]);
  });

  it("while the wall clock of its machine agrees with its time", async () => {
    health.started();
    clockStep = -20_000;
    expect(await health.reasons()).toEqual(["hub/clock-stepped"]);
    clockStep = 0;
    expect(await health.reasons()).toEqual([]);
  });

  it("while the store keeps what changes, and again once it does, though nobody else changes anything", async () => {
    health.started();
    fixture.breakDisk();
    await expect(change()).rejects.toThrow("store/write-failed");
    expect(await health.reasons()).toEqual(["store/write-failed"]);
    fixture.mendDisk();
    expect(await health.reasons()).toEqual([]);
  });

  it("while the store answers in time, and asks it once, however many ask", async () => {
    health.started();
    let asked = 0;
    const transact = store.transact.bind(store);
    store.transact = (work) => {
      asked += 1;
      return transact(work);
    };
    const release = fixture.holdDisk();
    const changed = change();
    const answers = Promise.all([health.reasons(), health.reasons()]);
    await fixture.clock.pass(1000);
    expect(await answers).toEqual([["store/away"], ["store/away"]]);
    const later = health.reasons();
    release();
    expect(await later).toEqual([]);
    await changed;
    expect(asked).toBe(2);
  });

  it("not if something fails that nobody foresaw", async () => {
    health.started();
    store.transact = () => Promise.reject(new TypeError("a fault"));
    expect(await health.reasons()).toEqual(["internal/fault"]);
  });
});
