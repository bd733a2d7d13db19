// The live state of each function and alias: the resources that decide how it is deployed, and what could not be read.
import type { WithAlarms } from "../alarms/alarm.ts";
import type { ShiftedAlias, TrafficAlias, WithTrafficAliases } from "../deployments/traffic-alias.ts";
import type { FunctionNode, WithFunctions } from "../functions/function.ts";
import type { WithSubjects } from "../functions/roles.ts";
import type { WithAsynchronousConfigurations } from "../messages/asynchronous.ts";
import type { Resource, Stack } from "../resource.ts";
import type { Unresolved } from "../value.ts";
import type { AskKind } from "./ask.ts";
import { conditionOf, type FunctionCondition } from "./function-condition.ts";
import type { WithObservations } from "./observations.ts";

/** What the answers are read from. */
type Linked = WithAlarms & WithAsynchronousConfigurations & WithFunctions & WithObservations & WithSubjects & WithTrafficAliases;

export interface Deployable {
  readonly subject: { readonly stack: Stack; readonly resource: Resource; readonly detail: string | null };
  readonly resources: readonly Resource[];
  /** Why the live state of some of them is unknown. */
  readonly unseen: readonly Unresolved[];
  /** Of a function; null for an alias. */
  readonly condition: FunctionCondition | null;
}

/** The functions that serve traffic, each followed by its aliases. */
export function deployablesOf(model: Linked): readonly Deployable[] {
  const shifted = new Map(model.shiftedAliases.map((each) => [each.alias, each]));
  const aliases = model.trafficAliases.map((each) => ofAlias(each, shifted.get(each.alias), model));
  return [...model.functions.map((node) => ofFunction(node, model)), ...aliases];
}

function ofFunction(node: FunctionNode, model: WithAsynchronousConfigurations & WithFunctions & WithObservations): Deployable {
  const { resource } = node;
  const configurations = model.asynchronousConfigurations.flatMap((each) =>
    each.function.state === "known" && each.function.value === node ? [each.resource] : [],
  );
  const [subject, resources] = [{ stack: resource.stack, resource, detail: null }, [resource, ...configurations]];
  const unseen = unseenIn(resources, ["function", "event-invoke-config"], model);
  return { subject, resources, unseen, condition: conditionOf(node, model) };
}

const OF_ALIAS: readonly AskKind[] = ["aliases", "deployments", "deployment-group", "deployment-configuration", "alarm"];

function ofAlias(
  { alias, subject }: TrafficAlias,
  shifted: ShiftedAlias | undefined,
  model: WithAlarms & WithObservations,
): Deployable {
  if (shifted?.group.state !== "known") {
    const unseen = unseenIn([alias.resource], OF_ALIAS, model);
    return {
      subject,
      resources: [alias.resource],
      unseen: shifted === undefined ? unseen : [shifted.group as Unresolved, ...unseen],
      condition: null,
    };
  }
  const group = shifted.group.value;
  const configuration = group.configuration.state === "known" ? group.configuration.value.resource : null;
  const watched = model.alarmIndex.rollbackAlarmsOf(group);
  const alarms = watched.state === "known" ? watched.value : [];
  const own = alarms.flatMap(({ alarm }) => (alarm.state === "known" ? [alarm.value.resource] : []));
  const resources = [alias.resource, group.resource, ...(configuration === null ? [] : [configuration]), ...own];
  const unseen = unseenIn(resources, OF_ALIAS, model);
  return { subject, resources, unseen: watched.state === "unresolved" ? [watched, ...unseen] : unseen, condition: null };
}

function unseenIn(resources: readonly Resource[], kinds: readonly AskKind[], model: WithObservations): readonly Unresolved[] {
  return resources.flatMap((resource) => kinds.flatMap((kind) => model.unseen(resource, kind) ?? []));
}
