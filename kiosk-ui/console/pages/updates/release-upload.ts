import { call, Problem, upload } from "../../../shared/client.ts";
import type { ReleaseFiles } from "./release-files.ts";
import type { Release } from "./update-types.ts";

/**
 * Adds a release and sends its archive. A release whose archive did not arrive whole is known to the hub already: then only
 * the archive is sent.
 * @param known the releases that the hub holds @throws Problem
 */
export async function uploadRelease(files: ReleaseFiles, known: readonly Release[], reason: string): Promise<void> {
  const [manifest, signature] = await Promise.all([files.manifest.text(), files.signature.text()]);
  const { version, digest } = readManifest(manifest);
  const isKnown = known.some((release) => release.digest === digest && !release.complete);
  // The file ends with a line feed where an editor has saved it.
  if (!isKnown)
    await call("post", "/api/operator/releases", { body: { manifest, signature: signature.trim(), reason } });
  await upload("/api/operator/releases/{version}/archive", { path: { version }, file: files.archive });
}

/** The hub checks the signature; here only its address is read. @throws Problem release/not-signed */
function readManifest(text: string): { readonly version: string; readonly digest: unknown } {
  try {
    const { version, digest } = JSON.parse(text) as { version?: unknown; digest?: unknown };
    if (typeof version === "string") return { version, digest };
  } catch {}
  throw new Problem("release/not-signed");
}
