// The definition of a state machine in the Amazon States Language: which functions its tasks call.
import { isObject, type Json, property } from "../json.ts";

export interface Task {
  readonly state: string;
  /** The function's ARN or name as it is written there; null where it is computed while the state machine runs. */
  readonly function: string | null;
  readonly qualifier: string | null;
  /** The qualifier is computed while the state machine runs. */
  readonly isQualifierDynamic: boolean;
  /** Only a function can be used there. */
  readonly certain: boolean;
  /** The errors that the task, or a state around it, retries or catches. */
  readonly handles: Handling;
}

/** Names of errors: `States.ALL`. */
export interface Handling {
  readonly retries: readonly string[];
  readonly catches: readonly string[];
}

const INVOKE = /:states:.*:(?:aws-sdk:)?lambda:invoke(?:\.|$)/;

const NOTHING: Handling = { retries: [], catches: [] };

/** The tasks of a definition, those within Parallel and Map states included. */
export function tasksOf(definition: Json | undefined, around: Handling = NOTHING): readonly Task[] {
  const states = property(definition, "States");
  if (!isObject(states)) return [];
  return Object.keys(states).flatMap((name) => {
    const state = property(states, name);
    const handles = withOwn(around, state);
    return [
      ...taskOf(name, state).map((task) => ({ ...task, handles })),
      ...definitionsBelow(state).flatMap((below) => tasksOf(below, handles)),
    ];
  });
}

/** The states of a definition, those within Parallel and Map states included. */
export function statesIn(definition: Json | undefined): readonly Json[] {
  const states = property(definition, "States");
  if (!isObject(states)) return [];
  return Object.keys(states).flatMap((name): readonly Json[] => {
    const state = property(states, name);
    return [...(state === undefined ? [] : [state]), ...definitionsBelow(state).flatMap(statesIn)];
  });
}

function definitionsBelow(state: Json | undefined): readonly (Json | undefined)[] {
  const branches = property(state, "Branches");
  return [
    property(state, "ItemProcessor"),
    property(state, "Iterator"),
    ...(Array.isArray(branches) ? (branches as Json[]) : []),
  ];
}

function withOwn({ retries, catches }: Handling, state: Json | undefined): Handling {
  return {
    retries: [...retries, ...errorsIn(property(state, "Retry"), isTriedAgain)],
    catches: [...catches, ...errorsIn(property(state, "Catch"))],
  };
}

/** `MaxAttempts: 0` says that the errors of a retrier are not retried: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
function isTriedAgain(retrier: Json | undefined): boolean {
  return Number(property(retrier, "MaxAttempts") ?? 1) !== 0;
}

function errorsIn(rules: Json | undefined, counts: (rule: Json | undefined) => boolean = () => true): readonly string[] {
  return (Array.isArray(rules) ? (rules as Json[]) : []).filter(counts).flatMap((rule) => {
    const errors = property(rule, "ErrorEquals");
    return Array.isArray(errors) ? errors.map(String) : [];
  });
}

function taskOf(name: string, state: Json | undefined): readonly Omit<Task, "handles">[] {
  const resource = property(state, "Resource");
  if (property(state, "Type") !== "Task" || typeof resource !== "string") return [];
  if (!INVOKE.test(resource)) return [task(name, resource, null, false, false)];
  const input = property(state, "Parameters") ?? property(state, "Arguments");
  const target = property(input, "FunctionName");
  // `FunctionName.$` and JSONata expressions have no known value before the execution.
  if (typeof target !== "string" || isExpression(target)) return [task(name, null, null, false, true)];
  const qualifier = property(input, "Qualifier");
  const isDynamic = property(input, "Qualifier.$") !== undefined || (typeof qualifier === "string" && isExpression(qualifier));
  const written = typeof qualifier === "string" || typeof qualifier === "number" ? String(qualifier) : null;
  return [task(name, target, isDynamic ? null : written, isDynamic, true)];
}

function task(
  state: string,
  name: string | null,
  qualifier: string | null,
  isQualifierDynamic: boolean,
  certain: boolean,
): Omit<Task, "handles"> {
  return { state, function: name, qualifier, isQualifierDynamic, certain };
}

function isExpression(text: string): boolean {
  return text.trimStart().startsWith("{%");
}
