import { createSign } from "node:crypto";
import type { ZhimaKeys } from "./keys.ts";

/** An answer of ours at the application's gateway address: the signature is over what stands inside of `response`. ASCII only. */
export function signedXml({ privateKey }: Pick<ZhimaKeys, "privateKey">, response: string): string {
  const sign = createSign("RSA-SHA256").update(response).sign(privateKey, "base64");
  return (
    `<?xml version="1.0" encoding="GBK"?><alipay><response>${response}</response>` +
    `<sign>${sign}</sign><sign_type>RSA2</sign_type></alipay>`
  );
}
