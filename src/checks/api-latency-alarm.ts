// api-latency-alarm: without an alarm, a slower API remains unnoticed.
import * as z from "zod";
import type { Finding, Remedy } from "../assessment.ts";
import type { AlarmNode } from "../model/alarms/alarm.ts";
import type { ApiStageNode } from "../model/apis/api.ts";
import { unresolved } from "../model/value.ts";
import { linkApiLatency, longestLatency } from "../model/watching/api-latency.ts";
import {
  calculationOf,
  certainOf,
  type DoubtfulWatch,
  type MissedWatch,
  missesInWords,
  type Watch,
  walkOf,
} from "../model/watching/watching.ts";
import { defineCheck } from "./define-check.ts";

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
    maximumMilliseconds: z
      .number()
      .positive()
      .optional()
      .describe("The highest threshold that a latency alarm may have; any threshold by default."),
    statistics: z.array(z.string().min(1)).default([]).describe("Accepted statistics, e.g. p95; any statistic by default."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const maximum = options.maximumMilliseconds ?? null;
    const latency = linkApiLatency(model);
    for (const stage of model.apis.stages) {
      const { resource } = stage;
      const subject = { stack: resource.stack, resource, detail: null };
      const remedy = remedyFor(stage, maximum);
      const { watches, doubts, misses } = latency.alarmsOf(stage);
      const judged = watches.map((watch) => judge(watch, options.statistics, maximum, stage));
      const limited = judged.flatMap((each) => (each.kind === "limited" ? [each] : [])).sort((a, b) => a.limit - b.limit);
      const [good] = certainOf(limited.filter(({ limit }) => maximum === null || limit <= maximum));
      const [doubt] = [...judged.flatMap((each) => (each.kind === "doubtful" ? [each] : [])), ...doubts];
      const [high] = certainOf(limited);
      if (good !== undefined) {
        yield pass(subject, { ...finding(good, maximum), evidence: [resource, ...walkOf(good)] });
      } else if (doubt !== undefined) {
        const message = "it is unknown whether an alarm watches its latency";
        yield unknown(subject, { message, because: doubt.because, remedy, evidence: [resource, doubt.resource] });
      } else if (high !== undefined) {
        const { message, ...measured } = finding(high, maximum);
        const evidence = [resource, ...walkOf(high)];
        yield fail(subject, { message: `${message}, above the maximum of ${maximum} ms`, ...measured, remedy: lower, evidence });
      } else {
        const close = missesInWords([...misses, ...judged.flatMap((each) => (each.kind === "missed" ? [each] : []))]);
        const message = `no alarm watches its latency${close}`;
        yield fail(subject, { message, lacks: "an alarm on latency", remedy, evidence: [resource] });
      }
    }
  },
});

/** `limit` in milliseconds; infinite for an anomaly band or an expression, which have none. */
type Limited = Watch & { readonly kind: "limited"; readonly limit: number };
type Judgement = Limited | ({ readonly kind: "doubtful" } & DoubtfulWatch) | ({ readonly kind: "missed" } & MissedWatch);

function judge(watch: Watch, statistics: readonly string[], maximum: number | null, stage: ApiStageNode): Judgement {
  const { alarm, series, what } = watch;
  const { threshold, resource } = alarm;
  if (series.statistic.state === "unresolved") return { kind: "doubtful", resource, because: series.statistic };
  const statistic = series.statistic.state === "known" ? series.statistic.value : "no statistic";
  const isAccepted = statistics.length === 0 || statistics.some((name) => name.toLowerCase() === statistic.toLowerCase());
  if (!isAccepted) return { kind: "missed", alarm, reason: `watches ${statistic} of it` };
  if (threshold.state === "unresolved") return { kind: "doubtful", resource, because: threshold };
  const why = withoutLimit(alarm);
  if (why !== null && maximum !== null)
    return { kind: "doubtful", resource, because: unresolved(`alarm ${resource.label} ${why}`) };
  if (why !== null || threshold.state === "absent") return { ...watch, kind: "limited", limit: Number.POSITIVE_INFINITY };
  const longest = longestLatency(stage);
  if (maximum === null && longest !== null && threshold.value > longest)
    return {
      kind: "missed",
      alarm,
      reason: `watches ${what} above ${threshold.value} ms, but the API times out after ${longest} ms`,
    };
  return { ...watch, kind: "limited", limit: threshold.value };
}

/** Why its threshold is no limit of the latency; null where it is one. */
function withoutLimit(alarm: AlarmNode): string | null {
  if (alarm.threshold.state === "absent") return "has an anomaly band, which moves with the traffic, instead of a threshold";
  const calculation = calculationOf(alarm);
  return calculation === null ? null : `compares its threshold with ${calculation}, not with the latency itself`;
}

function finding({ alarm, what, series, limit }: Limited, maximum: number | null): Finding {
  const statistic = series.statistic.state === "known" ? ` (${series.statistic.value})` : "";
  const message = `alarm ${alarm.resource.label} watches ${what}${statistic}`;
  if (limit === Number.POSITIVE_INFINITY) return { message: `${message}, without a fixed limit` };
  const text = `${message} with a threshold of ${limit} ms`;
  if (maximum === null) return { message: text };
  return { message: text, measurement: { value: limit, unit: "ms", comparator: "<=", threshold: maximum } };
}

const lower = "lower the alarm's threshold, or raise the check's maximumMilliseconds";

function remedyFor({ api, resource }: ApiStageNode, maximum: number | null): Remedy {
  const isRest = resource.type !== "AWS::ApiGatewayV2::Stage";
  const isWebSocket = api.state === "known" && api.value.kind === "websocket";
  const metric = isWebSocket ? "IntegrationLatency" : "Latency";
  const dimension = isRest ? "ApiName: the API's name" : "ApiId: !Ref of the API";
  const written = `add an AWS::CloudWatch::Alarm on ${metric} in AWS/ApiGateway with the dimension ${dimension}, and a Threshold${maximum === null ? " in milliseconds" : ` of at most ${maximum}`}`;
  const alarm = `createAlarm(this, 'Latency', { threshold: ${maximum ?? 200}, evaluationPeriods: 3 })`;
  return {
    cdk: `add ${isWebSocket ? "stage.metric('IntegrationLatency')" : "api.metricLatency({ statistic: 'p95' })"}.${alarm}`,
    sam: written,
    cloudformation: written,
  };
}
