// Resources that set the policy of the same function, alias or version, and so overwrite each other.
import type { FunctionReference, WithFunctions } from "../functions/function.ts";
import { qualifierKey } from "../functions/qualifier.ts";
import type { Resource } from "../resource.ts";
import type { Target, WithSystem } from "../system.ts";

export const RESOURCE_POLICY = "AWS::Lambda::ResourcePolicy";
const PERMISSION = "AWS::Lambda::Permission";

/**
 * By resource, the others: a resource policy replaces the whole policy, permissions are added to it one by one.
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutResourcePolicy.html
 */
export function policyRivals(model: WithFunctions & WithSystem): ReadonlyMap<Resource, readonly Resource[]> {
  return new Map(settersByQualifier(model).flatMap((setters) => setters.map((each) => [each, rivalsOf(each, setters)] as const)));
}

/** Permissions do not undo each other. */
function rivalsOf(resource: Resource, setters: readonly Resource[]): readonly Resource[] {
  return setters.filter((other) => other !== resource && (isPolicy(resource) || isPolicy(other)));
}

function isPolicy({ type }: Resource): boolean {
  return type === RESOURCE_POLICY;
}

/** What sets the policy of one qualifier, by qualifier. */
function settersByQualifier(model: WithFunctions & WithSystem): readonly (readonly Resource[])[] {
  const groups = new Map<string, Resource[]>();
  for (const resource of model.system.resourcesOf(RESOURCE_POLICY, PERMISSION)) {
    const target = policyTarget(resource, model);
    if (target.state !== "known" || target.value.qualifier.kind === "unresolved") continue;
    const key = `${target.value.function.resource.id} ${qualifierKey(target.value.qualifier)}`;
    groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  return [...groups.values()];
}

/** Whose policy it sets. */
export function policyTarget(resource: Resource, model: WithFunctions): Target<FunctionReference> {
  const named = resource.property(isPolicy(resource) ? "ResourceArn" : "FunctionName").symbol();
  return model.functionIndex.find(named, resource.stack);
}
