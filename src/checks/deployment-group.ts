// deployment-group: an alias whose update policy names no deployment group moves all of its traffic in the moment of the update.
import * as z from "zod";
import type { Assessment, Observations, Remedy } from "../assessment.ts";
import type { DeploymentGroupNode, DeploymentLink } from "../model/deployments/deployment-group.ts";
import type { AliasNode } from "../model/functions/function.ts";
import type { Resource } from "../model/resource.ts";
import { missingInWords, type Target } from "../model/system.ts";
import type { Unresolved, Value } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

export default defineCheck({
  id: "deployment-group",
  title: "a deployment group shifts the traffic of every alias",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  observes: ["deployment-group"],
  subjects: "function with an alias",
  severity: "error",
  options: z.strictObject({
    aliases: z.array(z.string().min(1)).default([]).describe("Aliases that need a deployment group; every alias by default."),
  }),
  *assess(observations) {
    const { model, options, pass, fail, unknown } = observations;
    for (const { alias, subject, chain } of model.trafficAliases) {
      const isNeeded = needsGroup(alias, options.aliases);
      if (isNeeded === false) continue;
      const link = model.deployments.linkOf(alias);
      const { fits, because, ...said } = hedged(judge(link), isNeeded);
      const at = { resource: alias.resource, path: ["UpdatePolicy"] };
      const finding = { remedy, ...said, evidence: [...chain, ...walk(link)], at };
      if (because !== null) yield unknown(subject, { ...finding, because });
      else yield fits ? pass(subject, finding) : fail(subject, finding);
    }
    yield* assessInertGroups(observations);
  },
});

function needsGroup({ name }: AliasNode, listed: readonly string[]): boolean | Unresolved {
  if (listed.length === 0) return true;
  return name.state === "unresolved" ? name : name.state === "known" && listed.includes(name.value);
}

/** Of an alias that may need no group, only a group that it has for certain is known. */
function hedged(judged: Judgement, isNeeded: true | Unresolved): Judgement {
  return isNeeded === true || judged.fits ? judged : { ...judged, because: judged.because ?? isNeeded };
}

function* assessInertGroups({ model, fail, unknown }: Observations<unknown>): Iterable<Assessment> {
  for (const { group, doubt } of model.deployments.inertGroups) {
    const { resource } = group;
    const subject = { stack: resource.stack, resource, detail: null };
    const finding = { remedy: inertRemedy, evidence: [resource] };
    if (doubt === null) {
      yield fail(subject, { message: "no alias's update policy refers to it, so it shifts no traffic", ...finding });
    } else {
      const message = "it is unknown whether an alias's update policy refers to it";
      // Only the reason: in a world in which an alias does name it there is nothing to say of the group, and so nothing to compare.
      yield unknown(subject, { message, because: doubt.reason, ...finding });
    }
  }
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
  readonly lacks?: string;
  readonly remedy?: Remedy;
}

const fault = (message: string): Judgement => ({ message, fits: false, because: null });
const doubt = (message: string, because: Unresolved | string): Judgement => ({ message, fits: false, because });

/** SAM takes `Enabled: !If [...]` for true, so that the switch its author put there does nothing. */
function praise({ resource }: DeploymentGroupNode): Judgement {
  const ignoresSwitch = resource.at("Metadata", "serverless-fitness", "ignoresSwitch").boolean();
  const also = ignoresSwitch.state === "known" ? ", always: SAM treats an intrinsic function in Enabled as true" : "";
  return { message: `a deployment group shifts its traffic${also}`, fits: true, because: null };
}

function judge(link: Value<DeploymentLink>): Judgement {
  if (link.state === "absent")
    return {
      ...fault("no deployment group shifts its traffic: a deployment shifts all traffic at once"),
      lacks: "a deployment group",
    };
  if (link.state === "unresolved") return doubt("it is unknown whether a deployment group shifts its traffic", link);
  const { group, application } = link.value;
  if (group.state !== "known") return unmet("deployment group", group);
  const shifted = praise(group.value);
  const own = group.value.application;
  // CloudFormation can only make the group where the application is: of that name there is one, wherever it is defined.
  const isSame = own.state === "external" && application.state === "external" && own.name === application.name;
  if (isSame) return shifted;
  if (application.state !== "known") return unmet("application", application);
  if (own.state === "unresolved") return doubt("the application of its deployment group is unknown", own);
  return own.state === "known" && own.value === application.value
    ? shifted
    : fault("its update policy refers to a deployment group of another application");
}

function unmet(kind: string, target: Exclude<Target<unknown>, { state: "known" }>): Judgement {
  if (target.state === "absent") return fault(`its update policy has no ${kind}`);
  if (target.state === "missing") {
    const flaw = fault(`its update policy refers to ${kind} ${missingInWords(target)}`);
    return target.isUndefined === true ? { ...flaw, remedy: ofOtherStack } : flaw;
  }
  if (target.state === "unresolved") return doubt(`the ${kind} in its update policy is unknown`, target);
  const because = `${kind} ${target.name} is not defined in the audited stacks; also audit the stack that defines it`;
  return doubt(`its update policy refers to ${kind} ${target.name}`, because);
}

function walk(link: Value<DeploymentLink>): readonly Resource[] {
  if (link.state !== "known") return [];
  const { group, application } = link.value;
  return [
    ...(group.state === "known" ? [group.value.resource] : []),
    ...(application.state === "known" ? [application.value] : []),
  ];
}

const remedy = {
  cdk: "shift the alias's traffic: new LambdaDeploymentGroup(this, 'Deployment', { alias, deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES })",
  sam: "give the function a DeploymentPreference with a Type such as Canary10Percent5Minutes",
  cloudformation: "name a deployment group and its application in the alias's UpdatePolicy.CodeDeployLambdaAliasUpdate",
};

/** The CDK writes a `Ref` of the alias's stack, whatever stack the group is in. */
const ofOtherStack = {
  cdk: "create the LambdaDeploymentGroup in the stack of its alias: the alias's update policy refers to it by its logical id there",
  sam: "name a deployment group and an application of this template, or give the function a DeploymentPreference",
  cloudformation: "define the deployment group and its application in the template of the alias, or refer to them by name",
};

const inertRemedy = {
  cdk: "keep one LambdaDeploymentGroup for each alias: a second one replaces the alias's update policy of the first",
  sam: "name it in the UpdatePolicy.CodeDeployLambdaAliasUpdate of an alias, or use the function's DeploymentPreference instead",
  cloudformation: "name it in the UpdatePolicy.CodeDeployLambdaAliasUpdate of the alias that it should shift, or remove it",
};
