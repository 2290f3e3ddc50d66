import type { Plugin } from "vite";

/** The rider's words of each language, and the language. */
const vocabularies: Readonly<Record<string, string>> = {
  "/rider/words-chinese.ts": "zh",
  "/rider/words-english.ts": "en",
};

/**
 * The page of `face` names its words of each language, so that a browser loads them with the script and not after it. The hub
 * leaves in what it sends the language that the browser asks for. Browsers that don't know `modulepreload` load them later.
 */
export function preloadWords(face: string): Plugin {
  return {
    name: "preload-words",
    transformIndexHtml: {
      order: "post",
      handler(_html, { chunk, bundle }) {
        if (chunk?.name !== face || !bundle) return [];
        return chunk.dynamicImports.flatMap((fileName) => {
          const words = bundle[fileName];
          if (words?.type !== "chunk") return [];
          const language = Object.entries(vocabularies).find(([path]) => words.facadeModuleId?.endsWith(path))?.[1];
          if (language === undefined) return [];
          const loaded = new Set([chunk.fileName, ...chunk.imports]);
          return [fileName, ...words.imports]
            .filter((file) => !loaded.has(file))
            .map((file) => ({
              tag: "link",
              attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}`, "data-language": language },
              injectTo: "head" as const,
            }));
        });
      },
    },
  };
}
