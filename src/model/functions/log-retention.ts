// The log groups of functions and API stages, and how long each keeps what is written to it.

import type { WithApis } from "../apis/api.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { nearest } from "../names/nearest.ts";
import type { Resource } from "../resource.ts";
import type { System, WithSystem } from "../system.ts";
import { type Unresolved, unresolved, type Value } from "../value.ts";
import type { FunctionNode, WithFunctions } from "./function.ts";
import { accessLogGroup, functionLogGroup, logGroupNameIn } from "./log-group.ts";
import type { WithSubjects } from "./roles.ts";

/** What the answers are read from. */
type Linked = WithApis & WithFunctions & WithSubjects & WithSystem;

export interface OwnedLogGroup {
  /** The log group, or the custom resource by which the CDK sets its retention. */
  readonly resource: Resource;
  /** Who writes to it; null for a group that is only known by its name to be a function's or an API's. */
  readonly owner: Resource | null;
  /** What is in it: `the logs of Orders`. */
  readonly content: string;
  /** Absent where it is kept for ever. */
  readonly retentionInDays: Value<number>;
}

/** Names that only functions, and APIs' execution logs, have. */
const OWN_NAME = /^(?:\/aws\/lambda\/|API-Gateway-Execution-Logs_)/;

export function ownedLogGroups(model: Linked): readonly OwnedLogGroup[] {
  const owners = ownersByName(model);
  const telling = [...owners.keys(), "/aws/lambda/", "API-Gateway-Execution-Logs_"];
  return model.system.resourcesOf("AWS::Logs::LogGroup", "Custom::LogRetention").flatMap((resource): readonly OwnedLogGroup[] => {
    const name = nameOf(resource, model);
    model.system.resolver.weigh(name, telling);
    const [owner] = nearest(owners.get(name) ?? [], ({ writer }) => writer.stack, resource.stack);
    if (owner === undefined && (!OWN_NAME.test(name) || isOfNoSubject(name, model))) return [];
    const { writer = null, content = "its logs" } = owner ?? {};
    return [{ resource, owner: writer, content, retentionInDays: resource.property("RetentionInDays").number() }];
  });
}

function nameOf(resource: Resource, { system }: WithSystem): string {
  const name = resource.property("LogGroupName").symbol();
  return system.concrete(name.state === "known" ? logGroupNameIn(name.value) : resource.attribute("Ref"));
}

interface Owner {
  readonly writer: Resource;
  readonly content: string;
}

function ownersByName(model: WithApis & WithSubjects & WithSystem): ReadonlyMap<string, readonly Owner[]> {
  const owners = new Map<string, Owner[]>();
  const add = (name: string, owner: Owner): void => {
    owners.set(name, [...(owners.get(name) ?? []), owner]);
  };
  for (const node of model.functions)
    add(functionLogGroup(node, model.system), { writer: node.resource, content: `the logs of ${node.resource.label}` });
  for (const stage of model.apis.stages) {
    const group = accessLogGroup(stage, model.system);
    const { label } = stage.api.state === "known" ? stage.api.value.resource : stage.resource;
    if (group.state === "known") add(group.value, { writer: stage.resource, content: `the access log of ${label}` });
  }
  return owners;
}

/** It is of a function that only serves the CDK or a deployment. */
function isOfNoSubject(name: string, model: WithFunctions & WithSubjects & WithSystem): boolean {
  const writers = model.functionIndex.functions.filter((node) => functionLogGroup(node, model.system) === name);
  return writers.length > 0 && writers.every((node) => !model.isSubject(node));
}

/** Where a function writes that no log group of the templates certainly serves. */
export interface UncertainLog {
  readonly function: FunctionNode;
  /** The log group, where only a condition decides whether it is there. */
  readonly group: Resource | null;
  /** Why it may go to a group after all, or to one that is defined elsewhere; null where Lambda creates the group itself. */
  readonly doubt: Unresolved | null;
}

export function uncertainLogs(model: WithSubjects & WithSystem): readonly UncertainLog[] {
  const { system } = model;
  const groups = system.resourcesOf("AWS::Logs::LogGroup", "Custom::LogRetention");
  const byName = new Map<string, Resource[]>();
  for (const group of groups) {
    const name = nameOf(group, model);
    byName.set(name, [...(byName.get(name) ?? []), group]);
  }
  return model.functions.flatMap((node): readonly UncertainLog[] => {
    const name = functionLogGroup(node, system);
    const [group, ...others] = byName.get(name) ?? [];
    if (group === undefined) {
      const doubt = chosenElsewhere(node, name, model) ?? perhapsOneOf([...byName.keys()], name, system);
      return [{ function: node, group: null, doubt }];
    }
    const isConditional = others.length === 0 && group.facts.body["Condition"] !== undefined;
    return isConditional ? [{ function: node, group, doubt: null }] : [];
  });
}

function chosenElsewhere({ resource }: FunctionNode, name: string, { system }: WithSystem): Unresolved | null {
  if (resource.property("LoggingConfig", "LogGroup").isAbsent) return null;
  const shown = system.symbols.display(name);
  return system.resolver.unknownIn(name) ?? unresolved(`log group ${shown} is not defined in the audited stacks`);
}

/** A group whose name the input leaves open may be the one that the function writes to. */
function perhapsOneOf(groups: readonly string[], name: string, { symbols, resolver }: System): Unresolved | null {
  const open = groups.find((group) => mayBeEqual(group, name, symbols));
  return open === undefined ? null : (resolver.unknownIn(`${open} ${name}`) ?? null);
}
