// Says what is wrong with a config so that it can be corrected at once: the place, the path and the nearest right name.
import * as z from "zod";
import { type FitnessError, type Place, UsageError } from "../errors.ts";
import { at, isObject, type Json, type Path, property } from "../model/json.ts";
import { nearestName, suggestName } from "../nearest.ts";

type Issue = z.core.$ZodIssue;

export interface Issues {
  readonly issues: readonly Issue[];
}

interface Complaint {
  readonly place: Place;
  readonly message: string;
  readonly remedy: string;
}

interface Judged {
  readonly value: Json;
  readonly schema: z.ZodType;
  placeOf(path: Path, part: "key" | "value"): Place;
}

/** One error for all that a schema finds wrong; the first complaint brings the place and the remedy. */
export function configError(error: Issues, judged: Judged): FitnessError {
  const issues = error.issues.flatMap((issue) => specific(issue, judged.value));
  const unknownFirst = issues.toSorted((a, b) => Number(b.code === "unrecognized_keys") - Number(a.code === "unrecognized_keys"));
  const complaints = unknownFirst.flatMap((issue) => complaintsOf(issue, judged));
  const [first, ...others] = complaints;
  if (first === undefined) return new UsageError("the config is not valid");
  const also = others.map(({ place, message }) => `; also ${message} (line ${place.line ?? "?"})`);
  return new UsageError(first.message + also.join(""), { place: first.place, remedy: first.remedy });
}

/** Of a union, the issues of the branch that the author meant: the one whose outer shape fits. */
function specific(issue: Issue, root: Json): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const path = issue.path as Path;
  const branches = issue.errors.map((errors) =>
    errors.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue),
  );
  const fitting = branches.find((branch) =>
    branch.every((inner) => inner.path.length > path.length || inner.code === "unrecognized_keys"),
  );
  if (fitting !== undefined) return fitting.flatMap((inner) => specific(inner, root));
  const wordy = typeof at(root, path) === "string" ? branches.flat().find(isAboutText) : undefined;
  return [wordy ?? { ...issue, message: `must be ${expectedIn(branches.flat()).join(" or ")}` }];
}

function isAboutText({ code }: Issue): boolean {
  return code === "invalid_value" || code === "invalid_format";
}

function expectedIn(issues: readonly Issue[]): string[] {
  const names = issues.flatMap((issue) => {
    if (issue.code === "invalid_type") return [typeName(issue.expected)];
    return issue.code === "invalid_value" ? [`one of ${issue.values.join(", ")}`] : [];
  });
  return [...new Set(names)];
}

function complaintsOf(issue: Issue, judged: Judged): Complaint[] {
  const path = issue.path as Path;
  const where = pathText(path) || "the config";
  if (issue.code === "unrecognized_keys") {
    const names = keysAt(judged.schema, path);
    return issue.keys.map((key) => ({
      place: judged.placeOf([...path, key], "key"),
      message: `${path.at(-1) === "checks" ? "unknown check" : "unknown key"} ${JSON.stringify(key)}${path.length === 0 ? "" : ` in ${where}`}`,
      remedy: suggestName(key, names),
    }));
  }
  const given = at(judged.value, path);
  const problem = { place: judged.placeOf(path, "value"), remedy: "correct the value; `fitness schema config` lists every key" };
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const nearest = typeof given === "string" ? nearestName(given, values) : null;
    const remedy = nearest === null ? problem.remedy : `did you mean ${JSON.stringify(nearest)}?`;
    const message =
      given === undefined
        ? `${where} is missing`
        : `${where} is ${JSON.stringify(given)}, but must be one of ${values.join(", ")}`;
    return [{ ...problem, message, remedy }];
  }
  return [{ ...problem, message: given === undefined ? `${where} is missing` : `${where} ${fault(issue, given)}` }];
}

function fault(issue: Issue, given: Json): string {
  if (issue.code === "invalid_type") return `must be ${typeName(issue.expected)}, not ${typeName(kindOf(given))}`;
  // A pattern says nothing to a person; the schema says what it means.
  if (issue.code === "invalid_format" && issue.format === "regex") return `is ${JSON.stringify(given)}, which ${issue.message}`;
  if (issue.code === "invalid_format")
    return `is ${JSON.stringify(given)}, but must be a ${issue.format === "date" ? "date like 2027-01-31" : issue.format}`;
  if (issue.code === "too_small") return `must not be ${typeof given === "number" ? "less" : "shorter"} than ${issue.minimum}`;
  if (issue.code === "too_big") return `must not be ${typeof given === "number" ? "more" : "longer"} than ${issue.maximum}`;
  return issue.message;
}

/** The keys that a schema knows at a path, through whatever it is wrapped in. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const nodes = path.reduce<Json[]>(
    (current, key) => current.flatMap((node) => step(node, key)),
    [z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json],
  );
  return nodes.flatMap(branchesOf).flatMap((node) => Object.keys(property(node, "properties") ?? {}));
}

function branchesOf(node: Json): Json[] {
  const branches = property(node, "anyOf");
  return Array.isArray(branches) ? (branches as Json[]).flatMap(branchesOf) : [node];
}

function step(node: Json, key: string | number): Json[] {
  return branchesOf(node).flatMap((branch) => {
    if (typeof key === "number") return present(property(branch, "items"));
    return present(property(property(branch, "properties"), key) ?? property(branch, "additionalProperties"));
  });
}

function present(node: Json | undefined): Json[] {
  return isObject(node) ? [node] : [];
}

function kindOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function typeName(type: string): string {
  const names: Record<string, string> = {
    array: "a list",
    object: "an object",
    record: "an object",
    int: "an integer",
    string: "a text",
    number: "a number",
    boolean: "true or false",
  };
  return names[type] ?? type;
}

/** `checks.rollback-alarm.options`, `waivers[0].expires` */
function pathText(path: Path): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}
