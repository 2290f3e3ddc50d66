import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CreditRequest } from "../../../../server/credit/credit-provider.ts";
import type { Zhima } from "../../../../server/credit/zhima/zhima.ts";
import { fen } from "../../../../server/rental/money.ts";
import { gbk } from "../../books/gbk.ts";
import { alipays, FakeGateway, isOurs, now, signature, stillClock, zhimaAt } from "./fake-gateway.ts";

const orderNo = "20260301203000123456";
const creditOrderNo = "20000001";
const hour = 3_600_000;
const gateway = new FakeGateway();
let zhima: Zhima;

beforeAll(async () => {
  await gateway.start();
  zhima = zhimaAt(gateway.url);
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.requests.length = 0;
});

const request: CreditRequest = {
  orderNo,
  goodsName: "充电宝",
  items: 1,
  rentInfo: ["前5分钟免费"],
  rentUnit: "hour",
  rentAmount: fen(250),
  depositAmount: fen(9900),
  depositAllowed: true,
  collectedBy: "provider",
  borrowedAt: now,
  expiresAt: now + 72 * hour,
  shopName: "文三路门店",
  returnUrl: `https://hub.example/orders/${orderNo}`,
};
const settlement = { kind: "rent", amount: fen(305), restoredAt: now + hour, shopName: "文三路门店" } as const;

function bizContentOf(url: string): Record<string, string> {
  return JSON.parse(new URL(url).searchParams.get("biz_content") ?? "") as Record<string, string>;
}

describe("the confirmation address", () => {
  it("is a signed page call that says everything about the loan", () => {
    const url = zhima.confirmationUrl(request);
    const parameters = new URL(url).searchParams;
    expect(isOurs(parameters)).toBe(true);
    expect(parameters.get("method")).toBe("zhima.merchant.order.rent.create");
    expect(bizContentOf(url)).toEqual({
      invoke_type: "WINDOWS",
      invoke_return_url: `https://hub.example/orders/${orderNo}`,
      invoke_state: `{"out_order_no":"${orderNo}"}`,
      out_order_no: orderNo,
      product_code: "w1010100000000002858",
      goods_name: "充电宝",
      rent_info: "前5分钟免费",
      rent_unit: "HOUR_YUAN",
      rent_amount: "2.50",
      deposit_amount: "99.00",
      deposit_state: "Y",
      borrow_time: "2026-03-01 20:30:00",
      expiry_time: "2026-03-04 20:30:00",
      rent_settle_type: "alipay",
      borrow_shop_name: "文三路门店",
    });
  });

  it("is stamped with Beijing time, wherever the process runs", () => {
    expect(new URL(zhima.confirmationUrl(request)).searchParams.get("timestamp")).toBe("2026-03-01 20:30:00");
  });

  it.each([
    ["half-hour", "HOUR_YUAN", "5.00"],
    ["hour", "HOUR_YUAN", "2.50"],
    ["day", "DAY_YUAN", "2.50"],
    ["once", "YUAN_ONCE", "2.50"],
  ] as const)("states a rent by the %s as %s %s", (rentUnit, unit, amount) => {
    expect(bizContentOf(zhima.confirmationUrl({ ...request, rentUnit }))).toMatchObject({
      rent_unit: unit,
      rent_amount: amount,
    });
  });

  it("counts several items in the name, which is cut before the count is", () => {
    const named = (goodsName: string, items: number) =>
      bizContentOf(zhima.confirmationUrl({ ...request, goodsName, items }))["goods_name"];
    expect(named("共享充电宝", 2)).toBe("共享充电宝2件");
    expect(named("一二三四五六七八九十甲乙", 4)).toBe("一二三四五六七八九十甲乙4件");
    expect(named("一二三四五六七八九十甲乙丙", 4)).toBe("一二三四五六七八九十甲…4件");
    expect(named("一二三四五六七八九十甲乙丙丁", 1)).toBe("一二三四五六七八九十甲乙丙丁");
  });

  it("says whether a deposit may be left, and who collects", () => {
    const change = { depositAllowed: false, collectedBy: "merchant" } as const;
    expect(bizContentOf(zhima.confirmationUrl({ ...request, ...change }))).toMatchObject({
      deposit_state: "N",
      rent_settle_type: "merchant",
    });
  });

  it("states a loan for nothing as 0.00, so that nobody has to sign a withholding", () => {
    expect(bizContentOf(zhima.confirmationUrl({ ...request, rentAmount: fen(0) }))).toMatchObject({
      rent_amount: "0.00",
      deposit_amount: "99.00",
    });
  });

  it("sends no forbidden character, no overlong text and no empty value", () => {
    const fields = bizContentOf(
      zhima.confirmationUrl({
        ...request,
        goodsName: 'The "best", longest umbrella',
        rentInfo: [],
        shopName: "\u0000",
        returnUrl: "https://hub.example/a?x=1,2",
      }),
    );
    expect(fields).toMatchObject({
      goods_name: "The ”best”， l…",
      invoke_return_url: "https://hub.example/a?x=1%2C2",
    });
    expect(fields).not.toHaveProperty("rent_info");
    expect(fields).not.toHaveProperty("borrow_shop_name");
  });

  it.each<[string, Partial<CreditRequest>]>([
    ["an order number that is not ours", { orderNo: "12" }],
    ["no name for the goods", { goodsName: " " }],
    ["a rent above the deposit", { rentAmount: fen(9901) }],
    [
      "a rent by the half hour that makes more than the deposit in an hour",
      { rentUnit: "half-hour", rentAmount: fen(4951) },
    ],
    ["an end that is not after the start", { expiresAt: now }],
    ["a return address that is not one", { returnUrl: "javascript:alert(1)" }],
    ["more deposit than ten characters hold", { depositAmount: fen(1_000_000_000) }],
    ["a moment beyond all calendars", { expiresAt: 9e15 }],
  ])("is refused for %s", (_what, change) => {
    expect(() => zhima.confirmationUrl({ ...request, ...change })).toThrow(
      expect.objectContaining({ code: "message/invalid" }) as Error,
    );
  });
});

describe("a query", () => {
  it("asks by our order number, signed and stamped with Beijing time", async () => {
    gateway.answers({ code: "10000", msg: "Success", order_no: creditOrderNo, use_state: "borrow" });
    await zhima.query(orderNo);
    const [sent] = gateway.requests;
    expect(sent && isOurs(sent)).toBe(true);
    expect(sent?.get("timestamp")).toBe("2026-03-01 20:30:00");
    expect(gateway.lastFields).toEqual({ out_order_no: orderNo, product_code: "w1010100000000002858" });
  });

  it("understands the sparse answer about a running loan", async () => {
    gateway.answers({
      code: "10000",
      msg: "Success",
      pay_amount: "0.00",
      borrow_time: "2026-03-01 20:30:00",
      use_state: "borrow",
      admit_state: "Y",
      goods_name: "充电宝",
      user_id: "2088000000000001",
      order_no: creditOrderNo,
      restore_time: "",
    });
    expect(await zhima.query(orderNo)).toEqual({
      outcome: "ok",
      value: {
        creditOrderNo,
        useState: "borrowed",
        payAmount: 0,
        riderId: "user/2088000000000001",
        admitted: true,
        borrowedAt: now,
      },
    });
  });

  it("keeps state and payment of a finished order apart", async () => {
    gateway.answers({
      code: "10000",
      msg: "Success",
      order_no: creditOrderNo,
      use_state: "restore",
      pay_status: "PAY_INPROGRESS",
      pay_amount_type: "DAMAGE",
      pay_amount: "99.5",
      open_id: "abc",
      admit_state: "N",
      restore_time: "2026-03-01 21:30:00",
      alipay_fund_order_no: "2026030100001",
      pay_time: "2026-03-01 21:30:01",
    });
    expect(await zhima.query(orderNo)).toEqual({
      outcome: "ok",
      value: {
        creditOrderNo,
        useState: "restored",
        payment: "in-progress",
        payKind: "damage",
        payAmount: 9950,
        riderId: "open/abc",
        admitted: false,
        restoredAt: now + hour,
        paidAt: now + hour + 1000,
        fundNo: "2026030100001",
      },
    });
  });

  it("is known where it only can't be read when the money moved", async () => {
    gateway.answers({ code: "10000", msg: "", order_no: creditOrderNo, use_state: "restore", pay_time: "today" });
    expect(await zhima.query(orderNo)).toEqual({ outcome: "ok", value: { creditOrderNo, useState: "restored" } });
  });

  it.each([
    ["no state", { order_no: creditOrderNo }],
    ["a state that is not documented", { order_no: creditOrderNo, use_state: "BORROW" }],
    ["a payment that is not documented", { order_no: creditOrderNo, use_state: "borrow", pay_status: "PAID" }],
    ["an amount that is not yuan", { order_no: creditOrderNo, use_state: "borrow", pay_amount: "1,00" }],
    ["a number in the place of text", { order_no: creditOrderNo, use_state: "borrow", pay_amount: 1 }],
    ["a day that does not exist", { order_no: creditOrderNo, use_state: "borrow", borrow_time: "2026-02-30 00:00:00" }],
    ["a time in another form", { order_no: creditOrderNo, use_state: "restore", restore_time: "2026-03-01T00:00:00Z" }],
    ["no order number", { use_state: "borrow" }],
  ])("is unknown where the answer has %s", async (_what, node) => {
    gateway.answers({ code: "10000", msg: "Success", ...node });
    expect(await zhima.query(orderNo)).toMatchObject({ outcome: "unknown" });
  });

  it("sends nothing for what can't be an order number", async () => {
    expect(await zhima.query("x")).toMatchObject({ outcome: "refused", reason: "other" });
    expect(gateway.requests).toEqual([]);
  });
});

describe("a completion", () => {
  it("states kind, amount in yuan, time of return and place", async () => {
    gateway.answers({ code: "10000", msg: "Success", order_no: creditOrderNo, alipay_fund_order_no: "77" });
    expect(await zhima.complete(creditOrderNo, settlement)).toEqual({ outcome: "ok", value: { fundNo: "77" } });
    expect(gateway.lastFields).toEqual({
      order_no: creditOrderNo,
      product_code: "w1010100000000002858",
      restore_time: "2026-03-01 21:30:00",
      pay_amount_type: "RENT",
      pay_amount: "3.05",
      restore_shop_name: "文三路门店",
    });
  });

  it("is done even where the answer names nothing but success", async () => {
    gateway.answers({ code: "10000", msg: "Success" });
    expect(await zhima.complete(creditOrderNo, { ...settlement, kind: "damage" })).toEqual({
      outcome: "ok",
      value: {},
    });
    expect(gateway.lastFields).toMatchObject({ pay_amount_type: "DAMAGE" });
  });

  it("is unknown where the answer is about another order", async () => {
    gateway.answers({ code: "10000", msg: "Success", order_no: "20000002" });
    expect(await zhima.complete(creditOrderNo, settlement)).toMatchObject({ outcome: "unknown" });
  });

  it.each([
    ["a credit order number that is none", "a b", settlement],
    ["more money than ten characters hold", creditOrderNo, { ...settlement, amount: fen(1_000_000_000) }],
    ["a moment that can't be written", creditOrderNo, { ...settlement, restoredAt: Number.NaN }],
  ])("sends nothing for %s", async (_what, number, content) => {
    const answer = await zhima.complete(number, content);
    expect(answer).toMatchObject({ outcome: "refused", reason: "other" });
    expect(answer).toHaveProperty("providerCode", expect.stringContaining("not-sent"));
    expect(gateway.requests).toEqual([]);
  });
});

describe("cancel and modify", () => {
  it("cancels by the credit order number", async () => {
    gateway.answers({ code: "10000", msg: "Success" });
    expect(await zhima.cancel(creditOrderNo)).toEqual({ outcome: "ok", value: null });
    expect(gateway.lastFields).toEqual({ order_no: creditOrderNo, product_code: "w1010100000000002858" });
  });

  it("changes the times that are given and no other", async () => {
    gateway.answers({ code: "10000", msg: "Success" });
    expect(await zhima.modify(creditOrderNo, { expiresAt: now })).toEqual({ outcome: "ok", value: null });
    expect(gateway.lastFields).toMatchObject({ expiry_time: "2026-03-01 20:30:00" });
    expect(gateway.lastFields).not.toHaveProperty("borrow_time");
    await zhima.modify(creditOrderNo, { borrowedAt: now });
    expect(gateway.lastFields).toMatchObject({ borrow_time: "2026-03-01 20:30:00" });
    expect(gateway.lastFields).not.toHaveProperty("expiry_time");
  });

  it("sends nothing for a change of nothing, or of no order", async () => {
    expect(await zhima.modify(creditOrderNo, {})).toMatchObject({ outcome: "refused" });
    expect(await zhima.modify("", { expiresAt: now })).toMatchObject({ outcome: "refused" });
    expect(await zhima.cancel("")).toMatchObject({ outcome: "refused" });
    expect(gateway.requests).toEqual([]);
  });
});

describe("a refusal", () => {
  it.each([
    ["UNITRADE_WITHHOLDING_PAY_FAILED", "payment-failed"],
    ["ORDER_GOODS_IS_RESTORED", "already-completed"],
    ["ORDER_IS_CANCEL", "already-cancelled"],
    ["ORDER_IS_NOT_BORROW", "not-borrowed"],
    ["ORDER_NOT_EXIST", "no-such-order"],
    ["SOMETHING_NEW", "other"],
    ["constructor", "other"],
  ])("with %s is %s", async (subCode, reason) => {
    gateway.answers({ code: "40004", msg: "Business Failed", sub_code: subCode, sub_msg: "…" });
    expect(await zhima.cancel(creditOrderNo)).toEqual({ outcome: "refused", reason, providerCode: subCode });
  });

  it.each([
    ["20001", "aop.invalid-auth-token"],
    ["40001", "isv.missing-method"],
    ["40002", "isv.invalid-signature"],
    ["40006", "isv.insufficient-isv-permissions"],
  ])("of the gateway (%s) is definite too", async (code, subCode) => {
    gateway.answers({ code, msg: "…", sub_code: subCode });
    expect(await zhima.cancel(creditOrderNo)).toEqual({ outcome: "refused", reason: "other", providerCode: subCode });
  });

  it("without a sub_code carries the gateway's code", async () => {
    gateway.answers({ code: "40004", msg: "Business Failed" });
    expect(await zhima.cancel(creditOrderNo)).toEqual({ outcome: "refused", reason: "other", providerCode: "40004" });
  });
});

describe("what was done is unknown after", () => {
  const yes = '{"code":"10000","msg":"Success"}';

  it.each([
    ["20000", "isp.unknow-error"],
    ["40004", "ACQ.SYSTEM_ERROR"],
    ["40004", "aop.unknow-error"],
    ["10003", "WAITING"],
    ["40002", "isv.invalid-timestamp"],
  ])("an answer %s %s", async (code, subCode) => {
    gateway.answers({ code, msg: "…", sub_code: subCode });
    const answer = await zhima.complete(creditOrderNo, settlement);
    expect(answer).toMatchObject({ outcome: "unknown", why: expect.stringContaining(subCode) as string });
  });

  it.each([
    ["a yes without a signature", `{"NODE":${yes}}`, "not signed by Alipay"],
    ["a yes with an unreadable signature", `{"NODE":${yes},"sign":"zzz"}`, "not signed by Alipay"],
    ["a signature that is no text", `{"NODE":${yes},"sign":1}`, "not signed by Alipay"],
    ["a signature of other text", `{"NODE":${yes},"sign":"${signature("{}")}"}`, "not signed by Alipay"],
    [
      "a forged node after a genuine one",
      `{"NODE":{"code":"40004","msg":"x"},"sign":"${signature('{"code":"40004","msg":"x"}')}","NODE":${yes}}`,
      "not signed by Alipay",
    ],
    ["an unsigned error_response", '{"error_response":{"code":"40002","sub_code":"isv.x"}}', "40002 isv.x"],
    ["a signed error_response", `{"error_response":${yes},"sign":"${signature(yes)}"}`, "not signed by Alipay"],
    ["an error_response that says nothing", '{"error_response":{"code":{}}}', "nothing readable"],
    ["the answer of another method", `{"other_response":${yes},"sign":"${signature(yes)}"}`, "not one of this method"],
    ["a page of HTML", "<html>maintenance</html>", "not one of this method"],
    ["nothing", "", "not one of this method"],
    ["a node that is only text", `{"NODE":"x","sign":"${signature('"x"')}"}`, "not signed by Alipay"],
    ["a node without a code", `{"NODE":{"a":1},"sign":"${signature('{"a":1}')}"}`, "no code"],
  ])("%s", async (_what, text, why) => {
    gateway.sends(text);
    const answer = await zhima.complete(creditOrderNo, settlement);
    expect(answer).toMatchObject({ outcome: "unknown", why: expect.stringContaining(why) as string });
  });

  it("a yes signed by a stranger, which is not repeated in the log", async () => {
    const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    gateway.answers({ code: "10000", msg: "Success", user_id: "2088000000000001" }, stranger);
    const answer = await zhima.complete(creditOrderNo, settlement);
    expect(answer).toMatchObject({ outcome: "unknown" });
    expect(JSON.stringify(answer)).not.toContain("2088000000000001");
  });

  it("a status other than 200, even around a signed yes", async () => {
    gateway.sends(`{"NODE":${yes},"sign":"${signature(yes)}"}`, 502);
    expect(await zhima.cancel(creditOrderNo)).toMatchObject({
      outcome: "unknown",
      why: expect.stringContaining("HTTP status 502") as string,
    });
  });

  it("a connection that breaks, which is tried once more underneath", async () => {
    gateway.respond = (response) => response.destroy();
    expect(await zhima.cancel(creditOrderNo)).toMatchObject({ outcome: "unknown" });
    expect(gateway.requests).toHaveLength(2);
  });

  it("silence", async () => {
    let late = () => {};
    const clock = {
      ...stillClock,
      after: (_delay: number, work: () => void) => {
        late = work;
        return () => {};
      },
    };
    gateway.respond = () => late();
    expect(await zhimaAt(gateway.url, clock, 100).cancel(creditOrderNo)).toEqual({
      outcome: "unknown",
      why: "zhima.merchant.order.rent.cancel: no answer within 100 ms",
    });
  });

  it.each(["utf-8", "no-such-charset"])("an answer in GBK that is declared as %s", async (declared) => {
    gateway.answersInGbk(Buffer.from(gbk('{"code":"10000","msg":"成功"}')), declared);
    expect(await zhima.cancel(creditOrderNo)).toMatchObject({ outcome: "unknown" });
  });

  it("an answer longer than any that is read", async () => {
    gateway.sends("x".repeat(1_100_000));
    expect(await zhima.cancel(creditOrderNo)).toMatchObject({
      outcome: "unknown",
      why: expect.stringContaining("too long") as string,
    });
  });

  it("an answer that trickles in beyond the time for a whole call", async () => {
    let late = () => {};
    const clock = {
      ...stillClock,
      after: (_delay: number, work: () => void) => {
        late = work;
        return () => {};
      },
    };
    gateway.respond = (response) => {
      response.write("{");
      late();
    };
    expect(await zhimaAt(gateway.url, clock).cancel(creditOrderNo)).toEqual({
      outcome: "unknown",
      why: "zhima.merchant.order.rent.cancel: no answer within 10000 ms",
    });
  });

  it("an address where nobody listens", async () => {
    const gone = await new FakeGateway().start();
    const { url } = gone;
    await gone.stop();
    expect(await zhimaAt(url).cancel(creditOrderNo)).toMatchObject({ outcome: "unknown" });
  });
});

it.each(["GBK", "gb2312", "GB18030"])("reads an answer in GBK that is declared as %s", async (declared) => {
  gateway.answersInGbk(
    Buffer.from(gbk('{"code":"40004","msg":"业务失败","sub_code":"ORDER_IS_CANCEL","sub_msg":"订单已撤销"}')),
    declared,
  );
  expect(await zhima.cancel(creditOrderNo)).toMatchObject({ outcome: "refused", reason: "already-cancelled" });
});

it("accepts an answer whatever its escapes and spaces, as long as the signed text is the sent text", async () => {
  const text = `{ "code" : "10000", "msg":"ok \\/ \\u4e2d \\"sign\\"", "order_no":"${creditOrderNo}" }`;
  gateway.sends(`{"NODE":${text},"alipay_cert_sn":"x","sign":"${signature(text, alipays.privateKey)}"}`);
  expect(await zhima.complete(creditOrderNo, settlement)).toEqual({ outcome: "ok", value: {} });
});
