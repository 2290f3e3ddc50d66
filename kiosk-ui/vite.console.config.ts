import { defineConfig } from "vite";
import { compressedBeside } from "./compressed-beside.ts";
import { consoleFace } from "./faces.ts";
import { pageBudget } from "./page-budget.ts";

const folder = (relative: string) => new URL(relative, import.meta.url).pathname;

/**
 * The operators' console. Its document is built to `console/index.html`, which the hub serves at every address below
 * `/console`; all that it loads is in `assets/`, served at `/console/assets/`.
 */
export default defineConfig({
  root: folder("."),
  base: "/console/",
  plugins: [pageBudget([consoleFace]), compressedBeside],
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  build: {
    outDir: folder("../dist/console"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Operators choose their browser; antd needs these.
    target: ["chrome111", "safari16.4", "firefox114"],
    modulePreload: { polyfill: false },
    // antd in one piece is larger than what vite warns of.
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      checks: { bundlerTimings: false },
      // "use client" in packages is for servers that render React.
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
      input: { console: folder("console/index.html") },
    },
  },
});
