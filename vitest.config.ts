import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "suites/**/*.test.ts", "reports/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts", "dist/**", "node_modules/**"],
    // Some tests are a whole assessment, which a busy machine of two cores stretches tenfold.
    testTimeout: 120_000,
    // Assessments wait for much of their time (timestamps of one second, grace periods): one worker more than cores fills the gaps.
    maxWorkers: availableParallelism() + 1,
    // Loading the suites, and warming up, costs seconds in each file; the modules hold no state that a test could leave behind.
    isolate: false,
  },
});
