import type { KeyObject } from "node:crypto";
import { isSigned, requestText } from "./signing.ts";
import { fromBeijing } from "./wire-values.ts";

export type Parameters = Readonly<Record<string, string>>;

/** How far a request's timestamp may be from the clock, ms either way. */
const timestampWindow = 15 * 60_000;

export interface GatewayIdentity {
  readonly appId: string;
  readonly merchantPublicKey: KeyObject;
}

/** Query and body as one set; undefined where a parameter is given twice, which no signature could cover. */
export function parametersOf(...sources: unknown[]): Parameters | undefined {
  const entries = sources.flatMap((source) => Object.entries((source ?? {}) as Record<string, unknown>));
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const parameters = Object.fromEntries(texts);
  return Object.keys(parameters).length === entries.length ? parameters : undefined;
}

/**
 * Checks application, version, signature and age of a request, in this order. Answers Alipay's sub_code of the first
 * mistake. @param now epoch ms; undefined where the age does not matter
 */
export function mistakeIn(
  parameters: Parameters,
  identity: GatewayIdentity,
  now: number | undefined,
): string | undefined {
  const { app_id: appId, version, sign_type: signType, sign: signature, timestamp } = parameters;
  if (appId !== identity.appId) return "isv.invalid-app-id";
  if (version !== "1.0") return "isv.invalid-version";
  if (signType !== "RSA2") return "isv.invalid-signature-type";
  if (signature === undefined) return "isv.missing-signature";
  if (!isSigned(requestText(parameters), signature, identity.merchantPublicKey)) return "isv.invalid-signature";
  const sentAt = timestamp === undefined ? undefined : fromBeijing(timestamp);
  if (sentAt === undefined) return "isv.invalid-timestamp";
  return now !== undefined && Math.abs(now - sentAt) > timestampWindow ? "isv.invalid-timestamp" : undefined;
}
