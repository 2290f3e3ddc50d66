import { createPrivateKey, createPublicKey, createVerify } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { AlipaySdk, type AlipaySdkConfig } from "alipay-sdk";
import type { FormBytes } from "../../../platform/form-bytes.ts";

/** An answer that Alipay did not sign, or not as it was read. `claimed` is the code it gives itself: for the log only. */
export class UnverifiedAnswer extends Error {
  readonly claimed: string;

  constructor(claimed: string) {
    super(`the answer is not signed by Alipay (it claims ${claimed})`);
    this.claimed = claimed;
  }
}

/** The answer to a call as it came over the network. */
export interface RawAnswer {
  readonly bytes: Uint8Array;
  /** As its content type declares it; undefined: it declares none. */
  readonly charset: string | undefined;
}

/**
 * The SDK, stricter about what it verifies, and over bytes. Its own check takes every text for UTF-8, while Alipay signs
 * the bytes of the charset that it declares; and it verifies a slice of the text and then reads the parsed object: with a
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

  /**
   * The node of a method in an answer, where Alipay signed exactly that node.
   * @param node its name, such as `alipay_system_oauth_token_response`
   * @returns undefined for an answer that is not one of this method
   * @throws UnverifiedAnswer
   */
  verifiedNode({ bytes, charset }: RawAnswer, node: string): unknown {
    // One character for each byte: quotation marks and braces stand for themselves in UTF-8 and in GBK.
    const raw = Buffer.from(bytes).toString("latin1");
    const parsed = parseJson(raw, charset);
    const { error_response: error, sign } = parsed ?? {};
    const claimed = parsed?.[node] ?? error;
    if (parsed === undefined || claimed === undefined) return undefined;
    const signed = this.getSignStr(raw, node);
    const isSigned = typeof sign === "string" && this.#isSigned(signed, sign);
    if (!isSigned || !isDeepStrictEqual(parseJson(signed, charset), parsed[node]))
      throw new UnverifiedAnswer(claimedCode(claimed));
    return parsed[node];
  }

  /**
   * Whether Alipay signed a form that it posted. RSA2 only: RSA (SHA-1) is a way down. Notifications are signed without
   * their `sign_type`, messages of the gateway with it (zhima facts 2.2), and empty fields are signed or left out: the usual
   * case comes first and costs one check.
   */
  isGenuine(form: FormBytes): boolean {
    const { sign, sign_type: signType, ...fields } = form;
    if (signType !== "RSA2" || typeof sign !== "string") return false;
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
    const whole = Object.keys(given).length === Object.keys(fields).length ? [] : [fields];
    return [given, ...whole]
      .flatMap((some) => [some, { ...some, sign_type: signType }])
      .some((some) => this.#isSigned(signedText(some), sign));
  }

  /** @param text one character for each byte */
  #isSigned(text: string, sign: string): boolean {
    const { alipayPublicKey } = this.config;
    return createVerify("RSA-SHA256").update(Buffer.from(text, "latin1")).verify(alipayPublicKey, sign, "base64");
  }
}

/** What Alipay signs of a form: its fields by name, decoded. */
function signedText(fields: FormBytes): string {
  return Object.keys(fields)
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join("&");
}

/** The object that the bytes say in their charset; undefined for anything else. */
function parseJson(binary: string, charset = "utf-8"): Record<string, unknown> | undefined {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(Buffer.from(binary, "latin1"));
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function claimedCode(node: unknown): string {
  const { code, sub_code } = (node ?? {}) as { code?: unknown; sub_code?: unknown };
  const claimed = [code, sub_code].filter((part) => typeof part === "string").join(" ");
  return /^[\w. -]{1,80}$/.test(claimed) ? claimed : "nothing readable";
}
