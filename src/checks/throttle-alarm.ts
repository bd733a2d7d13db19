// throttle-alarm: throttled invocations never start and appear in no error metric.
import { type FunctionMetric, linkFunctionWatching } from "../model/watching/function-watching.ts";
import { missesInWords, walkOf, watchedBy } from "../model/watching/watching.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "throttle-alarm",
  title: "an alarm watches the throttles of every function",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "function",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    const throttles = linkFunctionWatching(THROTTLES, model);
    for (const node of model.functions) {
      const { resource } = node;
      const subject = { stack: resource.stack, resource, detail: null };
      const watched = watchedBy(throttles.alarmsOf(node));
      if (watched.kind === "watched") {
        const { alarm, what } = watched.watch;
        const evidence = [resource, ...walkOf(watched.watch)];
        yield pass(subject, { message: `alarm ${alarm.resource.label} watches ${what}`, evidence });
      } else if (watched.kind === "doubtful") {
        const { resource: alarm, because } = watched.doubt;
        const message = "it is unknown whether an alarm watches its throttles";
        yield unknown(subject, { message, because, remedy, evidence: [resource, alarm] });
      } else {
        const message = `no alarm watches its throttles${missesInWords(watched.misses)}`;
        yield fail(subject, { message, lacks: "an alarm on throttles", remedy, evidence: [resource] });
      }
    }
  },
});

const THROTTLES: FunctionMetric = { name: "Throttles", label: "throttles", sampling: { kind: "failures" }, isLogged: false };

const template = "add an AWS::CloudWatch::Alarm on Throttles in AWS/Lambda with the dimension FunctionName: !Ref of the function";

const remedy = {
  cdk: "add fn.metricThrottles().createAlarm(this, 'Throttles', { threshold: 1, evaluationPeriods: 1 })",
  sam: template,
  cloudformation: template,
};
