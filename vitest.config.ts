import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "suites/**/*.test.ts", "reports/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts", "dist/**", "node_modules/**"],
    // Some tests are a whole assessment, which a busy machine of two cores stretches tenfold.
    testTimeout: 120_000,
    // By default vitest leaves one of the cores free, which on two cores means one file at a time.
    maxWorkers: "100%",
  },
});
