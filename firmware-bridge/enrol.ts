import { createHash } from "node:crypto";
import { Type } from "typebox";
import { AppError } from "../platform/app-error.ts";
import { CabinetId } from "../protocol/ids.ts";
import type { Credentials, EnrolledAs } from "./credentials.ts";
import { hubPattern } from "./hub-connection.ts";
import { askHub, whyNoHubUrl } from "./hub-http.ts";

const Answer = Type.Object({
  cabinetId: CabinetId,
  secret: Type.String({ minLength: 16 }),
  broker: Type.String({ pattern: hubPattern }),
});

/** What the hub reads as a token at all (`POST /api/bridge/enrolments`). */
const tokenText = /^[0-9A-Za-z._-]{16,100}$/;

export interface EnrolParts {
  readonly credentials: Credentials;
  /** `https://host` of the hub. */
  readonly hubUrl: string;
  readonly token: string;
  readonly authorities: string | undefined;
  readonly randomBytes: (count: number) => Buffer;
}

/**
 * Makes this bridge the bridge of the cabinet that the token was issued for, and keeps the new secret. Where the answer is
 * lost, calling it again with the same token gets it once more: what identifies this bridge is on disk before it asks.
 * @throws AppError request/invalid, hub/away, store/write-failed, and what the hub says of the token
 */
export async function enrol(parts: EnrolParts): Promise<EnrolledAs> {
  const { credentials, hubUrl, token, authorities, randomBytes } = parts;
  const why = whyNoHubUrl(hubUrl);
  if (why !== undefined) throw new AppError("request/invalid", `--hub ${why}`);
  if (!tokenText.test(token))
    throw new AppError("request/invalid", "--token is no enrolment token: copy it again, as the console shows it");
  const { data } = credentials;
  const tokenHash = createHash("sha256").update(token).digest("base64url");
  if (data.pending?.tokenHash !== tokenHash) {
    data.pending = { tokenHash, nonce: randomBytes(24).toString("base64url") };
    await credentials.save();
  }
  const body = { token, nonce: data.pending.nonce };
  const answer = await askHub({ hubUrl, path: "/api/bridge/enrolments", body, authorities, answer: Answer });
  const { cabinetId, secret, broker } = answer;
  data.enrolled = { cabinetId, secret, broker, hubUrl: new URL(hubUrl).origin };
  delete data.pending;
  await credentials.save();
  return data.enrolled;
}
