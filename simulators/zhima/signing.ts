import { createSign, createVerify, type KeyObject } from "node:crypto";

/** RSA2: SHA-256 with RSA, base64. */
export function sign(text: string, privateKey: KeyObject): string {
  return createSign("RSA-SHA256").update(text, "utf8").sign(privateKey, "base64");
}

export function isSigned(text: string, signature: string, publicKey: KeyObject): boolean {
  return createVerify("RSA-SHA256").update(text, "utf8").verify(publicKey, signature, "base64");
}

/** What a merchant signs: every parameter of query and body but `sign`, in ASCII order. `sign_type` is included. */
export function requestText(parameters: Readonly<Record<string, string>>): string {
  return joined(parameters, ["sign"]);
}

/** What Alipay signs of a notification: here `sign_type` is left out as well. */
export function noticeText(fields: Readonly<Record<string, string>>): string {
  return joined(fields, ["sign", "sign_type"]);
}

function joined(fields: Readonly<Record<string, string>>, leftOut: readonly string[]): string {
  return Object.entries(fields)
    .filter(([name, value]) => !leftOut.includes(name) && value !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}
