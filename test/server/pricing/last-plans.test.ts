import { afterEach, beforeEach, expect, test } from "vitest";
import { lastPlansTable, takeOverLastPlans } from "../../../server/pricing/last-plans.ts";
import { ratePlansIn } from "../../../server/pricing/prices-table.ts";
import { auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { tariffTable } from "../../../server/store/tariff-table.ts";
import { start, tariff } from "../rental/examples.ts";
import { PriceBooth } from "./price-booth.ts";

let booth: PriceBooth;
beforeEach(async () => {
  booth = await PriceBooth.open();
});
afterEach(() => booth.close());

const inForce = () => booth.store.transact((tx) => ratePlansIn(tx, start));
const takeOver = () => takeOverLastPlans(booth.store, booth.audit, start);

/** What an older version left, which had the rate plans in its settings. */
async function leaveLast() {
  const { store } = booth;
  const plan = { tariff: tariff.version, itemKind: "power-bank", cabinets: ["shop-1"] };
  await store.transact(async (tx) => {
    await tx.put(tariffTable, { version: tariff.version, tariff, firstSeenAt: 5 });
    await tx.put(lastPlansTable, { key: "last", plans: [plan] });
  });
}

test("the prices that an older version was started with last are published once, with an entry in the audit log", async () => {
  await leaveLast();
  await takeOver();
  await takeOver();
  expect(await inForce()).toEqual([{ tariff, itemKind: "power-bank", cabinets: ["shop-1"] }]);
  const entries = await booth.store.transact((tx) => tx.page(auditTable, auditEntry({}), 10));
  expect(entries).toMatchObject([{ actor: "config", act: { what: "prices-published", number: 1 } }]);
});

test("nothing is taken over where prices were published already, or an older version left none", async () => {
  await takeOver();
  expect(await inForce()).toEqual([]);
  await booth.publish([booth.plan("new")]);
  await leaveLast();
  await takeOver();
  expect((await inForce()).map((plan) => plan.tariff.version)).toEqual(["new"]);
});
