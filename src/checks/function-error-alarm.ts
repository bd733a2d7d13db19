// function-error-alarm: a function whose errors no alarm watches fails in silence.
import * as z from "zod";
import type { Finding, Remedy } from "../assessment.ts";
import { durabilityOf } from "../model/functions/durable.ts";
import type { FunctionNode } from "../model/functions/function.ts";
import { type Unresolved, unresolved } from "../model/value.ts";
import { certainOf, isPlain, missesInWords, type Watch, walkOf } from "../model/watching/watching.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "function-error-alarm",
  title: "an alarm watches the errors of every function",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "function",
  severity: "error",
  options: z.strictObject({
    maximumThreshold: z
      .number()
      .min(0)
      .optional()
      .describe("The highest threshold that an error alarm may have; any threshold by default."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const maximum = options.maximumThreshold ?? Number.POSITIVE_INFINITY;
    for (const node of model.functions) {
      const { resource } = node;
      const subject = { stack: resource.stack, resource, detail: null };
      const { watches, doubts, misses } = model.functionErrors.alarmsOf(node);
      const judged = watches.map((watch) => ({ ...watch, fits: isLowEnough(watch, maximum) }));
      const [good] = certainOf(judged.filter(({ fits }) => fits === true));
      const [high] = certainOf(judged.filter(({ fits }) => fits === false));
      const [doubt] = [
        ...judged.flatMap(({ alarm, fits }) => (typeof fits === "boolean" ? [] : [{ resource: alarm.resource, because: fits }])),
        ...doubts,
      ];
      if (good !== undefined) {
        yield pass(subject, { ...finding(good, maximum), evidence: [resource, ...walkOf(good)] });
      } else if (doubt !== undefined) {
        const message = "it is unknown whether an alarm watches its errors";
        yield unknown(subject, {
          message,
          because: doubt.because,
          remedy: remedyFor(node),
          evidence: [resource, doubt.resource],
        });
      } else if (high !== undefined) {
        const { message, ...rest } = finding(high, maximum);
        yield fail(subject, {
          ...rest,
          message: `${message}, above the maximum of ${maximum}`,
          remedy: lower,
          evidence: [resource, ...walkOf(high)],
        });
      } else {
        const message = `no alarm watches its errors${missesInWords(misses)}`;
        yield fail(subject, { message, lacks: "an alarm on errors", remedy: remedyFor(node), evidence: [resource] });
      }
    }
  },
});

function isLowEnough({ alarm }: Watch, maximum: number): boolean | Unresolved {
  const { threshold, comparison, resource } = alarm;
  if (maximum === Number.POSITIVE_INFINITY) return true;
  if (threshold.state === "unresolved") return threshold;
  if (threshold.state === "absent") return unresolved(`alarm ${resource.label} has an anomaly band instead of a threshold`);
  if (comparison.state === "known" && comparison.value.startsWith("LessThan"))
    return unresolved(`alarm ${resource.label} enters ALARM below its threshold, which does not detect errors`);
  return threshold.value <= maximum;
}

function finding({ alarm, what }: Watch, maximum: number): Finding {
  const { threshold, resource } = alarm;
  const message = `alarm ${resource.label} watches ${what}`;
  if (maximum === Number.POSITIVE_INFINITY || threshold.state !== "known") return { message };
  const text = `${message} with a threshold of ${threshold.value}`;
  if (!isPlain(alarm)) return { message: text };
  return { message: text, measurement: { value: threshold.value, unit: "errors", comparator: "<=", threshold: maximum } };
}

function remedyFor(node: FunctionNode): Remedy {
  return durabilityOf(node).state === "known" ? ofDurable : remedy;
}

const template = "add an AWS::CloudWatch::Alarm on Errors in AWS/Lambda with the dimension FunctionName: !Ref of the function";

const remedy = {
  cdk: "add fn.metricErrors().createAlarm(this, 'Errors', { threshold: 1, evaluationPeriods: 1 }), or metricErrors() of its alias",
  sam: template,
  cloudformation: template,
};

const executions =
  "add an AWS::CloudWatch::Alarm on DurableExecutionFailed in AWS/Lambda with the dimension FunctionName: !Ref of the function";

const ofDurable = {
  cdk: "add fn.metric('DurableExecutionFailed', { statistic: 'Sum' }).createAlarm(this, 'Failures', { threshold: 1, evaluationPeriods: 1 })",
  sam: executions,
  cloudformation: executions,
};

const lower = {
  cdk: "lower the threshold of the alarm, or raise the check's maximumThreshold",
  sam: "lower the alarm's Threshold, or raise the check's maximumThreshold",
  cloudformation: "lower the alarm's Threshold, or raise the check's maximumThreshold",
};
