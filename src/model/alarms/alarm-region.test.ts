// Actions of another region than the alarm's, which CloudWatch rejects.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";
import { linkWiring } from "./alarm-wiring.ts";

const alarm = (action: Json): JsonObject => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: { Namespace: "Shop", MetricName: "Refunds", AlarmActions: [action] },
});
const there: JsonObject = {
  Duty: { Type: "AWS::SNS::Topic", Properties: { TopicName: "duty", Subscription: [{ Protocol: "sms", Endpoint: "+491" }] } },
  Call: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "call" } },
  Plan: { Type: "AWS::SSMIncidents::ResponsePlan", Properties: { Name: "shop" } },
};

/** An alarm in Frankfurt, and what it names in a stack of another region. */
function said(action: Json, region: string | null = "us-west-2", own: string | null = "eu-central-1"): string {
  const Outputs = Object.fromEntries(
    Object.keys(there).map((id) => [id, { Value: { Ref: id }, Export: { Name: `ops-${id}` } }] as const),
  );
  const model = link(
    factsOf(
      stack("Ops", { Resources: there, Outputs }, { region }),
      stack("Shop", { Resources: { Refunds: alarm(action) } }, { region: own }),
    ),
  );
  const [only] = model.alarmIndex.alarms;
  if (only === undefined) return "no alarm";
  const { ways, dead, doubt } = linkWiring(model, 0).of(only);
  return ways[0]?.what ?? doubt?.because.reason ?? dead.map(({ what }) => what).join();
}

const refused = (what: string): string =>
  `has the action ${what} in us-west-2; CloudWatch only accepts actions in the alarm's region (eu-central-1)`;
const output = (name: string): Json => ({ "Fn::GetStackOutput": { StackName: "Ops", OutputName: name, Region: "us-west-2" } });

describe("an action of another region", () => {
  it("is refused, by reference and by ARN", () => {
    expect(said(output("Duty"))).toBe(refused("Duty"));
    const topic = "arn:aws:sns:us-west-2:111122223333:duty";
    expect(said(topic)).toBe(refused(topic));
    const call = "arn:aws:lambda:us-west-2:111122223333:function:call";
    expect(said(call)).toBe(refused(call));
    const item = "arn:aws:ssm:us-west-2:111122223333:opsitem:1";
    expect(said(item)).toBe(refused(item));
  });

  it("is none where the ARN has no region", () => {
    expect(said("arn:aws:ssm-incidents::111122223333:response-plan/shop")).toMatch(/^starts an incident response plan/);
    expect(said(output("Plan"))).toBe("starts the incident response plan Plan");
  });

  it("is unknown where a region is unknown", () => {
    expect(said("arn:aws:sns:us-west-2:111122223333:duty", "us-west-2", null)).toBe("notifies Duty (sms)");
    expect(said({ "Fn::Sub": "arn:aws:sns:${AWS::Region}:111122223333:duty" }, "eu-central-1")).toBe("notifies Duty (sms)");
  });

  it("of the own region is taken", () => {
    expect(said("arn:aws:sns:eu-central-1:111122223333:elsewhere")).toMatch(/^notifies the topic elsewhere/);
  });
});
