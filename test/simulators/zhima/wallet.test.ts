import { createSign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CreditRequest } from "../../../server/credit/credit-provider.ts";
import { fen } from "../../../server/rental/money.ts";
import { appId, hour, Merchant, merchantKeys } from "./merchant.ts";

const poor = "2088000000000002";
const other = "2088000000000003";
let merchant: Merchant;

beforeAll(async () => {
  merchant = await Merchant.start();
  await merchant.control("PUT", `users/${poor}`, { score: 599 });
});
afterAll(() => merchant.stop());

async function page(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, redirect: "manual" });
  return { status: response.status, text: await response.text(), cookie: response.headers.get("set-cookie") };
}

function beijing(at: number): string {
  return new Date(at + 8 * hour).toISOString().slice(0, 19).replace("T", " ");
}

/** A page call made by hand, correctly signed whatever it says. */
function signedUrl(bizContent: object | string, change: Record<string, string> = {}): string {
  const parameters: Record<string, string> = {
    app_id: appId,
    method: "zhima.merchant.order.rent.create",
    charset: "utf-8",
    sign_type: "RSA2",
    timestamp: beijing(Date.now()),
    version: "1.0",
    biz_content: typeof bizContent === "string" ? bizContent : JSON.stringify(bizContent),
    ...change,
  };
  const text = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${parameters[name]}`)
    .join("&");
  const sign = createSign("RSA-SHA256").update(text).sign(merchantKeys.privateKey, "base64");
  return `${merchant.simulator.url}/gateway.do?${new URLSearchParams({ ...parameters, sign }).toString()}`;
}

function fields(change: Record<string, unknown> = {}) {
  return {
    invoke_type: "WINDOWS",
    invoke_return_url: "http://hub.example/back",
    out_order_no: "20260301203000777777",
    product_code: "w1010100000000002858",
    goods_name: "雨伞",
    rent_unit: "DAY_YUAN",
    rent_amount: "1.00",
    deposit_amount: "30.00",
    deposit_state: "Y",
    expiry_time: beijing(Date.now() + hour),
    ...change,
  };
}

describe("the consent page", () => {
  it("shows goods, rent, deposit, place and due time, and asks for the agreement where there may be rent", async () => {
    const request = merchant.newRequest({ goodsName: "<充电宝>" });
    const { status, text } = await page(`${merchant.zhima.confirmationUrl(request)}&user=${other}`);
    expect(status).toBe(200);
    for (const shown of [
      "&#60;充电宝&#62;",
      "2.50 元/小时",
      "前5分钟免费",
      "99.00 元",
      "文三路门店",
      beijing(request.expiresAt),
      other,
    ])
      expect(text).toContain(shown);
    expect(text).toContain("自动扣款");
    expect(text).not.toContain("<充电宝>");
  });

  it("asks for no agreement where there is no rent, or where it is signed already", async () => {
    await merchant.control("PUT", `users/2088000000000005`, { signed: true });
    const free = merchant.zhima.confirmationUrl(merchant.newRequest({ rentAmount: fen(0) }));
    const signed = `${merchant.zhima.confirmationUrl(merchant.newRequest())}&user=2088000000000005`;
    for (const url of [free, signed]) {
      const { text } = await page(url);
      expect(text).toContain("免押金");
      expect(text).not.toContain("自动扣款");
    }
  });

  it("offers a deposit below a score of 600, with a bad record, and with a loan overdue", async () => {
    const [overdue, late] = ["2088000000000006", "2088000000000007"];
    const url = merchant.zhima.confirmationUrl(merchant.newRequest());
    for (const user of [overdue, late]) expect((await page(`${url}&user=${user}`)).text).not.toContain("支付押金");
    await merchant.control("PUT", `users/${overdue}`, { overdue: true });
    await merchant.borrow({ borrowedAt: Date.now() - 9 * hour, expiresAt: Date.now() - hour }, late);
    for (const user of [poor, overdue, late])
      expect((await page(`${url}&user=${user}`)).text).toContain("支付押金 ¥99.00");
  });

  it("can be used as a form, as a browser does", async () => {
    const { text } = await page(merchant.zhima.confirmationUrl(merchant.newRequest()));
    const [, request = ""] = /name="request" value="([^"]*)"/.exec(text) ?? [];
    const plain = request.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    const response = await fetch(`${merchant.simulator.url}/consent`, {
      method: "POST",
      body: new URLSearchParams({ request: plain, decision: "confirm" }),
      redirect: "manual",
    });
    expect(response.status).toBe(302);
  });

  it("sends a user who declines back with an error code, and no order comes to be", async () => {
    const request = merchant.newRequest();
    const response = await merchant.consent(merchant.zhima.confirmationUrl(request), { decision: "refuse" });
    expect(new URL(response.headers.get("location") ?? "").searchParams.get("error_code")).toBe("USER_CANCEL");
    expect((await merchant.control("GET", `orders/${request.orderNo}`)).status).toBe(404);
  });

  it("sends a user who may not borrow back with another code, for he has nothing to decide", async () => {
    const url = signedUrl(fields({ deposit_state: "N" }));
    const code = async (user: string) => {
      const response = await merchant.consent(url, { decision: "refuse", user });
      return new URL(response.headers.get("location") ?? "").searchParams.get("error_code");
    };
    expect(await code(poor)).toBe("USER_NOT_ADMITTED");
    expect(await code(other)).toBe("USER_CANCEL");
  });

  it("refuses who is not admitted where no deposit is allowed or nothing is collected", async () => {
    for (const change of [{ deposit_state: "N" }, { rent_settle_type: "merchant" }]) {
      const url = signedUrl(fields(change));
      expect((await page(`${url}&user=${poor}`)).text).toContain("暂不符合免押金条件");
      const response = await merchant.consent(url, { user: poor });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("USER_NOT_ADMITTED");
    }
  });

  it("lets the first user who confirms have the order number, and him alone", async () => {
    const url = merchant.zhima.confirmationUrl(merchant.newRequest());
    const first = await merchant.consent(url);
    const again = await merchant.consent(url);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const second = await merchant.consent(url, { user: other });
    expect(second.status).toBe(400);
    expect(await second.text()).toContain("ORDER_BELONGS_TO_OTHER_USER");
    expect((await page(`${url}&user=${other}`)).text).toContain("ORDER_BELONGS_TO_OTHER_USER");
  });

  it("where nothing is collected shows the amount and moves no money", async () => {
    await merchant.consent(
      signedUrl(fields({ rent_settle_type: "merchant", borrow_time: beijing(Date.now() - hour) })),
    );
    const { orderNo } = await merchant.order("20260301203000777777");
    const settlement = { kind: "rent", amount: fen(200), restoredAt: Date.now(), shopName: "" } as const;
    expect(await merchant.zhima.complete(orderNo, settlement)).toMatchObject({ outcome: "ok" });
    const order = await merchant.order("20260301203000777777");
    expect(order).toMatchObject({ useState: "restore", payAmount: 200, charges: [] });
    expect(order).not.toHaveProperty("payStatus");
  });
});

describe("Alipay's error page meets", () => {
  it.each([
    ["another product", { product_code: "w1010100000000002859" }, "product_code"],
    ["an overlong order number", { out_order_no: "123456789012345678901" }, "out_order_no"],
    ["an overlong goods name", { goods_name: "一二三四五六七八九十一二三四五" }, "goods_name"],
    ["an unknown unit", { rent_unit: "WEEK_YUAN" }, "rent_unit"],
    ["an empty value", { rent_info: "" }, "rent_info"],
    ["a number in the place of text", { rent_amount: 1 }, "rent_amount"],
    ["three decimals", { rent_amount: "1.005" }, "yuan"],
    ["a negative deposit", { deposit_amount: "-1.00" }, "yuan"],
    ["a straight quote", { goods_name: '"' }, "goods_name holds"],
    ["a comma", { borrow_shop_name: "a,b" }, "borrow_shop_name holds"],
    ["a time in another form", { expiry_time: "2026-13-01 00:00:00" }, "a time"],
    ["a start in another form", { borrow_time: "now" }, "a time"],
    ["an end before the start", { expiry_time: "2020-01-01 00:00:00" }, "expiry_time"],
    ["no end", { expiry_time: undefined }, "expiry_time"],
    ["a state that is not JSON", { invoke_state: "{" }, "invoke_state"],
    ["a name without a certificate", { name: "a" }, "cert_no"],
    ["a return address that is none", { invoke_return_url: "javascript:1" }, "invoke_return_url"],
  ])("%s", async (_what, change, said) => {
    for (const response of [
      await fetch(signedUrl(fields(change))),
      await merchant.consent(signedUrl(fields(change))),
    ]) {
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(said);
    }
  });

  it.each([
    ["biz_content that is not JSON", () => signedUrl("{")],
    ["another application", () => signedUrl(fields(), { app_id: "2" })],
    ["another version", () => signedUrl(fields(), { version: "2.0" })],
    ["another kind of signature", () => signedUrl(fields(), { sign_type: "RSA" })],
    ["a changed amount", () => merchant.zhima.confirmationUrl(merchant.newRequest()).replace("99.00", "0.01")],
    ["a parameter that was not signed", () => `${signedUrl(fields())}&extra=1`],
    ["no signature", () => signedUrl(fields()).replace(/&sign=[^&]*/, "")],
    ["an unreadable timestamp", () => signedUrl(fields(), { timestamp: "now" })],
  ])("%s", async (_what, url) => {
    expect((await page(url())).status).toBe(400);
    expect((await merchant.consent(url())).status).toBe(400);
  });

  it("an address that is older than a quarter of an hour, though an open page may still be confirmed", async () => {
    const url = signedUrl(fields({ out_order_no: "20260301203000888888" }), {
      timestamp: beijing(Date.now() - 16 * 60_000),
    });
    expect((await page(url)).status).toBe(400);
    expect((await merchant.consent(url)).status).toBe(302);
  });

  it("a form that is none", async () => {
    const response = await fetch(`${merchant.simulator.url}/consent`, {
      method: "POST",
      body: new URLSearchParams({}),
    });
    expect(response.status).toBe(400);
  });
});

describe("the silent login", () => {
  const authorise = async (query = "", headers: Record<string, string> = {}) => {
    const response = await fetch(merchant.zhima.loginUrl("s1") + query, { redirect: "manual", headers });
    const back = new URL(response.headers.get("location") ?? "");
    return { back, code: back.searchParams.get("auth_code") ?? "", cookie: response.headers.get("set-cookie") ?? "" };
  };

  it("sends the rider back with the state and a code that can be used once", async () => {
    const { back, code } = await authorise();
    expect(back.origin + back.pathname).toBe("http://hub.example/login");
    expect(back.searchParams.get("state")).toBe("s1");
    expect(await merchant.zhima.riderOf(code)).toEqual({ outcome: "ok", value: { riderId: "user/2088000000000001" } });
    expect(await merchant.zhima.riderOf(code)).toMatchObject({
      outcome: "refused",
      providerCode: "40002 isv.code-invalid",
    });
  });

  it("is as the user named in the address, whom the browser then stays, or as the one set for all", async () => {
    const named = await authorise(`&user=${other}`);
    expect(await merchant.zhima.riderOf(named.code)).toMatchObject({ value: { riderId: `user/${other}` } });
    const kept = await authorise("", { cookie: named.cookie.split(";")[0] ?? "" });
    expect(await merchant.zhima.riderOf(kept.code)).toMatchObject({ value: { riderId: `user/${other}` } });
    await merchant.control("PUT", "current-user", { userId: poor });
    expect(await merchant.zhima.riderOf((await authorise()).code)).toMatchObject({
      value: { riderId: `user/${poor}` },
    });
    await merchant.control("PUT", "current-user", { userId: "2088000000000001" });
  });

  it("refuses another application, another scope and a made-up code", async () => {
    const url = merchant.zhima.loginUrl("s1");
    expect((await page(url.replace(appId, "2021000000000009"))).status).toBe(400);
    expect((await page(url.replace("auth_base", "auth_user"))).status).toBe(400);
    expect(await merchant.zhima.riderOf("madeup")).toMatchObject({ outcome: "refused" });
  });
});

describe("the user's own list of loans", () => {
  const post = (orderNo: string, action: string, user: string) =>
    fetch(`${merchant.simulator.url}/records/${orderNo}/${action}?user=${user}`, {
      method: "POST",
      redirect: "manual",
    });

  it("shows each loan, and lets its user pay what could not be withheld", async () => {
    const user = "2088000000000008";
    const records = `${merchant.simulator.url}/records?user=${user}`;
    expect((await page(records)).text).toContain("暂无借用记录");
    const { orderNo, outOrderNo } = await merchant.borrow({}, user);
    expect((await page(records)).text).toContain("借用中");
    await merchant.control("POST", "faults", { kind: "withholding-fails" });
    await merchant.zhima.complete(orderNo, { kind: "rent", amount: fen(125), restoredAt: Date.now(), shopName: "" });
    expect((await page(records)).text).toContain("立即支付");
    expect((await post(outOrderNo, "pay", other)).status).toBe(403);
    expect((await post(outOrderNo, "pay", user)).status).toBe(303);
    expect((await page(records)).text).toContain("已支付");
    expect((await post(outOrderNo, "pay", user)).status).toBe(409);
  });

  it("lets him answer the SMS of a large payment and see a frozen deposit", async () => {
    const user = "2088000000000009";
    const change: Partial<CreditRequest> = { depositAmount: fen(80_000) };
    const { orderNo, outOrderNo } = await merchant.borrow(change, user);
    await merchant.zhima.complete(orderNo, {
      kind: "damage",
      amount: fen(80_000),
      restoredAt: Date.now(),
      shopName: "",
    });
    expect((await page(`${merchant.simulator.url}/records?user=${user}`)).text).toContain("待短信确认");
    expect((await post(outOrderNo, "sms-confirm", user)).status).toBe(303);
    await merchant.borrow({}, poor);
    expect((await page(`${merchant.simulator.url}/records?user=${poor}`)).text).toContain("99.00 元");
  });
});

describe("the gateway refuses", () => {
  it("a method that the product does not have, a repeated parameter and an old request", async () => {
    const call = async (url: string) => (await fetch(url, { method: "POST" })).text();
    expect(await call(signedUrl({}, { method: "alipay.trade.pay" }))).toContain("isv.invalid-method");
    expect(await call(`${signedUrl({}, { method: "zhima.merchant.order.rent.query" })}&charset=gbk`)).toContain(
      "error_response",
    );
    const old = { method: "zhima.merchant.order.rent.query", timestamp: beijing(Date.now() - 16 * 60_000) };
    expect(await call(signedUrl({}, old))).toContain("isv.invalid-timestamp");
    const unsigned = signedUrl({}, { method: "zhima.merchant.order.rent.query" }).replace("RSA2", "RSA2&x=1");
    expect(await call(unsigned)).toContain("isv.invalid-signature");
  });

  it.each([
    ["query", {}, "out_order_no"],
    ["query", "{", "JSON"],
    ["complete", { order_no: "1", product_code: "w1010100000000002858" }, "restore_time"],
    ["modify", { order_no: "ORDER", product_code: "w1010100000000002858" }, "borrow_time"],
    [
      "modify",
      { order_no: "ORDER", product_code: "w1010100000000002858", expiry_time: "2026-99-99 00:00:00" },
      "expiry_time",
    ],
    ["cancel", { order_no: "ORDER", product_code: "x" }, "product_code"],
  ])("%s with %j", async (method, bizContent, said) => {
    const { orderNo } = await merchant.borrow();
    const text = typeof bizContent === "string" ? bizContent : JSON.stringify(bizContent).replace("ORDER", orderNo);
    const response = await fetch(signedUrl(text, { method: `zhima.merchant.order.rent.${method}` }), {
      method: "POST",
    });
    const answer = await response.text();
    expect(answer).toContain('"code":"40002"');
    expect(answer).toContain(said);
  });

  it.each([
    ["restore_time", { restore_time: "2026-99-99 00:00:00", pay_amount: "1.00" }],
    ["pay_amount", { restore_time: "2026-01-01 00:00:00", pay_amount: "1.001" }],
  ])("a completion with an unreadable %s", async (said, change) => {
    const { orderNo } = await merchant.borrow();
    const content = { order_no: orderNo, product_code: "w1010100000000002858", pay_amount_type: "RENT", ...change };
    const response = await fetch(signedUrl(content, { method: "zhima.merchant.order.rent.complete" }), {
      method: "POST",
    });
    expect(await response.text()).toContain(said);
  });
});
