// deployment-hook: a hook that cannot report back stops every deployment, an hour after it began.
import * as z from "zod";
import type { Remedy } from "../assessment.ts";
import type { DeploymentLink } from "../model/deployments/deployment-group.ts";
import { type DeploymentHook, type HookFlaw, hooksOf } from "../model/deployments/deployment-hook.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

const WHENS = ["before", "after"] as const;
type When = (typeof WHENS)[number];

export default defineCheck({
  id: "deployment-hook",
  title: "every lifecycle hook of a deployment can run and report its result",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "lifecycle hook",
  severity: "warning",
  options: z.strictObject({
    require: z
      .enum(["none", ...WHENS, "both"])
      .default("none")
      .describe("Hooks that each deployment must have."),
  }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const { alias, subject, chain } of model.shiftedAliases) {
      const link = model.deployments.linkOf(alias);
      if (link.state !== "known") continue;
      const hooks = hooksOf(link.value, model);
      const missing = WHENS.filter((when) => isRequired(when, options.require) && hooks.every((hook) => hook.when !== when));
      if (hooks.length === 0 && missing.length === 0) continue;
      const evidence = [...chain, ...groupOf(link.value), ...hooks.flatMap(({ walked }) => walked)];
      const { message, because, remedy } = judge(hooks, missing);
      const at = { resource: alias.resource, path: ["UpdatePolicy", "CodeDeployLambdaAliasUpdate"] };
      if (remedy === null) yield pass(subject, { message, evidence });
      else if (because === null) yield fail(subject, { message, evidence, remedy, at });
      else yield unknown(subject, { message, evidence, remedy, at, because });
    }
  },
});

function isRequired(when: When, required: string): boolean {
  return required === when || required === "both";
}

function groupOf({ group }: DeploymentLink) {
  return group.state === "known" ? [group.value.resource] : [];
}

interface Judgement {
  readonly message: string;
  readonly because: Unresolved | string | null;
  /** null where nothing is wrong. */
  readonly remedy: Remedy | null;
}

function judge(hooks: readonly DeploymentHook[], missing: readonly When[]): Judgement {
  const flaws = hooks.flatMap((hook) => hook.flaws.map((flaw) => ({ flaw, text: `hook ${hook.label} ${flaw.message}` })));
  const faults = flaws.filter(({ flaw }) => flaw.because === null);
  const texts = [...missing.map((when) => `no hook runs ${when} its traffic shifts`), ...new Set(faults.map(({ text }) => text))];
  if (texts.length > 0)
    return {
      message: texts.join("; "),
      because: null,
      remedy: remedyFor(
        faults.map(({ flaw }) => flaw),
        missing,
      ),
    };
  const [doubt] = flaws;
  if (doubt !== undefined) return { message: doubt.text, because: doubt.flaw.because, remedy: remedies[doubt.flaw.about] };
  const shown = hooks.map(({ label, when }) => `${label} (${when})`).join(", ");
  return { message: `can run and report its result: ${shown}`, because: null, remedy: null };
}

/** For everything that the message names. */
function remedyFor(flaws: readonly HookFlaw[], missing: readonly When[]): Remedy {
  const abouts = new Set(flaws.map(({ about }) => about));
  const all = [...missing.map((when) => MISSING[when]), ...[...abouts].map((about) => remedies[about])];
  const joined = (language: keyof Remedy): string => [...new Set(all.map((remedy) => remedy[language]))].join("; ");
  return { cdk: joined("cdk"), sam: joined("sam"), cloudformation: joined("cloudformation") };
}

const MISSING: Readonly<Record<When, Remedy>> = {
  before: {
    cdk: "give the LambdaDeploymentGroup a preHook",
    sam: "name a function of the template in the DeploymentPreference's Hooks: PreTraffic: !Ref CheckBefore",
    cloudformation: "name a function in BeforeAllowTrafficHook of the alias's UpdatePolicy",
  },
  after: {
    cdk: "give the LambdaDeploymentGroup a postHook",
    sam: "name a function of the template in the DeploymentPreference's Hooks: PostTraffic: !Ref CheckAfter",
    cloudformation: "name a function in AfterAllowTrafficHook of the alias's UpdatePolicy",
  },
};

const remedies = {
  function: {
    cdk: "give the LambdaDeploymentGroup a preHook or postHook",
    sam: "name a function of the template in the DeploymentPreference's Hooks: PreTraffic: !Ref CheckBefore",
    cloudformation: "name a function in BeforeAllowTrafficHook or AfterAllowTrafficHook of the alias's UpdatePolicy",
  },
  permission: {
    cdk: "set it as preHook or postHook of the LambdaDeploymentGroup, which grants it codedeploy:PutLifecycleEventHookExecutionStatus",
    sam: "allow codedeploy:PutLifecycleEventHookExecutionStatus in the hook function's Policies",
    cloudformation: "allow codedeploy:PutLifecycleEventHookExecutionStatus in the role of the hook function",
  },
  boundary: {
    cdk: "allow codedeploy:PutLifecycleEventHookExecutionStatus in the policy that is the PermissionsBoundary of the hook's role",
    sam: "allow codedeploy:PutLifecycleEventHookExecutionStatus in the policy that is the hook function's PermissionsBoundary",
    cloudformation:
      "allow codedeploy:PutLifecycleEventHookExecutionStatus in the PermissionsBoundary of the hook function's role",
  },
  "role boundary": {
    cdk: "allow lambda:InvokeFunction on the hook in the policy that is the PermissionsBoundary of the deployment group's role",
    sam: "allow lambda:InvokeFunction on the hook in the PermissionsBoundary of the DeploymentPreference's Role",
    cloudformation: "allow lambda:InvokeFunction on the hook in the PermissionsBoundary of the deployment group's service role",
  },
  name: {
    cdk: "set it as preHook or postHook of the LambdaDeploymentGroup, which allows the group's role to invoke it",
    sam: "give the hook a FunctionName that starts with CodeDeployHook_, or give the DeploymentPreference a Role that may invoke it",
    cloudformation:
      "give the hook a FunctionName that starts with CodeDeployHook_, or allow the group's service role to invoke it",
  },
  shift: {
    cdk: "remove the hook's own LambdaDeploymentGroup",
    sam: "give the hook a DeploymentPreference with Enabled: false",
    cloudformation: "remove the UpdatePolicy of the hook's alias",
  },
};
