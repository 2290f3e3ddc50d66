import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeployedSystem } from "../support/deployed-system.ts";
import { freshDatabase, postgresPrograms, query } from "../support/postgres-server.ts";
import { rentDue } from "../support/rent-due.ts";

const plans = [
  {
    itemKind: "power-bank",
    tariff: {
      version: "bank",
      freeMinutes: 0,
      unit: "half-hour",
      pricePerUnit: 150,
      dailyCap: 3000,
      totalCap: 9900,
      longestLoanHours: 240,
    },
  },
];

describe.skipIf(!postgresPrograms)("a hub with a database", () => {
  let system: DeployedSystem;
  let url: string;

  beforeAll(async () => {
    url = await freshDatabase();
    system = await DeployedSystem.open({ prices: plans, environment: { HUB_DATABASE_URL: url } });
  });
  afterAll(() => system?.close(), 60_000);

  it("lends, is killed, takes the item back and settles once; everything is in the database", async () => {
    const rider = await system.rider(21);
    const { order } = await system.lend(rider, 1);
    await system.kill("hub");
    await system.board("/slots/1/insert", {});
    const settled = await system.orderIn(order.orderNo, "settled");
    expect(await system.charges(order.orderNo)).toEqual(rentDue(settled, 150));
    const rows = await query<{ table_name: string }>(url, "SELECT table_name FROM rows WHERE key = $1", [
      order.orderNo,
    ]);
    expect(rows).toEqual([{ table_name: "orders" }]);
  });
});
