// The tasks of state machines that call a function, and what becomes of its errors.
import type { WithFunctions } from "../functions/function.ts";
import type { WithSubjects } from "../functions/roles.ts";
import type { Resource } from "../resource.ts";
import type { Symbols } from "../symbol.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import { invokesFunction } from "./candidate.ts";
import type { Handling, Task } from "./definition.ts";
import type { Place } from "./place.ts";
import { calledBy, definitionsOf } from "./state-machines.ts";

export interface FunctionTask {
  readonly machine: Resource;
  /** The name of the state; null where the definition is unknown. */
  readonly state: string | null;
  /** The names of the errors as a person reads them. */
  readonly handles: Handling;
  /** Where the definition is, below the state machine's body. */
  readonly path: Place["path"];
  /** Why it may be another definition. */
  readonly doubt: Unresolved | null;
}

export function functionTasks(model: WithFunctions & WithSubjects & WithSystem): readonly FunctionTask[] {
  const machines = model.system.resourcesOf("AWS::StepFunctions::StateMachine");
  return machines.flatMap((machine) => {
    const tasks = definitionsOf(machine, model.system).flatMap(({ place, tasks: found }): readonly FunctionTask[] => {
      if (found.state === "absent") return [];
      const { path } = place;
      if (found.state === "unresolved") return [{ machine, state: null, handles: NOTHING, path, doubt: found }];
      const calls = found.value.filter((task) => callsSubject(task, place, model));
      return calls.map(({ state, handles }) => {
        const { symbols } = model.system;
        return { machine, state: symbols.display(state), handles: displayed(handles, symbols), path, doubt: place.doubt };
      });
    });
    // Alternatives of a definition may have the same states.
    return [...new Map(tasks.map((task) => [task.state, task])).values()];
  });
}

function displayed({ retries, catches }: Handling, symbols: Symbols): Handling {
  const shown = (errors: readonly string[]): readonly string[] => errors.map((error) => symbols.display(error));
  return { retries: shown(retries), catches: shown(catches) };
}

const NOTHING: Handling = { retries: [], catches: [] };

/** What is computed while the state machine runs may be any function. */
function callsSubject(task: Task, place: Place, model: WithFunctions & WithSubjects & WithSystem): boolean {
  if (task.function === null) return true;
  const text = calledBy(task, task.function);
  const candidate = { kind: "state-machine", detail: task.state, place, text, certain: task.certain } as const;
  if (!invokesFunction(candidate, model.system)) return false;
  const target = model.functionIndex.find(text, place.resource.stack);
  return target.state !== "known" || model.isSubject(target.value.function);
}
