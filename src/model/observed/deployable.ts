// What of the live system each function and each alias answers for: the resources that decide how it is deployed, and what of them nobody could see.
import type { ShiftedAlias, TrafficAlias } from "../deployments/traffic-alias.ts";
import type { FunctionNode } from "../functions/function.ts";
import type { Model } from "../model.ts";
import type { Resource, Stack } from "../resource.ts";
import type { Unresolved } from "../value.ts";
import type { Ask } from "./ask.ts";
import { alarmQuestion, aliasesQuestion, functionQuestion, groupQuestion } from "./own-questions.ts";

export interface Deployable {
  readonly subject: { readonly stack: Stack; readonly resource: Resource; readonly detail: string | null };
  readonly resources: readonly Resource[];
  /** Why the live state of some of them is not known. */
  readonly unseen: readonly Unresolved[];
}

/** The functions that serve traffic, each followed by its aliases. */
export function deployablesOf(model: Model): readonly Deployable[] {
  const shifted = new Map(model.shiftedAliases.map((each) => [each.alias, each]));
  const aliases = model.trafficAliases.map((each) => ofAlias(each, shifted.get(each.alias), model));
  return [...model.functions.map((node) => ofFunction(node, model)), ...aliases];
}

function ofFunction(node: FunctionNode, model: Model): Deployable {
  const { resource } = node;
  const configurations = model.asynchronousConfigurations.flatMap((each) =>
    each.function.state === "known" && each.function.value === node ? [each.resource] : [],
  );
  const subject = { stack: resource.stack, resource, detail: null };
  return { subject, resources: [resource, ...configurations], unseen: unseenOf([functionQuestion(node)], model) };
}

function ofAlias({ alias, subject }: TrafficAlias, shifted: ShiftedAlias | undefined, model: Model): Deployable {
  const owner = alias.function.state === "known" ? aliasesQuestion(alias.function.value) : null;
  if (shifted?.group.state !== "known") return { subject, resources: [alias.resource], unseen: unseenOf([owner], model) };
  const group = shifted.group.value;
  const configuration = group.configuration.state === "known" ? group.configuration.value.resource : null;
  const watched = model.alarmIndex.rollbackAlarmsOf(group);
  const alarms = watched.state === "known" ? watched.value : [];
  const own = alarms.flatMap(({ alarm }) => (alarm.state === "known" ? [alarm.value.resource] : []));
  return {
    subject,
    resources: [alias.resource, group.resource, ...(configuration === null ? [] : [configuration]), ...own],
    unseen: unseenOf([owner, groupQuestion(group), ...own.map(alarmQuestion)], model),
  };
}

function unseenOf(questions: readonly (Ask | null)[], model: Model): readonly Unresolved[] {
  return questions.flatMap((question) => {
    const seen = question === null ? null : model.observed(question);
    return seen?.state === "unresolved" ? [seen] : [];
  });
}
