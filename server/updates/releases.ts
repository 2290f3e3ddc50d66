import { createHash, type KeyObject } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { verifyManifest, writePublicKey } from "../../protocol/release.ts";
import type { ActBy } from "../fleet/cabinet-service.ts";
import type { AuditLog } from "../store/audit-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import {
  chunkKey,
  chunkSize,
  openRollout,
  type Release,
  releaseChunkTable,
  releaseTable,
  rolloutTable,
} from "./update-tables.ts";

export interface ReleasesParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly clock: Pick<Clock, "now" | "monotonic">;
  /** Who may sign releases; empty: this hub takes none. */
  readonly keys: readonly KeyObject[];
}

/** For so long a hub trusts an archive that it has compared with its manifest; ms. */
const trustedFor = 3_600_000;

/** Releases of the bridge's software, which the hub stores and hands out. It can sign none: no private key lies on it. */
export class Releases {
  readonly #parts: ReleasesParts;
  /** When each archive was found intact, by its version and the monotonic clock. */
  readonly #intactAt = new Map<string, number>();

  constructor(parts: ReleasesParts) {
    this.#parts = parts;
  }

  list(): Promise<readonly Release[]> {
    return this.#parts.store.transact((tx) => tx.all(releaseTable));
  }

  /** The public key that signed a release, as settings have it; undefined where the hub does not accept that key any more. */
  signerOf(release: Pick<Release, "manifest" | "signature">): string | undefined {
    const key = this.#parts.keys.find((one) => verifyManifest(release, [one]).ok);
    return key && writePublicKey(key);
  }

  /** Takes a signed manifest; the archive comes afterwards. @throws AppError release/no-keys, release/not-signed, release/exists */
  async add(signed: { readonly manifest: string; readonly signature: string }, by: ActBy): Promise<Release> {
    const { store, audit, clock, keys } = this.#parts;
    if (keys.length === 0) throw new AppError("release/no-keys");
    const read = verifyManifest(signed, keys);
    if (!read.ok) throw new AppError("release/not-signed", undefined, { obstacle: read.why });
    const { version, digest, size, follows, downgradeFrom } = read.manifest;
    const { manifest, signature } = signed;
    const release: Release = {
      version,
      manifest,
      signature,
      digest,
      size,
      follows,
      ...(downgradeFrom !== undefined && { downgradeFrom }),
      addedAt: clock.now(),
      complete: false,
    };
    await store.transact(async (tx) => {
      if (await tx.get(releaseTable, version)) throw new AppError("release/exists");
      await tx.put(releaseTable, release);
      await audit.recordIn(tx, { ...by, act: { what: "release-added", version, digest } });
    });
    return release;
  }

  /**
   * Stores the archive of a release as it comes, a part at a time.
   * @throws AppError release/unknown, release/exists where it is there, release/wrong-archive where it is not the one that was signed
   */
  async storeArchive(version: string, body: AsyncIterable<Uint8Array>): Promise<Release> {
    const { store } = this.#parts;
    const release = await store.transact((tx) => releaseIn(tx, version));
    if (release.complete) throw new AppError("release/exists");
    const hash = createHash("sha256");
    let length = 0;
    let index = 0;
    for await (const part of inChunks(body)) {
      length += part.length;
      if (length > release.size) throw new AppError("release/wrong-archive");
      hash.update(part);
      const chunk = { version, index: index++, base64: part.toString("base64") };
      await store.transact(async (tx) => {
        // Another upload may have completed it meanwhile.
        if ((await releaseIn(tx, version)).complete) throw new AppError("release/exists");
        await tx.put(releaseChunkTable, chunk);
      });
    }
    if (length !== release.size || hash.digest("hex") !== release.digest) throw new AppError("release/wrong-archive");
    const complete = { ...release, complete: true };
    await store.transact((tx) => tx.put(releaseTable, complete));
    try {
      // Another upload may have put a part of its own among these. No more can come now.
      await this.checkArchive(complete);
    } catch (error) {
      await store.transact((tx) => tx.put(releaseTable, release));
      throw new AppError("release/wrong-archive", undefined, { cause: error });
    }
    return complete;
  }

  /** Compares the stored archive with the manifest. @throws AppError release/archive-damaged */
  async checkArchive(release: Release): Promise<void> {
    const { version, digest } = release;
    this.#intactAt.delete(version);
    const hash = createHash("sha256");
    for await (const bytes of this.bytesOf(release, 0)) hash.update(bytes);
    if (hash.digest("hex") !== digest) throw new AppError("release/archive-damaged", `${version}: another digest`);
    this.#intactAt.set(version, this.#parts.clock.monotonic());
  }

  /** As `checkArchive`, unless this hub did so within the last hour. @throws AppError release/archive-damaged */
  async expectIntact(release: Release): Promise<void> {
    const at = this.#intactAt.get(release.version);
    if (at === undefined || this.#parts.clock.monotonic() - at >= trustedFor) await this.checkArchive(release);
  }

  /** @throws AppError release/unknown; release/in-use while a rollout of it is open */
  async remove(version: string, by: ActBy): Promise<void> {
    const { store, audit } = this.#parts;
    await store.transact(async (tx) => {
      const { digest, size } = await releaseIn(tx, version);
      const open = await tx.find(rolloutTable, openRollout);
      if (open.some((rollout) => rollout.version === version)) throw new AppError("release/in-use");
      await tx.delete(releaseTable, version);
      for (let index = 0; index * chunkSize < size; index++)
        await tx.delete(releaseChunkTable, chunkKey(version, index));
      await audit.recordIn(tx, { ...by, act: { what: "release-removed", version, digest } });
    });
  }

  /** The bytes of an archive, from one of them on, a part at a time. @throws AppError release/archive-damaged at the first part that is not whole */
  async *bytesOf({ version, size }: Release, from: number): AsyncIterable<Buffer> {
    const { store } = this.#parts;
    for (let index = Math.floor(from / chunkSize); index * chunkSize < size; index++) {
      const chunk = await store.transact((tx) => tx.get(releaseChunkTable, chunkKey(version, index)));
      const bytes = Buffer.from(chunk?.base64 ?? "", "base64");
      if (bytes.length !== Math.min(chunkSize, size - index * chunkSize)) {
        this.#intactAt.delete(version);
        throw new AppError("release/archive-damaged", `${version}: part ${index} has ${bytes.length} bytes`);
      }
      yield bytes.subarray(Math.max(0, from - index * chunkSize));
    }
  }
}

/** @throws AppError release/unknown */
export async function releaseIn(tx: Transaction, version: string): Promise<Release> {
  const release = await tx.get(releaseTable, version);
  if (!release) throw new AppError("release/unknown");
  return release;
}

async function* inChunks(body: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const bytes of body) {
    held.push(Buffer.from(bytes));
    length += bytes.length;
    while (length >= chunkSize) {
      const all = Buffer.concat(held);
      yield all.subarray(0, chunkSize);
      held = [all.subarray(chunkSize)];
      length -= chunkSize;
    }
  }
  if (length > 0) yield Buffer.concat(held);
}
