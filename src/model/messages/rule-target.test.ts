// Each target of a rule is judged, whatever is known of its id.
import { expect, test } from "vitest";
import { saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const nowhere: Json = { "Fn::FindInMap": ["Nowhere", "a", "b"] };
const rule = (Targets: Json, more: JsonObject = {}): JsonObject => ({
  Nightly: { Type: "AWS::Events::Rule", Properties: { ScheduleExpression: "rate(1 day)", Targets, ...more } },
});
const target = (Id: Json, more: JsonObject = {}): JsonObject => ({ Id, Arn: { Ref: "Live" }, ...more });

test("the targets of a rule", async () => {
  expect(
    await saidOfEach(
      "rule-dead-letter",
      {
        "with an id each": rule([target("one"), target("two")]),
        "whose ids are open": rule([target({ Ref: "Open" }), target(nowhere), target(nowhere)]),
        "of which the second has a queue": rule([
          target(nowhere),
          target(nowhere, { DeadLetterConfig: { Arn: "arn:aws:sqs:eu-west-1:111122223333:failures" } }),
        ]),
        "of which the first has a queue": rule([
          target(nowhere, { DeadLetterConfig: { Arn: "arn:aws:sqs:eu-west-1:111122223333:failures" } }),
          target(nowhere),
        ]),
        "in one environment each": rule({ "Fn::If": ["IsProd", [target("one")], [target("one")]] }),
        "of a rule that is off": rule([target("one")], { State: "DISABLED" }),
        "of a rule that may be off": rule([target("one")], { State: { Ref: "Open" } }),
      },
      "Nightly",
    ),
  ).toMatchInlineSnapshot(`
    {
      "in one environment each": [
        "fail Nightly (one): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
      "of a rule that is off": [],
      "of a rule that may be off": [
        "unknown Nightly (one): may fail: events that cannot be delivered are lost: the target has no dead-letter queue; depends on parameter Open, which has no value; pass --parameter Open=… (parameter Open: fails with another value, does not apply with DISABLED)",
      ],
      "of which the first has a queue": [
        "pass Nightly (\${…}): events that cannot be delivered should go to arn:aws:sqs:eu-west-1:111122223333:failures, which is not defined in the audited stacks",
        "fail Nightly (target 2): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
      "of which the second has a queue": [
        "fail Nightly (\${…}): events that cannot be delivered are lost: the target has no dead-letter queue",
        "pass Nightly (target 2): events that cannot be delivered should go to arn:aws:sqs:eu-west-1:111122223333:failures, which is not defined in the audited stacks",
      ],
      "whose ids are open": [
        "fail Nightly (\${Open}): events that cannot be delivered are lost: the target has no dead-letter queue",
        "fail Nightly (\${…}): events that cannot be delivered are lost: the target has no dead-letter queue",
        "fail Nightly (target 3): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
      "with an id each": [
        "fail Nightly (one): events that cannot be delivered are lost: the target has no dead-letter queue",
        "fail Nightly (two): events that cannot be delivered are lost: the target has no dead-letter queue",
      ],
    }
  `);
});
