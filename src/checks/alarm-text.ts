// alarm-text: the engineer on call reads an alarm's description before its numbers.
import { judgeClaims } from "../model/alarms/alarm-claims.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "alarm-text",
  title: "the description of every alarm says what the alarm does",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "alarm",
  severity: "info",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const alarm of model.alarmIndex.alarms) {
      const { resource } = alarm;
      const claims = judgeClaims(alarm, model.system);
      if (claims === null) continue;
      const subject = { stack: resource.stack, resource, detail: null };
      const evidence = [resource];
      const { contradictions, doubt, fitting } = claims;
      const at = { resource, path: ["Properties", "AlarmDescription"] };
      if (contradictions.length > 0) {
        yield fail(subject, { message: contradictions.join("; "), evidence, remedy, at });
      } else if (doubt !== null) {
        const message = "the values that its description mentions are unknown";
        yield unknown(subject, { message, because: doubt, evidence, remedy, at });
      } else yield pass(subject, { message: `its description agrees with ${fitting.join(" and ")}`, evidence });
    }
  },
});

const remedy = {
  cdk: "write alarmDescription from the constants that set threshold and evaluationPeriods",
  sam: "correct AlarmDescription, or build it with !Sub from the parameters that set Threshold and Period",
  cloudformation: "correct AlarmDescription, or build it with !Sub from the parameters that set Threshold and Period",
};
