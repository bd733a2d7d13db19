// Metrics that no page of AWS documents, that one region alone has, or that a bucket has to be set up for.
import { describe, expect, it, test } from "vitest";
import { factsOf, stack } from "../../../test/facts.ts";
import type { Json, JsonObject } from "../json.ts";
import { link } from "../link.ts";
import table from "../tables/published-metrics.json" with { type: "json" };
import { nearestName } from "./nearest-name.ts";
import { publisherOf } from "./published-metrics.ts";

const named = (given: JsonObject): Json => Object.entries(given).map(([Name, Value]) => ({ Name, Value }));

/** The assessment of an alarm's one series, for a stack in that region. */
function said(series: JsonObject, Resources: JsonObject = {}, region: string | null = null): string {
  const Watch = { Type: "AWS::CloudWatch::Alarm", Properties: series };
  const Parameters = { Open: { Type: "String" } };
  const model = link(factsOf(stack("Shop", { Parameters, Resources: { ...Resources, Watch } }, { region })));
  const [alarm] = model.alarmIndex.alarms;
  const [judged] = alarm === undefined ? [] : model.seriesExistence.of(alarm);
  if (judged === undefined) return "nothing";
  if (judged.kind === "published") return `published: ${judged.what}`;
  return judged.kind === "never" ? `never: ${judged.reason}` : `unknown: ${judged.because.reason}`;
}

const on = (Namespace: Json, MetricName: Json, given: JsonObject = {}): JsonObject => ({
  Namespace,
  MetricName,
  Dimensions: named(given),
});

describe("a name that no page documents", () => {
  it.each([
    ["AWS/SQS", "ApproximateMessagesVisibleNumber", "ApproximateNumberOfMessagesVisible"],
    ["AWS/SQS", "approximateAgeOfOldestMessage", "ApproximateAgeOfOldestMessage"],
    ["AWS/Lambda", "Error", "Errors"],
    ["AWS/Lambda", "FunctionErrors", "Errors"],
    ["AWS/DynamoDB", "ThrottledRequest", "ThrottledRequests"],
    ["AWS/States", "FailedExecutions", "ExecutionsFailed"],
    ["AWS/SNS", "NumberOfFailedNotifications", "NumberOfNotificationsFailed"],
    ["AWS/Events", "InvocationsFailed", "FailedInvocations"],
    ["AWS/Kinesis", "GetRecords.IteratorAgeMs", "GetRecords.IteratorAge"],
    ["AWS/CloudFront", "5xxErrors", "5xxErrorRate"],
    ["AWS/Route53", "HealthStatus", "HealthCheckStatus"],
  ])("%s %s: did you mean %s?", (namespace, name, meant) => {
    expect(said(on(namespace, name))).toMatch(new RegExp(`^unknown: .* documents no metric .*did you mean ${meant}\\?$`));
  });

  it("with nothing like it", () => {
    expect(said(on("AWS/SQS", "Zebra"))).toBe(
      `unknown: SQS documents no metric Zebra (${publisherOf("AWS/SQS")?.documentation}, as of ${table.date})`,
    );
  });

  it("leaves alone what the table has the names of, and namespaces that it does not have", () => {
    expect(said(on("AWS/Lambda", "DurableExecutionFailed", { FunctionName: "orders" }))).toBe("nothing");
    expect(said(on("AWS/Events", "PutEventsFailedEntriesCount"))).toBe("nothing");
    expect(said(on("AWS/Scheduler", "InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded"))).toBe("nothing");
    expect(said(on("AWS/EC2", "CPUUtilisation", { InstanceId: "i-1" }))).toBe("nothing");
    expect(said(on("Shop", "Erorrs"))).toBe("nothing");
  });
});

describe("a namespace that is open", () => {
  it("may be the one that has such a metric", () => {
    expect(said(on({ Ref: "Open" }, "Throttles"))).toMatch(/^unknown: depends on parameter Open/);
    expect(said(on({ Ref: "Open" }, { Ref: "Open" }))).toMatch(/^unknown: depends on parameter Open/);
  });

  it("is none of AWS where its text or the metric's name says so", () => {
    expect(said(on({ "Fn::Sub": "${Open}/orders" }, "Throttles"))).toBe("nothing");
    expect(said(on({ Ref: "Open" }, "OrdersPlaced"))).toBe("nothing");
    expect(said(on({ Ref: "AWS::StackName" }, "Throttles"))).toBe("nothing");
  });
});

describe("metrics that only us-east-1 has", () => {
  const site = { Site: { Type: "AWS::CloudFront::Distribution", Properties: {} } };
  const ofSite = on("AWS/CloudFront", "TotalErrorRate", { DistributionId: { Ref: "Site" }, Region: "Global" });
  const probe = { Probe: { Type: "AWS::Route53::HealthCheck", Properties: {} } };
  const ofProbe = on("AWS/Route53", "HealthCheckStatus", { HealthCheckId: { Ref: "Probe" } });
  const bill = on("AWS/Billing", "EstimatedCharges", { Currency: "USD" });
  const waf = (given: JsonObject): JsonObject => on("AWS/WAFV2", "BlockedRequests", { WebACL: "shop", Rule: "ALL", ...given });

  it("exist there, and where the region is unknown", () => {
    expect(said(ofSite, site, "us-east-1")).toMatch(/^published: CloudFront/);
    expect(said(ofSite, site)).toMatch(/^published: CloudFront/);
    expect(said(ofProbe, probe, "us-east-1")).toMatch(/^published: Route 53/);
    expect(said(bill, {}, "us-east-1")).toMatch(/^published: Billing/);
  });

  it("do not exist elsewhere", () => {
    const reason = (service: string) =>
      `never: ${service} publishes its metrics in us-east-1 only, and the alarm is in eu-central-1`;
    expect(said(ofSite, site, "eu-central-1")).toBe(reason("CloudFront"));
    expect(said(ofProbe, probe, "eu-central-1")).toBe(reason("Route 53"));
    expect(said(bill, {}, "eu-central-1")).toBe(reason("Billing"));
  });

  it("of WAF are those of CloudFront, which have no Region", () => {
    expect(said(waf({}), {}, "eu-central-1")).toMatch(
      /^never: WAF publishes metrics without the dimension Region in us-east-1 only/,
    );
    expect(said(waf({ Region: "eu-central-1" }), {}, "eu-central-1")).toBe("nothing");
  });
});

describe("request metrics of a bucket", () => {
  const bucket = (Properties: JsonObject) => ({ Files: { Type: "AWS::S3::Bucket", Properties } });
  const of = (FilterId: Json, BucketName: Json = { Ref: "Files" }) => on("AWS/S3", "4xxErrors", { BucketName, FilterId });
  const whole: JsonObject = { MetricsConfigurations: [{ Id: "whole" }, { Id: "images", Prefix: "images/" }] };

  it.each<[string, JsonObject, JsonObject, RegExp]>([
    ["with that configuration", of("images"), whole, /^published/],
    ["with another", of("EntireBucket"), whole, /^never: .* Files has the whole, images, not EntireBucket$/],
    ["with none", of("EntireBucket"), {}, /^never: .* Files has no MetricsConfigurations, not EntireBucket$/],
    [
      "with configurations that are open",
      of("whole"),
      { MetricsConfigurations: { Ref: "Open" } },
      /^unknown: depends on parameter Open/,
    ],
    [
      "with an Id that is open",
      of("whole"),
      { MetricsConfigurations: [{ Id: { Ref: "Open" } }] },
      /^unknown: depends on parameter Open/,
    ],
    ["by a FilterId that is open", of({ Ref: "Open" }), whole, /^unknown: depends on parameter Open/],
    ["by a FilterId that is open, with none", of({ Ref: "Open" }), {}, /^never/],
    ["of a bucket elsewhere", of("whole", "other-bucket"), {}, /^published: .* other-bucket is external/],
  ])("%s", (_, series, properties, expected) => {
    expect(said(series, bucket(properties))).toMatch(expected);
  });

  it("storage metrics need none", () => {
    expect(
      said(on("AWS/S3", "NumberOfObjects", { BucketName: { Ref: "Files" }, StorageType: "AllStorageTypes" }), bucket({})),
    ).toMatch(/^published/);
  });
});

describe("the table", () => {
  it("says where it is from, and when", () => {
    expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const { documentation } of Object.values(table.namespaces))
      expect(documentation).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it("calls nothing wrong that it has", () => {
    for (const [namespace, row] of Object.entries(table.namespaces))
      for (const wrong of Object.keys("wrongNames" in row ? row.wrongNames : {}))
        expect([namespace, wrong, publisherOf(namespace)?.setsOf(wrong)]).toEqual([namespace, wrong, []]);
  });
});

test("names that have little in common are not meant for each other", () => {
  expect(nearestName("OrdersPlaced", ["Errors", "Throttles", "ConcurrentExecutions"])).toBeNull();
  expect(nearestName("Errors", [])).toBeNull();
});
