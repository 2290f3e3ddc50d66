import { defineConfig } from "vite";

const folder = (relative: string) => new URL(relative, import.meta.url).pathname;

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
