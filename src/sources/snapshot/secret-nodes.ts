// Which scalars of a template nobody else may see: values of environment variables, code, defaults of NoEcho parameters.
import { isObject, type Json, type Path, property } from "../../model/json.ts";
import { isHidden } from "../recorded-system.ts";

export interface SecretNodes {
  /** Where the scalars stand in the template. */
  readonly paths: readonly Path[];
  /** Parameters whose values are secret: of NoEcho, and those that only environment variables refer to. */
  readonly parameters: readonly string[];
}

interface Survey {
  readonly paths: Path[];
  /** Names of parameters and mappings that secret and that other nodes refer to. */
  readonly bySecrets: Set<string>;
  readonly byOthers: Set<string>;
  readonly passed: Passed;
}

/** By the logical id of a nested stack, the parameters that are secret there. */
type Passed = ReadonlyMap<string, readonly string[]>;

export function secretNodes(root: Json, passed: Passed): SecretNodes {
  const survey: Survey = { paths: [], bySecrets: new Set(), byOthers: new Set(), passed };
  visit(root, [], false, survey);
  const isOnlySecret = (name: string): boolean => survey.bySecrets.has(name) && !survey.byOthers.has(name);
  const [declared, mappings] = [property(root, "Parameters"), property(root, "Mappings")];
  const parameters = namesIn(declared).filter((name) => isHidden(property(declared, name)) || isOnlySecret(name));
  for (const name of parameters)
    visit(property(property(declared, name), "Default"), ["Parameters", name, "Default"], true, survey);
  for (const name of namesIn(mappings).filter(isOnlySecret)) visit(property(mappings, name), ["Mappings", name], true, survey);
  return { paths: survey.paths, parameters };
}

function namesIn(section: Json | undefined): readonly string[] {
  return isObject(section) ? Object.keys(section) : [];
}

/** What a name or a place is given by: these say which, not what. */
const REFERENCES: ReadonlySet<string> = new Set(["Ref", "Fn::GetAtt", "Fn::ImportValue", "Fn::GetStackOutput", "Condition"]);

function visit(node: Json | undefined, path: Path, isSecret: boolean, survey: Survey): void {
  if (typeof node !== "object" || node === null) {
    if (isSecret && isTelling(node)) survey.paths.push(path);
    return;
  }
  noteReferences(node, isSecret, survey);
  if (Array.isArray(node))
    for (const [index, item] of node.entries()) visit(item, [...path, index], isSecret && !isName(path, index), survey);
  else
    for (const key of Object.keys(node))
      visit(property(node, key), [...path, key], isSecretBelow(key, path, isSecret, survey), survey);
}

function isTelling(node: Json | undefined): boolean {
  return typeof node === "string" || typeof node === "number";
}

/** The condition of an `Fn::If`; of an `Fn::FindInMap` the mapping and its keys. */
function isName(path: Path, index: number): boolean {
  return path.at(-1) === "Fn::FindInMap" || (path.at(-1) === "Fn::If" && index === 0);
}

function isSecretBelow(key: string, path: Path, isSecret: boolean, { passed }: Survey): boolean {
  return isSecret ? !REFERENCES.has(key) : isSecretKey(key, path, passed);
}

function noteReferences(node: Json, isSecret: boolean, { bySecrets, byOthers }: Survey): void {
  const names = isSecret ? bySecrets : byOthers;
  for (const name of referencesIn(node)) names.add(name);
}

/** Names in this very node, not in those below. */
function referencesIn(node: Json): readonly string[] {
  const reference = property(node, "Ref");
  const lookup = property(node, "Fn::FindInMap");
  const substituted = property(node, "Fn::Sub");
  const text = Array.isArray(substituted) ? substituted[0] : substituted;
  return [
    ...(typeof reference === "string" ? [reference] : []),
    ...(Array.isArray(lookup) && typeof lookup[0] === "string" ? [lookup[0]] : []),
    ...(typeof text === "string" ? [...text.matchAll(/\$\{([^!{}]+)\}/g)].map((match) => match[1]?.trim() ?? "") : []),
  ];
}

const CODE = new Set(["ZipFile", "InlineCode"]);
const NAMED_LISTS = new Set(["Environment", "EnvironmentVariables"]);

/** The variables of a function; those of a container or a build, which are lists of names and values. */
function isSecretKey(key: string, path: Path, passed: Passed): boolean {
  const [list, index] = [path.at(-2), path.at(-1)];
  if (path.length === 4 && path[0] === "Resources" && index === "Parameters")
    return passed.get(String(path[1]))?.includes(key) === true;
  if (key === "Value" && typeof index === "number") return NAMED_LISTS.has(String(list));
  return CODE.has(key) || (key === "Variables" && index === "Environment");
}
