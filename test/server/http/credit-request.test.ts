import { describe, expect, it } from "vitest";
import { creditRequest } from "../../../server/http/credit-request.ts";
import { fen } from "../../../server/rental/money.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
import { hour, request, Story, start } from "../rental/examples.ts";

const asked = (changes: Partial<Tariff> = {}, slots = request.slots) => {
  const { order } = new Story({ ...request, slots, tariff: { ...request.tariff, ...changes } });
  return creditRequest(order, { publicUrl: "https://hub.example" });
};
const two = [{ slot: 7 }, { slot: 8 }];

describe("what the wallet is asked to confirm", () => {
  it("is the order, its place and its price, and never more than the deposit", () => {
    expect(asked()).toEqual({
      orderNo: request.orderNo,
      goodsName: "共享充电宝",
      items: 1,
      rentInfo: ["前5分钟免费", "24小时封顶20元"],
      rentUnit: "hour",
      rentAmount: 300,
      depositAmount: 9900,
      depositAllowed: true,
      collectedBy: "provider",
      borrowedAt: start,
      expiresAt: start + 240 * hour,
      shopName: "咖啡馆",
      returnUrl: `https://hub.example/o/${request.orderNo}`,
    });
  });

  it("counts every item: rent, daily cap and deposit", () => {
    expect(asked({ freeMinutes: 0, dailyCap: fen(1955) }, two)).toMatchObject({
      items: 2,
      rentInfo: ["24小时封顶39.1元"],
      rentAmount: 600,
      depositAmount: 19_800,
    });
  });

  it("names what is lent, how the money is collected and whether a deposit may be left, as the tariff has it", () => {
    const umbrella = { goodsName: "共享雨伞", collectedBy: "merchant", depositAllowed: false } as const;
    expect(asked(umbrella)).toMatchObject(umbrella);
  });

  it.each<[string, Partial<Tariff>, string[]]>([
    ["free hours", { freeMinutes: 120 }, ["前2小时免费", "24小时封顶20元"]],
    ["a grace beyond the free minutes", { graceMinutes: 10 }, ["前5分钟免费", "24小时封顶20元", "10分钟内归还免费"]],
    ["no grace that the free minutes cover", { graceMinutes: 5 }, ["前5分钟免费", "24小时封顶20元"]],
    ["no daily cap as high as the total one", { freeMinutes: 0, dailyCap: fen(9900) }, []],
    ["no daily cap of a day's price", { freeMinutes: 0, unit: "day" }, []],
    ["no daily cap of a single price", { freeMinutes: 0, unit: "once" }, []],
    ["nothing of a rent that is none", { pricePerUnit: fen(0), dailyCap: fen(0), graceMinutes: 10 }, []],
  ])("tells %s", (_what, changes, statements) => {
    expect(asked(changes).rentInfo).toEqual(statements);
  });
});
