// What a project has of other tools' results, and what it could have: each is a kind of evidence that the verdict can take in.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

export interface Evidence {
  readonly check: string;
  /** For the config, with the file that is there or, where none is, the usual one. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What is there, or what would write it. */
  readonly remark: string;
}

interface Source {
  readonly check: string;
  /** Usual places, the most telling first. */
  readonly places: readonly [string, ...string[]];
  readonly options: Readonly<Record<string, unknown>>;
  /** What writes it. */
  readonly made: string;
}

const SOURCES: readonly Source[] = [
  {
    check: "test-report",
    places: ["reports/junit.xml", "junit.xml", "test-results/junit.xml", "test-results.xml"],
    options: { minimumTests: 1 },
    made: "vitest --reporter=junit, pytest --junit-xml",
  },
  {
    check: "code-coverage",
    places: [
      ...(["coverage/coverage-summary.json", "coverage/lcov.info", "coverage/cobertura-coverage.xml"] as const),
      ...["coverage.xml", "reports/lcov.info", "lcov.info"],
    ],
    options: { minimum: { lines: 80 } },
    made: "vitest --coverage, pytest --cov-report=xml",
  },
  {
    check: "load-test",
    places: ["reports/k6-summary.json", "k6-summary.json", "reports/artillery.json", "artillery-report.json"],
    options: {},
    made: "k6 run --summary-export, artillery run --output",
  },
  {
    check: "sarif-report",
    places: ["reports/results.sarif", "results.sarif", "reports/cfn-lint.sarif", "cfn-lint.sarif", "results_sarif.sarif"],
    options: {},
    made: "cfn-lint --format sarif, checkov -o sarif, cfn-guard --output-format sarif",
  },
  {
    check: "experiment-report",
    places: ["reports/fis-experiment.json", "fis-experiment.json", "reports/faults.xml"],
    options: {},
    made: "aws fis get-experiment",
  },
];

/** @param templates of the project; an assembly has the reports of cdk-nag in it */
export function evidenceIn(folder: string, templates: readonly string[]): readonly Evidence[] {
  const own = SOURCES.map(({ check, places, options, made }): Evidence => {
    const found = places.find((place) => existsSync(path.join(folder, place)));
    const remark = found === undefined ? `made by ${made}` : `found ${found}`;
    return { check, options: { path: found ?? places[0], ...options }, remark };
  });
  const traffic = { maximumPerMonth: 10, invocationsPerMonth: 1_000_000, averageMilliseconds: 100 };
  return [
    complianceIn(folder, templates),
    ...own,
    { check: "function-cost", options: traffic, remark: "in USD, at your planned traffic" },
  ];
}

const COMPLIANCE = /(?:-NagReport\.(?:csv|json)|^(?:policy-)?validation-report\.json)$/;

function complianceIn(folder: string, templates: readonly string[]): Evidence {
  const found = templates
    .map((template) => path.join(folder, template))
    .flatMap((template) => (statSync(template, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(template) : []))
    .find((name) => COMPLIANCE.test(name));
  const remark = found === undefined ? "made by cdk-nag or the CDK's validation plug-ins" : `found ${found}`;
  return { check: "compliance-report", options: {}, remark };
}
