import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    coverage: {
      provider: "v8",
      include: ["protocol/**", "platform/**", "server/**", "firmware-bridge/**", "simulators/**"],
      exclude: ["test/**"],
      reporter: ["text", "json-summary"],
      thresholds: {
        "protocol/**": { lines: 100, branches: 100 },
        "server/rental/**": { lines: 100, branches: 100 },
      },
    },
  },
});
