// rollback-alarm-deadlock: an alarm that is in ALARM because the live version fails stops the deployment of the fix, too.
import type { Evidence, Failure, Remedy } from "../assessment.ts";
import { type RollbackView, rollbackViewsOf, viewsOfRollout } from "../model/deployments/rollback-view.ts";
import { isOfFunction, type Shifting, shiftingsOf } from "../model/deployments/shifting.ts";
import { type StateWhileFailing, stateWhileFailing } from "../model/deployments/state-while-failing.ts";
import type { Path } from "../model/json.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";
import { type Unresolved, unresolved, type Value } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "rollback-alarm-deadlock",
  title: "a rollback alarm does not stop the fix while the live version fails",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group", "alarm"],
  subjects: "function or state machine alias with rollback alarms",
  severity: "off",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const shifting of shiftingsOf(model)) {
      const judged = judge(shifting, model);
      if (judged === null) continue;
      const { subject } = shifting;
      const { isBlocked, because, message, evidence, ...place } = judged;
      const remedy = isOfFunction(shifting) ? remedies.ofFunction : remedies.ofStateMachine;
      if (because !== null) yield unknown(subject, { message, because, evidence, remedy, ...place });
      else if (isBlocked) yield fail(subject, { message, evidence, remedy, ...place });
      else yield pass(subject, { message, evidence });
    }
  },
});

type Judgement = Pick<Failure, "message"> &
  Partial<Pick<Failure, "at">> & {
    readonly evidence: readonly (Resource | Evidence)[];
    readonly isBlocked: boolean;
    /** Why it is unknown; null where it is. */
    readonly because: Unresolved | string | null;
  };

/** null where no alarm is watched. */
function judge(shifting: Shifting, model: Model): Judgement | null {
  const { chain } = shifting;
  const views = viewsOf(shifting, model);
  if (views.state === "unresolved")
    return { message: "which alarms stop a deployment is unknown", because: views, evidence: chain, isBlocked: false };
  if (views.state === "absent" || views.value.length === 0) return null;
  const states = views.value.map((view) => ({ view, ...standing(view, shifting, model) }));
  const at = listOf(shifting);
  const own = isOfFunction(shifting) ? [at.resource] : [];
  const evidence = [...chain, ...own, ...states.flatMap(({ view }) => view.alarm?.resource ?? [])];
  return { evidence, at, ...judgeAll(states, isOfFunction(shifting)) };
}

function judgeAll(
  states: readonly (StateWhileFailing & { readonly view: RollbackView })[],
  isFunction: boolean,
): Pick<Judgement, "message" | "isBlocked" | "because"> {
  const blocking = states.find(({ isInAlarm }) => isInAlarm === true);
  const open = states.find(({ isInAlarm }) => isInAlarm === null);
  if (blocking !== undefined) {
    const stops = isFunction ? " and stops" : ", which may stop";
    const message = `${blocking.view.name} is in ALARM while the live version fails${stops} the deployment of the fix: it ${blocking.what}`;
    return { message, isBlocked: true, because: isFunction ? null : UNDOCUMENTED };
  }
  if (open !== undefined) {
    const message = `it is unknown whether ${open.view.name} is in ALARM while the live version fails: it ${open.what}`;
    return { message, isBlocked: false, because: open.because ?? NOT_TOLD };
  }
  const shown = states.map(({ view, what }) => `${view.name} ${what}`).join("; ");
  return { message: `no rollback alarm is in ALARM because the live version fails: ${shown}`, isBlocked: false, because: null };
}

const NOT_TOLD = unresolved("what it watches is unknown");
const UNDOCUMENTED = "whether CloudFormation rolls back on an alarm that is in ALARM before the shift begins is not documented";

function viewsOf(shifting: Shifting, model: Model): Value<readonly RollbackView[]> {
  const options = { trusted: [], mustTrigger: true };
  return isOfFunction(shifting) ? rollbackViewsOf(shifting, model, options) : viewsOfRollout(shifting, model, options);
}

/** Where the alarms are listed. */
function listOf(shifting: Shifting): { readonly resource: Resource; readonly path: Path } {
  if (isOfFunction(shifting) && shifting.group.state === "known")
    return { resource: shifting.group.value.resource, path: ["Properties", "AlarmConfiguration", "Alarms"] };
  return { resource: shifting.subject.of, path: ["Properties", "DeploymentPreference", "Alarms"] };
}

function standing({ alarm, coverages }: RollbackView, shifting: Shifting, model: Model): StateWhileFailing {
  const known = alarm === null ? null : stateWhileFailing(alarm, shifting, model);
  if (known !== null) return known;
  const [coverage] = coverages;
  return { isInAlarm: null, what: coverage?.what ?? "watches something unknown", because: coverage?.because ?? null };
}

const version = "with the dimensions FunctionName, Resource (name:alias) and ExecutedVersion of the new version";
const heldBack = "use a composite alarm that a second alarm suppresses (AND NOT)";

const remedies = {
  ofFunction: {
    cdk: "give the LambdaDeploymentGroup an alarm on the Errors of fn.currentVersion (dimensions Resource and ExecutedVersion), or a CompositeAlarm that a second alarm suppresses (AND NOT), and keep the alarm on the alias for notifications",
    sam: `list an alarm on Errors ${version} in the DeploymentPreference's Alarms, or a composite alarm that a second alarm suppresses (AND NOT), and keep the other alarm for notifications`,
    cloudformation: `list an alarm on Errors ${version} in AlarmConfiguration.Alarms, or a composite alarm that a second alarm suppresses (AND NOT), and keep the other alarm for notifications`,
  },
  ofStateMachine: {
    cdk: `${heldBack} in the alarms of the CfnStateMachineAlias's deploymentPreference, and keep the other alarm for notifications`,
    sam: `${heldBack} in the DeploymentPreference's Alarms, and keep the other alarm for notifications`,
    cloudformation: `${heldBack} in the DeploymentPreference's Alarms, and keep the other alarm for notifications`,
  },
} satisfies Record<string, Remedy>;
