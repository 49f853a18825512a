import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "suites/**/*.test.ts", "reports/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts", "dist/**", "node_modules/**"],
    testTimeout: 30_000,
  },
});
