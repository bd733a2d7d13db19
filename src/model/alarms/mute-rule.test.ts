// Whether a mute rule silences an alarm all day, where the rule leaves something open.
import { expect, test } from "vitest";
import { alarm, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const ref = (Ref: string): JsonObject => ({ Ref });
const nowhere: Json = { "Fn::FindInMap": ["Nowhere", "a", "b"] };
const Errors = alarm({
  ...{ AlarmName: "greeter-errors", Namespace: "AWS/Lambda", MetricName: "Errors" },
  AlarmActions: ["arn:aws:sns:eu-west-1:111122223333:duty"],
});
const muting = (properties: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  Errors,
  Silence: {
    Type: "AWS::CloudWatch::AlarmMuteRule",
    Properties: {
      Rule: { Schedule: { Expression: "cron(0 0 * * *)", Duration: "P1D" } },
      MuteTargets: { AlarmNames: [ref("Errors")] },
      ...properties,
    },
    ...more,
  },
});
const scheduled = (Schedule: JsonObject): JsonObject => muting({ Rule: { Schedule } });
const aimed = (AlarmNames: Json): JsonObject => muting({ MuteTargets: { AlarmNames } });

test("an alarm with an action", async () => {
  expect(
    await saidOfEach(
      "alarm-action",
      {
        "muted all day": muting(),
        "muted for an hour": scheduled({ Expression: "cron(0 3 * * *)", Duration: "PT1H" }),
        "muted by a schedule that is not evaluated": scheduled({ Expression: "cron(0 0 L * *)", Duration: "P1D" }),
        "muted at an open time": scheduled({ Expression: ref("Open"), Duration: "P1D" }),
        "muted for an open time": scheduled({ Expression: "cron(0 0 * * *)", Duration: ref("Open") }),
        "muted in production": muting({}, { Condition: "IsProd" }),
        "muted from an open day": muting({ StartDate: ref("Open") }),
        "muted by its name": aimed(["greeter-errors"]),
        "beside another one that is muted": aimed(["other-errors"]),
        "beside an open one that is muted": aimed([ref("Open")]),
        "beside one of a mapping that is not there": aimed([nowhere]),
        "beside open ones that are muted": aimed(ref("Many")),
        "beside a rule without alarms": muting({ MuteTargets: {} }),
      },
      "Errors",
    ),
  ).toMatchInlineSnapshot(`
    {
      "beside a rule without alarms": [
        "pass Errors: notifies the topic duty, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "beside an open one that is muted": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "beside another one that is muted": [
        "pass Errors: notifies the topic duty, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "beside one of a mapping that is not there": [
        "unknown Errors: may notify nobody; depends on a mapping that does not exist: Nowhere",
      ],
      "beside open ones that are muted": [
        "unknown Errors: may notify nobody; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "muted all day": [
        "fail Errors: is muted all day by Silence, and nothing else uses it",
      ],
      "muted at an open time": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "muted by a schedule that is not evaluated": [
        "unknown Errors: may notify nobody; has the schedule cron(0 0 L * *), which is not evaluated",
      ],
      "muted by its name": [
        "fail Errors: is muted all day by Silence, and nothing else uses it",
      ],
      "muted for an hour": [
        "pass Errors: notifies the topic duty, not defined in the audited stacks: its subscriptions are unknown",
      ],
      "muted for an open time": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "muted from an open day": [
        "unknown Errors: may notify nobody; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "muted in production": [
        "unknown Errors: may fail: is muted all day by Silence, and nothing else uses it; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: passes with another value, fails with prod)",
      ],
    }
  `);
});
