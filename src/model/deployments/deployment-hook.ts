// Lifecycle hooks of a deployment: the function that CodeDeploy calls before or after traffic shifts, and what keeps it from working.

import { allowsAction, boundaryOn } from "../functions/allowed-action.ts";
import type { WithExecutionRoles } from "../functions/execution-role.ts";
import { findNamed } from "../functions/execution-role.ts";
import type { FunctionNode, WithFunctions } from "../functions/function.ts";
import type { ActionTarget } from "../functions/policy-resource.ts";
import type { Resource } from "../resource.ts";
import type { Target, WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import type { DeploymentGroupNode, DeploymentLink, WithDeployments } from "./deployment-group.ts";

/** What the answers are read from. */
type Linked = WithDeployments & WithExecutionRoles & WithFunctions & WithSystem;

export interface HookFlaw {
  /** Completes "hook X …". */
  readonly message: string;
  /** Why unknown whether it is one; null where it certainly is. */
  readonly because: Unresolved | string | null;
  /** What of the hook it is about. */
  readonly about: "function" | "permission" | "boundary" | "name" | "role boundary" | "shift";
}

export interface DeploymentHook {
  readonly when: "before" | "after";
  /** The hook's function, for a person. */
  readonly label: string;
  readonly function: Target<FunctionNode>;
  readonly flaws: readonly HookFlaw[];
  readonly walked: readonly Resource[];
}

const REPORT = "codedeploy:PutLifecycleEventHookExecutionStatus";
const INVOKE = "lambda:InvokeFunction";
/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambda.html lets it invoke nothing else. */
const PREFIX = "CodeDeployHook_";
const ROLE = ["AWS::IAM::Role"];

export function hooksOf(link: DeploymentLink, model: Linked): readonly DeploymentHook[] {
  return link.hooks.map(({ when, function: named }) => {
    const text = named.symbol();
    const target = model.functionIndex.find(text, link.alias.resource.stack);
    const hook = target.state === "known" ? { ...target, value: target.value.function } : target;
    const shown = text.state === "known" ? model.system.symbols.display(text.value) : "";
    if (hook.state !== "known") return { when, label: shown, function: hook, flaws: [unmet(hook)], walked: [] };
    const permission = permissionFlaw(hook.value, link, model);
    const name = nameFlaw(hook.value, link, model);
    const shift = shiftFlaw(hook.value, model);
    const judged = [permission, name, shift];
    return {
      when,
      label: hook.value.resource.label,
      function: hook,
      flaws: judged.flatMap(({ flaw }) => (flaw === null ? [] : [flaw])),
      walked: [hook.value.resource, ...judged.flatMap(({ walked }) => walked)],
    };
  });
}

function unmet(target: Exclude<Target<FunctionNode>, { state: "known" }>): HookFlaw {
  const about = "function";
  if (target.state === "unresolved") return { message: "is unknown", because: target, about };
  if (target.state === "external") {
    const because = `function ${target.name} is not defined in the audited stacks; also audit the stack that defines it`;
    return { message: "is defined elsewhere", because, about };
  }
  return { message: "does not exist", because: null, about };
}

interface Judged {
  readonly flaw: HookFlaw | null;
  readonly walked: readonly Resource[];
}

const ALLOWED = `is allowed to call ${REPORT}`;
const REFUSED = `is not allowed to call ${REPORT}`;
const PERHAPS = `may not be allowed to call ${REPORT}`;

function permissionFlaw({ resource }: FunctionNode, link: DeploymentLink, model: WithExecutionRoles & WithSystem): Judged {
  const role = model.executionRoles.get(resource)?.role ?? { state: "absent" };
  if (role.state === "known") return permissionOf(role.value, link, model);
  const because =
    role.state === "unresolved"
      ? role
      : `its role ${"name" in role ? `${role.name} ` : ""}is not defined in the audited stacks: its permissions are unknown`;
  return { flaw: { message: PERHAPS, because, about: "permission" }, walked: [] };
}

function permissionOf(role: Resource, link: DeploymentLink, model: WithSystem): Judged {
  const target = groupTarget(link, model);
  const { answer, by, isBoundary } = allowsAction(role, { action: REPORT, target }, model);
  const walked = [...new Set([role, ...(by === null ? [] : [by])])];
  if (answer === true) return { flaw: null, walked };
  const message = answer === false ? REFUSED : PERHAPS;
  const because = answer === false ? null : answer;
  if (isBoundary === true) {
    const within = `${message} by the permissions boundary of its role`;
    return { flaw: { message: within, because, about: "boundary" }, walked };
  }
  const isElsewhere = answer === false && allowsAction(role, { action: REPORT, target: null }, model).answer === true;
  const said = isElsewhere ? `${ALLOWED} for other deployment groups only` : message;
  return { flaw: { message: said, because, about: "permission" }, walked };
}

/** null where it is unknown for which group the hook reports. */
function groupTarget({ group }: DeploymentLink, { system }: WithSystem): ActionTarget | null {
  if (group.state !== "known") return null;
  const { resource } = group.value;
  const application = resource.property("ApplicationName").symbol();
  if (application.state !== "known") return null;
  return { service: "codedeploy", name: `deploymentgroup:${system.concrete(application.value)}/${system.nameOf(resource)}` };
}

/** The role that SAM writes, and AWS's own policy for it, reach functions of that name only. */
function nameFlaw(hook: FunctionNode, { group }: DeploymentLink, model: WithSystem): Judged {
  if (group.state !== "known") return { flaw: null, walked: [] };
  const reach = canInvoke(group.value, hook, model);
  const walked = reach.role === null ? [] : [reach.role];
  if (reach.answer === true) return { flaw: null, walked };
  if (reach.isBoundary) {
    const boundary = "the permissions boundary of the deployment group's role";
    const flaw =
      reach.answer === false
        ? { message: `cannot be invoked: ${boundary} does not allow it`, because: null }
        : { message: `may not be invocable: the permissions of ${boundary} are unknown`, because: reach.answer };
    return { flaw: { ...flaw, about: "role boundary" }, walked };
  }
  const [first] = model.system.symbols.pieces(hook.name);
  const doubt = first === undefined ? null : model.system.resolver.unknownIn(first);
  const because = reach.answer === false ? doubt : reach.answer;
  if (because !== null)
    return { flaw: { message: "may not be invocable by the deployment group's role", because, about: "name" }, walked };
  const message = hook.name.startsWith(PREFIX)
    ? "is not a function that the deployment group's role may invoke"
    : `is not named ${PREFIX}…, and the deployment group's role may not invoke it`;
  return { flaw: { message, because, about: "name" }, walked };
}

interface Reach {
  readonly answer: boolean | Unresolved;
  readonly role: Resource | null;
  /** It is the role's permissions boundary that says so. */
  readonly isBoundary: boolean;
}

/**
 * A role that is defined elsewhere is one of its own: what it may invoke is its author's business. So is a role for a hook of the usual name
 * in which no policy allows an invocation.
 */
function canInvoke({ resource }: DeploymentGroupNode, hook: FunctionNode, model: WithSystem): Reach {
  const role = findNamed(resource.property("ServiceRoleArn").symbol(), resource, ROLE, model.system);
  if (role.state !== "known") return { answer: true, role: null, isBoundary: false };
  const target = { service: "lambda", name: `function:${hook.name}` };
  const boundary = boundaryOn(role.value, { action: INVOKE, target }, model);
  if (boundary !== null && boundary.answer !== true) return { answer: boundary.answer, role: role.value, isBoundary: true };
  const { answer } = allowsAction(role.value, { action: INVOKE, target }, model);
  const isUnsaid =
    hook.name.startsWith(PREFIX) && allowsAction(role.value, { action: INVOKE, target: null }, model).answer === false;
  return { answer: answer === false && isUnsaid ? true : answer, role: role.value, isBoundary: false };
}

function shiftFlaw(hook: FunctionNode, model: WithDeployments & WithFunctions): Judged {
  for (const alias of model.functionIndex.aliasesOf(hook)) {
    const link = model.deployments.linkOf(alias);
    if (link.state === "absent") continue;
    const because = link.state === "unresolved" ? link : null;
    return { flaw: { message: "is itself shifted by a deployment group", because, about: "shift" }, walked: [alias.resource] };
  }
  return { flaw: null, walked: [] };
}
