import { createVerify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { alipays, appId, ours, pem, signature, zhimaAt } from "./fake-gateway.ts";

const zhima = zhimaAt("http://127.0.0.1:9/gateway.do");
const fields = {
  app_id: appId,
  charset: "utf-8",
  notify_id: "2026030100001",
  notify_time: "2026-03-01 20:30:00",
  notify_type: "ORDER_CREATE_NOTIFY",
  order_no: "20000001",
  out_order_no: "20260301203000123456",
  version: "1.0",
};

function text(form: Readonly<Record<string, string>>): string {
  return Object.keys(form)
    .toSorted()
    .map((name) => `${name}=${form[name]}`)
    .join("&");
}

/** As Alipay posts it: signed without sign_type. */
function signed(change: Readonly<Record<string, string>> = {}) {
  const form = { ...fields, ...change };
  return { ...form, sign_type: "RSA2", sign: signature(text(form)) };
}

const notGenuine = expect.objectContaining({ code: "notification/not-genuine" }) as Error;

describe("a notification", () => {
  it("that Alipay signed says which order to look at", () => {
    expect(zhima.readNotice(signed())).toEqual({
      about: "created",
      noticeId: "2026030100001",
      orderNo: "20260301203000123456",
      creditOrderNo: "20000001",
    });
    expect(zhima.readNotice(signed({ notify_type: "ORDER_COMPLETE_NOTIFY" }))).toMatchObject({ about: "completed" });
  });

  it("signed over its sign_type as well is genuine too", () => {
    const form = { ...fields, sign_type: "RSA2" };
    expect(zhima.readNotice({ ...form, sign: signature(text(form)) })).toMatchObject({ about: "created" });
  });

  it("may carry fields that nobody knows, also empty ones, which Alipay does not sign", () => {
    expect(zhima.readNotice({ ...signed({ remark: "100% 租 + 借" }), empty: "" })).toMatchObject({ about: "created" });
  });

  it.each([
    ["a changed order number", { ...signed(), out_order_no: "20260301203000123457" }],
    ["a field more than was signed", { ...signed(), cabinet: "1" }],
    ["a signature by somebody else", { ...signed(), sign: signature(text(fields), ours.privateKey) }],
    ["no signature", { ...fields, sign_type: "RSA2" }],
    ["an empty signature", { ...signed(), sign: "" }],
    ["a signature that is not base64", { ...signed(), sign: "%" }],
    ["a repeated signature", { ...signed(), sign: [signed().sign, "x"] }],
    ["a repeated field", { ...signed(), order_no: ["20000001", "20000002"] }],
    ["another kind of signature", { ...signed(), sign_type: "RSA" }],
    ["an unknown kind of signature", { ...signed(), sign_type: "MD5" }],
    ["no kind of signature", { ...fields, sign: signature(text(fields)) }],
    ["another application", signed({ app_id: "2021000000000002" })],
    ["a type that the product does not have", signed({ notify_type: "TRADE_SUCCESS" })],
    ["an order number that can't be ours", signed({ out_order_no: "../../etc" })],
    ["a credit order number that can't be one", signed({ order_no: "'; --" })],
    ["no number of its own", signed({ notify_id: "" })],
  ])("with %s is not genuine", (_what, form) => {
    expect(() => zhima.readNotice(form)).toThrow(notGenuine);
  });

  it("that is not genuine is not quoted in the error", () => {
    const form = signed({ out_order_no: "SECRET-LOOKING" });
    expect(() => zhima.readNotice(form)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("SECRET") as string }) as Error,
    );
  });
});

describe("the check of the gateway address", () => {
  const check = {
    service: "alipay.service.check",
    charset: "GBK",
    sign_type: "RSA2",
    biz_content: "<XML><AppId>x</AppId><EventType><![CDATA[verifygw]]></EventType></XML>",
  };
  const verified = (xml: string | undefined) => {
    const [, response = "", sign = ""] = /<response>(.*)<\/response><sign>(.*)<\/sign>/.exec(xml ?? "") ?? [];
    expect(createVerify("RSA-SHA256").update(response).verify(ours.publicKey, sign, "base64")).toBe(true);
    return response;
  };

  it("is answered with our public key, signed", () => {
    const response = verified(zhima.answerGatewayCheck({ ...check, sign: signature(text(check)) }));
    const bare = pem(ours.publicKey).replaceAll(/-----[A-Z ]+-----|\s/g, "");
    expect(response).toBe(`<success>true</success><biz_content>${bare}</biz_content>`);
  });

  it.each([
    ["a wrong signature", { ...check, sign: signature("x") }],
    ["a signature that throws the SDK off", { ...check, sign: ["x"] }],
    ["another event", { ...check, biz_content: "<EventType>follow</EventType>" }],
    ["an older kind of signature", { ...check, sign_type: "RSA" }],
    ["no content", { ...check, biz_content: undefined }],
  ])("fails for %s", (_what, form) => {
    expect(verified(zhima.answerGatewayCheck(form))).toContain("<error_code>VERIFY_FAILED</error_code>");
  });

  it("is told from a notification", () => {
    expect(zhima.answerGatewayCheck(signed())).toBeUndefined();
  });
});

it("keys for the tests differ", () => expect(pem(ours.publicKey)).not.toBe(pem(alipays.publicKey)));
