// progressive-traffic: a version that takes all traffic at once meets every user before anything can tell that it is broken.
import * as z from "zod";
import type { Assessment, Failure, Remedy, Subject } from "../assessment.ts";
import type { DeploymentConfiguration } from "../model/deployments/deployment-configuration.ts";
import type { DeploymentGroupNode } from "../model/deployments/deployment-group.ts";
import { missingInWords, type Target } from "../model/system.ts";
import type { Unresolved } from "../model/value.ts";
import { shiftAdviser, shiftWithin } from "../simulation/advice/shift-advice.ts";
import { defineCheck } from "./define-check.ts";

const optionsSchema = z.strictObject({
  allow: z
    .array(z.enum(["canary", "linear"]))
    .min(1)
    .default(["canary", "linear"])
    .describe("Ways of shifting that will do."),
  minimumBakeMinutes: z.number().min(0).default(0).describe("Minutes from the first step of a shift to its last, at least."),
  maximumFirstStepPercent: z.number().min(1).max(99).default(50).describe("Percent of the traffic in the first step, at most."),
});
type Options = z.output<typeof optionsSchema>;

export default defineCheck({
  id: "progressive-traffic",
  title: "deployments shift traffic step by step",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group", "deployment-configuration"],
  subjects: "function with a deployment group, state machine alias with a DeploymentPreference",
  severity: "error",
  options: optionsSchema,
  *assess({ model, options, pass, fail, unknown }) {
    const remedyFor = shiftAdviser(model, options);
    for (const shifted of model.shiftedAliases) {
      const { group, subject, chain } = shifted;
      if (group.state === "unresolved") {
        const message = "the deployment group that shifts its traffic is not known";
        yield unknown(subject, { message, because: group, evidence: chain, remedy: shiftWithin(options) });
        continue;
      }
      const { resource, configuration } = group.value;
      const at = { resource, path: ["Properties", "DeploymentConfigName"] };
      const remedy = { asked: shiftWithin(options), advised: () => remedyFor(shifted) };
      yield* judged(subject, configuration, { evidence: [...chain, ...walk(group.value)], at }, remedy);
    }
    for (const { resource, subject, chain, configuration } of model.gradualRollouts) {
      const at = { resource, path: ["Properties", "DeploymentPreference"] };
      const remedy = { asked: remedyOfStateMachine, advised: () => remedyOfStateMachine };
      yield* judged(subject, configuration, { evidence: chain, at }, remedy);
    }

    function* judged(
      subject: Subject,
      configuration: Target<DeploymentConfiguration>,
      about: Pick<Failure, "evidence" | "at">,
      { asked, advised }: { readonly asked: Remedy; advised(): Remedy },
    ): Generator<Assessment> {
      const { message, fits, because, minutes } = judge(configuration, options);
      if (because !== null) return yield unknown(subject, { message, because, ...about, remedy: asked });
      const measurement = { value: minutes, unit: "minutes", comparator: ">=", threshold: options.minimumBakeMinutes } as const;
      // A measurement within its bound would only contradict a failure for another reason.
      const isTelling = fits || minutes < measurement.threshold;
      const finding = { message, ...about, ...(isTelling ? { measurement } : {}) };
      yield fits ? pass(subject, finding) : fail(subject, { ...finding, remedy: advised() });
    }
  },
});

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
  /** From the first step to the last. */
  readonly minutes: number;
}

const fault = (message: string, minutes = 0): Judgement => ({ message, fits: false, because: null, minutes });
const doubt = (message: string, because: Unresolved | string): Judgement => ({ message, fits: false, because, minutes: 0 });

function judge(configuration: Target<DeploymentConfiguration>, options: Options): Judgement {
  switch (configuration.state) {
    case "known":
      return judgeShift(configuration.value, configuration.origin, options);
    case "unresolved":
      return doubt("its deployment configuration is not known", configuration);
    case "external": {
      const because = `${configuration.name} is none of AWS's configurations for functions and defined in none of the audited stacks; audit the stack that defines it together with these`;
      return doubt(`is shifted by deployment configuration ${configuration.name}`, because);
    }
    case "missing":
      return fault(`names deployment configuration ${missingInWords(configuration)}`);
    case "absent":
      // AWS calls it the default for Lambda: https://docs.aws.amazon.com/config/latest/developerguide/codedeploy-lambda-allatonce-traffic-shift-disabled.html
      return fault("shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce, the service's default)");
  }
}

function judgeShift(shift: DeploymentConfiguration, origin: string | undefined, options: Options): Judgement {
  const { kind, firstStepPercent, bakeMinutes } = shift;
  const name = origin === undefined ? shift.name : `${shift.name}, ${origin}`;
  if (kind === "all-at-once") return fault(`shifts all traffic at once (${name})`);
  const steps =
    kind === "canary"
      ? `shifts ${firstStepPercent} % of the traffic, the rest`
      : `shifts ${firstStepPercent} % of the traffic at a time, all of it`;
  const message = `${steps} after ${bakeMinutes} ${bakeMinutes === 1 ? "minute" : "minutes"} (${name})`;
  const faults = [
    ...(options.allow.includes(kind) ? [] : [`a ${kind} shift is not allowed`]),
    ...(firstStepPercent > options.maximumFirstStepPercent
      ? [`its first step may move ${options.maximumFirstStepPercent} %`]
      : []),
    ...(bakeMinutes < options.minimumBakeMinutes ? [`it must take ${options.minimumBakeMinutes} minutes`] : []),
  ];
  if (faults.length > 0) return fault(`${message}: ${faults.join(", ")}`, bakeMinutes);
  return { message, fits: true, because: null, minutes: bakeMinutes };
}

function walk({ resource, configuration }: DeploymentGroupNode) {
  if (configuration.state !== "known") return [resource];
  const { name, resource: custom } = configuration.value;
  return [{ resource, note: name }, ...(custom === null ? [] : [custom])];
}

const remedyOfStateMachine = {
  cdk: 'give the CfnStateMachineAlias a deploymentPreference of type "CANARY" or "LINEAR", with percentage and interval',
  sam: "set the state machine's DeploymentPreference to a Type of CANARY or LINEAR, with Percentage and Interval",
  cloudformation: "set DeploymentPreference.Type of the state machine alias to CANARY or LINEAR, with Percentage and Interval",
};
