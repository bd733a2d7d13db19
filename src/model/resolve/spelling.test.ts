// Attributes that are taken apart and put together again, read through what they lead to.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { StackFacts } from "../facts.ts";
import type { Json, JsonObject } from "../json.ts";
import { System } from "../system.ts";
import { baseWorld } from "../world.ts";
import { ATTRIBUTE_FORMS } from "./attribute-forms.ts";

const att = (id: string, attribute: string): Json => ({ "Fn::GetAtt": [id, attribute] });
const ref = (Ref: string): Json => ({ Ref });
const part = (index: number, separator: string, text: Json): Json => ({
  "Fn::Select": [index, { "Fn::Split": [separator, text] }],
});
const join = (separator: string, ...parts: readonly Json[]): Json => ({ "Fn::Join": [separator, parts] });

const Resources: JsonObject = {
  Jobs: { Type: "AWS::SQS::Queue" },
  News: { Type: "AWS::SNS::Topic" },
  Orders: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "orders" } },
  Records: { Type: "AWS::Kinesis::Stream" },
  Flow: { Type: "AWS::StepFunctions::StateMachine" },
  Role: { Type: "AWS::IAM::Role", Properties: { Path: "/service/" } },
  Password: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "prod/db" } },
  Balancer: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" },
  Fast: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Type: "network" } },
  Some: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Type: ref("Kind") } },
  Targets: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup" },
  Http: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { LoadBalancerArn: ref("Balancer") } },
  Odd: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { LoadBalancerArn: ref("Odd") } },
  Path: { Type: "AWS::ElasticLoadBalancingV2::ListenerRule", Properties: { ListenerArn: ref("Http") } },
  Endpoint: { Type: "AWS::Lambda::Url" },
  Repository: { Type: "AWS::ECR::Repository", Properties: { RepositoryName: "team/app" } },
  Vpc: { Type: "AWS::EC2::VPC" },
};

function shop(more: Partial<StackFacts> = {}): System {
  const Parameters = { Kind: { Type: "String" } };
  return new System(factsOf(stack("Shop", { Parameters, Resources }, more)), baseWorld);
}

/** As a person would write it, or why it is unknown. */
function read(raw: Json, more: Partial<StackFacts> = {}): string {
  const system = shop(more);
  const scope = system.resolver.scopes.get("Shop");
  const text = scope === undefined ? { state: "absent" as const } : system.resolver.symbol(raw, scope);
  if (text.state !== "known") return text.state;
  return system.resolver.unknownIn(text.value)?.reason ?? system.symbols.display(text.value);
}

describe("a part of an attribute", () => {
  const listener = (index: number): Json => part(index, "/", ref("Http"));
  it.each<[string, Json, string]>([
    ["the name in the ARN of a queue", part(5, ":", att("Jobs", "Arn")), "${Jobs.QueueName}"],
    ["the name in the URL of a queue", part(4, "/", ref("Jobs")), "${Jobs.QueueName}"],
    ["the name of a topic", part(5, ":", ref("News")), "${News.TopicName}"],
    ["the name of a table", part(1, "/", att("Orders", "Arn")), "${Orders}"],
    ["a table's name in the ARN of its stream", part(1, "/", att("Orders", "StreamArn")), "${Orders}"],
    ["the name of a stream", part(1, "stream/", att("Records", "Arn")), "${Records}"],
    ["the name of a state machine", part(6, ":", ref("Flow")), "${Flow.Name}"],
    ["the name of a role behind its path", part(2, "/", att("Role", "Arn")), "${Role}"],
    ["what a load balancer's metrics carry", part(1, ":loadbalancer/", ref("Balancer")), "${Balancer.LoadBalancerFullName}"],
    [
      "the same in three pieces of a listener's ARN",
      join("/", listener(1), listener(2), listener(3)),
      "${Balancer.LoadBalancerFullName}",
    ],
    [
      "the same, of a rule",
      {
        "Fn::Sub": [
          "${a}/${b}/${c}",
          { a: part(1, "/", ref("Path")), b: part(2, "/", ref("Path")), c: part(3, "/", ref("Path")) },
        ],
      },
      "${Balancer.LoadBalancerFullName}",
    ],
    ["of a network load balancer", part(1, "/", ref("Fast")), "net"],
    ["what a target group's metrics carry", part(5, ":", ref("Targets")), "${Targets.TargetGroupFullName}"],
    [
      "the host of a function URL",
      part(2, "/", att("Endpoint", "FunctionUrl")),
      "${Endpoint.GeneratedUrlId}.lambda-url.${AWS::Region}.on.aws",
    ],
    ["a name with the separator in it", part(1, "/", part(6, ":", ref("Password"))), "db-${Password.GeneratedSuffix}"],
    ["the same, of a repository", part(2, "/", att("Repository", "Arn")), "app"],
  ])("%s", (_what, raw, expected) => {
    const known = { region: "eu-west-1", account: "123456789012" };
    expect(read(raw, known)).toBe(expected.replace("${AWS::Region}", "eu-west-1"));
  });

  it.each<[string, Json]>([
    ["of a load balancer whose type is a parameter", part(1, "/", ref("Some"))],
    ["of a listener that belongs to itself", part(1, "/", ref("Odd"))],
    ["of what has no documented form", part(1, ":", att("Vpc", "DefaultSecurityGroup"))],
    ["between the hyphens of an ARN", part(1, "-", att("Jobs", "Arn"))],
  ])("is only known after deployment: %s", (_what, raw) => {
    expect(read(raw)).toMatch(/only known after deployment|is unknown|refers to itself/);
  });

  it("of the stack's id", () => {
    const id = (separator: string, index: number): Json => part(index, separator, ref("AWS::StackId"));
    expect(read(id("/", 1))).toBe("Shop");
    expect(read(id(":", 2))).toBe("cloudformation");
    expect(read(id("/", 2))).toBe("depends on AWS::StackId, which is unknown; pass --parameter AWS::StackId=…");
  });
});

it("has every form in pieces that are attributes, pseudo parameters or no attribute at all", () => {
  for (const [type, forms] of ATTRIBUTE_FORMS)
    for (const [attribute, form] of Object.entries(forms))
      if (typeof form === "string") expect(form, `${type} ${attribute}`).not.toContain(`\${${attribute}}`);
});

describe("a resource that a text means", () => {
  const found = (raw: Json, type: string): string => {
    const system = shop();
    const [from] = system.stacks;
    const target = from === undefined ? null : system.find(system.resolver.symbol(raw, from.scope), from, [type]);
    return target?.state === "known" ? target.value.logicalId : String(target?.state);
  };
  it.each<[string, Json, string, string]>([
    ["a table by its ARN", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders", "AWS::DynamoDB::Table", "Orders"],
    ["a table by its stream", { "Fn::Sub": "arn:aws:dynamodb:eu-west-1:1:table/${Orders}" }, "AWS::DynamoDB::Table", "Orders"],
    [
      "a stream",
      { "Fn::Sub": "arn:${AWS::Partition}:kinesis:${AWS::Region}:1:stream/${Records}" },
      "AWS::Kinesis::Stream",
      "Records",
    ],
    [
      "a queue by its URL",
      { "Fn::Sub": "https://sqs.${AWS::Region}.amazonaws.com/1/${Jobs.QueueName}" },
      "AWS::SQS::Queue",
      "Jobs",
    ],
    ["what is of another kind", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders", "AWS::SQS::Queue", "external"],
  ])("%s", (_what, raw, type, expected) => {
    expect(found(raw, type)).toBe(expected);
  });
});
