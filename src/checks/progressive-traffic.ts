// progressive-traffic: a version that receives all traffic at once reaches every user before an alarm can react.
import * as z from "zod";
import type { Assessment, Failure, Remedy, Subject } from "../assessment.ts";
import type { DeploymentConfiguration } from "../model/deployments/deployment-configuration.ts";
import type { DeploymentGroupNode } from "../model/deployments/deployment-group.ts";
import {
  doubt,
  fault,
  judgeStrategy,
  predefinedWithin,
  type ShiftJudgement,
  shiftWithinBounds,
} from "../model/deployments/shift-bounds.ts";
import { missingInWords, type Target } from "../model/system.ts";
import { shiftAdviser, shiftWithin } from "../simulation/advice/shift-advice.ts";
import { defineCheck } from "./define-check.ts";

const optionsSchema = z.strictObject({
  allow: z
    .array(z.enum(["canary", "linear"]))
    .min(1)
    .default(["canary", "linear"])
    .describe("Accepted traffic shifts; an exponential AppConfig strategy counts as canary, as in the AWS documentation."),
  minimumBakeMinutes: z
    .number()
    .min(0)
    .default(0)
    .describe("Minimum number of minutes from the first to the last step of a shift."),
  maximumFirstStepPercent: z.number().min(1).max(99).default(50).describe("Maximum percentage of the traffic in the first step."),
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
  subjects: "function with a deployment group, state machine alias with a DeploymentPreference, AppConfig environment",
  severity: "error",
  options: optionsSchema,
  *assess({ model, options, pass, fail, unknown }) {
    const remedyFor = shiftAdviser(model, options);
    for (const shifted of model.shiftedAliases) {
      const { group, subject, chain } = shifted;
      if (group.state === "unresolved") {
        const message = "the deployment group that shifts its traffic is unknown";
        yield unknown(subject, { message, because: group, evidence: chain, remedy: shiftWithin(options) });
        continue;
      }
      const { resource, configuration } = group.value;
      const at = { resource, path: ["Properties", "DeploymentConfigName"] };
      const remedy = { asked: shiftWithin(options), advised: () => remedyFor(shifted) };
      yield judged(subject, judge(configuration, options), { evidence: [...chain, ...walk(group.value)], at }, remedy);
    }
    for (const { resource, subject, chain, configuration } of model.gradualRollouts) {
      const at = { resource, path: ["Properties", "DeploymentPreference"] };
      yield judged(subject, judge(configuration, options), { evidence: chain, at }, remedyOfStateMachine);
    }
    for (const { resource, subject, chain, strategy } of model.configurationDeployments) {
      const custom = strategy.state === "known" ? (strategy.value.resource ?? []) : [];
      const about = { evidence: chain.concat(custom), at: { resource, path: ["Properties", "DeploymentStrategyId"] } };
      yield judged(subject, judgeStrategy(strategy, options), about, strategyWithin(options));
    }

    function judged(
      subject: Subject,
      { message, fits, because, minutes }: ShiftJudgement,
      about: Pick<Failure, "evidence" | "at">,
      remedy: Remedy | { readonly asked: Remedy; advised(): Remedy },
    ): Assessment {
      const { asked, advised } = "asked" in remedy ? remedy : { asked: remedy, advised: () => remedy };
      if (because !== null) return unknown(subject, { message, because, ...about, remedy: asked });
      // A measurement within its bound would only contradict a failure for another reason.
      const isTelling = minutes !== null && (fits || minutes < options.minimumBakeMinutes);
      const measurement = { unit: "minutes", comparator: ">=", threshold: options.minimumBakeMinutes } as const;
      const finding = { message, ...about, ...(isTelling ? { measurement: { value: minutes, ...measurement } } : {}) };
      return fits ? pass(subject, finding) : fail(subject, { ...finding, remedy: advised() });
    }
  },
});

function judge(configuration: Target<DeploymentConfiguration>, options: Options): ShiftJudgement {
  switch (configuration.state) {
    case "known":
      return judgeShift(configuration.value, configuration.origin, options);
    case "unresolved":
      return doubt("its deployment configuration is unknown", configuration);
    case "external": {
      const because = `${configuration.name} is not a predefined configuration of AWS for Lambda and not defined in the audited stacks; also audit the stack that defines it`;
      return doubt(`is shifted by deployment configuration ${configuration.name}`, because);
    }
    case "missing":
      return fault(`uses deployment configuration ${missingInWords(configuration)}`);
    case "absent":
      // AWS calls it the default for Lambda: https://docs.aws.amazon.com/config/latest/developerguide/codedeploy-lambda-allatonce-traffic-shift-disabled.html
      return fault("shifts all traffic at once (CodeDeployDefault.LambdaAllAtOnce, the service's default)");
  }
}

function judgeShift(shift: DeploymentConfiguration, origin: string | undefined, options: Options): ShiftJudgement {
  const { kind, firstStepPercent, bakeMinutes } = shift;
  const name = origin === undefined ? shift.name : `${shift.name}, ${origin}`;
  if (kind === "all-at-once") return fault(`shifts all traffic at once (${name})`);
  const steps =
    kind === "canary"
      ? `shifts ${firstStepPercent} % of the traffic, the rest`
      : `shifts ${firstStepPercent} % of the traffic at a time, all of it`;
  const message = `${steps} after ${bakeMinutes} ${bakeMinutes === 1 ? "minute" : "minutes"} (${name})`;
  return shiftWithinBounds(message, { kind, firstStepPercent, minutes: bakeMinutes }, options);
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

/** Of AWS's strategies the first that is gradual enough. */
function strategyWithin(options: Options): Remedy {
  const own = "a DeploymentStrategy whose GrowthFactor is below 100 and whose DeploymentDurationInMinutes is above 0";
  const name = predefinedWithin(options)?.name;
  const id = name === undefined ? `the id of ${own}` : `${name}, or to the id of ${own}`;
  const cdk = `give the configuration a deploymentStrategy: ${name === undefined ? own : `DeploymentStrategy.fromDeploymentStrategyId(this, "Gradual", DeploymentStrategyId.fromString("${name}"))`}`;
  return { cdk, sam: `set DeploymentStrategyId to ${id}`, cloudformation: `set DeploymentStrategyId to ${id}` };
}
