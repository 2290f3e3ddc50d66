import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const folder = (relative: string) => new URL(relative, import.meta.url).pathname;

/** Beside each script and style the same compressed, which the hub sends to browsers that know it: lines are often poor. */
const compressedBeside: Plugin = {
  name: "compressed-beside",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css|svg)$/.test(file.fileName)) continue;
        const content = file.type === "chunk" ? file.code : file.source;
        this.emitFile({ type: "asset", fileName: `${file.fileName}.br`, source: brotliCompressSync(content) });
        this.emitFile({ type: "asset", fileName: `${file.fileName}.gz`, source: gzipSync(content, { level: 9 }) });
      }
    },
  },
};

/** The rider's page. The hub serves its index.html at /q/ and /o/, and the files beside it below /assets/rider/. */
export default defineConfig({
  root: folder("rider"),
  base: "/assets/rider/",
  resolve: {
    alias: [
      { find: /^react(-dom)?$/, replacement: "preact/compat" },
      { find: "react-dom/client", replacement: "preact/compat/client" },
      { find: "react/jsx-runtime", replacement: "preact/jsx-runtime" },
    ],
  },
  plugins: [compressedBeside],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: folder("../dist/kiosk-ui/rider"),
    emptyOutDir: true,
    assetsDir: "",
    // Alipay's web views on old Android phones stay at the Chrome they were built with.
    target: ["chrome69", "safari12"],
    modulePreload: { polyfill: false },
  },
});
