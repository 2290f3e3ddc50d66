import { isDeepStrictEqual } from "node:util";
import { AlipaySdk } from "alipay-sdk";

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

  /** Whether Alipay signed a form that it posted, over its `sign_type` or without. RSA2 only: RSA (SHA-1) is a way down. */
  isGenuine(form: Readonly<Record<string, unknown>>): boolean {
    const { sign_type: signType } = form;
    try {
      return signType === "RSA2" && this.checkNotifySignV2(form);
    } catch {
      // A signature that is not one text makes the SDK throw.
      return false;
    }
  }
}

function claimedCode(node: unknown): string {
  const { code, sub_code } = (node ?? {}) as { code?: unknown; sub_code?: unknown };
  const claimed = [code, sub_code].filter((part) => typeof part === "string").join(" ");
  return /^[\w. -]{1,80}$/.test(claimed) ? claimed : "nothing readable";
}
