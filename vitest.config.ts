// How the tests are run, and what counts as covered.
import { configDefaults, defineConfig } from "vitest/config";

/** They run the built command line, much of it against servers: what they do most is wait. */
const ofTheCommandLine = [
  "test/cli.test.ts",
  "test/code-cache.test.ts",
  "test/fleet-commands.test.ts",
  "test/literature.test.ts",
  "test/plugins.test.ts",
  "test/source-stack.test.ts",
  "test/live/**/*.test.ts",
];
const forTheCommandLine = ["test/live/announced.ts", "test/built.ts"];

/** Checks and model over thousands of inputs: mutated templates, whole corpora, random deployments. Their branches count as covered. */
const overInputs = [
  "scripts/truth.test.ts",
  "src/plugins/parity.test.ts",
  "test/corpora.test.ts",
  "test/fuzz.test.ts",
  "test/simulation/agreement.test.ts",
  "test/simulation/minutes.test.ts",
  "test/simulation/numbers.test.ts",
  "test/simulation/remedies.test.ts",
  "test/simulation/slow-versions.test.ts",
  "test/soundness/**/*.test.ts",
];

/** Servers that are started first, each answer of a service in turn, pages in a browser, packages that are installed first. */
const ofTheWorld = [
  "src/sources/live/failures.test.ts",
  "test/cdk-validation.test.ts",
  "test/fleet-page.test.ts",
  "test/live/backtest.test.ts",
  "test/live/ev-charging.test.ts",
  "test/live/faults.test.ts",
  "test/live/fleet-run.test.ts",
  "test/live/lambda.test.ts",
  "test/live/ministack.test.ts",
  "test/live/mixed.test.ts",
  "test/live/orders.test.ts",
  "test/live/permissions.test.ts",
  "test/live/snapshot.test.ts",
  "test/live/unseen-answers.test.ts",
  "test/pages.test.ts",
  "test/plugins-guide.test.ts",
  "test/report-pages.test.ts",
];
/** `npm run test:slow`, and the gate. */
export const slow = [...overInputs, ...ofTheWorld];

export default defineConfig({
  test: {
    // Spawned runs share two cores with everything else.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: "modules",
          include: ["src/**/*.test.ts", "test/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...ofTheCommandLine, ...slow],
          // By default one of two cores is left to the runner, which hardly needs it.
          maxWorkers: "100%",
          // The modules keep nothing between tests, and to load them anew for each file takes half the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "command line",
          include: ofTheCommandLine,
          exclude: [...configDefaults.exclude, ...slow],
          globalSetup: forTheCommandLine,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "over inputs",
          include: overInputs,
          maxWorkers: "100%",
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          include: ofTheWorld,
          globalSetup: forTheCommandLine,
          maxWorkers: "100%",
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.test.ts", "src/cli/entry.ts"],
      reporter: ["text-summary", "json-summary", "lcovonly"],
      // What decides verdicts: a branch that no test takes is a verdict that nobody has looked at.
      thresholds: {
        "src/checks/**/*.ts": { branches: 96 },
        "src/model/**/*.ts": { branches: 92 },
      },
    },
  },
});
