import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Zhima } from "../../../../server/credit/zhima/zhima.ts";
import { appId, FakeGateway, isOurs, signature, zhimaAt } from "./fake-gateway.ts";

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

it("sends the rider to the silent login and back to us with our state", () => {
  const url = new URL(zhima.loginUrl("a&b=c"));
  expect(url.origin + url.pathname).toBe("https://openauth.alipay.com/oauth2/publicAppAuthorize.htm");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    app_id: appId,
    scope: "auth_base",
    redirect_uri: "https://hub.example/login",
    state: "a&b=c",
  });
});

describe("a login code", () => {
  it("is exchanged by parameters of the call itself, not of biz_content", async () => {
    gateway.answers({ user_id: "2088000000000001", access_token: "t" });
    expect(await zhima.riderOf("code1")).toEqual({ outcome: "ok", value: { riderId: "user/2088000000000001" } });
    const [sent] = gateway.requests;
    expect(sent && isOurs(sent)).toBe(true);
    expect(sent?.get("grant_type")).toBe("authorization_code");
    expect(sent?.get("code")).toBe("code1");
    expect(sent?.has("biz_content")).toBe(false);
  });

  it("stands for an open_id in newer applications", async () => {
    gateway.answers({ open_id: "074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5" });
    expect(await zhima.riderOf("code1")).toMatchObject({
      outcome: "ok",
      value: { riderId: "open/074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5" },
    });
  });

  it("that stands for both kinds of id is known by the account's, and the other one is told too", async () => {
    gateway.answers({ open_id: "074a1CcTG1LelxKe4xQC0z", user_id: "2088000000000001" });
    expect(await zhima.riderOf("code1")).toEqual({
      outcome: "ok",
      value: { riderId: "user/2088000000000001", riderAlias: "open/074a1CcTG1LelxKe4xQC0z" },
    });
  });

  it("whose answer names nobody is unknown", async () => {
    gateway.answers({ access_token: "t" });
    expect(await zhima.riderOf("code1")).toMatchObject({ outcome: "unknown" });
  });

  it("that is used up is refused, though Alipay does not sign that", async () => {
    gateway.sends('{"error_response":{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.code-invalid"}}');
    expect(await zhima.riderOf("code1")).toEqual({
      outcome: "refused",
      reason: "other",
      providerCode: "40002 isv.code-invalid",
    });
  });

  it.each([
    ["an unsigned login", '{"NODE":{"user_id":"2088000000000001"}}'],
    ["a login signed by nobody we know", '{"NODE":{"user_id":"2088000000000001"},"sign":"AAAA"}'],
    ["a fault of Alipay's", '{"error_response":{"code":"20000","sub_code":"aop.unknow-error"}}'],
    ["a user id that is none", `{"NODE":{"user_id":"1"},"sign":"${signature('{"user_id":"1"}')}"}`],
    ["a page of HTML", "<html>"],
  ])("is unknown after %s", async (_what, text) => {
    gateway.sends(text);
    expect(await zhima.riderOf("code1")).toMatchObject({ outcome: "unknown" });
  });

  it.each(["", "a b", "x".repeat(129), "{}"])("that can't be one (%j) is not sent", async (code) => {
    expect(await zhima.riderOf(code)).toMatchObject({ outcome: "refused" });
    expect(gateway.requests).toEqual([]);
  });
});
