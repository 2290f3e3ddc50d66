import { createPrivateKey, createPublicKey } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { AlipaySdk, type AlipaySdkConfig } from "alipay-sdk";

/** An answer that Alipay did not sign, or not as it was read. `claimed` is the code it gives itself: for the log only. */
export class UnverifiedAnswer extends Error {
  readonly claimed: string;

  constructor(claimed: string) {
    super(`the answer is not signed by Alipay (it claims ${claimed})`);
    this.claimed = claimed;
  }
}

/**
 * The SDK, stricter about answers. Its own check verifies a slice of the text and then reads the parsed object: with a
 * member repeated after the signature the two differ, and a genuine signature would vouch for a forged answer.
 */
export class VerifiedSdk extends AlipaySdk {
  constructor(config: AlipaySdkConfig) {
    super(config);
    // The SDK passes its keys on to node:crypto as they are. Their text would be parsed again at each signature, which
    // takes longer than the check of one.
    Object.assign(this.config, {
      privateKey: createPrivateKey(this.config.privateKey),
      alipayPublicKey: createPublicKey(this.config.alipayPublicKey),
    });
  }

  override checkResponseSign(raw: string, responseKey: string, signature: unknown): void {
    const parsed = JSON.parse(raw) as Record<string, unknown>;
    const { error_response: error } = parsed;
    const signed = this.getSignStr(raw, responseKey);
    const genuine =
      typeof signature === "string" &&
      this.rsaCheck(signed, signature, "RSA2") &&
      isDeepStrictEqual(JSON.parse(signed), parsed[responseKey]);
    if (!genuine) throw new UnverifiedAnswer(claimedCode(parsed[responseKey] ?? error));
  }

  /**
   * Whether Alipay signed a form that it posted. RSA2 only: RSA (SHA-1) is a way down. Notifications are signed without
   * their `sign_type`, messages of the gateway with it (zhima facts 2.2): the usual case comes first and costs one check.
   */
  isGenuine(form: Readonly<Record<string, unknown>>): boolean {
    const { sign, sign_type: signType, ...fields } = form;
    if (signType !== "RSA2" || typeof sign !== "string") return false;
    return (
      this.rsaCheck(signedText(fields), sign, "RSA2") ||
      this.rsaCheck(signedText({ ...fields, sign_type: signType }), sign, "RSA2")
    );
  }
}

/** What Alipay signs of a form: its fields by name, decoded. A value that is no text can't have been signed. */
function signedText(fields: Readonly<Record<string, unknown>>): string {
  return Object.keys(fields)
    .toSorted()
    .map((name) => `${name}=${String(fields[name])}`)
    .join("&");
}

function claimedCode(node: unknown): string {
  const { code, sub_code } = (node ?? {}) as { code?: unknown; sub_code?: unknown };
  const claimed = [code, sub_code].filter((part) => typeof part === "string").join(" ");
  return /^[\w. -]{1,80}$/.test(claimed) ? claimed : "nothing readable";
}
