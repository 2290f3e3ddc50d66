import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyOf, exampleOrders, fill } from "../../bench/example-orders.ts";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import { hubTables } from "../../server/tables.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { freshDatabase, postgresPrograms } from "../support/postgres-server.ts";

const tariff = {
  version: "bank",
  freeMinutes: 0,
  unit: "half-hour",
  pricePerUnit: 150,
  dailyCap: 3000,
  totalCap: 9900,
  longestLoanHours: 240,
};
/** Enough for the archive. */
const olderOrders = 600;

describe.skipIf(!postgresPrograms)("a hub that moves from its folder to a database", () => {
  let system: DeployedSystem;
  let databaseUrl: string | undefined;

  beforeAll(async () => {
    system = await DeployedSystem.open({
      prices: [{ itemKind: "power-bank", tariff }],
      environmentOf: (name): Record<string, string> =>
        name === "hub" && databaseUrl !== undefined ? { HUB_DATABASE_URL: databaseUrl } : {},
    });
  });
  afterAll(() => system?.close(), 60_000);

  it("shows the same orders as before, and goes on with the open one", async () => {
    const first = (await system.lend(await system.rider(1), 1)).order.orderNo;
    await system.board("/slots/1/insert", {});
    await system.orderIn(first, "settled");
    const open = (await system.lend(await system.rider(2), 2)).order.orderNo;
    const hubFolder = join(system.data, "hub");
    const older = copyOf((await exampleOrders(Date.now() - 40 * 86_400_000)).finished);
    const some = [0, 1, 299, olderOrders - 1].map((index) => older(index).order.orderNo);
    const url = await freshDatabase();
    // What is due sooner may be done meanwhile.
    const soon = Date.now() + 3_600_000;
    const shown = () =>
      Promise.all(
        [first, open, ...some].map(async (orderNo) => {
          const { order, audit, ledger, effects } = await system.order(orderNo);
          return { order, audit, ledger, effects: effects.filter(({ dueAt }) => dueAt > soon) };
        }),
      );

    await system.restart(async () => {
      const store = await openSqliteStore(hubFolder, hubTables);
      await fill(store, older, 0, olderOrders);
      await store.close();
    });
    const before = await shown();
    await system.restart(async () => {
      const program = [resolve("dist/server/store-admin/main.js"), "move", hubFolder];
      const moved = spawnSync(process.execPath, program, {
        encoding: "utf8",
        env: { PATH: process.env["PATH"], HUB_DATABASE_URL: url },
      });
      expect(moved).toMatchObject({ status: 0, stderr: "" });
      expect(moved.stdout).toMatch(/^orders: 602 rows, sha256/m);
      databaseUrl = url;
    });
    expect(await shown()).toEqual(before);

    await system.board("/slots/2/insert", {});
    const settled = await system.orderIn(open, "settled");
    expect(settled.order.charge?.amount).toBe(150);
    expect(await system.charges(open)).toEqual([150]);
    const third = (await system.lend(await system.rider(3), 3)).order.orderNo;
    await system.board("/slots/3/insert", {});
    await system.orderIn(third, "settled");
  });
});
