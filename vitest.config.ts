// How the tests are run, and what counts as covered.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "scripts/**/*.test.ts"],
    // Spawned runs share two cores with everything else.
    testTimeout: 20_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.test.ts", "src/cli/entry.ts"],
      reporter: ["text-summary", "json-summary", "lcovonly"],
    },
  },
});
