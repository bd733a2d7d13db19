// api-error-alarm: without an alarm, server errors of an API remain unnoticed.
import type { Finding, Remedy } from "../assessment.ts";
import type { ApiStageNode } from "../model/apis/api.ts";
import { apiErrorMetrics, linkApiErrors } from "../model/watching/api-errors.ts";
import { certainOf, missesInWords, type Watch, walkOf } from "../model/watching/watching.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "api-error-alarm",
  title: "an alarm watches the server errors of every API",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "API stage",
  severity: "warning",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    const errors = linkApiErrors(model);
    for (const stage of model.apis.stages) {
      const { resource } = stage;
      const subject = { stack: resource.stack, resource, detail: null };
      const { watches, ofFunctions, doubts, misses } = errors.alarmsOf(stage);
      const remedy = remedyFor(stage);
      const [good] = certainOf(watches);
      const [doubt] = doubts;
      if (good !== undefined && (isCertain(good) || ofFunctions.length === 0)) {
        const message = `alarm ${good.alarm.resource.label} watches ${good.what}`;
        yield pass(subject, { message, evidence: [resource, ...walkOf(good)] });
      } else if (ofFunctions.length > 0) {
        yield pass(subject, { ...ofAll(ofFunctions), evidence: [resource, ...ofFunctions.flatMap(walkOf)] });
      } else if (doubt !== undefined) {
        const message = "it is unknown whether an alarm watches its errors";
        yield unknown(subject, { message, because: doubt.because, remedy, evidence: [resource, doubt.resource] });
      } else {
        const message = `no alarm watches its errors${missesInWords(misses)}`;
        yield fail(subject, { message, lacks: "an alarm on errors", remedy, evidence: [resource] });
      }
    }
  },
});

function isCertain(watch: Watch): boolean {
  return walkOf(watch).every(({ presence }) => presence.state === "known");
}

function ofAll(watches: readonly Watch[]): Finding {
  const alarms = [...new Set(watches.map(({ alarm }) => alarm.resource.label))];
  const shown = alarms.length > 3 ? `${alarms.slice(0, 3).join(", ")} and ${alarms.length - 3} more` : alarms.join(", ");
  return { message: `metric filters on the log groups of all its functions are watched (${shown})` };
}

function remedyFor({ api, resource }: ApiStageNode): Remedy {
  const isRest = resource.type !== "AWS::ApiGatewayV2::Stage";
  const kind = api.state === "known" ? api.value.kind : isRest ? "rest" : "http";
  const metric = apiErrorMetrics[kind][0] ?? "";
  const dimension = isRest ? "ApiName: the API's name" : "ApiId: !Ref of the API";
  const written = `add an AWS::CloudWatch::Alarm on ${metric} in AWS/ApiGateway with the dimension ${dimension}`;
  const source = kind === "websocket" ? "stage.metric('ExecutionError', { statistic: 'Sum' })" : "api.metricServerError()";
  return {
    cdk: `add ${source}.createAlarm(this, 'ServerErrors', { threshold: 1, evaluationPeriods: 1 })`,
    sam: written,
    cloudformation: written,
  };
}
