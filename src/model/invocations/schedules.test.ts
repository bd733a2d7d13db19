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

/** By invoker, whether it invokes asynchronously: true, false, or the state of what is unknown. */
function asynchronousIn(invokers: Readonly<Record<string, Json>>): Readonly<Record<string, boolean | string>> {
  const Resources = { Worker: { Type: "AWS::Lambda::Function" }, ...invokers };
  const { invocations } = link(factsOf(stack("Shop", { Resources, Parameters: { How: { Type: "String" } } })));
  return Object.fromEntries(
    invocations.map(({ resource, detail, asynchronous }) => [
      [resource.logicalId, ...(detail === null ? [] : [detail])].join(" "),
      asynchronous.state === "known" ? asynchronous.value : asynchronous.state,
    ]),
  );
}

const WORKER = { "Fn::GetAtt": ["Worker", "Arn"] };
const HOW = { Ref: "How" };

test("a schedule's API call waits for the answer unless its InvocationType is Event", () => {
  const calling = (Arn: string, more: string): Json => ({
    Type: "AWS::Scheduler::Schedule",
    Properties: { Target: { Arn, Input: { "Fn::Sub": `{"FunctionName":"\${Worker}"${more}}` } } },
  });
  expect(
    asynchronousIn({
      Plain: { Type: "AWS::Scheduler::Schedule", Properties: { Target: { Arn: WORKER } } },
      Silent: calling(INVOKE, ""),
      Waiting: calling(INVOKE, ',"InvocationType":"RequestResponse"'),
      Event: calling(INVOKE, ',"InvocationType":"Event"'),
      Open: calling(INVOKE, ',"InvocationType":"${How}"'),
      Async: calling(`${INVOKE}Async`, ""),
    }),
  ).toEqual({ Plain: true, Silent: false, Waiting: false, Event: true, Open: "unresolved", Async: true });
});

test("pipes, incoming mail and subscribers of event buses say how they invoke", () => {
  const pipe = (InvocationType: Json): Json => ({
    Type: "AWS::Pipes::Pipe",
    Properties: { Enrichment: WORKER, Target: WORKER, TargetParameters: { LambdaFunctionParameters: { InvocationType } } },
  });
  const mail = (InvocationType: Json): Json => ({
    Type: "AWS::SES::ReceiptRule",
    Properties: { Rule: { Actions: [{ LambdaAction: { FunctionArn: WORKER, InvocationType } }] } },
  });
  const subscriber = (LambdaParameters: Json): Json => ({
    Type: "AWS::EventsV2::Subscriber",
    Properties: { InvokeConfiguration: { TargetArn: WORKER, LambdaParameters } },
  });
  const none = { Ref: "AWS::NoValue" };
  expect(
    asynchronousIn({
      Forgetting: pipe("FIRE_AND_FORGET"),
      Waiting: pipe(none),
      Open: pipe(HOW),
      Mail: mail(none),
      Asking: mail("RequestResponse"),
      Event: subscriber({ InvocationType: "EVENT" }),
      Answer: subscriber({ InvocationType: "REQUEST_RESPONSE" }),
      Silent: subscriber(none),
    }),
  ).toEqual({
    "Forgetting Enrichment": false,
    "Forgetting Target": true,
    "Waiting Enrichment": false,
    "Waiting Target": false,
    "Open Enrichment": false,
    "Open Target": "unresolved",
    Mail: true,
    Asking: false,
    Event: true,
    Answer: false,
    Silent: "unresolved",
  });
});

test("a subscriber's qualifier may stand beside the function, and may be computed", () => {
  const resources = (LambdaParameters: Json): Json => ({
    Type: "AWS::EventsV2::Subscriber",
    Properties: { InvokeConfiguration: { TargetArn: WORKER, LambdaParameters } },
  });
  const invokers = { One: resources({ Qualifier: "$LATEST" }), Two: resources({ Qualifier: "{% $q %}" }) };
  const Resources = { Worker: { Type: "AWS::Lambda::Function" }, ...invokers };
  const { invocations } = link(factsOf(stack("Shop", { Resources })));
  expect(invocations.map(({ target }) => (target.state === "known" ? target.value.qualifier.kind : target.state))).toEqual([
    "latest",
    "unresolved",
  ]);
});
