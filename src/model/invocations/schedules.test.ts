// Schedules that invoke a function by an API call: what their input says.
import { expect, test } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Json } from "../json.ts";
import { link } from "../link.ts";

const INVOKE = "arn:aws:scheduler:::aws-sdk:lambda:invoke";

/** Kinds of qualifier, or the state of what is no function of the system. */
function invokedBy(Arn: Json, Input: Json): readonly string[] {
  const Resources = {
    Worker: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "worker" } },
    Live: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: { Ref: "Worker" }, FunctionVersion: "1", Name: "live" } },
    Nightly: { Type: "AWS::Scheduler::Schedule", Properties: { Target: { Arn, Input } } },
  };
  const { invocations } = link(factsOf(stack("Shop", { Resources, Parameters: { Name: { Type: "String" } } })));
  return invocations.map(({ target }) => (target.state === "known" ? target.value.qualifier.kind : target.state));
}

test.each<[string, Json, Json, readonly string[]]>([
  ["names the function", INVOKE, '{"FunctionName":"worker","Payload":"{}"}', ["none"]],
  ["names it and a qualifier", INVOKE, '{"FunctionName":"worker","Qualifier":"live"}', ["alias"]],
  ["names the alias", INVOKE, { "Fn::Sub": '{"FunctionName":"${Live}"}' }, ["alias"]],
  ["names what a parameter says", INVOKE, { "Fn::Sub": '{"FunctionName":"${Name}"}' }, ["unresolved"]],
  [
    "has a qualifier that a parameter says",
    INVOKE,
    { "Fn::Sub": '{"FunctionName":"worker","Qualifier":"${Name}"}' },
    ["unresolved"],
  ],
  ["names a function of somebody else", INVOKE, '{"FunctionName":"elsewhere"}', ["external"]],
  ["names no function", INVOKE, "{}", []],
  ["is no JSON", INVOKE, "FunctionName: worker", []],
  ["is for another API", "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", '{"FunctionName":"worker"}', []],
])("the input %s", (_, arn, input, expected) => {
  expect(invokedBy(arn, input)).toEqual(expected);
});
