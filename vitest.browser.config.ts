import { defineConfig } from "vitest/config";

/** The tests that need a browser; they skip themselves, with the reason in their name, where there is none. */
export default defineConfig({
  test: {
    include: ["**/*.browser.test.ts"],
    exclude: ["dist/**", "node_modules/**"],
    testTimeout: 60_000,
    // By default vitest leaves one of the cores free, which on two cores means one file at a time.
    maxWorkers: "100%",
  },
});
