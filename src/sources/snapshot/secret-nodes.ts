// Secret scalars of a template: environment variables, code, write-only properties, defaults of secret parameters.
import { isObject, type Json, type Path, property } from "../../model/json.ts";
import { isHidden } from "../recorded-system.ts";
import { isSecretPlace } from "./secret-places.ts";

export interface SecretNodes {
  /** Where the scalars are in the template. */
  readonly paths: readonly Path[];
  /** Parameters whose values are secret: of NoEcho, and those that a secret refers to, whatever else does. */
  readonly parameters: readonly string[];
}

/** What is known of a stack beside its template. */
export interface Surroundings {
  /** By the logical id of a nested stack, the parameters that are secret there. */
  readonly passed: ReadonlyMap<string, readonly string[]>;
  /** Parameters whose values are public, whatever refers to them. */
  readonly plain: ReadonlySet<string>;
}

interface Survey {
  readonly root: Json;
  readonly paths: Path[];
  /** Names of parameters and mappings that secret and that other nodes refer to. */
  readonly bySecrets: Set<string>;
  readonly byOthers: Set<string>;
  readonly passed: Surroundings["passed"];
}

export function secretNodes(root: Json, { passed, plain }: Surroundings): SecretNodes {
  const survey: Survey = { root, paths: [], bySecrets: new Set(), byOthers: new Set(), passed };
  visit(root, [], false, survey);
  const isOnlySecret = (name: string): boolean => survey.bySecrets.has(name) && !survey.byOthers.has(name);
  const [declared, mappings] = [property(root, "Parameters"), property(root, "Mappings")];
  const parameters = namesIn(declared).filter(
    (name) => isHidden(property(declared, name)) || (survey.bySecrets.has(name) && !plain.has(name)),
  );
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
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) visit(item, [...path, index], isSecret && !isName(path, index), survey);
    return;
  }
  for (const key of Object.keys(node)) {
    const below = isSecret ? !REFERENCES.has(key) : beginsSecret(key, node, path, survey);
    visit(property(node, key), [...path, key], below, survey);
  }
}

function beginsSecret(key: string, node: Json, path: Path, survey: Survey): boolean {
  return isPassed(key, path, survey) || isSecretPlace(property(node, key), [...path, key], survey.root);
}

function isTelling(node: Json | undefined): boolean {
  return typeof node === "string" || typeof node === "number";
}

/** The condition of an `Fn::If`; of an `Fn::FindInMap` the mapping and its keys. */
function isName(path: Path, index: number): boolean {
  return path.at(-1) === "Fn::FindInMap" || (path.at(-1) === "Fn::If" && index === 0);
}

/** Of a nested stack's parameters, one that is secret there. */
function isPassed(key: string, path: Path, { passed }: Survey): boolean {
  if (path.length !== 4 || path[0] !== "Resources" || path[3] !== "Parameters") return false;
  return passed.get(String(path[1]))?.includes(key) === true;
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
