// api-latency-alarm: an API that slows down with nobody watching is slow for every client.
import * as z from "zod";
import type { ApiStageNode } from "../model/apis/api.ts";
import { type Unresolved, unresolved } from "../model/value.ts";
import { linkApiLatency } from "../model/watching/api-latency.ts";
import {
  calculationOf,
  certainOf,
  type DoubtfulWatch,
  type MissedWatch,
  missesInWords,
  type Watch,
  walkOf,
} from "../model/watching/watching.ts";
import { defineCheck, type Remedy } from "./define-check.ts";

export default defineCheck({
  id: "api-latency-alarm",
  title: "an alarm watches the latency of every API",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "API stage",
  severity: "error",
  options: z.strictObject({
    maximumMilliseconds: z.number().positive().default(200).describe("The highest threshold that a latency alarm may have."),
    statistics: z.array(z.string().min(1)).default([]).describe("Accepted statistics, e.g. p95; with none, any will do."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const maximum = options.maximumMilliseconds;
    const latency = linkApiLatency(model);
    for (const stage of model.apis.stages) {
      const { resource } = stage;
      const subject = { stack: resource.stack, resource, detail: null };
      const remedy = remedyFor(stage, maximum);
      const { watches, doubts, misses } = latency.alarmsOf(stage);
      const judged = watches.map((watch) => judge(watch, options.statistics));
      const limited = judged.flatMap((each) => (each.kind === "limited" ? [each] : [])).sort((a, b) => a.limit - b.limit);
      const [good] = certainOf(limited.filter(({ limit }) => limit <= maximum));
      const [doubt] = [...judged.flatMap((each) => (each.kind === "doubtful" ? [each] : [])), ...doubts];
      const [high] = certainOf(limited);
      if (good !== undefined) {
        yield pass(subject, { ...finding(good, maximum), evidence: [resource, ...walkOf(good)] });
      } else if (doubt !== undefined) {
        const message = "whether an alarm watches its latency is unknown";
        yield unknown(subject, { message, because: doubt.because, remedy, evidence: [resource, doubt.resource] });
      } else if (high !== undefined) {
        const { message, measurement } = finding(high, maximum);
        const evidence = [resource, ...walkOf(high)];
        yield fail(subject, { message: `${message}, above the maximum of ${maximum} ms`, measurement, remedy: lower, evidence });
      } else {
        const close = missesInWords([...misses, ...judged.flatMap((each) => (each.kind === "missed" ? [each] : []))]);
        const message = `no alarm watches its latency${close}`;
        yield fail(subject, { message, lacks: "an alarm on latency", remedy, evidence: [resource] });
      }
    }
  },
});

type Limited = Watch & { readonly kind: "limited"; readonly limit: number };
type Judgement = Limited | ({ readonly kind: "doubtful" } & DoubtfulWatch) | ({ readonly kind: "missed" } & MissedWatch);

function judge(watch: Watch, statistics: readonly string[]): Judgement {
  const { alarm, series } = watch;
  const { threshold, resource } = alarm;
  const doubtful = (because: Unresolved): Judgement => ({ kind: "doubtful", resource, because });
  if (series.statistic.state === "unresolved") return doubtful(series.statistic);
  const statistic = series.statistic.state === "known" ? series.statistic.value : "no statistic";
  const isAccepted =
    statistics.length === 0
      ? statistic !== "SampleCount"
      : statistics.some((name) => name.toLowerCase() === statistic.toLowerCase());
  if (!isAccepted) return { kind: "missed", alarm, reason: `watches ${statistic} of it` };
  if (threshold.state === "unresolved") return doubtful(threshold);
  const calculation = calculationOf(alarm);
  if (threshold.state === "known" && calculation !== null)
    return doubtful(
      unresolved(`alarm ${resource.label} compares its threshold with ${calculation}, not with the latency itself`),
    );
  if (threshold.state === "known") return { ...watch, kind: "limited", limit: threshold.value };
  return doubtful(
    unresolved(`alarm ${resource.label} has an anomaly band, which moves with the traffic, instead of a threshold`),
  );
}

function finding({ alarm, what, series, limit }: Limited, maximum: number) {
  const statistic = series.statistic.state === "known" ? ` (${series.statistic.value})` : "";
  const message = `alarm ${alarm.resource.label} watches ${what}${statistic} with a threshold of ${limit} ms`;
  return { message, measurement: { value: limit, unit: "ms", comparator: "<=", threshold: maximum } as const };
}

const lower = "lower the alarm's threshold, or raise the check's maximumMilliseconds";

function remedyFor({ api, resource }: ApiStageNode, maximum: number): Remedy {
  const isRest = resource.type !== "AWS::ApiGatewayV2::Stage";
  const isWebSocket = api.state === "known" && api.value.kind === "websocket";
  const metric = isWebSocket ? "IntegrationLatency" : "Latency";
  const dimension = isRest ? "ApiName: the API's name" : "ApiId: !Ref of the API";
  const written = `add an AWS::CloudWatch::Alarm on ${metric} in AWS/ApiGateway with the dimension ${dimension}, and a Threshold of at most ${maximum}`;
  const alarm = `createAlarm(this, 'Latency', { threshold: ${maximum}, evaluationPeriods: 3 })`;
  return {
    cdk: `add ${isWebSocket ? "stage.metric('IntegrationLatency')" : "api.metricLatency({ statistic: 'p95' })"}.${alarm}`,
    sam: written,
    cloudformation: written,
  };
}
