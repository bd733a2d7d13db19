// Step Functions: the tasks of a state machine, in whatever form its definition is given.
import { type Json, property } from "../json.ts";
import { plainOf } from "../resolve/strings.ts";
import type { Resource } from "../resource.ts";
import type { Symbols } from "../symbol.ts";
import type { System } from "../system.ts";
import { known, unresolved, type Value } from "../value.ts";
import { type Candidate, type Family, qualified } from "./candidate.ts";
import { type Task, tasksOf } from "./definition.ts";
import { entries, type Place, placesAt } from "./place.ts";
import { type Gradual, gradualDeployments } from "./state-machine-aliases.ts";

export const stateMachines: Family = ({ system }) => {
  const gradual = gradualDeployments(system);
  return system.resourcesOf("AWS::StepFunctions::StateMachine").flatMap((machine) => {
    const shifts = gradual.get(machine.id) ?? null;
    return [
      ...placesAt(machine, "DefinitionString").flatMap((place) => ofText(place, place.node.symbol(), shifts, system)),
      ...placesAt(machine, "Definition").flatMap((place) => ofObject(place, shifts, system)),
      ...placesAt(machine, "DefinitionS3Location").map(elsewhere),
    ];
  });
};

function elsewhere(place: Place): Candidate {
  const text = unresolved(
    "depends on the state machine's definition in S3, which is not here; pass --include-file with a copy of it",
  );
  return { kind: "state-machine", detail: null, place, text, certain: true };
}

function ofObject(place: Place, shifts: Gradual | null, system: System): readonly Candidate[] {
  const head = place.node.head();
  if (head.state === "unresolved") return [undecided(place, head)];
  if (head.state === "absent") return [];
  const plain = plainOf(head.value.raw, head.value.scope, system.resolver);
  return plain.state === "known" ? ofText(place, known(JSON.stringify(plain.value)), shifts, system) : [];
}

function ofText(place: Place, text: Value<string>, shifts: Gradual | null, system: System): readonly Candidate[] {
  if (text.state === "absent") return [];
  if (text.state === "unresolved") return [undecided(place, text)];
  const definition = parse(substituted(text.value, place.resource), system.symbols);
  if (definition !== null) return tasksOf(definition).map((task) => candidateOf(task, place, shifts, system));
  const doubt = system.resolver.unknownIn(text.value);
  return [undecided(place, doubt ?? unresolved("is a definition that is no JSON"))];
}

function undecided(place: Place, text: Value<string>): Candidate {
  return { kind: "state-machine", detail: null, place, text, certain: true };
}

function candidateOf(task: Task, place: Place, shifts: Gradual | null, system: System): Candidate {
  const name = known(task.function);
  const doubt = system.resolver.unknownIn(task.function);
  const dynamic = unresolved(`state ${task.state} computes the qualifier while the state machine runs`);
  return {
    kind: "state-machine",
    detail: task.state,
    place,
    text: task.isQualifierDynamic ? dynamic : task.qualifier === null ? name : qualified(name, known(task.qualifier)),
    // A condition may decide between functions; the worlds tell.
    certain: task.certain || (doubt !== null && doubt.undecided.length > 0),
    shiftsTraffic: shifts !== null && shifts.doubt === null,
    ...(shifts?.doubt != null && { shiftDoubt: shifts.doubt }),
    along: shifts === null ? [] : [shifts.alias],
  };
}

/** `${Name}` in the definition stands for what `DefinitionSubstitutions` gives it. */
function substituted(text: string, machine: Resource): string {
  const values = new Map<string, string>();
  for (const [name, place] of placesAt(machine, "DefinitionSubstitutions").flatMap(entries)) {
    const value = place.node.symbol();
    if (value.state === "known" && !values.has(name)) values.set(name, value.value);
  }
  if (values.size === 0) return text;
  return text.replace(/\$\{([^${}]+)\}/g, (whole, name: string) => {
    const value = values.get(name.trim());
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
}

/** JSON in which a token may stand where a number would. */
function parse(text: string, symbols: Symbols): Json | null {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|[^"]+/g, (part) =>
    part.startsWith('"') ? part : symbols.rewrite(part, (_token, whole) => JSON.stringify(whole)),
  );
  try {
    const parsed = JSON.parse(quoted) as Json;
    return property(parsed, "States") === undefined ? null : parsed;
  } catch {
    return null;
  }
}
