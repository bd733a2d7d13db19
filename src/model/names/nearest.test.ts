// Which of several things of one name is meant, in an application whose stages define the same things again.
import { describe, expect, test } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { StackFacts } from "../facts.ts";
import type { Json } from "../json.ts";
import { link } from "../link.ts";

const orders = { Type: "AWS::Lambda::Function", Properties: { FunctionName: "orders" } };
const consumer = (Arn: Json) => ({ Type: "Custom::Consumer", Properties: { Arn } });
const owner = (name: string, more: Partial<StackFacts> = {}): StackFacts => {
  const Outputs = { Shared: { Value: { "Fn::GetAtt": ["Orders", "Arn"] }, Export: { Name: "orders-arn" } } };
  return stack(name, { Resources: { Orders: orders }, Outputs }, { deployedName: "service", ...more });
};

const references: readonly (readonly [string, Json])[] = [
  ["a name in an ARN", { "Fn::Sub": "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:orders" }],
  ["an export", { "Fn::ImportValue": "orders-arn" }],
  ["an output of a stack", { "Fn::GetStackOutput": { StackName: "service", OutputName: "Shared" } }],
];

describe.each(references)("%s", (_, arn) => {
  const ownerOf = (more: Partial<StackFacts>, ...owners: readonly StackFacts[]): string => {
    const model = link(factsOf(...owners, stack("Consumer", { Resources: { Consumer: consumer(arn) } }, more)));
    const resource = model.system.resource("Consumer", "Consumer");
    const target = resource && model.functionIndex.find(resource.property("Arn").symbol(), resource.stack);
    return target?.state === "known" ? target.value.function.resource.stack.name : String(target?.state);
  };
  const stages = [owner("Prod", { stage: "assembly-Prod" }), owner("Beta", { stage: "assembly-Beta" })];

  test("means that of the own stage", () => {
    expect(ownerOf({ stage: "assembly-Beta" }, ...stages)).toBe("Beta");
  });

  test("is undecided where no stage is nearer than the others", () => {
    expect(ownerOf({ stage: "assembly-Test" }, ...stages)).toBe("unresolved");
    expect(ownerOf({}, ...stages)).toBe("unresolved");
  });

  test("may mean that of another stage, or of none", () => {
    expect(ownerOf({ stage: "assembly-Beta" }, owner("Prod", { stage: "assembly-Prod" }))).toBe("Prod");
    expect(ownerOf({ stage: "assembly-Beta" }, owner("Common"))).toBe("Common");
  });

  test("does not mean that of the own stage in another region", () => {
    const regional = (name: string, region: string) => owner(name, { stage: "assembly-Prod", region });
    const there = ownerOf(
      { stage: "assembly-Prod", region: "eu-west-1" },
      regional("Us", "us-east-1"),
      regional("Eu", "eu-west-1"),
    );
    expect(there).toBe("Eu");
  });
});
