import { createPublicKey } from "node:crypto";
import { isFormBytes } from "../../../platform/form-bytes.ts";
import { spki, type ZhimaKeys } from "./keys.ts";
import { signedXml } from "./signed-xml.ts";
import type { VerifiedSdk } from "./verified-sdk.ts";

const verifyEvent = /<EventType>(<!\[CDATA\[)?verifygw(\]\]>)?<\/EventType>/;

/**
 * The open platform asks once whether the application's gateway address is ours (`service=alipay.service.check`, event
 * `verifygw`) and wants our public key back, signed. Unlike notifications this form is signed over its `sign_type` too.
 * Both answers are signed once, at the start: anybody may ask.
 */
export function gatewayCheck(
  sdk: VerifiedSdk,
  keys: ZhimaKeys,
): (form: Readonly<Record<string, unknown>>) => string | undefined {
  const yes = signedXml(keys, `<success>true</success><biz_content>${ownPublicKey(keys)}</biz_content>`);
  const no = signedXml(keys, "<success>false</success><error_code>VERIFY_FAILED</error_code>");
  return (form) => {
    const { service, biz_content: content } = form;
    if (service !== "alipay.service.check") return undefined;
    const asked = typeof content === "string" && verifyEvent.test(content);
    return asked && isFormBytes(form) && sdk.isGenuine(form) ? yes : no;
  };
}

/** Bare base64, as the platform shows keys. */
function ownPublicKey({ privateKey }: ZhimaKeys): string {
  return spki(createPublicKey(privateKey)).replaceAll(/-----[A-Z ]+-----|\s/g, "");
}
