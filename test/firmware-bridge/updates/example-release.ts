import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import type { OpenArchive } from "../../../firmware-bridge/updates/download.ts";
import type { CancelUpdateCommand, UpdateCommand } from "../../../protocol/downward.ts";
import { type Manifest, signManifest } from "../../../protocol/release.ts";

export const pair = generateKeyPairSync("ed25519");

/** A file of an archive, or something that no release holds. */
export interface ArchiveEntry {
  readonly path: string;
  readonly content?: string;
  readonly type?: "File" | "SymbolicLink" | "Link" | "Directory" | "CharacterDevice";
  readonly linkpath?: string;
}

export interface ExampleRelease {
  readonly archive: Buffer;
  readonly manifest: Manifest;
  readonly signed: { readonly manifest: string; readonly signature: string };
  /** The folder into which it is installed. */
  readonly folder: string;
}

/** A gzipped tar of these entries, made without a file system. */
export function archiveOf(entries: readonly ArchiveEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = "", type = "File", linkpath }) => {
    const bytes = Buffer.from(type === "File" ? content : "");
    const header = new Header({
      path,
      type,
      size: bytes.length,
      mode: 0o644,
      ...(linkpath !== undefined && { linkpath }),
    });
    header.encode();
    return [header.block ?? Buffer.alloc(0), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

export const usualFiles: readonly ArchiveEntry[] = [
  { path: "program/bridge.cjs", content: "the new bridge\n".repeat(400) },
  { path: "prebuilds/linux-x64/node.napi.node", content: "binary" },
];

/** A signed release of these files. */
export function exampleRelease(
  more: Partial<Manifest> = {},
  files: readonly ArchiveEntry[] = usualFiles,
  key: KeyObject = pair.privateKey,
): ExampleRelease {
  const archive = archiveOf(files);
  const manifest: Manifest = {
    format: "jiehuan-bridge-release/1",
    version: "0.3.0",
    digest: createHash("sha256").update(archive).digest("hex"),
    size: archive.length,
    unpackedSize: files.reduce((sum, { content = "" }) => sum + Buffer.byteLength(content), 0),
    follows: "0.1.0",
    created: 1_767_225_600_000,
    ...more,
  };
  const text = JSON.stringify(manifest);
  return {
    archive,
    manifest,
    signed: { manifest: text, signature: signManifest(text, key) },
    folder: `${manifest.version}-${manifest.digest.slice(0, 16)}`,
  };
}

/** The hub's command that offers a release. Its seal was checked before. */
export function offer({ signed }: ExampleRelease, rollout = "R0000001"): UpdateCommand {
  const address = "https://hub.example/api/cabinet/releases/0.3.0";
  const times = { issuedAt: 0, expiresAt: 0, ttl: 1 };
  return { v: 1, id: "U0001", action: "update", rollout, address, ...signed, ...times, seal: "" };
}

/** The hub's command that calls it off. Its seal was checked before. */
export function cancel({ manifest: { version } }: ExampleRelease, rollout = "R0000001"): CancelUpdateCommand {
  const times = { issuedAt: 0, expiresAt: 0, ttl: 1 };
  return { v: 1, id: "U0002", action: "cancel-update", rollout, version, ...times, seal: "" };
}

/** Answers as the hub does, in pieces, from the byte that is asked for. */
export function serving({ archive }: ExampleRelease, pieces = 4): OpenArchive {
  return async (_address, from) => ({ from, body: inPieces(archive.subarray(from), pieces) });
}

export async function* inPieces(bytes: Buffer, pieces: number): AsyncIterable<Uint8Array> {
  const length = Math.max(1, Math.ceil(bytes.length / pieces));
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
