import { brotliCompressSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";
import type { Face } from "./faces.ts";

/** A build in which the first visit of a face costs more than it may, fails. */
export function pageBudget(faces: readonly Face[]): Plugin {
  return {
    name: "page-budget",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const { name, budget } of faces) {
          const bytes = firstLoad(name, bundle);
          if (bytes > budget) this.error(`the first load of ${name} takes ${bytes} bytes, more than ${budget}`);
        }
      },
    },
  };
}

/** What a browser that knows the page from nowhere loads until it can be used; bytes, compressed with brotli. */
export function firstLoad(face: string, bundle: Rollup.OutputBundle): number {
  const document = bundle[`${face}/index.html`];
  if (document === undefined) throw new Error(`the build has no page ${face}`);
  const entry = Object.values(bundle).find(
    (file) => file.type === "chunk" && file.facadeModuleId?.endsWith(`/${face}/index.html`),
  );
  if (entry?.type !== "chunk") throw new Error(`the page ${face} has no script`);
  const files = new Set<string>([document.fileName]);
  addChunk(entry, bundle, files);
  // Of what is loaded later only a language belongs to the first visit: the largest.
  const words = entry.dynamicImports.map((fileName) => {
    const together = new Set(files);
    const chunk = bundle[fileName];
    if (chunk?.type === "chunk" && /(?:^|\/)words/.test(fileName)) addChunk(chunk, bundle, together);
    return together;
  });
  return Math.max(...[files, ...words].map((each) => sizeOf(each, bundle)));
}

/** A chunk with its styles, and every chunk that it needs before it runs. */
function addChunk(chunk: Rollup.OutputChunk, bundle: Rollup.OutputBundle, files: Set<string>): void {
  if (files.has(chunk.fileName)) return;
  files.add(chunk.fileName);
  for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
  for (const fileName of chunk.imports) {
    const next = bundle[fileName];
    if (next?.type === "chunk") addChunk(next, bundle, files);
  }
}

function sizeOf(files: ReadonlySet<string>, bundle: Rollup.OutputBundle): number {
  return [...files].reduce((sum, fileName) => {
    const file = bundle[fileName];
    if (file === undefined) return sum;
    return sum + brotliCompressSync(file.type === "chunk" ? file.code : file.source).length;
  }, 0);
}
