// An index of resources by their deployed names.
import { functionNameIn } from "../names/function-name.ts";
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { Ask } from "./ask.ts";
import { compareText, deployedText } from "./deployed-text.ts";
import { physicalName } from "./physical-name.ts";

export type OfFunction = Extract<Ask, { readonly functionName: string }>;
export type OfGroup = Extract<Ask, { readonly group: string }>;

/** All in the account and region of the stack that is asked for, whichever of the stacks there has them. */
export interface DeployedResources {
  /** Those of these types with a physical name: it is unique there. */
  named(types: readonly string[], name: string, ask: Ask): readonly Resource[];
  /** Those of a type that belong to the function of the question. */
  ofFunction(type: string, ask: OfFunction): readonly Resource[];
  /** The aliases that the group of the question shifts. */
  readonly shiftedBy: (ask: OfGroup) => readonly Resource[];
}

export function deployedResources(system: System): DeployedResources {
  const byName = indexed(system, ({ facts }) => physicalName(facts));
  const byFunction = indexed(system, (resource) => {
    const owner = resource.property("FunctionName").symbol();
    return owner.state === "known" ? functionNameIn(deployedText(owner.value, system)) : null;
  });
  const isThere = ({ stack: { facts } }: Resource, { stack }: Ask): boolean => {
    const there = system.stack(stack)?.facts;
    return facts.region === there?.region && facts.account === there?.account;
  };
  const shifted = shiftedAliases(system);
  // Other applications may have groups of the same name.
  const isNamed = (text: string, name: string): boolean => compareText(text, name, system) === "same";
  return {
    named: (types, name, ask) =>
      types.flatMap((type) => byName(type).get(name) ?? []).filter((resource) => isThere(resource, ask)),
    ofFunction: (type, ask) => (byFunction(type).get(ask.functionName) ?? []).filter((resource) => isThere(resource, ask)),
    shiftedBy: (ask) =>
      shifted.flatMap(({ alias, application, group }) =>
        isNamed(group, ask.group) && isNamed(application, ask.application) && isThere(alias, ask) ? [alias] : [],
      ),
  };
}

interface Shifted {
  readonly alias: Resource;
  /** As they read once they are deployed. */
  readonly application: string;
  readonly group: string;
}

function shiftedAliases(system: System): readonly Shifted[] {
  return system.resourcesOf("AWS::Lambda::Alias").flatMap((alias): readonly Shifted[] => {
    const policy = alias.at("UpdatePolicy", "CodeDeployLambdaAliasUpdate");
    const [application, group] = [policy.at("ApplicationName").symbol(), policy.at("DeploymentGroupName").symbol()];
    if (application.state !== "known" || group.state !== "known") return [];
    return [{ alias, application: deployedText(application.value, system), group: deployedText(group.value, system) }];
  });
}

type Index = ReadonlyMap<string, readonly Resource[]>;

/** The resources of a type by what is read of each, made when it is first asked for. */
function indexed(system: System, read: (resource: Resource) => string | null): (type: string) => Index {
  const indexes = new Map<string, Index>();
  return (type) => {
    const existing = indexes.get(type);
    if (existing !== undefined) return existing;
    const index = new Map<string, Resource[]>();
    for (const resource of system.resourcesOf(type)) {
      const key = read(resource);
      if (key === null) continue;
      const same = index.get(key);
      if (same === undefined) index.set(key, [resource]);
      else same.push(resource);
    }
    indexes.set(type, index);
    return index;
  };
}
