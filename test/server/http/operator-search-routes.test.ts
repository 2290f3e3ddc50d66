import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bookDay } from "../../../server/rental/book-day.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { cabinetId, riderId, usualPlan } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});

afterEach(() => fixture.close());

const minute = 60_000;

interface FoundOrders {
  readonly orders: readonly { readonly orderNo: string }[];
  readonly count?: object;
}

const get = (path: string) => fixture.app.inject({ url: `/api/operator/${path}`, headers: operator });
const find = async (filter: string) => {
  const { orders } = (await get(`orders?${filter}`)).json<FoundOrders>();
  return orders.map(({ orderNo }) => orderNo);
};

/** A loan of 90 minutes that has been paid. */
async function settled(): Promise<string> {
  const orderNo = await fixture.hub.lent();
  await fixture.hub.clock.pass(90 * minute);
  await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
  await fixture.hub.snapshot();
  await fixture.hub.clock.pass(minute);
  expect((await fixture.hub.record(orderNo)).order.state).toBe("settled");
  return orderNo;
}

describe("a search of orders", () => {
  it("answers a summary of each, with the number of all that fit", async () => {
    const orderNo = await settled();
    const { order } = await fixture.hub.record(orderNo);
    const answer = await get("orders");
    expect(answer.headers).toMatchObject({ "cache-control": "no-store" });
    expect(answer.headers.link).toBeUndefined();
    expect(answer.json()).toEqual({
      orders: [
        {
          orderNo,
          creditOrderNo: order.credit?.orderNo,
          state: "settled",
          createdAt: order.createdAt,
          cabinetId,
          place: "咖啡馆",
          itemKind: "power-bank",
          riderId,
          items: ["BANK07"],
          amount: 600,
        },
      ],
      count: { atLeast: 1, more: false },
    });
  });

  it("finds the orders of the cabinets that stand at a site now, and none where no cabinet stands", async () => {
    const orderNo = await settled();
    expect(await find("siteId=tea-house")).toEqual([]);
    await fixture.hub.store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (cabinet) await tx.put(cabinetTable, { ...cabinet, siteId: "tea-house" });
    });
    expect(await find("siteId=tea-house")).toEqual([orderNo]);
    expect(await find(`siteId=tea-house&cabinetId=${cabinetId}`)).toEqual([orderNo]);
    expect(await find("siteId=tea-house&cabinetId=shop-2")).toEqual([]);
    expect(await find("siteId=book-shop")).toEqual([]);
  });

  it("finds an order by everything that an operator may know of it, and by all of it together", async () => {
    const orderNo = await settled();
    const { createdAt, credit } = (await fixture.hub.record(orderNo)).order;
    const filters = [
      "state=settled,active",
      `from=${createdAt}`,
      `to=${createdAt}`,
      `cabinetId=${cabinetId}`,
      "itemKind=power-bank",
      `riderId=${encodeURIComponent(riderId)}`,
      "itemId=BANK07",
      `orderNo=${orderNo}`,
      `creditOrderNo=${credit?.orderNo}`,
      "amountFrom=600",
      "amountTo=600",
      "review=no",
    ];
    for (const filter of [...filters, filters.join("&")]) expect(await find(filter), filter).toEqual([orderNo]);
    const others = [
      "state=active",
      `from=${createdAt + 1}`,
      `to=${createdAt - 1}`,
      "cabinetId=shop-2",
      "itemKind=umbrella",
      "riderId=user/1",
      "itemId=BANK08",
      "orderNo=20261123000000000000",
      "creditOrderNo=Z0",
      "amountFrom=601",
      "amountTo=599",
      "review=yes",
      "review=payment-failed",
    ];
    for (const filter of others) {
      expect(await find(filter), filter).toEqual([]);
      expect(await find(`${filters[0]}&${filter}`.replace(/^state=.*&state/, "state")), filter).toEqual([]);
    }
  });

  it("finds an order by what its cabinet lent when it was made", async () => {
    const { hub } = fixture;
    await hub.registry.register({ cabinetId, name: "咖啡馆", address: "人民路1号", slots: 8, itemKind: "umbrella" });
    await hub.lendBy(usualPlan, { tariff, itemKind: "umbrella" });
    const orderNo = await settled();
    await hub.registry.register({ cabinetId, name: "咖啡馆", address: "人民路1号", slots: 8, itemKind: "power-bank" });
    expect(await find("itemKind=umbrella")).toEqual([orderNo]);
    expect((await get(`orders?orderNo=${orderNo}`)).json()).toMatchObject({ orders: [{ itemKind: "umbrella" }] });
    expect((await get("totals?by=kind")).json()).toMatchObject([{ kind: "umbrella", orders: 1 }]);
  });

  it("finds an order in review by why it is", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(minute);
    await fixture.hub.happens(
      { kind: "returned", slot: 3, itemId: "BANK07", source: "report" },
      { at: { latest: 0, uncertainty: null } },
    );
    const { review } = (await fixture.hub.record(orderNo)).order;
    expect(review).toBeDefined();
    expect((await get("orders?review=yes")).json()).toMatchObject({
      orders: [{ orderNo, review: review?.reason.code }],
    });
    expect(await find(`review=${review?.reason.code}`)).toEqual([orderNo]);
    expect(await find("review=no")).toEqual([]);
  });

  it("goes on with the page that its header names", async () => {
    const orderNos = [await settled(), await settled(), await settled()];
    const first = await get("orders?limit=2&state=settled");
    expect(first.json<FoundOrders>().orders.map(({ orderNo }) => orderNo)).toEqual([orderNos[2], orderNos[1]]);
    expect(first.json<FoundOrders>().count).toEqual({ atLeast: 3, more: false });
    const [, next = ""] = /^<(.*)>; rel="next"$/.exec(String(first.headers.link)) ?? [];
    const second = await fixture.app.inject({ url: next, headers: operator });
    expect(second.json<FoundOrders>().orders.map(({ orderNo }) => orderNo)).toEqual([orderNos[0]]);
    expect(second.json<FoundOrders>().count).toBeUndefined();
    expect(second.headers.link).toBeUndefined();
  });

  it.each([
    ["state=lent", "state: `lent` is none of requested, confirmed, "],
    ["state=settled,", "state: `` is none of"],
    ["from=2&to=1", "from is after to"],
    ["amountFrom=2&amountTo=1", "amountFrom is after amountTo"],
    ["from=yesterday", "querystring/from must match pattern"],
    ["orderNo=1", "querystring/orderNo must match pattern"],
    ["itemKind=Bicycle", "querystring/itemKind must"],
    ["before=x", "querystring/before must match pattern"],
    ["limit=0", "querystring/limit must match pattern"],
    ["colour=red", "querystring must NOT have additional properties"],
  ])("refuses %s and says why", async (filter, why) => {
    const answer = await get(`orders?${filter}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "request/invalid", detail: expect.stringContaining(why) as string });
  });
});

describe("the totals of orders", () => {
  it("are those of the ledger, by day, site and kind", async () => {
    const [one, other] = [await settled(), await settled()];
    const act = { act: "record-refund", amount: 200 };
    const refund = await fixture.app.inject({
      method: "POST",
      url: `/api/operator/orders/${one}/acts`,
      headers: operator,
      payload: { act, reason: "because" },
    });
    expect(refund.statusCode).toBe(200);
    const lent = await fixture.hub.lent();
    const day = bookDay((await fixture.hub.record(other)).order.createdAt);
    expect(bookDay((await fixture.hub.record(lent)).order.createdAt)).toBe(day);
    const sums = { orders: 3, charged: 1200, fees: 8, refunded: 200, owed: 0, writtenOff: 0 };
    expect((await get("totals")).json()).toEqual([sums]);
    const whole = { day, site: cabinetId, kind: "power-bank", ...sums };
    expect((await get("totals?by=day,site,kind")).json()).toEqual([whole]);
    expect(
      (await get(`totals?by=day,site,kind&from=${day}&to=${day}&cabinetId=${cabinetId}&itemKind=power-bank`)).json(),
    ).toEqual([whole]);
    expect((await get("totals?by=site")).json()).toEqual([{ site: cabinetId, ...sums }]);
    for (const filter of ["from=2099-01-01", "to=2020-01-01", "cabinetId=shop-2", "itemKind=umbrella"])
      expect((await get(`totals?by=kind&${filter}`)).json(), filter).toEqual([]);
  });

  it.each([
    ["by=rider", "by: `rider` is none of day, site, kind"],
    ["from=2026-02-30", "from: there is no day 2026-02-30"],
    ["from=2026-11-02&to=2026-11-01", "from is after to"],
    ["to=today", "querystring/to must match pattern"],
  ])("are refused for %s", async (filter, why) => {
    const answer = await get(`totals?${filter}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "request/invalid", detail: expect.stringContaining(why) as string });
  });
});
