import { createVerify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { formBytes } from "../../../../platform/form-bytes.ts";
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

/** As Alipay posts it, signed without sign_type, and as it is read: one character for each byte. */
function signed(change: Readonly<Record<string, string>> = {}) {
  const form = { ...fields, ...change };
  return asBytes({ ...form, sign_type: "RSA2", sign: signature(text(form)) });
}

function asBytes(form: Readonly<Record<string, string>>) {
  return formBytes(Buffer.from(new URLSearchParams(form).toString())) as typeof form;
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

  it("in GBK is genuine over its bytes, whatever it says of its charset", () => {
    // 共享充电宝
    const goods = "\u00b9\u00b2\u00cf\u00ed\u00b3\u00e4\u00b5\u00e7\u00b1\u00a6";
    for (const charset of ["GBK", "utf-8"]) {
      const form = { ...fields, charset, goods_name: goods };
      const sign = signature(Buffer.from(text(form), "latin1"));
      const body = Object.entries({ ...form, sign_type: "RSA2", sign })
        .map(([name, value]) => `${name}=${Array.from(value, percentEncoded).join("")}`)
        .join("&");
      expect(zhima.readNotice(formBytes(Buffer.from(body)))).toMatchObject({ about: "created" });
      const changed = body.replace("%b9%b2", "%b9%b3");
      expect(() => zhima.readNotice(formBytes(Buffer.from(changed)))).toThrow(notGenuine);
    }
  });

  it("whose empty fields were signed is genuine too, with and without its sign_type", () => {
    const form = { ...fields, remark: "" };
    const whole = { ...form, sign_type: "RSA2" };
    expect(zhima.readNotice({ ...whole, sign: signature(text(form)) })).toMatchObject({ about: "created" });
    expect(zhima.readNotice({ ...whole, sign: signature(text(whole)) })).toMatchObject({ about: "created" });
    expect(() => zhima.readNotice({ ...whole, remark: "x", sign: signature(text(form)) })).toThrow(notGenuine);
  });

  it.each([
    ["a changed order number", { ...signed(), out_order_no: "20260301203000123457" }],
    ["a field more than was signed", { ...signed(), cabinet: "1" }],
    ["a signature by somebody else", { ...signed(), sign: signature(text(fields), ours.privateKey) }],
    ["no signature", { ...fields, sign_type: "RSA2" }],
    ["an empty signature", { ...signed(), sign: "" }],
    ["a signature that is not base64", { ...signed(), sign: "%" }],
    ["a repeated signature", { ...signed(), sign: [signed()["sign"], "x"] }],
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

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

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
