import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../platform/app-error.ts";
import { type Manifest, signManifest, verifyManifest, writePublicKey } from "../../protocol/release.ts";
import { archiveOf } from "./archive.ts";
import type { ReleaseFile } from "./bundle.ts";

export interface ReleaseOptions {
  readonly version: string;
  /** The oldest version that it may replace. */
  readonly follows: string;
  readonly downgradeFrom?: string | undefined;
  readonly created: number;
}

/** A release as it is uploaded: three files. */
export interface Release {
  readonly archive: Buffer;
  readonly manifest: string;
  readonly signature: string;
}

/** Packs files and signs what they are. @throws AppError request/invalid where a version or a size is not allowed */
export function makeRelease(files: readonly ReleaseFile[], options: ReleaseOptions, key: KeyObject): Release {
  const archive = archiveOf(files);
  const { version, follows, downgradeFrom, created } = options;
  const content: Manifest = {
    format: "jiehuan-bridge-release/1",
    version,
    digest: createHash("sha256").update(archive).digest("hex"),
    size: archive.length,
    unpackedSize: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    follows,
    ...(downgradeFrom !== undefined && { downgradeFrom }),
    created,
  };
  const manifest = JSON.stringify(content);
  const signature = signManifest(manifest, key);
  // By the rules of the hubs and bridges that will read it.
  if (!verifyManifest({ manifest, signature }, [key]).ok)
    throw new AppError("request/invalid", `no hub takes this manifest: ${manifest}`);
  return { archive, manifest, signature };
}

/** Writes `bridge-<version>.tgz`, `manifest.json` and `manifest.sig`. */
export async function writeRelease(folder: string, version: string, release: Release): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `bridge-${version}.tgz`), release.archive);
  await writeFile(join(folder, "manifest.json"), release.manifest);
  await writeFile(join(folder, "manifest.sig"), release.signature);
}

/** Writes a new private key, which only its owner may read. @returns the public key, for hubs and bridges */
export async function newKey(path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  await writeFile(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  return writePublicKey(privateKey);
}

/** @throws AppError request/invalid where the file holds no Ed25519 private key */
export async function readKey(path: string): Promise<KeyObject> {
  const text = await readFile(path, "utf8");
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // What it is instead is said below; its bytes are nobody's business.
  }
  throw new AppError("request/invalid", `${path} holds no Ed25519 private key (npm run release -- new-key makes one)`);
}
