// Where a system is broken, the graph is broken at the very link, and nowhere else.
import { expect, it } from "vitest";
import { type Drawn, graphOn } from "../../test/graphs.ts";
import type { Graph } from "../audit/report.ts";

const chain = [
  "function-alias",
  "deployment-group",
  "progressive-traffic",
  "rollback-alarm",
  "rollback-alarm-scope",
  "invocation-qualifier",
  "alarm-action",
];

const fn = { Type: "AWS::Lambda::Function", Properties: { Handler: "a.b", Runtime: "nodejs22.x" } };
const version = { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Order" } } };
const alias = {
  Type: "AWS::Lambda::Alias",
  UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: "App" }, DeploymentGroupName: { Ref: "Group" } } },
  Properties: { Name: "live", FunctionName: { Ref: "Order" }, FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
};
const group = {
  Type: "AWS::CodeDeploy::DeploymentGroup",
  Properties: {
    ApplicationName: { Ref: "App" },
    DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
    AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: "Errors" } }] },
    AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
  },
};
const errors = {
  Type: "AWS::CloudWatch::Alarm",
  Properties: {
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [
      { Name: "FunctionName", Value: { Ref: "Order" } },
      { Name: "Resource", Value: { "Fn::Sub": "${Order}:live" } },
    ],
    Statistic: "Sum",
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    Threshold: 1,
    AlarmActions: [{ Ref: "Operations" }],
  },
};
const rule = (arn: object) => ({
  Type: "AWS::Events::Rule",
  Properties: { EventPattern: { source: ["shop"] }, Targets: [{ Id: "order", Arn: arn }] },
});
const fit: Readonly<Record<string, object>> = {
  App: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
  Order: fn,
  Version: version,
  Live: alias,
  Group: group,
  Errors: errors,
  Operations: { Type: "AWS::SNS::Topic" },
  Mail: {
    Type: "AWS::SNS::Subscription",
    Properties: { TopicArn: { Ref: "Operations" }, Protocol: "email", Endpoint: "ops@example.com" },
  },
  Ordered: rule({ Ref: "Live" }),
};

function shown({ nodes, edges }: Graph): string[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  return edges.map(({ from, to, kind, state }) => `${labels.get(from)} ${kind} ${labels.get(to)}: ${state}`);
}

async function links(resources: object, drawn: Partial<Drawn> = {}): Promise<string[]> {
  return shown(await graphOn({ Resources: resources }, { checks: chain, ...drawn }));
}

async function amiss(resources: object, drawn: Partial<Drawn> = {}): Promise<string[]> {
  return (await links(resources, drawn)).filter((link) => !link.endsWith(": fine"));
}

it("draws the whole chain, from who invokes to who is notified", async () => {
  expect((await links(fit)).sort()).toEqual([
    "Errors action Operations: fine",
    "Errors metric Errors: fine",
    "Group configuration LambdaCanary10Percent5Minutes: fine",
    "Group rollback Errors: fine",
    "Operations subscription ops@example.com: fine",
    "Order alias live: fine",
    "Ordered invocation live: fine",
    "live deployment Group: fine",
  ]);
});

const { UpdatePolicy: _shifted, ...unshifted } = alias;
const with_ = (properties: object) => ({ ...group, Properties: { ...group.Properties, ...properties } });
const alarm = (properties: object) => ({ ...errors, Properties: { ...errors.Properties, ...properties } });

it.each<[string, object, string[]]>([
  ["a function without an alias", { Live: undefined, Group: undefined, Ordered: undefined }, ["Order alias no alias: missing"]],
  [
    "an alias without a deployment group",
    { Live: unshifted },
    ["live deployment no deployment group: missing", "no alias names it deployment Group: missing"],
  ],
  [
    "a shift all at once",
    { Group: with_({ DeploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce" }) },
    ["Group configuration LambdaAllAtOnce: broken"],
  ],
  [
    "a group without an alarm",
    { Group: with_({ AlarmConfiguration: undefined }) },
    ["Group rollback no rollback alarm: missing"],
  ],
  [
    "a rollback alarm about something else",
    { Other: fn, Errors: alarm({ Dimensions: [{ Name: "FunctionName", Value: { Ref: "Other" } }] }) },
    ["Other alias no alias: missing", "Group rollback Errors: broken"],
  ],
  ["an invocation around the alias", { Ordered: rule({ "Fn::GetAtt": ["Order", "Arn"] }) }, ["Ordered invocation Order: broken"]],
  [
    "an alarm without an action",
    { Group: with_({ AlarmConfiguration: undefined }), Errors: alarm({ AlarmActions: [] }) },
    ["Group rollback no rollback alarm: missing", "Errors action no action: missing"],
  ],
  [
    "a topic without a subscription",
    { Group: with_({ AlarmConfiguration: undefined }), Mail: undefined },
    ["Group rollback no rollback alarm: missing", "Errors action Operations: broken"],
  ],
])("%s", async (_what, changes, expected) => {
  expect((await amiss(JSON.parse(JSON.stringify({ ...fit, ...changes })))).sort()).toEqual([...expected].sort());
});

it("marks the way to an alias that the check is about, and the invocation that a permission refuses", async () => {
  const Permission = {
    Type: "AWS::Lambda::Permission",
    Properties: {
      FunctionName: { Ref: "Order" },
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn: { "Fn::GetAtt": ["Ordered", "Arn"] },
    },
  };
  expect(await amiss(fit, { checks: ["version-publishing"] })).toEqual(["Order alias live: broken"]);
  expect(await amiss({ ...fit, Permission }, { checks: ["invocation-permission"] })).toEqual(["Ordered invocation live: broken"]);
});

it("has the doubt where it is, and what is under a condition marked as such", async () => {
  const template = {
    Parameters: { Shift: { Type: "String" }, Stage: { Type: "String" } },
    Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
    Resources: {
      ...fit,
      Group: with_({ DeploymentConfigName: { Ref: "Shift" } }),
      Mail: { ...fit["Mail"], Condition: "IsProd" },
    },
  };
  const graph = await graphOn(template, { checks: chain });
  expect(shown(graph).filter((link) => !link.endsWith(": fine"))).toEqual(["Group configuration unknown: undecided"]);
  expect(graph.nodes.filter(({ conditional }) => conditional).map(({ label }) => label)).toEqual(["ops@example.com"]);
});

it("has a place for invocations of an unknown target", async () => {
  const Parameters = { Target: { Type: "String" } };
  const mapping = { Type: "AWS::Lambda::EventSourceMapping", Properties: { FunctionName: { Ref: "Target" } } };
  const graph = await graphOn({ Parameters, Resources: { ...fit, Lost: mapping } }, { checks: chain });
  expect(shown(graph).filter((link) => !link.endsWith(": fine"))).toEqual(["Lost invocation unknown: undecided"]);
  expect(graph.lanes.map(({ label }) => label)).toEqual(["Beside the functions", "Order"]);
});

it("keeps what is waived, as accepted", async () => {
  const Live = unshifted;
  const { Group: _inert, ...rest } = fit;
  expect(await amiss({ ...rest, Live }, { waived: ["deployment-group"] })).toEqual([
    "live deployment no deployment group: accepted",
  ]);
});

it("tells what is no link at the node that it is about", async () => {
  const { nodes } = await graphOn({ Resources: fit }, { checks: ["function-memory"] });
  const said = nodes.filter(({ findings }) => findings.length > 0);
  expect(said.map(({ kind, label }) => [kind, label])).toEqual([["function", "Order"]]);
  const Settings = {
    Type: "AWS::Lambda::EventInvokeConfig",
    Properties: { FunctionName: { Ref: "Order" }, Qualifier: "$LATEST" },
  };
  const other = await graphOn({ Resources: { ...fit, Settings } }, { checks: ["async-configuration-qualifier"] });
  expect(other.nodes.find(({ label }) => label === "Order")?.findings).toHaveLength(1);
});

it("gives each function a lane with all that hangs on it, what is broken first", async () => {
  const Bare = fn;
  const { lanes, nodes } = await graphOn({ Resources: { ...fit, Bare } }, { checks: chain });
  expect(lanes.map(({ label }) => label)).toEqual(["Bare", "Order"]);
  const own = new Set(lanes[1]?.nodes);
  expect(nodes.filter(({ id }) => own.has(id)).map(({ kind }) => kind)).toContain("subscriber");
  expect(nodes.some(({ id }) => !lanes.some((lane) => lane.nodes.includes(id)))).toBe(false);
});

it("draws the lanes that are selected, and judges them as part of the whole", async () => {
  const Bare = fn;
  const { lanes, nodes } = await graphOn({ Resources: { ...fit, Bare } }, { checks: chain, selected: ["Order"] });
  expect(lanes.map(({ label }) => label)).toEqual(["Order"]);
  expect(nodes.some(({ label }) => label === "Bare")).toBe(false);
});

it("draws one end for all alarms that notify the same external topic", async () => {
  const Parameters = { Pager: { Type: "String" } };
  const known = { "Fn::Sub": "arn:aws:sns:eu-west-1:123456789012:pager" };
  const Resources = {
    One: alarm({ AlarmActions: [known, { Ref: "Pager" }] }),
    Two: alarm({ AlarmActions: [known, { "Fn::ImportValue": "Pager" }] }),
    Order: fn,
  };
  const { nodes, edges } = await graphOn({ Parameters, Resources }, { checks: ["function-alias"] });
  const topics = nodes.filter(({ kind }) => kind === "topic").map(({ label, detail }) => `${label} ${detail}`);
  expect(topics.sort()).toEqual(["${Pager} unknown", "elsewhere null", "pager elsewhere"]);
  expect(edges.filter(({ kind }) => kind === "action")).toHaveLength(4);
});

it("shows no endpoint but a mail address that the template spells out", async () => {
  const endpoint = (Protocol: string, Endpoint: unknown) => ({
    Type: "AWS::SNS::Subscription",
    Properties: { TopicArn: { Ref: "Operations" }, Protocol, Endpoint },
  });
  const Resources = {
    ...fit,
    Hook: endpoint("https", "https://events.example.com/integration/0123456789abcdef/enqueue"),
    Secret: endpoint("email", { Ref: "Address" }),
  };
  const Parameters = { Address: { Type: "String", NoEcho: true, Default: "hidden@example.com" } };
  const text = JSON.stringify(await graphOn({ Parameters, Resources }, { checks: chain }));
  expect(text).toContain("ops@example.com");
  expect(text).not.toMatch(/0123456789abcdef|hidden@/);
});

it("ends with alarms that are made of each other", async () => {
  const composite = (of: string) => ({
    Type: "AWS::CloudWatch::CompositeAlarm",
    Properties: { AlarmName: of === "One" ? "Two" : "One", AlarmRule: `ALARM("${of}")` },
  });
  const made = await links({ One: composite("Two"), Two: composite("One") }, { checks: ["function-alias"] });
  expect(made.sort()).toEqual(["One member Two: fine", "Two member One: fine"]);
});
