// The questions of the AWS Serverless Applications Lens, and the checks that answer a part of each.

/** Published 2022-07-14, read 2026-11-30: https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/ */
export interface LensQuestion {
  readonly id: string;
  readonly question: string;
  readonly checks: readonly string[];
  /** What the lens asks for here that a template or a live stack shows, and no check looks at. */
  readonly notCovered: readonly string[];
}

export const serverlessLens: readonly LensQuestion[] = [
  {
    id: "OPS 1",
    question: "How do you understand the health of your serverless application?",
    checks: [
      "function-error-alarm",
      "api-latency-alarm",
      "api-error-alarm",
      "throttle-alarm",
      "dead-letter-alarm",
      "iterator-age-alarm",
      "alarm-action",
      "alarm-metric",
      "alarm-text",
      "alarm-state",
      "function-tracing",
      "api-tracing",
      "state-machine-tracing",
      "api-access-log",
      "function-error-rate",
      "api-error-rate",
    ],
    notCovered: ["structured logging (LoggingConfig.LogFormat: JSON)", "alarms on business metrics"],
  },
  {
    id: "OPS 2",
    question: "How do you approach application lifecycle management?",
    checks: [
      "unknown-compute",
      "function-alias",
      "version-publishing",
      "deployment-group",
      "progressive-traffic",
      "rollback-alarm",
      "rollback-alarm-scope",
      "rollback-alarm-deadlock",
      "rollback-alarm-timing",
      "rollback-alarm-sensitivity",
      "healthy-rollback",
      "deployment-exposure",
      "deployment-hook",
      "deployment-outcome",
      "deployment-drift",
      "canary-comparison",
      "invocation-qualifier",
      "async-configuration-qualifier",
      "function-runtime",
      "test-report",
      "code-coverage",
    ],
    notCovered: ["separate accounts for separate stages"],
  },
  {
    id: "SEC 1",
    question: "How do you control access to your serverless API?",
    checks: ["compliance-report"],
    notCovered: ["an authorizer on every route", "AWS WAF in front of public APIs", "resource policies of private APIs"],
  },
  {
    id: "SEC 2",
    question: "How do you manage the security boundaries of your serverless application?",
    checks: ["function-role", "invocation-permission", "compliance-report"],
    notCovered: ["functions in the VPC of their data", "VPC endpoints"],
  },
  {
    id: "SEC 3",
    question: "How do you implement application security in your workload?",
    checks: ["sarif-report", "compliance-report"],
    notCovered: ["request validation at the API", "secrets in environment variables", "code signing"],
  },
  {
    id: "REL 1",
    question: "How do you regulate inbound request rates?",
    checks: ["api-throttling", "concurrency-headroom", "function-throttles", "throttle-alarm"],
    notCovered: ["usage plans with API keys", "reserved concurrency to protect services that scale less than Lambda"],
  },
  {
    id: "REL 2",
    question: "How do you build resiliency into your serverless application?",
    checks: [
      "async-failure-destination",
      "stream-failure-destination",
      "batch-failures",
      "state-machine-retry",
      "queue-redrive",
      "queue-visibility",
      "rule-dead-letter",
      "subscription-dead-letter",
      "dead-letter-depth",
      "function-timeout",
      "fault-experiment",
      "experiment-report",
    ],
    notCovered: ["more than one region", "point-in-time recovery of tables"],
  },
  {
    id: "PERF 1",
    question: "How do you optimize the performance of your serverless application?",
    checks: ["function-memory", "function-duration", "api-latency", "iterator-age", "load-test"],
    notCovered: ["provisioned concurrency and SnapStart", "caching at the API"],
  },
  {
    id: "COST 1",
    question: "How do you optimize the cost of your serverless application?",
    checks: ["function-cost", "log-retention", "required-tags"],
    notCovered: ["direct integrations instead of functions that only pass data", "the arm64 architecture"],
  },
];
