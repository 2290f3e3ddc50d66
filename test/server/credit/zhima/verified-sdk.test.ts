import { AlipaySdk } from "alipay-sdk";
import { expect, it } from "vitest";
import { VerifiedSdk } from "../../../../server/credit/zhima/verified-sdk.ts";
import { alipays, appId, ours, pem, signature } from "./fake-gateway.ts";

/** The SDK writes into what it is given. */
const config = () => ({
  appId,
  privateKey: pem(ours.privateKey),
  alipayPublicKey: pem(alipays.publicKey),
  keyType: "PKCS8" as const,
});
const sdk = new AlipaySdk(config());
const verified = new VerifiedSdk(config());

it("signs as the SDK does", () => {
  const call = { timestamp: "2026-03-01 20:30:00", bizContent: { goodsName: "共享充电宝 100%", order_no: "1" } };
  const [theirs, own] = [sdk, verified].map((other) => other.pageExecute("a.b", "GET", call));
  expect(own).toContain("&sign=");
  expect(own).toBe(theirs);
});

it("checks an answer's text as the SDK does", () => {
  for (const text of ["{}", "文", ""]) {
    for (const sign of [signature(text), signature(`${text} `), signature(text, ours.privateKey), "", "%"])
      expect(verified.rsaCheck(text, sign)).toBe(sdk.rsaCheck(text, sign));
  }
});

const fields = { notify_id: "1", b: "100% 租+借", a: "", B: "x=y&z", charset: "utf-8" };
const text = "B=x=y&z&a=&b=100% 租+借&charset=utf-8&notify_id=1";

it.each([
  ["signed without sign_type", { ...fields, sign_type: "RSA2", sign: signature(text) }, true],
  ["signed with it", { ...fields, sign_type: "RSA2", sign: signature(`${text}&sign_type=RSA2`) }, true],
  ["changed", { ...fields, b: "0", sign_type: "RSA2", sign: signature(text) }, false],
  ["with a field more", { ...fields, c: "0", sign_type: "RSA2", sign: signature(text) }, false],
  ["signed by another", { ...fields, sign_type: "RSA2", sign: signature(text, ours.privateKey) }, false],
])("a form %s is as genuine as the SDK says", (_what, form, genuine) => {
  expect(sdk.checkNotifySignV2(form)).toBe(genuine);
  expect(verified.isGenuine(asBytes(form))).toBe(genuine);
});

/** One character for each byte, as forms are read. */
function asBytes(form: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, Buffer.from(value).toString("latin1")]));
}
