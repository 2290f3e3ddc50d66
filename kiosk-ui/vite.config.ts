import { defineConfig } from "vite";
import { compressedBeside } from "./compressed-beside.ts";
import { faces } from "./faces.ts";
import { pageBudget } from "./page-budget.ts";
import { preloadWords } from "./preload-words.ts";

const folder = (relative: string) => new URL(relative, import.meta.url).pathname;

/**
 * The pages of the hub. Each face's document is built to `<face>/index.html`, which the hub serves at the face's addresses;
 * all that documents load is in `assets/`, under names that change with the content.
 */
export default defineConfig({
  root: folder("."),
  base: "/",
  plugins: [preloadWords("rider"), pageBudget(faces), compressedBeside],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: folder("../dist/kiosk-ui"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Alipay's web views on old Android phones, and the panels of cabinets, stay at the Chrome they were built with.
    target: ["chrome69", "safari12"],
    cssTarget: ["chrome69", "safari12"],
    modulePreload: { polyfill: false },
    rollupOptions: {
      // The bundler warns of slow plugins; a user who starts the demo can do nothing about them.
      checks: { bundlerTimings: false },
      input: Object.fromEntries(faces.map(({ name }) => [name, folder(`${name}/index.html`)])),
    },
  },
});
