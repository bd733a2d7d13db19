// Step Functions: the tasks of a state machine, for every form of its definition.
import { asText, type Json, property } from "../json.ts";
import { plainOf } from "../resolve/plain.ts";
import { parseTokenJson } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import { known, mapValue, unresolved, type Value } from "../value.ts";
import { type Candidate, type Family, qualified } from "./candidate.ts";
import { statesIn, type Task, tasksOf } from "./definition.ts";
import { definitionElsewhere } from "./elsewhere.ts";
import { type Place, placesAt } from "./place.ts";
import { type Gradual, gradualDeployments } from "./state-machine-aliases.ts";
import { startsOf } from "./state-machine-starts.ts";

/** What a state machine's own deployments mean for its tasks. */
type Shift = Pick<Candidate, "shift" | "along">;

const PLACEHOLDER = /\$\{([^${}]+)\}/;

export const stateMachines: Family = ({ system }) => {
  const gradual = gradualDeployments(system);
  return system.resourcesOf("AWS::StepFunctions::StateMachine").flatMap((machine) => {
    const shift = shiftOf(machine, gradual.get(machine.id) ?? null, system);
    return definitionsOf(machine, system).flatMap(({ place, tasks }): readonly Candidate[] =>
      tasks.state === "known"
        ? tasks.value.flatMap((task) => candidateOf(task, place, shift, system))
        : [{ kind: "state-machine", detail: null, place, text: tasks, certain: true }],
    );
  });
};

/** A form in which a definition is given, and its tasks or why they are unknown. */
export interface Definition {
  readonly place: Place;
  readonly tasks: Value<readonly Task[]>;
}

/** One for each alternative of an undecided `Fn::If`. */
export function definitionsOf(machine: Resource, system: System): readonly Definition[] {
  return [
    ...placesAt(machine, "DefinitionString").map((place) => ({ place, tasks: tasksIn(place, place.node.symbol(), system) })),
    ...placesAt(machine, "Definition").map((place) => ({ place, tasks: tasksIn(place, textOfObject(place, system), system) })),
    ...placesAt(machine, "DefinitionS3Location").map((place) => ({ place, tasks: definitionElsewhere(place, system) })),
  ];
}

function textOfObject({ node }: Place, { resolver }: System): Value<string> {
  const head = node.head();
  const plain = head.state === "known" ? plainOf(head.value.raw, head.value.scope, resolver) : head;
  return mapValue(plain, (definition) => JSON.stringify(definition));
}

function tasksIn(place: Place, text: Value<string>, system: System): Value<readonly Task[]> {
  if (text.state !== "known") return text;
  const written = substituted(text.value, place.resource);
  const definition = parseTokenJson(written, system.symbols);
  if (definition !== null) {
    weighStates(definition, system);
    return known(tasksOf(definition));
  }
  return system.resolver.unknownIn(written) ?? unresolved("is a definition that is not JSON");
}

/** What is open in a state may make it one that calls a function. */
function weighStates(definition: Json, { resolver }: System): void {
  for (const state of statesIn(definition)) {
    resolver.weigh(asText(property(state, "Type")), ["Task"]);
    resolver.weigh(asText(property(state, "Resource")), ["arn:aws:states:::lambda:invoke"]);
  }
}

function shiftOf(machine: Resource, gradual: Gradual | null, system: System): Shift {
  if (gradual === null) return {};
  const along = [gradual.alias];
  if (gradual.doubt !== null) return { shift: { kind: "unresolved", doubt: gradual.doubt }, along };
  const starts = startsOf(machine, gradual.alias, system);
  if (starts.kind === "directly") return { shift: { kind: "bypassed", by: starts.by }, along };
  return { shift: starts.kind === "unresolved" ? starts : { kind: "own" }, along };
}

function candidateOf(task: Task, place: Place, shift: Shift, system: System): readonly Candidate[] {
  if (task.function === null) return [];
  const doubt = system.resolver.unknownIn(task.function);
  // A condition may decide between functions; the worlds tell.
  const certain = task.certain || (doubt !== null && doubt.undecided.length > 0);
  return [{ kind: "state-machine", detail: task.state, place, text: calledBy(task, task.function), certain, ...shift }];
}

/** The function and qualifier that a task calls by a name, as one text. */
export function calledBy(task: Task, name: string): Value<string> {
  const missing = PLACEHOLDER.exec(name)?.[0];
  if (missing !== undefined) return unresolved(`depends on ${missing}, which DefinitionSubstitutions does not contain`);
  if (task.isQualifierDynamic) return unresolved(`state ${task.state} computes the qualifier while the state machine runs`);
  return task.qualifier === null ? known(name) : qualified(known(name), known(task.qualifier));
}

/** Replaces each `${Name}` in the definition with its value from `DefinitionSubstitutions`. */
function substituted(text: string, machine: Resource): string {
  const values = new Map<string, string>();
  const given = machine.property("DefinitionSubstitutions").entries();
  for (const [name, node] of given.state === "known" ? given.value : []) {
    const value = node.symbol();
    if (value.state === "known") values.set(name, value.value);
  }
  if (values.size === 0) return text;
  return text.replaceAll(new RegExp(PLACEHOLDER, "g"), (whole, name: string) => {
    const value = values.get(name.trim());
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
}
