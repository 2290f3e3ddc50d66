import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { AppError } from "../../../platform/app-error.ts";

/** Both keys in the one form that the SDK takes without being told more. */
export interface ZhimaKeys {
  /** Ours, PKCS#8 PEM. */
  readonly privateKey: string;
  /** Alipay's, SPKI PEM. */
  readonly alipayPublicKey: string;
}

/**
 * Reads the keys as the open platform's tools hand them out: PEM or bare base64, the private one PKCS#1 or PKCS#8.
 * @throws AppError config/invalid for an unreadable key, and for our own public key in the place of Alipay's, a mistake
 * that would otherwise only show as every answer being rejected
 */
export function readKeys(privateKey: string, alipayPublicKey: string): ZhimaKeys {
  const ours = readPrivateKey(privateKey);
  const theirs = readPublicKey(alipayPublicKey);
  if (spki(createPublicKey(ours)) === spki(theirs))
    throw new AppError("config/invalid", "the Alipay public key is the application's own: copy Alipay's instead");
  return { privateKey: ours.export({ type: "pkcs8", format: "pem" }).toString(), alipayPublicKey: spki(theirs) };
}

/** Whether a text is a private key, which may not stand where a public one is asked for: PEM or bare base64. */
export function isPrivateKey(text: string): boolean {
  return text.includes("PRIVATE KEY-----") || readBarePrivateKey(text) !== undefined;
}

export function spki(key: KeyObject): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}

function readPrivateKey(text: string): KeyObject {
  const key = text.includes("-----BEGIN") ? attempt(() => createPrivateKey(text)) : readBarePrivateKey(text);
  return rsa(key, "the application's private key");
}

function readBarePrivateKey(text: string): KeyObject | undefined {
  return (
    attempt(() => createPrivateKey({ key: der(text), format: "der", type: "pkcs8" })) ??
    attempt(() => createPrivateKey({ key: der(text), format: "der", type: "pkcs1" }))
  );
}

function readPublicKey(text: string): KeyObject {
  // OpenSSL would derive the public one from it.
  if (isPrivateKey(text)) throw new AppError("config/invalid", "the Alipay public key is a private key");
  const key = text.includes("-----BEGIN")
    ? attempt(() => createPublicKey(text))
    : attempt(() => createPublicKey({ key: der(text), format: "der", type: "spki" }));
  return rsa(key, "the Alipay public key");
}

function der(text: string): Buffer {
  return Buffer.from(text, "base64");
}

function rsa(key: KeyObject | undefined, what: string): KeyObject {
  if (key?.asymmetricKeyType !== "rsa") throw new AppError("config/invalid", `${what} is not an RSA key`);
  return key;
}

/** What OpenSSL says about a key that it can't read helps nobody, and might quote the key. */
function attempt(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
