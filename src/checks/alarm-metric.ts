// alarm-metric: an alarm on a metric that is never published never enters ALARM.
import type { Remedy } from "../assessment.ts";
import type { AlarmNode } from "../model/alarms/alarm.ts";
import type { SeriesFlaw, SeriesJudgement } from "../model/metrics/series-judgement.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "alarm-metric",
  title: "every alarm watches a metric that can exist",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "alarm",
  severity: "error",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const alarm of model.alarmIndex.alarms) {
      const { resource } = alarm;
      const judgements = model.seriesExistence.of(alarm);
      if (judgements.length === 0) continue;
      const subject = { stack: resource.stack, resource, detail: null };
      const evidence = [...new Set([resource, ...judgements.flatMap(({ via }) => via)])];
      const [never, doubt] = [judgements.find(isNever), judgements.find(isUnresolved)];
      const flaw = (never ?? doubt)?.flaw;
      const finding = { evidence, remedy: remedyFor(flaw), at: { resource, path: ["Properties", propertyOf(alarm, flaw)] } };
      const blind = inWords(judgements.filter(isNever).map(({ reason }) => reason));
      if (never !== undefined) yield fail(subject, { message: `never has data: ${blind}`, ...finding });
      else if (doubt !== undefined)
        yield unknown(subject, { message: "may never have data", because: doubt.because, ...finding });
      else yield pass(subject, { message: inWords(judgements.filter(isPublished).map(({ what }) => what)), evidence });
    }
  },
});

type Kind<K extends SeriesJudgement["kind"]> = SeriesJudgement & { readonly kind: K };

function isNever(judgement: SeriesJudgement): judgement is Kind<"never"> {
  return judgement.kind === "never";
}

function isUnresolved(judgement: SeriesJudgement): judgement is Kind<"unresolved"> {
  return judgement.kind === "unresolved";
}

function isPublished(judgement: SeriesJudgement): judgement is Kind<"published"> {
  return judgement.kind === "published";
}

const PROPERTIES: Readonly<Record<string, string>> = { "metric name": "MetricName", "metric filter": "MetricName", unit: "Unit" };

function propertyOf({ resource }: AlarmNode, flaw: SeriesFlaw | undefined): string {
  if (!resource.property("Metrics").isAbsent) return "Metrics";
  return PROPERTIES[flaw?.kind ?? "dimensions"] ?? "Dimensions";
}

function inWords(said: readonly string[]): string {
  return [...new Set(said)].slice(0, 3).join("; ");
}

const dimensions = "give the alarm exactly one of the dimension sets that the service publishes, with resource names as values";

function remedyFor(flaw: SeriesFlaw | undefined): Remedy | string {
  switch (flaw?.kind) {
    case "metric name":
      return flaw.meant === null
        ? "correct the alarm's MetricName to a metric that the service documents"
        : `correct the alarm's MetricName: did you mean ${flaw.meant}?`;
    case "metric filter":
      return `set the alarm's Namespace and MetricName to what the metric filter makes: ${flaw.made}`;
    case "unit":
      return unit;
    case "route":
      return "give the alarm a method and path, or a route key, that the API has, or remove these dimensions to watch the whole stage";
    case "detailed metrics":
      return enable;
    default:
      return metric;
  }
}

const unit = {
  cdk: "leave unit out of the alarm's metric: then the alarm takes the data of every unit",
  sam: "remove Unit from the alarm: then it takes the data of every unit",
  cloudformation: "remove Unit from the alarm: then it takes the data of every unit",
};

const settings =
  "set MetricsEnabled in the stage's MethodSettings (HTTP and WebSocket APIs: DetailedMetricsEnabled), or watch the whole stage";

const enable = {
  cdk: "enable detailed metrics on the stage (deployOptions: { metricsEnabled: true } of a REST API, detailedMetricsEnabled of another), or watch the whole stage",
  sam: settings,
  cloudformation: settings,
};

const metric = {
  cdk: "use the metric of the construct: fn.metricErrors(), alias.metricErrors(), api.metricServerError(), queue.metric…()",
  sam: dimensions,
  cloudformation: dimensions,
};
