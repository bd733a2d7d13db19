// npm run fixtures:measured: writes the recordings in fixtures/checks of the checks that measure, so that questions and answers fit together.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Ask, MetricAsk } from "../src/model/observed/ask.ts";

/** When the recordings were taken: 2026-11-22T10:00:00Z. */
const NOW = Date.UTC(2026, 10, 22, 10);
const HOUR = 3600;

type Answer =
  | { readonly ask: Ask; readonly seen: unknown }
  | { readonly ask: Ask; readonly unseen: string; readonly action: string };
type Dimensions = Readonly<Record<string, string>>;
interface Metric {
  readonly namespace: string;
  readonly dimensions: Dimensions;
  readonly window?: number;
  readonly period?: number;
}

/** One metric over the last periods: its values, oldest first. */
function metric(
  { namespace, dimensions, window = HOUR, period = 60 }: Metric,
  name: string,
  statistic: string,
  values: readonly number[],
) {
  const ask: MetricAsk = {
    kind: "metric",
    stack: "shop",
    namespace,
    metricName: name,
    dimensions: Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)),
    statistic,
    periodSeconds: period,
    windowSeconds: window,
  };
  const times = values.map((_, index) => NOW - (values.length - index) * period * 1000);
  return { ask, seen: { from: NOW - window * 1000, to: NOW, times, values } };
}

function denied({ ask }: { readonly ask: Ask }, action: string): Answer {
  return { ask, unseen: `access to ${action} was denied`, action };
}

const repeated = (value: number, times: number): number[] => Array.from({ length: times }, () => value);
/** The same kind of noise in every run. */
const noisy = (around: number, times: number, step = 7): number[] =>
  Array.from({ length: times }, (_, index) => around + ((index * step) % 11) - 5);

const greeter = {
  Type: "AWS::Lambda::Function",
  Properties: {
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::111111111111:role/greeter",
    Code: { ZipFile: "" },
  },
};
const version = { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Greeter" } } };
const live = {
  Type: "AWS::Lambda::Alias",
  Properties: { FunctionName: { Ref: "Greeter" }, Name: "live", FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
};
const bare = { Greeter: greeter };
const aliased = { Greeter: greeter, Version: version, Live: live };

/** Physical ids as AWS gives them. */
const IDS: Readonly<Record<string, string>> = {
  Greeter: "shop-Greeter-7Q2X",
  Version: "arn:aws:lambda:eu-west-1:111111111111:function:shop-Greeter-7Q2X:8",
  Live: "arn:aws:lambda:eu-west-1:111111111111:function:shop-Greeter-7Q2X:live",
  Api: "a1b2c3",
  Stage: "prod",
  Failed: "https://sqs.eu-west-1.amazonaws.com/111111111111/shop-Failed-9ZK1",
  Orders: "https://sqs.eu-west-1.amazonaws.com/111111111111/shop-Orders-4TT0",
  Stream: "shop-Stream-1B7C",
  Mapping: "0d5b3c52-8a0e-4f44-9a0b-0c9f6f6d1a11",
};

/** @param parameters of the template; their values are not shown */
function recording(
  resources: Readonly<Record<string, unknown>>,
  answers: readonly Answer[],
  parameters: readonly string[] = [],
): object {
  const ids = Object.fromEntries(Object.keys(resources).map((logicalId) => [logicalId, IDS[logicalId] ?? null]));
  const hidden = Object.fromEntries(parameters.map((name) => [name, { Type: "String", NoEcho: true }]));
  const template = { ...(parameters.length === 0 ? {} : { Parameters: hidden }), Resources: resources };
  return { stacks: [{ template, resources: ids }], answers };
}

const functionMetric: Metric = { namespace: "AWS/Lambda", dimensions: { FunctionName: "shop-Greeter-7Q2X" } };
const aliasMetric: Metric = {
  namespace: "AWS/Lambda",
  dimensions: { FunctionName: "shop-Greeter-7Q2X", Resource: "shop-Greeter-7Q2X:live" },
};
const versionMetric = (number: string): Metric => ({
  ...aliasMetric,
  dimensions: { ...aliasMetric.dimensions, ExecutedVersion: number },
});
const restMetric: Metric = { namespace: "AWS/ApiGateway", dimensions: { ApiName: "shop", Stage: "prod" } };
const idMetric: Metric = { namespace: "AWS/ApiGateway", dimensions: { ApiId: "a1b2c3", Stage: "prod" } };

const rest = {
  Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "shöp" } },
  Stage: { Type: "AWS::ApiGateway::Stage", Properties: { RestApiId: { Ref: "Api" }, StageName: "prod", DeploymentId: "d1" } },
};
const restOfName: Metric = { ...restMetric, dimensions: { ApiName: "shp", Stage: "prod" } };
const gateway = (ProtocolType: string) => ({
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "shop", ProtocolType } },
  Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId: { Ref: "Api" }, StageName: "prod" } },
});

const ofElsewhere = (stage: { readonly Type: string; readonly Properties: object }, id: string) => ({
  ...stage,
  Properties: { ...stage.Properties, [id]: "z9y8" },
});

const latency = (of: Metric, name: string, values: readonly number[], counts: readonly number[]): readonly Answer[] => [
  metric(of, name, "Average", values),
  metric(of, name, "SampleCount", counts),
];
const p99 = { ...restOfName, period: HOUR };

const failures = (of: Metric, name: string, failed: readonly number[], counts: readonly number[]): readonly Answer[] => [
  metric(of, name, "Sum", failed),
  metric(of, "Count", "Sum", counts),
];
const errors = (of: Metric, failed: readonly number[], invoked: readonly number[]): readonly Answer[] => [
  metric(of, "Errors", "Sum", failed),
  metric(of, "Invocations", "Sum", invoked),
];
const throttles = (throttled: readonly number[], invoked: readonly number[]): readonly Answer[] => [
  metric(functionMetric, "Throttles", "Sum", throttled),
  metric(functionMetric, "Invocations", "Sum", invoked),
];
const duration = (value: readonly number[], counts: readonly number[]): readonly Answer[] => [
  metric({ ...functionMetric, period: HOUR }, "Duration", "p95", value),
  metric({ ...functionMetric, period: HOUR }, "Duration", "SampleCount", counts),
];
const level = (of: Metric, name: string, values: readonly number[]): readonly Answer[] => [
  metric(of, name, "Maximum", values),
  metric(of, name, "SampleCount", repeated(1, values.length)),
];

const queues = {
  Orders: {
    Type: "AWS::SQS::Queue",
    Properties: { RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Failed", "Arn"] }, maxReceiveCount: 3 } },
  },
  Failed: { Type: "AWS::SQS::Queue" },
};
const depth = (values: readonly number[]): readonly Answer[] =>
  level({ namespace: "AWS/SQS", dimensions: { QueueName: "shop-Failed-9ZK1" } }, "ApproximateNumberOfMessagesVisible", values);

const stream = { Type: "AWS::Kinesis::Stream", Properties: { ShardCount: 1 } };
const mapping = (FunctionName: unknown, EventSourceArn: unknown) => ({
  Type: "AWS::Lambda::EventSourceMapping",
  Properties: { FunctionName, EventSourceArn, StartingPosition: "LATEST" },
});
const reading = {
  ...aliased,
  Stream: stream,
  Mapping: mapping({ Ref: "Live" }, { "Fn::GetAtt": ["Stream", "Arn"] }),
};

const sized = (properties: object) => ({ Greeter: { ...greeter, Properties: { ...greeter.Properties, ...properties } } });
/** What Lambda says of it: what the checks rely on of the template holds live as well. */
const configured = (timeoutSeconds = 3, memoryMegabytes = 128, architecture = "x86_64"): Answer => ({
  ask: { kind: "function", stack: "shop", functionName: "shop-Greeter-7Q2X" },
  seen: {
    runtime: "nodejs22.x",
    memoryMegabytes,
    timeoutSeconds,
    architecture,
    tracing: "PassThrough",
    deadLetterArn: null,
    roleArn: "arn:aws:iam::111111111111:role/greeter",
    codeSha256: "x",
    lastModified: "2026-11-22T08:00:00.000Z",
  },
});
const reserved = (ReservedConcurrentExecutions: number) => sized({ ReservedConcurrentExecutions });
const account = {
  ask: { kind: "account-settings", stack: "shop" },
  seen: { concurrentExecutions: 1000, unreservedConcurrentExecutions: 900 },
} as const;
const concurrency = (values: readonly number[], invoked: readonly number[]): readonly Answer[] => [
  ...level(functionMetric, "ConcurrentExecutions", values),
  metric(functionMetric, "Invocations", "Sum", invoked),
];

const weekly: Metric = { ...functionMetric, window: 7 * 24 * HOUR, period: HOUR };
const use = (milliseconds: readonly number[], invoked: readonly number[]): readonly Answer[] => [
  metric(weekly, "Duration", "Sum", milliseconds),
  metric(weekly, "Invocations", "Sum", invoked),
];

const aliases = (weights: Readonly<Record<string, number>>): Answer => ({
  ask: { kind: "aliases", stack: "shop", functionName: "shop-Greeter-7Q2X" },
  seen: [{ name: "live", version: "7", weights }],
});
interface Seen {
  readonly invoked: readonly number[];
  readonly failed: readonly number[];
  readonly durations: readonly number[];
}
const versions = (fresh: Seen, old: Seen): readonly Answer[] => [
  aliases({ "8": 0.1 }),
  ...[["8", fresh] as const, ["7", old] as const].flatMap(([number, { invoked, failed, durations }]) => [
    metric(versionMetric(number), "Invocations", "Sum", invoked),
    metric(versionMetric(number), "Errors", "Sum", failed),
    metric(versionMetric(number), "Duration", "Average", durations),
  ]),
];
const steady = (invoked: number, failed: number, around: number, times = 12): Seen => ({
  invoked: repeated(invoked, times),
  failed: repeated(failed, times),
  durations: noisy(around, times),
});

/** Check, case and verdict → what was recorded. */
const recordings: Readonly<Record<string, object>> = {
  "api-latency/rest.pass": recording(rest, latency(restOfName, "Latency", [150, 210, 180], [600, 200, 400])),
  "api-latency/rest-slow.fail": recording(rest, latency(restOfName, "Latency", [150, 300, 260], [100, 400, 700])),
  "api-latency/http.pass": recording(gateway("HTTP"), latency(idMetric, "Latency", [90], [100])),
  "api-latency/websocket.fail": recording(gateway("WEBSOCKET"), latency(idMetric, "IntegrationLatency", [900], [100])),
  "api-latency/few.unknown": recording(rest, latency(restOfName, "Latency", [180], [3])),
  "api-latency/silent.unknown": recording(rest, latency(restOfName, "Latency", [], [])),
  "api-latency/silent-allowed.pass": recording(rest, latency(restOfName, "Latency", [], [])),
  "api-latency/silent-forbidden.fail": recording(rest, latency(restOfName, "Latency", [], [])),
  "api-latency/few-slow.unknown": recording(rest, latency(restOfName, "Latency", [900], [3])),
  "api-latency/percentile.fail": recording(rest, [
    metric(p99, "Latency", "p99", [950]),
    metric(p99, "Latency", "SampleCount", [1200]),
  ]),
  "api-latency/relative.unknown": recording(rest, latency(restOfName, "Latency", [180], [1200])),
  "api-latency/both.pass": recording(rest, latency(restOfName, "Latency", [180], [1200])),
  "api-latency/denied.unknown": recording(
    rest,
    [metric(restOfName, "Latency", "Average", []), metric(restOfName, "Latency", "SampleCount", [])].map((answer) =>
      denied(answer, "cloudwatch:GetMetricData"),
    ),
  ),

  "api-latency/elsewhere.unknown": recording({ Stage: ofElsewhere(rest.Stage, "RestApiId") }, []),

  "api-error-rate/elsewhere.pass": recording(
    { Stage: ofElsewhere(gateway("HTTP").Stage, "ApiId") },
    failures({ ...idMetric, dimensions: { ApiId: "z9y8", Stage: "prod" } }, "5xx", [0], [100]),
  ),
  "api-error-rate/rest.pass": recording(rest, failures(restOfName, "5XXError", [1, 0], [600, 600])),
  "api-error-rate/rest-failing.fail": recording(rest, failures(restOfName, "5XXError", [5, 20], [600, 600])),
  "api-error-rate/http.fail": recording(gateway("HTTP"), failures(idMetric, "5xx", [2], [100])),
  "api-error-rate/websocket.not-applicable": recording(gateway("WEBSOCKET"), []),
  "api-error-rate/few.unknown": recording(rest, failures(restOfName, "5XXError", [0], [19])),

  "function-error-rate/function.pass": recording(bare, errors(functionMetric, [0, 1], [500, 500])),
  "function-error-rate/alias.fail": recording(aliased, errors(aliasMetric, [10, 15], [600, 600])),
  "function-error-rate/silent.unknown": recording(bare, errors(functionMetric, [], [])),
  "function-error-rate/errors-without-invocations.unknown": recording(bare, errors(functionMetric, [5], [])),
  "function-error-rate/denied.unknown": recording(
    aliased,
    [metric(aliasMetric, "Errors", "Sum", []), metric(aliasMetric, "Invocations", "Sum", [])].map((answer) =>
      denied(answer, "cloudwatch:GetMetricData"),
    ),
  ),

  "function-duration/quick.pass": recording(sized({ Timeout: 10 }), [configured(10), ...duration([1200], [900])]),
  "function-duration/slow.fail": recording(bare, [configured(), ...duration([2600], [900])]),
  "function-duration/hidden.unknown": recording(sized({ Timeout: { Ref: "Seconds" } }), [], ["Seconds"]),
  "function-duration/silent.unknown": recording(bare, [configured(), ...duration([], [])]),

  "function-throttles/none.pass": recording(bare, throttles([0, 0], [500, 500])),
  "function-throttles/some.fail": recording(bare, throttles([0, 12], [500, 488])),
  "function-throttles/few.unknown": recording(bare, throttles([1], [2])),

  "dead-letter-depth/empty.pass": recording(queues, depth(repeated(0, 20))),
  "dead-letter-depth/full.fail": recording(queues, depth([...repeated(0, 19), 3])),
  "dead-letter-depth/silent.unknown": recording(queues, depth([])),

  "iterator-age/alias.pass": recording(reading, level(aliasMetric, "IteratorAge", repeated(800, 20))),
  "iterator-age/lagging.fail": recording(reading, level(aliasMetric, "IteratorAge", [...repeated(800, 19), 95_000])),
  "iterator-age/few.unknown": recording(reading, level(aliasMetric, "IteratorAge", [800, 900])),
  "iterator-age/function.pass": recording(
    { ...bare, Stream: stream, Mapping: mapping({ Ref: "Greeter" }, { "Fn::GetAtt": ["Stream", "Arn"] }) },
    level(functionMetric, "IteratorAge", repeated(800, 20)),
  ),
  "iterator-age/elsewhere.unknown": recording(
    {
      Mapping: mapping(
        "arn:aws:lambda:eu-west-1:111111111111:function:away",
        "arn:aws:kinesis:eu-west-1:111111111111:stream/clicks",
      ),
    },
    [],
  ),
  "iterator-age/hidden.unknown": recording(
    { ...bare, Stream: stream, Mapping: mapping({ Ref: "Consumer" }, { "Fn::GetAtt": ["Stream", "Arn"] }) },
    [],
    ["Consumer"],
  ),
  "iterator-age/kafka.not-applicable": recording(
    { ...bare, Mapping: mapping({ Ref: "Greeter" }, "arn:aws:kafka:eu-west-1:111111111111:cluster/orders/1") },
    [],
  ),

  "concurrency-headroom/reserved.pass": recording(reserved(50), concurrency([10, 20], [600, 600])),
  "concurrency-headroom/reserved-full.fail": recording(reserved(50), concurrency([10, 45], [600, 600])),
  "concurrency-headroom/account.fail": recording(bare, [account, ...concurrency([10, 810], [600, 600])]),
  "concurrency-headroom/denied.unknown": recording(bare, [
    denied(account, "lambda:GetAccountSettings"),
    ...concurrency([10, 20], [600, 600]),
  ]),
  "concurrency-headroom/nothing-left.unknown": recording(bare, [
    { ...account, seen: { ...account.seen, unreservedConcurrentExecutions: 0 } },
    ...concurrency([10, 20], [600, 600]),
  ]),
  "concurrency-headroom/hidden.unknown": recording(
    sized({ ReservedConcurrentExecutions: { Ref: "Reserved" } }),
    concurrency([10, 20], [600, 600]),
    ["Reserved"],
  ),
  "concurrency-headroom/switched-off.not-applicable": recording(reserved(0), []),

  "function-cost/measured.pass": recording(sized({ MemorySize: 512, Architectures: ["arm64"] }), [
    configured(3, 512, "arm64"),
    ...use([1.2e6, 2.4e6], [1e4, 2e4]),
  ]),
  "function-cost/measured-high.fail": recording(sized({ MemorySize: 3008 }), [configured(3, 3008), ...use([3.6e8], [1e5])]),
  "function-cost/hidden.unknown": recording(sized({ MemorySize: { Ref: "Memory" } }), use([1.2e6], [1e4]), ["Memory"]),
  "function-cost/undeployed.unknown": recording({ Other: greeter }, []),
  "function-cost/silent.unknown": recording(bare, [configured(), ...use([], [])]),

  "canary-comparison/equal.pass": recording(aliased, versions(steady(20, 0, 180), steady(180, 0, 181))),
  "canary-comparison/failing.fail": recording(aliased, versions(steady(20, 1, 180), steady(180, 0, 180))),
  "canary-comparison/slower.fail": recording(aliased, versions(steady(20, 0, 240), steady(180, 0, 180))),
  "canary-comparison/trifle.pass": recording(aliased, versions(steady(20, 0, 192), steady(180, 0, 180))),
  "canary-comparison/short.pass": recording(aliased, versions(steady(20, 0, 400, 4), steady(180, 0, 180, 4))),
  "canary-comparison/short-failing.fail": recording(aliased, versions(steady(20, 12, 180, 2), steady(180, 0, 180, 2))),
  "canary-comparison/idle.unknown": recording(aliased, versions(steady(0, 0, 0, 0), steady(180, 0, 180))),
  "canary-comparison/idle-allowed.pass": recording(aliased, versions(steady(0, 0, 0, 0), steady(180, 0, 180))),
  "canary-comparison/not-shifting.not-applicable": recording(aliased, [aliases({})]),
  "canary-comparison/few-old.unknown": recording(aliased, versions(steady(20, 0, 180), steady(1, 0, 180))),
  "canary-comparison/few-failing.unknown": recording(aliased, versions(steady(1, 1, 180), steady(180, 0, 180))),
  "canary-comparison/unmeasured.unknown": recording(aliased, [
    aliases({ "8": 0.1 }),
    ...versions(steady(0, 0, 0, 0), steady(0, 0, 0, 0))
      .slice(1)
      .map((answer) => denied(answer, "cloudwatch:GetMetricData")),
  ]),
  "canary-comparison/undeployed.unknown": recording(
    { Other: greeter, Alias: { ...live, Properties: { ...live.Properties, FunctionName: { Ref: "Other" } } } },
    [],
  ),
  "canary-comparison/gone.not-applicable": recording(aliased, [{ ...aliases({}), seen: [] } as Answer]),
  "canary-comparison/three-versions.unknown": recording(aliased, [aliases({ "8": 0.1, "9": 0.1 })]),
  "canary-comparison/all-on-the-new.unknown": recording(aliased, [
    aliases({ "8": 1 }),
    ...versions(steady(20, 0, 180), steady(0, 0, 0, 0)).slice(1),
  ]),
  "canary-comparison/constant.pass": recording(aliased, [
    ...versions({ ...steady(20, 0, 0), durations: repeated(180, 12) }, { ...steady(180, 0, 0), durations: repeated(180, 12) }),
  ]),
  "canary-comparison/constant-slower.fail": recording(aliased, [
    ...versions({ ...steady(20, 0, 0), durations: repeated(200, 12) }, { ...steady(180, 0, 0), durations: repeated(180, 12) }),
  ]),
  "canary-comparison/denied.unknown": recording(aliased, [denied(aliases({}), "lambda:ListAliases")]),
};

/** File below fixtures/checks → text. */
export const files: ReadonlyMap<string, string> = new Map(
  Object.entries(recordings).map(([name, made]) => [`${name}.live.json`, text(made)]),
);

/** An answer a line. */
function text(made: object): string {
  const { stacks, answers } = made as { stacks: unknown; answers: readonly unknown[] };
  const lines = answers.map((answer) => `    ${JSON.stringify(answer)}`).join(",\n");
  const list = answers.length === 0 ? "[]" : `[\n${lines}\n  ]`;
  return `{\n  "stacks": ${JSON.stringify(stacks, null, 2).replaceAll("\n", "\n  ")},\n  "answers": ${list}\n}\n`;
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, content] of files) {
    const file = path.join(import.meta.dirname, "..", "fixtures", "checks", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
