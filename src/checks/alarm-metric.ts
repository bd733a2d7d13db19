// alarm-metric: an alarm on a series that nobody publishes never goes off.
import * as z from "zod";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "alarm-metric",
  title: "every alarm watches a series that can exist",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "alarm",
  severity: "error",
  options: z.strictObject({}),
  *assess({ model, pass, fail, unknown }) {
    for (const alarm of model.alarmIndex.alarms) {
      const { resource } = alarm;
      const judgements = model.seriesExistence.of(alarm);
      if (judgements.length === 0) continue;
      const subject = { stack: resource.stack, resource, detail: null };
      const evidence = [...new Set([resource, ...judgements.flatMap(({ via }) => via)])];
      const isMath = !resource.property("Metrics").isAbsent;
      const at = { resource, path: ["Properties", isMath ? "Metrics" : "Dimensions"] };
      const doubt = judgements.find((each) => each.kind === "unresolved");
      const blind = inWords(judgements.flatMap((each) => (each.kind === "never" ? [each.reason] : [])));
      const published = inWords(judgements.flatMap((each) => (each.kind === "published" ? [each.what] : [])));
      if (blind !== "") yield fail(subject, { message: `watches nothing: ${blind}`, evidence, remedy, at });
      else if (doubt?.kind === "unresolved")
        yield unknown(subject, { message: "may watch nothing", because: doubt.because, evidence, remedy, at });
      else yield pass(subject, { message: published, evidence });
    }
  },
});

function inWords(said: readonly string[]): string {
  return [...new Set(said)].slice(0, 3).join("; ");
}

const dimensions = "give the alarm exactly one of the sets of dimensions that the service publishes, with names as values";

const remedy = {
  cdk: "take the metric from the construct that it is about: fn.metricErrors(), alias.metricErrors(), api.metricServerError(), queue.metric…()",
  sam: dimensions,
  cloudformation: dimensions,
};
