// What is folded into one finding, on systems that are audited for real: by cause, counted by stack, production first.
import { describe, expect, test } from "vitest";
import { reportOn } from "../../../test/audited.ts";
import { golden } from "../../../test/reports.ts";
import type { ReportedAssessment } from "../../audit/report.ts";
import { findingsByCheck, isOpen } from "./assessments.ts";
import { fixFirst } from "./fix-first.ts";
import { findingInWords, foldByCause, sharedInputs } from "./fold.ts";
import { isOfProduction } from "./stages.ts";
import { nounOf, pluralOf } from "./words.ts";

const fn = (properties: object = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: { Runtime: "nodejs24.x", Handler: "index.handler", Role: "arn:aws:iam::111122223333:role/r", ...properties },
});
const alarm = (topic: string) => ({
  Type: "AWS::CloudWatch::Alarm",
  Properties: {
    ...{ Namespace: "AWS/Lambda", MetricName: "Errors", Statistic: "Sum", Period: 60, EvaluationPeriods: 1, Threshold: 1 },
    ...{ ComparisonOperator: "GreaterThanOrEqualToThreshold", AlarmActions: [{ Ref: topic }] },
  },
});

async function sentences(templates: Record<string, object>, check: string): Promise<string[]> {
  const report = await reportOn(templates, { checks: [check] });
  return findingsByCheck(report).flatMap(({ found }) =>
    foldByCause(report, found.filter(isOpen)).map((finding) => findingInWords(finding)),
  );
}

describe("what all lack", () => {
  const functions = (count: number, from = 0) =>
    Object.fromEntries(Array.from({ length: count }, (_each, index) => [`Fn${index + from}`, fn()]));

  test("is one sentence a stack", async () => {
    expect(await sentences({ "Shop.json": { Resources: functions(13) } }, "function-alias")).toEqual([
      "no function of stack Shop has an alias (13)",
    ]);
  });

  test("is one sentence for several stacks, the production's first", async () => {
    const templates = { "Beta.json": { Resources: functions(2) }, "Prod.json": { Resources: functions(3) } };
    expect(await sentences(templates, "function-alias")).toEqual(["no function has an alias (5): Prod 3, Beta 2"]);
  });

  test("is counted where some have it", async () => {
    const Live = {
      Type: "AWS::Lambda::Alias",
      Properties: { Name: "live", FunctionName: { Ref: "Fn0" }, FunctionVersion: "3" },
    };
    expect(await sentences({ "Shop.json": { Resources: { ...functions(3), Live } } }, "function-alias")).toEqual([
      "2 of 3 functions of stack Shop have no alias",
    ]);
  });

  test("is not said of all where the check looks at some only", async () => {
    const group = (name: string) => ({ Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: `/aws/lambda/${name}` } });
    const logged = { A: fn({ FunctionName: "a" }), B: fn({ FunctionName: "b" }), LogsA: group("a"), LogsB: group("b") };
    expect(await sentences({ "Shop.json": { Resources: logged } }, "log-retention")).toEqual([
      "2 log groups of stack Shop have no retention",
    ]);
  });
});

describe("one resource at fault", () => {
  test("is one finding, and another resource is another", async () => {
    const Resources = {
      ...{ Silent: { Type: "AWS::SNS::Topic" }, Deaf: { Type: "AWS::SNS::Topic" } },
      ...{ A: alarm("Silent"), B: alarm("Silent"), C: alarm("Deaf"), D: alarm("Silent") },
    };
    const report = await reportOn({ "Shop.json": { Resources } }, { checks: ["alarm-action"] });
    const findings = foldByCause(report, report.assessments);
    expect(findings.map(({ cause, members }) => [cause?.kind, cause?.text, members.length])).toEqual([
      ["resource", "Silent", 3],
      ["resource", "Deaf", 1],
    ]);
  });
});

describe("one open input", () => {
  test("is one finding over all the checks and stacks that it leaves open", async () => {
    const template = {
      Parameters: { Timeout: { Type: "String" } },
      Conditions: { IsSet: { "Fn::Equals": [{ Ref: "Timeout" }, "x"] } },
      Resources: Object.fromEntries(
        ["A", "B"].map((name) => [
          name,
          fn({
            Timeout: { "Fn::If": ["IsSet", 5, { Ref: "AWS::NoValue" }] },
            MemorySize: { "Fn::If": ["IsSet", 512, { Ref: "AWS::NoValue" }] },
          }),
        ]),
      ),
    };
    const report = await reportOn(
      { "One.json": template, "Two.json": template },
      { checks: ["function-timeout", "function-memory"] },
    );
    const [shared, ...others] = sharedInputs(report, report.assessments);
    expect([shared?.members.length, shared?.cause?.kind, others]).toEqual([8, "input", []]);
    expect(shared?.cause?.text).toMatch(/^depends on .*parameter Timeout, which has no value; pass --parameter Timeout=…$/);
    for (const { reason } of shared?.members ?? []) expect(reason).toContain(shared?.cause?.text);
  });
});

describe("messages that differ in names and numbers only", () => {
  test("are one finding", async () => {
    const queue = (seconds: number) => ({ Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: seconds } });
    const mapping = (name: string) => ({
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { EventSourceArn: { "Fn::GetAtt": [`${name}Queue`, "Arn"] }, FunctionName: { Ref: name } },
    });
    const Resources = {
      ...{ Pay: fn({ Timeout: 20 }), PayQueue: queue(30), PayMapping: mapping("Pay") },
      ...{ Ship: fn({ Timeout: 40 }), ShipQueue: queue(10), ShipMapping: mapping("Ship") },
    };
    expect(await sentences({ "Shop.json": { Resources } }, "queue-visibility")).toEqual(["2 queues of stack Shop"]);
  });
});

test.each([
  ["Prod", "Prod/Orders/Fn/Resource", true],
  ["shop-prod", null, true],
  ["ShopProduction", null, true],
  ["Shop", "Prod/Shop/Fn", true],
  ["prod1-shop", null, true],
  ["Products", null, false],
  ["NonProd", null, false],
  ["pre-prod-shop", null, false],
  ["Shop", "Beta/Shop/Fn", false],
])("stack %s with path %s is of production: %s", (stack, constructPath, expected) => {
  expect(isOfProduction({ stack, constructPath })).toBe(expected);
});

test.each([
  ["AWS::Lambda::Function", "function", "functions"],
  ["AWS::Logs::LogGroup", "log group", "log groups"],
  ["AWS::Lambda::Alias", "alias", "aliases"],
  ["AWS::IAM::Policy", "policy", "policies"],
  ["AWS::ApiGateway::Stage", "API stage", "API stages"],
  ["Custom::Thing", "thing", "things"],
])("%s is called a %s", (type, noun, plural) => {
  expect([nounOf(type), pluralOf(nounOf(type))]).toEqual([noun, plural]);
});

describe("what to fix first", () => {
  test("is what takes most from the score: the score without it is that much higher", () => {
    const report = golden("many");
    const first = fixFirst(report);
    expect([first?.finding.members[0].check, first?.finding.members.length, first?.points]).toEqual(["function-alias", 15, 50]);
  });

  test("is something that gates where anything does, and nothing where nothing is open", () => {
    const report = golden("many");
    const only = (gates: (assessment: ReportedAssessment) => boolean) =>
      report.assessments.map((each) => ({ ...each, gating: each.verdict === "fail" && gates(each) }));
    const tags = fixFirst({ ...report, assessments: only(({ check }) => check === "required-tags") });
    expect(tags?.finding.members[0].check).toBe("required-tags");
    expect(fixFirst({ ...report, assessments: only(() => false) })?.finding.members[0].check).toBe("function-alias");
    expect(fixFirst(golden("fit"))).toBeNull();
  });
});
