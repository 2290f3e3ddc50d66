import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { EpochMs } from "./ids.ts";

/** The largest archive, and the most that an archive may unpack to; bytes. */
export const largestArchive = 16 * 1024 * 1024;
export const largestUnpacked = 48 * 1024 * 1024;
/** The longest manifest, in UTF-16 units. */
export const longestManifest = 2000;

/** Three numbers of at most four digits. */
export const ReleaseVersion = Type.String({
  pattern: "^(0|[1-9][0-9]{0,3})(\\.(0|[1-9][0-9]{0,3})){2}$",
  description: "version of the bridge's software",
});

/** What a release of the bridge says of itself. Its signature covers the exact bytes in which it is written. */
export const Manifest = Type.Object(
  {
    format: Type.Literal("jiehuan-bridge-release/1"),
    version: ReleaseVersion,
    digest: Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256 of the archive, in hexadecimal" }),
    size: Type.Integer({ minimum: 1, maximum: largestArchive, description: "bytes of the archive" }),
    unpackedSize: Type.Integer({ minimum: 1, maximum: largestUnpacked, description: "bytes of all files in it" }),
    follows: Type.Unsafe<string>({ ...ReleaseVersion, description: "the oldest version that it may replace" }),
    downgradeFrom: Type.Optional(
      Type.Unsafe<string>({
        ...ReleaseVersion,
        description: "the newest version that it may replace though it is older",
      }),
    ),
    created: EpochMs,
  },
  { additionalProperties: false },
);

/** An Ed25519 signature, and a public key: 64 and 32 bytes in base64url without padding. */
export const ReleaseSignature = Type.String({
  pattern: "^[0-9A-Za-z_-]{86}$",
  description: "Ed25519 over the exact bytes of the manifest, base64url",
});
const publicKeyText = /^[0-9A-Za-z_-]{43}$/;

export type Manifest = Type.Static<typeof Manifest>;

/** A manifest as it travels: the exact text that was signed, and the signature. */
export interface SignedManifest {
  readonly manifest: string;
  readonly signature: string;
}

/** Why a signed manifest is not believed. */
export type ReleaseMistake = "unknown-key" | "manifest-invalid";

/** Why a release may not replace the version that runs. */
export type VersionObjection = "same-version" | "too-old" | "downgrade";

const manifests = Compile(Manifest);

/** Below 0 where `a` is the older version, 0 where they are the same. */
export function compareVersions(a: string, b: string): number {
  const [ofA, ofB] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  return ofA.map((part, place) => part - Number(ofB[place])).find((difference) => difference !== 0) ?? 0;
}

/** Reads public keys, separated by commas or white space. @returns undefined where one of them is no Ed25519 key */
export function readPublicKeys(text: string): readonly KeyObject[] | undefined {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0 || !words.every((word) => publicKeyText.test(word))) return undefined;
  return words.map((x) => createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }));
}

/** The public half of a key as settings have it. */
export function writePublicKey(key: KeyObject): string {
  const publicKey = key.type === "public" ? key : createPublicKey(key);
  return String(publicKey.export({ format: "jwk" }).x);
}

/** @param manifest its exact text */
export function signManifest(manifest: string, privateKey: KeyObject): string {
  return sign(null, Buffer.from(manifest), privateKey).toString("base64url");
}

/** Reads a manifest whose signature is of one of these keys. The signature is checked before the text is parsed. */
export function verifyManifest(
  { manifest, signature }: SignedManifest,
  keys: readonly KeyObject[],
): { ok: true; manifest: Manifest } | { ok: false; why: ReleaseMistake } {
  const bytes = Buffer.from(manifest);
  const given = Buffer.from(signature, "base64url");
  if (!keys.some((key) => verify(null, bytes, key, given))) return { ok: false, why: "unknown-key" };
  let value: unknown;
  try {
    value = JSON.parse(manifest);
  } catch {
    return { ok: false, why: "manifest-invalid" };
  }
  return manifests.Check(value) ? { ok: true, manifest: value } : { ok: false, why: "manifest-invalid" };
}

/**
 * Why a release may not replace the running version; undefined: it may. A newer version is replaced only with the permission
 * that the release's own signed manifest carries, so that a stolen hub can't bring an old hole back.
 */
export function objectionTo(
  { version, follows, downgradeFrom }: Pick<Manifest, "version" | "follows" | "downgradeFrom">,
  running: string,
): VersionObjection | undefined {
  const isNewer = compareVersions(version, running);
  if (isNewer === 0) return "same-version";
  if (isNewer > 0) return compareVersions(running, follows) < 0 ? "too-old" : undefined;
  const isPermitted = downgradeFrom !== undefined && compareVersions(running, downgradeFrom) <= 0;
  return isPermitted ? undefined : "downgrade";
}
