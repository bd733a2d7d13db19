// `AWS::Include`: content from another file, taken in where the template asks for it, as CloudFormation would.
import path from "node:path";
import { FitnessError } from "../../errors.ts";
import { asText, emptyObject, isObject, type Json, type JsonObject, type Path, property } from "../../model/json.ts";
import { UNREAD_INCLUDE } from "../../model/resolve/resolver.ts";
import type { Assets } from "./cdk-assets.ts";
import { displayPath, insideRoot, readBytes, readingRoot } from "./files.ts";
import { readDocument, type TemplateDocument } from "./read.ts";
import type { Reading } from "./reading.ts";

/** What reading other files for one template needs and finds out. */
export interface Inclusion {
  readonly document: TemplateDocument;
  /** The template's absolute path; null for standard input, which includes nothing relative. */
  readonly file: string | null;
  readonly reading: Reading;
  /** A parameter's value, given or default, where a location is a `Ref` to it. */
  readonly parameterValue: (parameter: string) => Json | undefined;
  readonly notes: string[];
  /** null outside an assembly of the CDK. */
  readonly assets: Assets | null;
}

/** The template with its local includes in place; what could not be read is marked and stays unresolved. */
export function expandIncludes(inclusion: Inclusion): JsonObject {
  const root = inclusion.document.root as JsonObject;
  const isUsed =
    inclusion.document.mentions("AWS::Include") ||
    inclusion.document.mentions("Fn::Transform") ||
    inclusion.document.mentions("!Transform");
  return isUsed ? includeTopLevel(inclusion, walk(inclusion, root, []) as JsonObject) : root;
}

/** Returns the node itself where nothing below it changed. */
function walk(inclusion: Inclusion, node: Json, at: Path): Json {
  if (Array.isArray(node)) {
    const items = node.map((item: Json, index) => walk(inclusion, item, [...at, index]));
    return items.every((item, index) => item === node[index]) ? node : items;
  }
  if (!isObject(node)) return node;
  const copy = emptyObject();
  let isSame = true;
  for (const key of Object.keys(node)) {
    const value = node[key] ?? null;
    copy[key] = key === "Fn::Transform" ? value : walk(inclusion, value, [...at, key]);
    isSame &&= copy[key] === value;
  }
  const transform = copy["Fn::Transform"];
  if (transform !== undefined) return applyTransform(inclusion, copy, transform, at);
  return isSame ? node : copy;
}

function applyTransform(inclusion: Inclusion, node: JsonObject, transform: Json, at: Path): Json {
  const { "Fn::Transform": _, ...beside } = node;
  const location = includeLocation(transform);
  const name = property(transform, "Name");
  const content =
    location === null
      ? failed(`it is created by the macro ${asText(name)}, which only CloudFormation can run`)
      : readIncluded(inclusion, location);
  if (typeof content === "string") return unreadContent(inclusion, beside, content, at);
  if (!isObject(content.root)) return Object.keys(beside).length === 0 ? content.root : beside;
  return mergeOver(inclusion, beside, content.root, location, at);
}

const failed = (reason: string): string => reason;

/** A part of a resource's property becomes a marker; the template's own structure is kept, and the run is not whole. */
function unreadContent(inclusion: Inclusion, beside: JsonObject, reason: string, at: Path): Json {
  const place = inclusion.document.locate([...at, "Fn::Transform"]);
  if (at.length > 3) return { [UNREAD_INCLUDE]: `${reason} (${place.file}:${place.line})` };
  inclusion.reading.unread.push({
    file: place.file,
    message: `line ${place.line}: part of ${at.join(".") || "the template"} is unknown: ${reason}`,
  });
  return beside;
}

function mergeOver(inclusion: Inclusion, beside: JsonObject, content: JsonObject, location: Json, at: Path): JsonObject {
  const merged = emptyObject();
  for (const key of Object.keys(beside)) merged[key] = beside[key];
  const differs = (key: string): boolean =>
    Object.hasOwn(beside, key) && JSON.stringify(beside[key]) !== JSON.stringify(content[key]);
  const both = Object.keys(content).filter(differs);
  for (const key of Object.keys(content)) merged[key] = content[key];
  if (both.length > 0) {
    const place = inclusion.document.locate(at);
    inclusion.notes.push(
      `${place.file}:${place.line}: ${both.join(", ")} ${both.length === 1 ? "is" : "are"} written beside the AWS::Include of ${locationText(location)} and in it; the included one was used`,
    );
  }
  return merged;
}

/** The location of an `AWS::Include`; null for any other macro. */
function includeLocation(transform: Json | undefined): Json {
  if (property(transform, "Name") !== "AWS::Include") return null;
  return property(property(transform, "Parameters"), "Location") ?? "";
}

function locationText(location: Json): string {
  if (typeof location === "string") return location;
  const sub = property(location, "Fn::Sub");
  const text = Array.isArray(sub) ? sub[0] : sub;
  return typeof text === "string" ? text : asText(property(location, "Ref") ?? location);
}

type Prepare = (bytes: Buffer) => Buffer;

/** The content at a location, or why it cannot be read. Shared by includes and by definitions in files. */
export function readIncluded(inclusion: Inclusion, location: Json, prepare?: Prepare): { readonly root: Json } | string {
  const parameter = property(location, "Ref");
  const value = typeof parameter === "string" ? inclusion.parameterValue(parameter) : undefined;
  const text = typeof value === "string" ? value : locationText(location);
  const standIn = standInFor(inclusion, text) ?? standInFor(inclusion, locationText(location));
  if (standIn !== undefined) return readContent(inclusion, path.resolve(inclusion.reading.request.cwd, standIn), prepare);
  const supply = `supply it with --include-file '${text}=<file>'`;
  if (isRemote(text) || typeof (value ?? location) !== "string")
    return `its location is ${text}, which is not a local file; ${supply}`;
  if (inclusion.file === null) return `its location is ${text}, relative to a template that came on standard input; ${supply}`;
  const root = readingRoot(inclusion.file, inclusion.reading.request.cwd);
  const found = insideRoot(root, path.resolve(path.dirname(inclusion.file), text));
  if (found === "missing") return `it is in ${text}, which does not exist; ${supply}`;
  if (found === "outside") {
    return `it is in ${text}, outside ${displayPath(root, inclusion.reading.request.cwd)}, and a template reads nothing outside its repository; ${supply}`;
  }
  return readContent(inclusion, found.file, prepare);
}

function standInFor(inclusion: Inclusion, location: string): string | undefined {
  const { request, includesUsed } = inclusion.reading;
  const file = request.includeFiles.get(location);
  if (file !== undefined) includesUsed.add(location);
  return file;
}

/** The content of a file that may be read, or why there is none. */
export function readContent(
  inclusion: Inclusion,
  file: string,
  prepare: Prepare = (bytes) => bytes,
): { readonly root: Json } | string {
  const shown = displayPath(file, inclusion.reading.request.cwd);
  try {
    const { limits } = inclusion.reading.request;
    return readDocument(prepare(readBytes(file, shown, limits)), shown, limits);
  } catch (error) {
    if (!(error instanceof FitnessError)) throw error;
    const line = error.place?.line === undefined ? "" : `:${error.place.line}`;
    return `it is in ${shown}${line}, which ${error.message}`;
  }
}

export function isRemote(location: string): boolean {
  return /^(?:s3|https?):/i.test(location) || location.includes("${");
}

/** `Transform: {Name: AWS::Include, …}` at the top: whole sections come from the file. */
function includeTopLevel(inclusion: Inclusion, root: JsonObject): JsonObject {
  const declared = root["Transform"];
  const transforms = (Array.isArray(declared) ? declared : [declared]) as readonly (Json | undefined)[];
  let merged = root;
  for (const transform of transforms) {
    const location = includeLocation(transform);
    if (location === null) continue;
    const content = readIncluded(inclusion, location);
    if (typeof content === "string") unreadContent(inclusion, merged, content, []);
    else if (isObject(content.root)) merged = mergeSections(merged, content.root);
  }
  return merged;
}

function mergeSections(root: JsonObject, content: JsonObject): JsonObject {
  const merged = emptyObject();
  for (const key of Object.keys(root)) merged[key] = root[key];
  for (const key of Object.keys(content)) {
    const [own, included] = [merged[key], content[key]];
    merged[key] = isObject(own) && isObject(included) ? Object.assign(emptyObject(), own, included) : included;
  }
  return merged;
}
