// alarm-state: an alarm in ALARM is an outage or noise, and blocks the next deployment that it watches.
import type { Assessment, Observations, Subject } from "../assessment.ts";
import type { AlarmNode } from "../model/alarms/alarm.ts";
import { type AlarmUseIndex, linkAlarmUses } from "../model/alarms/alarm-use.ts";
import type { Model } from "../model/model.ts";
import type { AlarmObserved } from "../model/observed/ask.ts";
import { alarmQuestion } from "../model/observed/own-questions.ts";
import type { Resource } from "../model/resource.ts";
import { type Known, known, type Unresolved, unresolved } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "alarm-state",
  title: "no alarm is in ALARM state",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "observation",
  observes: ["alarm"],
  subjects: "alarm",
  severity: "error",
  options: noOptions,
  *assess(observations) {
    const { model, unknown } = observations;
    const uses = linkAlarmUses(model);
    for (const alarm of model.alarmIndex.alarms) {
      const { resource } = alarm;
      const subject = { stack: resource.stack, resource, detail: null };
      const seen = seenOf(alarm, model);
      if (seen.state === "known") yield assessSeen(subject, seen.value, stopsOf(alarm, uses), observations);
      else yield unknown(subject, { message: "its state is unknown", because: seen, remedy, evidence: [resource] });
    }
  },
});

function seenOf({ resource }: AlarmNode, model: Model): Known<AlarmObserved> | Unresolved {
  const question = alarmQuestion(resource);
  if (question === null) return unresolved("the stack has no physical id for it");
  const seen = model.observed(question);
  if (seen.state === "unresolved") return seen;
  return seen.value === null ? unresolved("CloudWatch has no alarm with its name") : known(seen.value);
}

/** The deployments that it stops. */
function stopsOf(alarm: AlarmNode, uses: AlarmUseIndex) {
  return uses.of(alarm).flatMap((use) => (use.kind === "used" && use.by?.type === GROUP ? [{ what: use.what, by: use.by }] : []));
}

const GROUP = "AWS::CodeDeploy::DeploymentGroup";

type Stop = ReturnType<typeof stopsOf>[number];

function assessSeen(
  subject: Subject & { readonly resource: Resource },
  seen: AlarmObserved,
  stops: readonly Stop[],
  { pass, fail, unknown }: Observations<unknown>,
): Assessment {
  const since = seen.stateUpdatedAt === null ? "" : ` since ${seen.stateUpdatedAt}`;
  const why = seen.stateReason === null ? "" : `: ${seen.stateReason}`;
  const message = `is in ${seen.state}${since}`;
  const evidence = [subject.resource];
  if (seen.state === "ALARM") {
    const effect = stops.map(({ what }) => `; it ${what}, and blocks the next one`).join("");
    return fail(subject, { message: `${message}${why}${effect}`, remedy, evidence: [...evidence, ...stops.map(({ by }) => by)] });
  }
  if (seen.evaluationState === "EVALUATION_ERROR")
    return fail(subject, { message: `cannot be evaluated as it is configured${why}`, remedy: configure, evidence });
  if (seen.evaluationState !== null)
    return unknown(subject, { message, because: `its evaluation is in ${seen.evaluationState}${why}`, remedy, evidence });
  if (seen.state === "OK") return pass(subject, { message, evidence });
  return unknown(subject, { message, because: `it is neither OK nor in ALARM${why}`, remedy, evidence });
}

const look =
  "see what happened: aws cloudwatch describe-alarm-history --alarm-name NAME; then fix the cause, or correct the alarm";
const remedy = { cdk: look, sam: look, cloudformation: look };

const mend = "correct the alarm's metric, expression or permissions according to its state reason";
const configure = { cdk: mend, sam: mend, cloudformation: mend };
