import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replay } from "../../../server/orders/order-service.ts";
import { isErased, isOverForRider, pseudonymOf, withoutPerson } from "../../../server/riders/without-person.ts";
import type { OrderRecord } from "../../../server/store/order-table.ts";
import { openPastHub, type PastHub } from "./past-hub.ts";

let hub: PastHub;
let records: readonly OrderRecord[];

beforeAll(async () => {
  hub = await openPastHub();
  records = await hub.orders();
});
afterAll(() => hub.close());

const oneWith = (is: (record: OrderRecord) => boolean) => {
  const found = records.find(is);
  if (!found) throw new Error("no such order");
  return found;
};

describe("an order without its rider", () => {
  it("names the rider nowhere, whatever became of it", () => {
    for (const record of records) {
      const { riderId } = record.order;
      const text = JSON.stringify(withoutPerson(record, "x"));
      expect(text).not.toContain(riderId.slice(riderId.indexOf("/") + 1));
      expect(text).toContain(pseudonymOf(riderId, "x"));
    }
  });

  it("is still what its timeline makes of it, and worth the same", () => {
    for (const record of records) {
      const erased = withoutPerson(record, "x");
      expect(replay(erased.audit)).toEqual(erased.order);
      expect(erased.ledger).toEqual(record.ledger);
      expect(erased.order.charge).toEqual(record.order.charge);
    }
  });

  it("has other words where the rider's own words stood", () => {
    const [record] = records;
    if (!record) throw new Error("no order");
    const objection = { kind: "other", text: "打 13800000000 找我" } as const;
    const cause = { type: "rider-objected", objection } as const;
    const objected: OrderRecord = {
      ...record,
      order: { ...record.order, objections: [{ ...objection, objectionNo: 1, at: 1 }] },
      audit: [{ at: 1, actor: `rider/${record.order.riderId}`, cause, state: "active" }],
    };
    const { order, audit } = withoutPerson(objected, "x");
    expect(order.objections).toEqual([{ objectionNo: 1, kind: "other", text: "(erased)", at: 1 }]);
    expect(audit[0]?.cause).toEqual({ ...cause, objection: { kind: "other", text: "(erased)" } });
  });

  it("keeps the ids of two persons apart, and those of one person under two kinds together", () => {
    const [record] = records;
    if (!record) throw new Error("no order");
    const view = { riderId: "open/abc", riderAlias: "user/2088999" };
    const odd = { ...record, order: { ...record.order, riderId: "user/1", riderAlias: "open/abc", credit: view } };
    expect(withoutPerson(odd as unknown as OrderRecord, "x").order).toMatchObject({
      riderId: "user/erased-x",
      riderAlias: "open/erased-x-1",
      credit: { riderId: "open/erased-x-1", riderAlias: expect.stringMatching(/^user\/erased-x-/) as string },
    });
  });
});

describe("an id", () => {
  it("that took a rider's place is known as such, and a rider's own is not", () => {
    expect(isErased(pseudonymOf("user/2088000000000001", "abc"))).toBe(true);
    expect(isErased("user/2088000000000001")).toBe(false);
  });
});

describe("an order still needs its rider", () => {
  it("while it has not ended, or is under review, or its rider objects or reports", () => {
    const settled = oneWith((record) => isOverForRider(record) && record.order.state === "settled");
    const { order } = settled;
    const [loan] = order.loans;
    const objection = { objectionNo: 1, kind: "other", at: 1 } as const;
    const cases: readonly Partial<OrderRecord["order"]>[] = [
      { state: "active" },
      { review: { reason: { code: "unclear" }, at: 1 } as unknown as NonNullable<OrderRecord["order"]["review"]> },
      { objections: [objection] },
      { loans: [{ ...loan, report: { claim: "returned", at: 1, count: 1 } } as (typeof order.loans)[number]] },
    ];
    for (const change of cases) expect(isOverForRider({ ...settled, order: { ...order, ...change } })).toBe(false);
    const pending = oneWith(({ effects }) => effects.length > 0).effects;
    expect(isOverForRider({ ...settled, effects: pending })).toBe(false);
  });
});
