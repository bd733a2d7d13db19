// Step Functions: the tasks of a state machine, in whatever form its definition is given.
import { plainOf } from "../resolve/plain.ts";
import { parseTokenJson } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import { known, mapValue, unresolved, type Value } from "../value.ts";
import { type Candidate, type Family, qualified } from "./candidate.ts";
import { type Task, tasksOf } from "./definition.ts";
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
    const shifts = shiftOf(machine, gradual.get(machine.id) ?? null, system);
    return [
      ...placesAt(machine, "DefinitionString").flatMap((place) => ofText(place, place.node.symbol(), shifts, system)),
      ...placesAt(machine, "Definition").flatMap((place) => ofObject(place, shifts, system)),
      ...placesAt(machine, "DefinitionS3Location").map((place) => undecided(place, definitionElsewhere(place, system))),
    ];
  });
};

function shiftOf(machine: Resource, gradual: Gradual | null, system: System): Shift {
  if (gradual === null) return {};
  const along = [gradual.alias];
  if (gradual.doubt !== null) return { shift: { kind: "unresolved", doubt: gradual.doubt }, along };
  const starts = startsOf(machine, gradual.alias, system);
  if (starts.kind === "directly") return { shift: { kind: "bypassed", by: starts.by }, along };
  return { shift: starts.kind === "unresolved" ? starts : { kind: "own" }, along };
}

function ofObject(place: Place, shifts: Shift, system: System): readonly Candidate[] {
  const head = place.node.head();
  const plain = head.state === "known" ? plainOf(head.value.raw, head.value.scope, system.resolver) : head;
  const text = mapValue(plain, (definition) => JSON.stringify(definition));
  return ofText(place, text, shifts, system);
}

function ofText(place: Place, text: Value<string>, shifts: Shift, system: System): readonly Candidate[] {
  if (text.state !== "known") return [undecided(place, text)];
  const written = substituted(text.value, place.resource);
  const definition = parseTokenJson(written, system.symbols);
  if (definition !== null) return tasksOf(definition).map((task) => candidateOf(task, place, shifts, system));
  const doubt = system.resolver.unknownIn(written);
  return [undecided(place, doubt ?? unresolved("is a definition that is no JSON"))];
}

function undecided(place: Place, text: Value<string>): Candidate {
  return { kind: "state-machine", detail: null, place, text, certain: true };
}

function candidateOf(task: Task, place: Place, shifts: Shift, system: System): Candidate {
  const doubt = system.resolver.unknownIn(task.function);
  return {
    kind: "state-machine",
    detail: task.state,
    place,
    text: textOf(task),
    // A condition may decide between functions; the worlds tell.
    certain: task.certain || (doubt !== null && doubt.undecided.length > 0),
    ...shifts,
  };
}

function textOf(task: Task): Value<string> {
  const missing = PLACEHOLDER.exec(task.function)?.[0];
  if (missing !== undefined) return unresolved(`depends on ${missing}, which DefinitionSubstitutions does not give`);
  if (task.isQualifierDynamic) return unresolved(`state ${task.state} computes the qualifier while the state machine runs`);
  return task.qualifier === null ? known(task.function) : qualified(known(task.function), known(task.qualifier));
}

/** `${Name}` in the definition stands for what `DefinitionSubstitutions` gives it. */
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
