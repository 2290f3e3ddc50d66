import { gzipSync } from "node:zlib";
import { Header } from "tar";
import type { ReleaseFile } from "./bundle.ts";

const block = 512;

/** A gzipped tar without times, owners and anything else that would differ from one build to the next. */
export function archiveOf(files: readonly ReleaseFile[]): Buffer {
  const blocks = files.flatMap(({ path, bytes }) => {
    const header = new Header({ path, type: "File", size: bytes.length, mode: 0o644, mtime: new Date(0) });
    header.encode();
    if (header.block === undefined || header.needPax) throw new Error(`${path} does not fit into a tar header`);
    return [header.block, bytes, Buffer.alloc((block - (bytes.length % block)) % block)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * block)]), { level: 9 });
}
