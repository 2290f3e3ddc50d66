import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/fixed-seed.ts"],
    isolate: false,
    maxWorkers: 2,
    // No test measures time: these only end what hangs, on slow machines too.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Amid a second, an hour and a day: no verdict depends on the moment at which a test is started.
    fakeTimers: { now: Date.UTC(2026, 10, 23, 4, 30, 30, 500) },
    expect: { poll: { timeout: 60_000 } },
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
