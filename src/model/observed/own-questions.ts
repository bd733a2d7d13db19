// The questions about one deployed thing; null where it is not deployed or its name is unknown.
import type { DeploymentGroupNode } from "../deployments/deployment-group.ts";
import type { FunctionNode } from "../functions/function.ts";
import type { Resource } from "../resource.ts";
import type { Target } from "../system.ts";
import type { Ask } from "./ask.ts";
import { physicalName } from "./physical-name.ts";

type AskOf<Kind extends Ask["kind"]> = Extract<Ask, { readonly kind: Kind }>;

export function alarmQuestion({ stack, facts }: Resource): AskOf<"alarm"> | null {
  const name = physicalName(facts);
  return name === null ? null : { kind: "alarm", stack: stack.name, name };
}

export function functionQuestion({ resource }: FunctionNode): AskOf<"function"> | null {
  const functionName = physicalName(resource.facts);
  return functionName === null ? null : { kind: "function", stack: resource.stack.name, functionName };
}

export function aliasesQuestion(node: FunctionNode): AskOf<"aliases"> | null {
  const question = functionQuestion(node);
  return question === null ? null : { ...question, kind: "aliases" };
}

export function groupQuestion({ resource, application }: DeploymentGroupNode): AskOf<"deployment-group"> | null {
  const [applicationName, group] = [targetName(application), physicalName(resource.facts)];
  if (applicationName === null || group === null) return null;
  return { kind: "deployment-group", stack: resource.stack.name, application: applicationName, group };
}

export function deploymentsQuestion(node: DeploymentGroupNode): AskOf<"deployments"> | null {
  const question = groupQuestion(node);
  return question === null ? null : { ...question, kind: "deployments" };
}

/** The name of what is named by a reference or, if it is not in the audited stacks, by a string. */
export function targetName(target: Target<Resource>): string | null {
  if (target.state === "known") return physicalName(target.value.facts);
  return target.state === "external" ? target.name : null;
}
