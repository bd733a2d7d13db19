// A system as large as a team's: what a first run prints of it must fit on a screen or two, and still name everything.
import { expect, test } from "vitest";
import { builtInChecks } from "../src/checks/index.ts";
import human from "../src/reporters/human.ts";
import { reportOn } from "./audited.ts";

const ref = (name: string) => ({ Ref: name });
const arn = (name: string) => ({ "Fn::GetAtt": [name, "Arn"] });

/** Functions as nobody has looked after them: no alias, no timeout, no alarm but for one that reaches nobody. */
function service(count: number): object {
  const Resources: Record<string, object> = {
    Jobs: { Type: "AWS::SQS::Queue" },
    Alarms: { Type: "AWS::SNS::Topic" },
    Api: { Type: "AWS::Serverless::Api", Properties: { StageName: "live" } },
  };
  for (let index = 0; index < count; index++) {
    const events: Record<string, object> = {};
    if (index < 4) events["Get"] = { Type: "Api", Properties: { Path: `/${index}`, Method: "get", RestApiId: ref("Api") } };
    if (index === 4) events["Job"] = { Type: "SQS", Properties: { Queue: arn("Jobs") } };
    if (index > 4) events["Hourly"] = { Type: "Schedule", Properties: { Schedule: "rate(1 hour)" } };
    Resources[`Handler${index}`] = {
      Type: "AWS::Serverless::Function",
      Properties: {
        ...{ Runtime: "nodejs22.x", Handler: "index.handler", InlineCode: "exports.handler = async () => {}", Events: events },
        ...(index % 3 === 0 ? { Timeout: 10, MemorySize: 256 } : {}),
      },
    };
    Resources[`Logs${index}`] = {
      Type: "AWS::Logs::LogGroup",
      Properties: { LogGroupName: { "Fn::Sub": `/aws/lambda/\${Handler${index}}` } },
    };
    if (index % 2 === 0)
      Resources[`Slow${index}`] = {
        Type: "AWS::CloudWatch::Alarm",
        Properties: {
          ...{ Namespace: "AWS/Lambda", MetricName: "Duration", Statistic: "Average", Period: 60, EvaluationPeriods: 1 },
          ...{ Dimensions: [{ Name: "FunctionName", Value: ref(`Handler${index}`) }], AlarmActions: [ref("Alarms")] },
          ...{ ComparisonOperator: "GreaterThanThreshold", Threshold: 1000 },
        },
      };
  }
  return { Transform: "AWS::Serverless-2016-10-31", Resources };
}

const checks = builtInChecks.flatMap(({ id, severity }) => (severity === "off" ? [] : [id]));

test("the report on 44 functions in four stacks has at most 60 lines of at most 80 columns", async () => {
  const templates = {
    "Orders.json": service(14),
    "Billing.json": service(12),
    "Users.json": service(10),
    "Reports.json": service(8),
  };
  const report = await reportOn(templates, { checks });
  const look = { colour: 0, width: 80, unicode: true, verbose: false } as const;
  const lines = human(report, look).trimEnd().split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.length, lines.join("\n")).toBeLessThanOrEqual(60);
  const open = report.checks.filter(({ summary }) => summary.fail + summary.unknown > 0);
  expect(open.length).toBeGreaterThan(8);
  for (const { id } of open) expect(lines.join("\n")).toContain(id);
  expect(human(report, { ...look, verbose: true }).split("\n").length).toBeGreaterThan(300);
});
