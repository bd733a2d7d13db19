// rollback-alarm-deadlock: an alarm that is on because the live version fails stops the deployment of the fix, too.
import * as z from "zod";
import { type RollbackView, rollbackViewsOf } from "../model/deployments/rollback-view.ts";
import { type Standing, standingOf } from "../model/deployments/standing-alarm.ts";
import type { ShiftedAlias } from "../model/deployments/traffic-alias.ts";
import type { Model } from "../model/model.ts";
import { unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "rollback-alarm-deadlock",
  title: "a rollback alarm does not stop the fix while the live version fails",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group", "alarm"],
  subjects: "function with rollback alarms",
  severity: "off",
  options: z.strictObject({}),
  *assess({ model, pass, fail, unknown }) {
    for (const shifted of model.shiftedAliases) {
      const { group, subject, chain } = shifted;
      const views = rollbackViewsOf(shifted, model, { trusted: [], mustTrigger: true });
      if (views.state === "unresolved") {
        const message = "which alarms stop a deployment is not known";
        yield unknown(subject, { message, because: views, evidence: chain, remedy });
      }
      if (views.state !== "known" || views.value.length === 0 || group.state !== "known") continue;
      const { resource } = group.value;
      const standings = views.value.map((view) => ({ view, ...standing(view, shifted, model) }));
      const blocking = standings.find(({ isInAlarm }) => isInAlarm === true);
      const open = standings.find(({ isInAlarm }) => isInAlarm === null);
      const at = { resource, path: ["Properties", "AlarmConfiguration", "Alarms"] };
      const evidence = [...chain, resource, ...standings.flatMap(({ view }) => view.alarm?.resource ?? [])];
      if (blocking !== undefined) {
        const message = `${blocking.view.name} is in ALARM while the live version fails and stops the deployment of the fix: it ${blocking.what}`;
        yield fail(subject, { message, evidence, remedy, at });
      } else if (open !== undefined) {
        const message = `whether ${open.view.name} is in ALARM while the live version fails is not known: it ${open.what}`;
        yield unknown(subject, { message, because: open.because ?? NOT_TOLD, evidence, remedy, at });
      } else {
        const told = standings.map(({ view, what }) => `${view.name} ${what}`).join("; ");
        yield pass(subject, { message: `no rollback alarm is in ALARM because the live version fails: ${told}`, evidence });
      }
    }
  },
});

const NOT_TOLD = unresolved("what it watches is not known");

function standing({ alarm, sights }: RollbackView, { alias }: ShiftedAlias, model: Model): Standing {
  const owner = alias.function;
  if (alarm !== null && owner.state === "known") return standingOf(alarm, { function: owner.value, alias }, model);
  const [sight] = sights;
  return { isInAlarm: null, what: sight?.what ?? "observes something that is not known", because: sight?.because ?? null };
}

const version = "with the dimensions FunctionName, Resource (name:alias) and ExecutedVersion of the new version";

const remedy = {
  cdk: "give the LambdaDeploymentGroup an alarm on the Errors of fn.currentVersion (dimensions Resource and ExecutedVersion), or a CompositeAlarm that a second alarm holds back (AND NOT), and keep the alarm on the alias for people",
  sam: `list an alarm on Errors ${version} in the DeploymentPreference's Alarms, or a composite alarm that a second alarm holds back (AND NOT), and keep the other for people`,
  cloudformation: `list an alarm on Errors ${version} in AlarmConfiguration.Alarms, or a composite alarm that a second alarm holds back (AND NOT), and keep the other for people`,
};
