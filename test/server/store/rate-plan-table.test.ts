import { expect, it } from "vitest";
import type { RatePlan } from "../../../server/rental/rate-plan.ts";
import { AuditLog, auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { keepRatePlans } from "../../../server/store/rate-plan-table.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { start, tariff } from "../rental/examples.ts";

const usual: RatePlan = { tariff, itemKind: "power-bank" };
const here: RatePlan = { ...usual, cabinets: ["shop-1", "shop-2"], validFrom: start };

it("a start with other rate plans leaves an entry in the audit log, a start with the same ones none", async () => {
  const fixture = await HubFixture.withCabinet();
  const audit = new AuditLog(fixture.clock, () => "x");
  const startWith = (...plans: RatePlan[]) => keepRatePlans(fixture.store, plans, audit);
  await startWith(usual);
  await startWith(usual);
  await startWith(here, usual);
  await startWith(usual, { ...here, cabinets: ["shop-2", "shop-1"] });
  await startWith(usual, { ...here, validFrom: start + 1 });
  const entries = (await fixture.store.transact((tx) => tx.page(auditTable, auditEntry({}), 10))).toReversed();
  const kept = { tariff: tariff.version, itemKind: "power-bank" };
  expect(entries.map(({ act }) => act)).toMatchObject([
    { what: "rate-plans-changed", before: [], plans: [kept] },
    { what: "rate-plans-changed", before: [kept], plans: [{ cabinets: ["shop-1", "shop-2"] }, kept] },
    { what: "rate-plans-changed", plans: [kept, { validFrom: start + 1 }] },
  ]);
  for (const { actor, reason } of entries)
    expect([actor, reason]).toEqual(["config", expect.stringContaining("HUB_TARIFFS")]);
  await fixture.close();
});
