// Where the events go that a function keeps failing on, where it is open or decided whether the function is durable.
import { expect, test } from "vitest";
import { saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const ref = (Ref: string): JsonObject => ({ Ref });
const arnOf = (id: string): JsonObject => ({ "Fn::GetAtt": [id, "Arn"] });
const queue = arnOf("Failures");
const greeter = (properties: JsonObject): JsonObject => ({
  Failures: { Type: "AWS::SQS::Queue" },
  Nightly: {
    Type: "AWS::Events::Rule",
    Properties: { ScheduleExpression: "rate(1 day)", Targets: [{ Id: "Greeter", Arn: ref("Live") }] },
  },
  Greeter: {
    Type: "AWS::Lambda::Function",
    Properties: {
      ...{ FunctionName: "greeter", Role: "arn:aws:iam::111122223333:role/greeter", Code: { S3Bucket: "code", S3Key: "a.zip" } },
      ...properties,
    },
  },
});
const configured = (Qualifier: Json): JsonObject => ({
  Retries: {
    Type: "AWS::Lambda::EventInvokeConfig",
    Properties: { FunctionName: ref("Greeter"), Qualifier, DestinationConfig: { OnFailure: { Destination: queue } } },
  },
});
const durable = { DurableConfig: { ExecutionTimeout: 3600 } };
const open = { DurableConfig: { "Fn::FindInMap": ["Durability", ref("Open"), "Config"] } };
const dead = { DeadLetterConfig: { TargetArn: queue } };

test("where failed events go", async () => {
  expect(
    await saidOfEach(
      "async-failure-destination",
      {
        nowhere: greeter({}),
        "to the destination of the alias": { ...greeter({}), ...configured("live") },
        "to the destination of the function itself": { ...greeter({}), ...configured("$LATEST") },
        "to the destination of an open qualifier": { ...greeter({}), ...configured(ref("Open")) },
        "to the destination of a qualifier that a macro makes": {
          ...greeter({}),
          ...configured({ "Fn::Transform": { Name: "Macro" } }),
        },
        "to the dead-letter queue": greeter(dead),
        "a durable function with a dead-letter queue": greeter({ ...durable, ...dead }),
        "a durable function with a destination": { ...greeter(durable), ...configured("live") },
        "a durable function with a destination elsewhere": { ...greeter(durable), ...configured("$LATEST") },
        "perhaps durable, with a destination": { ...greeter(open), ...configured("live") },
        "perhaps durable, with a dead-letter queue": greeter({ ...open, ...dead }),
        "perhaps durable, with both": { ...greeter({ ...open, ...dead }), ...configured("live") },
        "perhaps durable, with neither": greeter(open),
      },
      "Greeter",
    ),
  ).toMatchInlineSnapshot(`
    {
      "a durable function with a dead-letter queue": [
        "pass Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "a durable function with a destination": [
        "fail Greeter: loses failed events from a rule: a durable function without a dead-letter queue; the on-failure destination on alias live does not apply to it",
      ],
      "a durable function with a destination elsewhere": [
        "fail Greeter: loses failed events from a rule: a durable function without a dead-letter queue; the on-failure destination on $LATEST does not apply to it",
      ],
      "nowhere": [
        "fail Greeter: loses failed events from a rule: no on-failure destination on alias live, no dead-letter queue",
      ],
      "perhaps durable, with a dead-letter queue": [
        "pass Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "perhaps durable, with a destination": [
        "unknown Greeter: it is unknown whether failed events from a rule are kept; depends on a mapping that does not exist: Durability",
      ],
      "perhaps durable, with both": [
        "pass Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "perhaps durable, with neither": [
        "fail Greeter: loses failed events from a rule: no on-failure destination on alias live, no dead-letter queue",
      ],
      "to the dead-letter queue": [
        "pass Greeter: failed events go to Failures, its dead-letter queue",
      ],
      "to the destination of a qualifier that a macro makes": [
        "unknown Greeter: it is unknown whether failed events from a rule are kept; it is created by the macro Macro, which only CloudFormation can run (template.json:163)",
      ],
      "to the destination of an open qualifier": [
        "unknown Greeter: it is unknown whether failed events from a rule are kept; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "to the destination of the alias": [
        "pass Greeter: failed events go to Failures, the on-failure destination on alias live",
      ],
      "to the destination of the function itself": [
        "fail Greeter: loses failed events from a rule: no on-failure destination on alias live, no dead-letter queue; the destination on $LATEST does not apply there",
      ],
    }
  `);
});
