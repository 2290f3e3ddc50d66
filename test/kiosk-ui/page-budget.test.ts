import { resolve } from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { pageBudget } from "../../kiosk-ui/page-budget.ts";

const buildWith = (budget: number) =>
  build({
    configFile: false,
    root: resolve("kiosk-ui"),
    logLevel: "silent",
    plugins: [pageBudget([{ name: "rider", budget }])],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: { write: false, rollupOptions: { input: resolve("kiosk-ui/rider/index.html") } },
  });

test("a build in which a page's first load is larger than it may be fails, and says by how much", async () => {
  await expect(buildWith(10_000)).rejects.toThrow(/the first load of rider takes \d{5} bytes, more than 10000/);
});

test("the first load counts one language, not each", async () => {
  await expect(buildWith(60_000)).resolves.toBeDefined();
});
