// Live state that the audit needs but could not read: denied, without a response, not recorded, or without a known name.
import type { WithSubjects } from "../functions/roles.ts";
import type { Resource } from "../resource.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { Ask, AskKind } from "./ask.ts";
import type { WithObservations } from "./observations.ts";
import { alarmQuestion, functionQuestion, groupQuestion } from "./own-questions.ts";
import { type QuestionSources, questionsOf } from "./questions.ts";
import { answersIn, type Looking, lookingAt, resourcesAskedAbout } from "./seen.ts";

/** What the answers are read from. */
type Linked = QuestionSources & WithObservations;

/** By the id of a resource, why its live state of one kind is unknown. */
export type Unseen = ReadonlyMap<string, Unresolved>;

/** Empty for a system that is only read from templates: its live state is not expected. */
export function unseenOf(kind: AskKind, model: Linked): Unseen {
  const { observations } = model.system.facts;
  const found = new Map<string, Unresolved>();
  if (observations === undefined) return found;
  let looking: Looking | null = null;
  for (const resource of NAMELESS[kind]?.(model) ?? []) found.set(resource.id, nameless);
  for (const ask of questionsOf(kind, model)) {
    const seen = model.observed(ask);
    if (seen.state !== "unresolved") continue;
    looking ??= lookingAt(answersIn(observations), model.system);
    for (const { id } of resourcesAskedAbout(ask, looking)) found.set(id, seen);
  }
  return found;
}

const nameless = unresolved("cannot be looked up: its deployed name is unknown");

/** What no question can be asked about. */
const NAMELESS: { readonly [Kind in AskKind]?: (model: Linked) => readonly Resource[] } = {
  function: functions,
  aliases: (model) => [
    ...functions(model),
    ...model.aliases.flatMap(({ function: owner, name, resource }) => {
      const isOfNameless = owner.state === "known" && isNameless(functionQuestion(owner.value));
      return owner.state === "unresolved" || name.state === "unresolved" || isOfNameless ? [resource] : [];
    }),
  ],
  "deployment-group": ({ deployments }) =>
    deployments.groups.flatMap((group) => (isNameless(groupQuestion(group)) ? [group.resource] : [])),
  alarm: ({ alarmIndex }) => alarmIndex.alarms.flatMap(({ resource }) => (isNameless(alarmQuestion(resource)) ? [resource] : [])),
};

function functions(model: WithSubjects): readonly Resource[] {
  return model.functions.flatMap((node) => (isNameless(functionQuestion(node)) ? [node.resource] : []));
}

function isNameless(question: Ask | null): boolean {
  return question === null;
}
