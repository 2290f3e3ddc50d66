import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { Overview as OverviewCounts } from "../../../server/http/operator-overview.ts";
import { bookDay } from "../../../server/rental/book-day.ts";
import { outCountTable } from "../../../server/store/out-count-table.ts";
import type { Search } from "../../../server/store/search.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";

let fixture: HttpFixture;
beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

const get = (path: string) => fixture.app.inject({ url: `/api/operator/${path}`, headers: operator });
const hour = 3_600_000;
const today = () => bookDay(fixture.hub.clock.now());

interface Overview {
  readonly orders: Readonly<Record<string, number>>;
  readonly cabinets: Readonly<Record<string, number>>;
}
const overview = async () => (await get("overview")).json<Overview>();

describe("the overview", () => {
  it("counts orders with items that are out, and the cabinets and slots in service", async () => {
    await fixture.hub.lent();
    await fixture.hub.registry.register({ cabinetId: "shop-2", name: "书店", address: "人民路2号", slots: 12 });
    const { orders, cabinets } = await overview();
    expect(orders).toMatchObject({ out: 1, review: 0, inDoubt: 0, notCollected: 0, owed: 0 });
    expect(cabinets).toEqual({ all: 2, offline: 1, outOfService: 0, distrusted: 0, drifting: 0, slots: 20 });
  });

  it("is counted anew after some seconds, and once for all that ask meanwhile", async () => {
    expect((await overview()).orders["out"]).toBe(0);
    await fixture.hub.lent();
    expect((await overview()).orders["out"]).toBe(0);
    await fixture.hub.clock.pass(5000);
    expect((await overview()).orders["out"]).toBe(1);
  });

  it("is read again by the next request where the store failed", async () => {
    const { store, clock, search } = fixture.hub;
    let isAway = true;
    const failing: Pick<Search, "search"> = {
      search: (table, query) => (isAway ? Promise.reject(new AppError("store/away")) : search.search(table, query)),
    };
    const overview = new OverviewCounts({ store, clock, search: failing });
    await expect(overview.view()).rejects.toMatchObject({ code: "store/away" });
    isAway = false;
    expect((await overview.view()).orders.out).toBe(0);
  });
});

describe("statistics", () => {
  it("count a day's orders and its openings, with the time that an opening took on average", async () => {
    await fixture.hub.lent();
    const [line, ...others] = (await get(`statistics?from=${today()}&to=${today()}`)).json<{ openingTime: number }[]>();
    const from = Date.parse(`${today()}T00:00:00+08:00`);
    expect(line).toMatchObject({ from, orders: 1, charged: 0, lentTime: 0, opened: 1, notOpened: 0 });
    expect(line?.openingTime).toBeGreaterThanOrEqual(0);
    expect(others).toEqual([]);
  });

  it("by hour begin each line with the hour in which the orders were made", async () => {
    const now = fixture.hub.clock.now();
    await fixture.hub.lent();
    const lines = (await get(`statistics?from=${today()}&to=${today()}&by=hour`)).json<object[]>();
    expect(lines).toMatchObject([{ from: now - (now % hour), orders: 1, opened: 1 }]);
  });

  it("have the orders with items that were out: of an hour its count, of a day the average of its hours", async () => {
    const from = Date.parse(`${today()}T00:00:00+08:00`);
    await fixture.hub.store.transact(async (tx) => {
      for (const [index, out] of [3, 5, 9].entries()) await tx.put(outCountTable, { hour: from + index * hour, out });
      await tx.put(outCountTable, { hour: from - hour, out: 70 });
      await tx.put(outCountTable, { hour: from + 24 * hour, out: 80 });
    });
    const none = { orders: 0, charged: 0, lentTime: 0, opened: 0, notOpened: 0 };
    expect((await get(`statistics?from=${today()}&to=${today()}&by=hour`)).json()).toEqual([
      { from, ...none, out: 3 },
      { from: from + hour, ...none, out: 5 },
      { from: from + 2 * hour, ...none, out: 9 },
    ]);
    expect((await get(`statistics?from=${today()}&to=${today()}`)).json()).toEqual([{ from, ...none, out: 6 }]);
  });

  it("of a day before there was any order are empty", async () => {
    expect((await get("statistics?from=2020-01-01&to=2020-01-31")).json()).toEqual([]);
  });

  it.each([
    ["statistics?from=2026-11-24&to=2026-11-23", "from is after to"],
    ["statistics?from=2026-02-30&to=2026-03-01", "from: there is no day 2026-02-30"],
    ["statistics?from=2026-11-01&to=2026-11-03&by=hour", "ask for at most 2 days"],
    ["statistics?from=2025-01-01&to=2026-11-03", "ask for at most 400 days"],
  ])("%s are refused", async (path, detail) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "request/invalid", detail });
  });
});
