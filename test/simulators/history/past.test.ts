import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replay } from "../../../server/orders/order-service.ts";
import { outCountsOf } from "../../../server/orders/out-counts.ts";
import { bookDay } from "../../../server/rental/book-day.ts";
import { hasEnded } from "../../../server/rental/transitions.ts";
import { type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import { hubTables } from "../../../server/tables.ts";
import { giveHistory } from "../../../simulators/history/past.ts";
import { exampleTariff } from "../../support/example-tariff.ts";

const until = Date.UTC(2026, 10, 29, 4);
const hour = 3_600_000;
const past = {
  days: 12,
  until,
  cabinets: [
    {
      place: { cabinetId: "demo-1", name: "街角咖啡馆", address: "人民路 1 号" },
      itemKind: "power-bank",
      tariff: exampleTariff,
      slots: 12,
      loansADay: 24,
    },
  ],
};

type OpenStore = Awaited<ReturnType<typeof openSqliteStore>>;
let folder: string;
let store: OpenStore;
let records: readonly OrderRecord[];

const openStore = (name: string) => openSqliteStore(join(folder, name), hubTables, pino({ level: "silent" }));
const recordsIn = async (from: OpenStore) => (await from.search(orderTable, { limit: 1000 })).rows;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-history-"));
  store = await openStore("one");
  await giveHistory(store, past);
  records = await recordsIn(store);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe("an invented past", () => {
  it("is what the hub would have kept: each order is what its timeline makes of it", () => {
    expect(records.length).toBeGreaterThan(100);
    for (const { order, audit } of records) expect(replay(audit)).toEqual(order);
  });

  it("leaves nothing for the hub to do at its start", () => {
    for (const { order, effects } of records) {
      for (const { dueAt } of effects) expect(dueAt, order.orderNo).toBeGreaterThan(until);
      if (order.review === undefined && order.charge?.state !== "failed" && !hasEnded(order.state))
        expect(order.loans.map(({ state }) => state)).toEqual(["lent"]);
    }
  });

  it("has loans that ended in every way, and some that wait for an operator", () => {
    const states = new Set(records.map(({ order }) => order.state));
    expect([...states]).toEqual(expect.arrayContaining(["settled", "lapsed", "cancelled"]));
    expect(records.filter(({ order }) => order.review).length).toBeGreaterThan(1);
    expect(records.some(({ order }) => order.objections)).toBe(true);
  });

  it("lends no item twice at a time", () => {
    const spans = new Map<string, [from: number, to: number][]>();
    for (const { order } of records) {
      for (const { itemId, openedAt, returned } of order.loans) {
        if (itemId === undefined || openedAt === undefined) continue;
        const others = spans.get(itemId) ?? [];
        const span: [number, number] = [openedAt, returned?.at ?? openedAt + hour / 12];
        expect(others.filter(([from, to]) => from < span[1] && span[0] < to)).toEqual([]);
        spans.set(itemId, [...others, span]);
      }
    }
    expect(spans.size).toBeGreaterThan(5);
  });

  it("has for each hour the number of orders whose item was out then", async () => {
    // When the hub heard of it: a return that no clock can date is priced as if the item had never been out.
    const backAt = ({ audit }: OrderRecord) =>
      audit.find(({ cause }) => cause.type === "item-returned")?.at ?? until + 1;
    const loans = records.flatMap((record) =>
      record.order.loans.flatMap(({ openedAt }) =>
        openedAt === undefined ? [] : [[openedAt, backAt(record)] as const],
      ),
    );
    const days = Array.from({ length: past.days }, (_, index) => bookDay(until - index * 24 * hour)).toReversed();
    const counts = await outCountsOf(store, days);
    expect(counts.length).toBeGreaterThan(24 * (past.days - 1));
    for (const { hour: at, out } of counts) {
      const wereOut = loans.filter(([from, to]) => from <= at && to > at);
      expect(out, new Date(at).toISOString()).toBe(wereOut.length);
    }
    expect(Math.max(...counts.map(({ out }) => out))).toBeGreaterThan(2);
  });

  it("is the same each time", async () => {
    const again = await openStore("again");
    await giveHistory(again, past);
    expect(await recordsIn(again)).toEqual(records);
    await again.close();
  });

  it("is given to no hub that has orders", async () => {
    await expect(giveHistory(store, past)).rejects.toMatchObject({ code: "history/not-new" });
    expect(await recordsIn(store)).toEqual(records);
  });
});
