// The tests that mutants are tried against: those that compare facts, verdicts and messages, without what starts a process.
import { configDefaults, defineConfig } from "vitest/config";
import { LikelyFirst } from "./scripts/mutation/sequencer.ts";
import { slow } from "./vitest.config.ts";

/** What these compare was compared for each check, or each part of the reader, by itself. */
const again = ["src/checks/fixtures.test.ts", "src/sources/template/corpora.test.ts", "src/sources/template/sam/corpus.test.ts"];

export default defineConfig({
  test: {
    include: [
      "src/{audit,checks,measuring,model,sources/template}/**/*.test.ts",
      "src/reporters/golden.test.ts",
      "test/waivers.test.ts",
    ],
    exclude: [...configDefaults.exclude, ...slow, ...again],
    testTimeout: 20_000,
    // Loading the model takes longer than most tests: one thread loads it once for each mutant.
    isolate: false,
    runner: "./scripts/mutation/runner.ts",
    sequence: { sequencer: LikelyFirst },
  },
});
