// fault-experiment: fault tolerance is tried by an experiment, and an experiment needs an alarm that stops it.
import type { Assessment, Observations } from "../assessment.ts";
import { type ExperimentTemplate, linkExperiments } from "../model/experiments.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "fault-experiment",
  title: "an AWS FIS experiment with a stop condition tests the system's fault tolerance",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "experiment template, or the system if it has none",
  severity: "off",
  options: noOptions,
  *assess(observations) {
    const { model } = observations;
    const experiments = linkExperiments(model);
    for (const experiment of experiments) yield judge(experiment, observations);
    const [stack] = model.stacks;
    if (experiments.length > 0 || stack === undefined) return;
    const message = "no AWS FIS experiment template tests its fault tolerance";
    yield observations.fail({ stack, resource: null, detail: "fault experiment" }, { message, remedy: add });
  },
});

function judge({ resource, alarms }: ExperimentTemplate, { pass, fail, unknown }: Observations<unknown>): Assessment {
  const subject = { stack: resource.stack, resource, detail: null };
  const at = { resource, path: ["Properties", "StopConditions"] };
  if (alarms.state === "unresolved")
    return unknown(subject, {
      message: "the alarms that stop it are unknown",
      because: alarms,
      evidence: [resource],
      remedy,
      at,
    });
  const { defined, external, missing } = alarms.value;
  const evidence = [resource, ...defined];
  if (missing.length > 0)
    return fail(subject, {
      message: `a stop condition names alarm ${missing.join(", ")}, which does not exist`,
      evidence,
      remedy,
      at,
    });
  const names = [...defined.map(({ label }) => label), ...external.map((name) => `${name} (defined elsewhere)`)];
  if (names.length === 0) return fail(subject, { message: "no alarm stops the experiment", evidence, remedy, at });
  return pass(subject, { message: `alarm ${names.join(", ")} stops the experiment`, evidence });
}

const property = "set StopConditions: [{ Source: aws:cloudwatch:alarm, Value: the ARN of an alarm on user-visible errors }]";

const remedy = {
  cdk: "set stopConditions: [{ source: 'aws:cloudwatch:alarm', value: alarm.alarmArn }] on the CfnExperimentTemplate",
  sam: property,
  cloudformation: property,
};
const add =
  "add an AWS::FIS::ExperimentTemplate, e.g. with aws:lambda:invocation-error on a function, and an alarm as its stop condition";
