// rollback-alarm-scope: an alarm on something else never enters ALARM because of the deployed version.
import * as z from "zod";
import type { Assessment, Failure, Remedy, Subject } from "../assessment.ts";
import { type AlarmLevel, alarmLevels, type Coverage, reaches } from "../model/deployments/coverage.ts";
import type { GradualRollout } from "../model/deployments/gradual-rollout.ts";
import { type RollbackView, rollbackViewsOf, viewsOfRollout, walkOfView } from "../model/deployments/rollback-view.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved, Value } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

const [, ...levels] = alarmLevels;
/** Alarms that a message names, at most. */
const MOST_NAMED = 3;

export default defineCheck({
  id: "rollback-alarm-scope",
  title: "a rollback alarm watches what is being deployed",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group", "alarm"],
  subjects: "function or state machine alias with rollback alarms",
  severity: "error",
  options: z.strictObject({
    minimum: z
      .enum(levels)
      .default("function")
      .describe("The minimum level at which a rollback alarm watches the deployed function."),
    customNamespaces: z
      .array(z.string().min(1))
      .default([])
      .describe("Namespaces of custom metrics that count as measuring the function."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    const settings = { trusted: options.customNamespaces, mustTrigger: true };
    for (const shifted of model.shiftedAliases) {
      const { group, subject, chain } = shifted;
      const at = group.state === "known" ? { resource: group.value.resource, path: [...ALARMS] } : null;
      yield* judged(subject, rollbackViewsOf(shifted, model, settings), { chain, at, remedy, whole: "function" });
    }
    for (const rollout of model.gradualRollouts) {
      const { subject, chain, resource } = rollout;
      const at = { resource, path: [...ALARMS_OF_ALIAS] };
      yield* judged(subject, viewsOfRollout(rollout, model, settings), {
        chain,
        at,
        remedy: remedyOfStateMachine,
        whole: "state machine",
      });
    }

    function* judged(subject: Subject, views: Value<readonly RollbackView[]>, about: About): Generator<Assessment> {
      const { chain, at, remedy: toDo } = about;
      if (views.state === "unresolved")
        return yield unknown(subject, { message: UNKNOWN_LIST, because: views, evidence: chain, remedy: toDo });
      if (views.state !== "known" || views.value.length === 0 || at === null) return;
      const { message, because, walked, fits } = judge(views.value, options.minimum, about.whole);
      const finding = { message, evidence: [...chain, at.resource, ...walked], remedy: toDo, at };
      if (because !== null) yield unknown(subject, { ...finding, because });
      else yield fits ? pass(subject, finding) : fail(subject, finding);
    }
  },
});

const ALARMS = ["Properties", "AlarmConfiguration", "Alarms"];
const ALARMS_OF_ALIAS = ["Properties", "DeploymentPreference", "Alarms"];
const UNKNOWN_LIST = "which alarms stop a deployment is unknown";

interface About {
  readonly chain: GradualRollout["chain"];
  /** null where what names the alarms is unknown. */
  readonly at: NonNullable<Failure["at"]> | null;
  readonly remedy: Remedy;
  /** What the level `function` means. */
  readonly whole: string;
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
  readonly walked: readonly Resource[];
}

function judge(views: readonly RollbackView[], minimum: AlarmLevel, whole: string): Judgement {
  const named = (level: Coverage["level"] | undefined): string => (level === "function" ? whole : `${level}`);
  const fitting = views.flatMap((view) =>
    view.best !== null && reaches(view.best.level, minimum) ? [{ view, coverage: view.best }] : [],
  );
  const [good] = fitting.sort((a, b) => openness(a.view) - openness(b.view));
  if (good !== undefined) {
    const message = `rollback alarm ${good.view.name} ${good.coverage.what} (level ${named(good.coverage.level)})`;
    return { message, fits: true, because: null, walked: walkOfView(good.view) };
  }
  const walked = views.flatMap(walkOfView);
  const doubts = views.flatMap((view) =>
    view.coverages.flatMap((coverage) =>
      coverage.because === null ? [] : [{ message: doubtfulView(view, coverage), because: coverage.because }],
    ),
  );
  const [doubt] = doubts.sort((a, b) => certainty(a.because) - certainty(b.because));
  if (doubt !== undefined) return { ...doubt, fits: false, walked };
  return { message: complaint(views, minimum, named), fits: false, because: null, walked };
}

function doubtfulView({ name, alarm }: RollbackView, { level, what, via }: Coverage): string {
  if (alarm === null) return `it is unknown what rollback alarm ${name} watches`;
  return level === "custom" && via.length === 0
    ? `it is unknown whether rollback alarm ${name}, which ${what}, is about the function`
    : `rollback alarm ${name} ${what}`;
}

function complaint(
  views: readonly RollbackView[],
  minimum: AlarmLevel,
  named: (level: Coverage["level"] | undefined) => string,
): string {
  const shown = views.map(({ name, best }) => `${name} ${best?.what} (level ${named(best?.level)})`);
  const more = shown.length > MOST_NAMED ? `; and ${shown.length - MOST_NAMED} more` : "";
  const none = `no rollback alarm watches the deployed code at level ${named(minimum)} or above`;
  return `${none}: ${shown.slice(0, MOST_NAMED).join("; ")}${more}`;
}

/** Those that certainly exist come first: the verdict depends on nothing else then. */
function openness(view: RollbackView): number {
  return walkOfView(view).every(({ presence }) => presence.state === "known") ? 0 : 1;
}

/** What the worlds may decide comes before what they cannot. */
function certainty(because: Unresolved | string): number {
  return typeof because !== "string" && because.undecided.length > 0 ? 0 : 1;
}

const remedyOfStateMachine = {
  cdk: "add an alarm on the state machine's metricFailed() to the alarms of the alias's deploymentPreference",
  sam: "add an alarm on AWS/States ExecutionsFailed, with dimension StateMachineArn, to the DeploymentPreference's Alarms",
  cloudformation: "add an alarm on AWS/States ExecutionsFailed, with dimension StateMachineArn, to DeploymentPreference.Alarms",
};

const remedy = {
  cdk: "give the LambdaDeploymentGroup an alarm on alias.metricErrors(), which counts the errors of the alias",
  sam: "list an alarm on AWS/Lambda Errors whose dimensions are FunctionName (the function's name) and Resource (name:alias) in the DeploymentPreference's Alarms",
  cloudformation:
    "list an alarm on AWS/Lambda Errors whose dimensions are FunctionName (the function's name) and Resource (name:alias) in AlarmConfiguration.Alarms",
};
