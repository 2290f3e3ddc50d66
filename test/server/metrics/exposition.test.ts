import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CabinetEvent } from "../../../protocol/upward.ts";
import { distrust, trustAgain } from "../../../server/fleet/distrust.ts";
import { CabinetReports } from "../../../server/metrics/cabinet-reports.ts";
import { Exposition } from "../../../server/metrics/exposition.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import type { Store } from "../../../server/store/store.ts";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
let ready: boolean;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  ready = true;
});
afterEach(() => fixture.close());

function exposition(store: Store = fixture.store): Exposition {
  const metrics = new HubMetrics();
  const { clock, log } = fixture;
  return new Exposition({
    metrics,
    reports: new CabinetReports(metrics),
    isReady: async () => ready,
    store,
    clock,
    log,
  });
}

/** The lines of some metrics, but those of zero. */
async function shown(...names: string[]): Promise<string[]> {
  const lines = (await exposition().text()).split("\n");
  return lines.filter((line) => names.some((name) => line.startsWith(name)) && !line.endsWith(" 0"));
}

describe("metrics of what is so now", () => {
  it("show orders, loans and what is to be done for them", async () => {
    await fixture.lent();
    expect(await shown("jiehuan_orders{", "jiehuan_loans{", "jiehuan_effects_")).toEqual([
      'jiehuan_orders{state="active"} 1',
      'jiehuan_loans{state="lent"} 1',
      'jiehuan_effects_pending{type="wake"} 3',
    ]);
  });

  it("show what is overdue, and since when", async () => {
    const orderNo = await fixture.request();
    await fixture.clock.pass(30_000);
    const effects = (at: number) => [
      { type: "query-credit", key: "query-credit", dueAt: at, attempt: 0, id: 90 } as const,
    ];
    const record = await fixture.record(orderNo);
    const due = (at: number) => fixture.store.transact((tx) => tx.put(orderTable, { ...record, effects: effects(at) }));
    const now = fixture.clock.now();
    await due(now + 1000);
    expect(await shown("jiehuan_effect")).toEqual(['jiehuan_effects_pending{type="query-credit"} 1']);
    await due(now - 30_000);
    expect(await shown("jiehuan_effect")).toEqual([
      'jiehuan_effects_pending{type="query-credit"} 1',
      "jiehuan_effect_oldest_due_seconds 30",
    ]);
    await due(now - 30_001);
    expect(await shown("jiehuan_effects_overdue")).toEqual(['jiehuan_effects_overdue{type="query-credit"} 1']);
  });

  it("show what waits for an operator, and the money that is open", async () => {
    const orderNo = await fixture.lent();
    const record = await fixture.record(orderNo);
    const since = fixture.clock.now() - 90_000;
    const charge = { kind: "rent", amount: 450, lines: [], restoredAt: since, state: "failed", failures: 1 } as const;
    const order = {
      ...record.order,
      review: { since, reason: { code: "opening-unresolved" as const } },
      charge: charge as never,
    };
    await fixture.store.transact((tx) => tx.put(orderTable, { ...record, order }));
    expect(await shown("jiehuan_orders_in", "jiehuan_review", "jiehuan_charges")).toEqual([
      'jiehuan_orders_in_review{code="opening-unresolved"} 1',
      "jiehuan_review_oldest_seconds 90",
      'jiehuan_charges_open{state="failed"} 1',
      'jiehuan_charges_open_fen{state="failed"} 450',
    ]);
    const owed = { ...record.order, charge: { ...charge, state: "owed" } as never };
    await fixture.store.transact((tx) => tx.put(orderTable, { ...record, order: owed }));
    expect(await shown("jiehuan_charges")).toEqual([
      'jiehuan_charges_open{state="owed"} 1',
      'jiehuan_charges_open_fen{state="owed"} 450',
    ]);
  });

  it("show the cabinets, what does not fit there, and what nobody knows the order of", async () => {
    await fixture.registry.register({ cabinetId: "shop-2", name: "二", address: "人民路2号", slots: 4 });
    await fixture.lent();
    await fixture.snapshot();
    const unmatchedEvent: CabinetEvent["body"] = { kind: "returned", slot: 1, itemId: "BANK99", source: "report" };
    await fixture.happens(unmatchedEvent);
    expect(await shown("jiehuan_cabinets", "jiehuan_drifts", "jiehuan_unmatched")).toEqual([
      "jiehuan_cabinets_known 2",
      "jiehuan_cabinets_online 1",
      'jiehuan_drifts{code="item-lent"} 1',
      'jiehuan_unmatched_events{kind="returned"} 1',
    ]);
  });

  it("show how many cabinets are distrusted, until an operator clears the mark", async () => {
    expect(await shown("jiehuan_cabinets_distrusted")).toEqual([]);
    const reason = { code: "more-items-than-slots", slots: 8 } as const;
    await fixture.store.transact((tx) => distrust(tx, cabinetId, reason, fixture.clock.now()));
    expect(await shown("jiehuan_cabinets_distrusted")).toEqual(["jiehuan_cabinets_distrusted 1"]);
    await fixture.store.transact((tx) => trustAgain(tx, cabinetId));
    expect(await shown("jiehuan_cabinets_distrusted")).toEqual([]);
  });
});

describe("the text of all metrics", () => {
  it("says whether the hub is ready", async () => {
    expect(await shown("jiehuan_hub_ready")).toEqual(["jiehuan_hub_ready 1"]);
    ready = false;
    expect((await exposition().text()).split("\n")).toContain("jiehuan_hub_ready 0");
  });

  it("leaves out what the store does not say, and does not wait for it", async () => {
    const away: Store = { ...fixture.store, transact: () => new Promise(() => undefined), watch: () => () => {} };
    const text = exposition(away).text();
    await fixture.clock.pass(2000);
    expect(await text).toContain("jiehuan_hub_ready 1");
    expect(await text).not.toContain("jiehuan_orders_in_review");
    const broken: Store = {
      ...fixture.store,
      transact: () => Promise.reject(new Error("away")),
      watch: () => () => {},
    };
    expect(await exposition(broken).text()).not.toContain("jiehuan_orders_in_review");
    expect(fixture.logged.at(-1)).toBe("warn the store can't be measured away");
  });
});
