// Parameter values from outside the template: files in the three forms that AWS tools read, and which value wins.

import { existsSync } from "node:fs";
import path from "node:path";
import { SourceError, UsageError } from "../../errors.ts";
import type { GivenParameter, StackFacts } from "../../model/facts.ts";
import { asText, isObject, type Json, type JsonObject, type Path, property } from "../../model/json.ts";
import { pseudoParameters } from "../../model/resolve/parameters.ts";
import { suggestName } from "../../nearest.ts";
import type { TemplateRequest } from "../source.ts";
import { displayPath, readBytes } from "./files.ts";
import { readDocument, type TemplateDocument } from "./read.ts";

export interface GivenValues {
  readonly parameters: ReadonlyMap<string, GivenParameter>;
  readonly tags: ReadonlyMap<string, Json>;
}

/** All files of `--parameter-file`, the later over the earlier, and over them what was given directly. */
export function readGivenValues(request: TemplateRequest): { readonly files: GivenValues; readonly direct: GivenValues } {
  const parameters = new Map<string, GivenParameter>();
  const tags = new Map<string, Json>();
  const origin = (name: string, otherwise: string): string => request.parameterOrigins?.get(name) ?? otherwise;
  for (const [name, value] of request.weakParameters ?? [])
    parameters.set(name, { value: parameterText(value), from: origin(name, "the config") });
  for (const file of request.parameterFiles) {
    const read = readParameterFile(path.resolve(request.cwd, file), request);
    for (const [name, given] of read.parameters) parameters.set(name, given);
    for (const [name, value] of read.tags) tags.set(name, value);
  }
  const direct = new Map<string, GivenParameter>();
  for (const [name, value] of request.parameters)
    direct.set(name, { value: parameterText(value), from: origin(name, "--parameter") });
  return { files: { parameters, tags }, direct: { parameters: direct, tags: request.stackTags } };
}

/** The AWS CLI's list, CodePipeline's template configuration, or a plain map, in JSON or YAML. */
function readParameterFile(file: string, request: Pick<TemplateRequest, "cwd" | "limits">): GivenValues {
  const shown = displayPath(file, request.cwd);
  if (!existsSync(file))
    throw new SourceError("does not exist", { place: { file: shown }, remedy: "check the path of the parameter file" });
  const document = readDocument(readBytes(file, shown, request.limits), shown, request.limits);
  const { root } = document;
  if (Array.isArray(root)) return { parameters: fromList(document, root as readonly Json[]), tags: new Map() };
  if (!isObject(root)) throw wrongForm(document, []);
  const nested = property(root, "Parameters");
  if (!isObject(nested)) return { parameters: fromMap(document, root, []), tags: new Map() };
  return { parameters: fromMap(document, nested, ["Parameters"]), tags: tagsOf(root) };
}

function fromList(document: TemplateDocument, list: readonly Json[]): Map<string, GivenParameter> {
  const parameters = new Map<string, GivenParameter>();
  for (const [index, entry] of list.entries()) {
    if (property(entry, "UsePreviousValue") === true) continue;
    const [name, value] = typeof entry === "string" ? splitAssignment(entry) : fromEntry(entry);
    if (name === null || value === undefined) throw wrongForm(document, [index]);
    parameters.set(name, { value: scalarText(document, [index], value), from: document.file });
  }
  return parameters;
}

function fromEntry(entry: Json): readonly [string | null, Json | undefined] {
  const name = property(entry, "ParameterKey");
  return [typeof name === "string" ? name : null, property(entry, "ParameterValue")];
}

function splitAssignment(entry: string): readonly [string | null, string | undefined] {
  const equals = entry.indexOf("=");
  return equals <= 0 ? [null, undefined] : [entry.slice(0, equals), entry.slice(equals + 1)];
}

function fromMap(document: TemplateDocument, map: JsonObject, above: Path): Map<string, GivenParameter> {
  const parameters = new Map<string, GivenParameter>();
  for (const name of Object.keys(map)) {
    parameters.set(name, { value: scalarText(document, [...above, name], map[name] ?? ""), from: document.file });
  }
  return parameters;
}

function tagsOf(root: JsonObject): Map<string, Json> {
  const tags = property(root, "Tags");
  return new Map(isObject(tags) ? Object.keys(tags).map((key) => [key, tags[key] ?? ""]) : []);
}

function scalarText(document: TemplateDocument, place: Path, value: Json): string {
  if (isObject(value) || (Array.isArray(value) && value.some((item) => typeof item === "object")))
    throw wrongForm(document, place);
  return parameterText(value);
}

/** CloudFormation takes text only; a list is written with commas. */
export function parameterText(value: Json): string {
  return Array.isArray(value) ? value.map(asText).join(",") : asText(value);
}

export function textOrNull(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function wrongForm(document: TemplateDocument, place: Path): SourceError {
  return new SourceError("is not a parameter file at this place", {
    place: document.locate(place),
    remedy: `write [{"ParameterKey": …, "ParameterValue": …}], {"Parameters": {…}} or a plain map of names and values`,
  });
}

/** Refuses a name that was given on the command line or in the config and that no template declares. */
export function refuseUndeclared(names: Iterable<string>, declared: ReadonlySet<string>): void {
  for (const name of names) {
    if (declared.has(name) || pseudoParameters.has(name)) continue;
    throw new UsageError(`no template declares the parameter ${name}`, {
      remedy: suggestName(name, name.startsWith("AWS::") ? pseudoParameters : declared),
    });
  }
}

/** Refuses a value that CloudFormation would refuse. The value of a `NoEcho` parameter is never named. */
export function refuseDisallowed(document: TemplateDocument, given: ReadonlyMap<string, GivenParameter>): void {
  const declarations = property(document.root, "Parameters");
  for (const [name, { value, from }] of given) {
    const declaration = property(declarations, name);
    const allowed = property(declaration, "AllowedValues");
    if (!Array.isArray(allowed) || isAllowed(value, allowed as readonly Json[], asText(property(declaration, "Type")))) continue;
    const secret = isHidden(declaration);
    throw new UsageError(
      `the value${secret ? "" : ` ${JSON.stringify(value)}`} that ${from} gives to the parameter ${name} is not one of its AllowedValues`,
      {
        place: document.locate(["Parameters", name, "AllowedValues"]),
        ...(secret ? {} : { remedy: `give one of ${allowed.map(asText).join(", ")}` }),
      },
    );
  }
}

/** CloudFormation takes `NoEcho: True`, too. */
export function isHidden(declaration: Json | undefined): boolean {
  return asText(property(declaration, "NoEcho")).toLowerCase() === "true";
}

/** Shorter ones are part of too many words. */
const SHORTEST = 6;

/** The values of NoEcho parameters, long enough to be found in other texts. */
export function hiddenValues(stacks: readonly StackFacts[]): readonly string[] {
  const values = stacks.flatMap(({ template, parameters }) =>
    Object.keys(template.Parameters).flatMap((name) => {
      const declaration = property(template.Parameters, name);
      return isHidden(declaration) ? [asText(parameters.get(name)?.value ?? property(declaration, "Default"))] : [];
    }),
  );
  return [...new Set(values)].filter(({ length }) => length >= SHORTEST);
}

function isAllowed(value: Json, allowed: readonly Json[], type: string): boolean {
  const texts = allowed.map(asText);
  const values = type === "CommaDelimitedList" || type.startsWith("List<") ? asText(value).split(",") : [asText(value)];
  const isSame = (one: string, other: string): boolean => one === other || (type === "Number" && Number(one) === Number(other));
  return values.every((one) => texts.some((text) => isSame(one.trim(), text)));
}
