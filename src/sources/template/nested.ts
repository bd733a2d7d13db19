// Nested stacks with a local template, found through the resource that deploys them.
import path from "node:path";
import { SourceError } from "../../errors.ts";
import type { GivenParameter, ResourceFacts, StackFacts, Unread } from "../../model/facts.ts";
import { isObject, type Json, property } from "../../model/json.ts";
import { pseudoParameters } from "../../model/resolve/parameters.ts";
import { displayPath, insideRoot, isRegularFile, readBytes, readingRoot } from "./files.ts";
import { isRemote } from "./includes.ts";
import { readDocument } from "./read.ts";
import { attempt, type Reading, uniqueName } from "./reading.ts";
import { addStack } from "./stack.ts";

/** Far more than a system has; templates that contain each other in pairs would never end. */
const MAXIMUM_NESTED = 1_000;

/** Follows the nested stacks of a template file. `above`: the files on the way down to it, itself included. */
export async function followNested(reading: Reading, stack: StackFacts, above: readonly string[]): Promise<void> {
  for (const resource of stack.resources.values()) {
    if (resource.type !== "AWS::CloudFormation::Stack" || areTooMany(reading)) continue;
    const target = localTemplate(reading, above, property(property(resource.body, "Properties"), "TemplateURL"));
    if ("file" in target) {
      await attempt(reading, target.file, () => readNested(reading, stack, resource, [...above, target.file]));
      continue;
    }
    const message = `the nested stack ${resource.logicalId} of ${stack.name} was not read: ${target.because}`;
    if (target.isElsewhere) reading.notes.add(message);
    else reading.unread.push(placed(resource, message));
  }
}

function placed(resource: ResourceFacts, message: string): Unread {
  const { file, line } = resource.locate(["Properties", "TemplateURL"]);
  return { file, message: `line ${line}: ${message}; audit the built template, or put the file there` };
}

function localTemplate(
  reading: Reading,
  above: readonly string[],
  url: Json | undefined,
): { readonly file: string } | { readonly because: string; readonly isElsewhere: boolean } {
  const file = above.at(-1);
  if (file === undefined || typeof url !== "string" || url === "" || isRemote(url))
    return { because: "its template is not a local file", isElsewhere: true };
  const root = readingRoot(file, reading.request.cwd);
  const found = insideRoot(root, path.resolve(path.dirname(file), url));
  const unread = (because: string) => ({ because, isElsewhere: false });
  if (found === "missing") return unread(`${url} does not exist`);
  if (found === "outside") return unread(`${url} is outside ${displayPath(root, reading.request.cwd)}`);
  if (!isRegularFile(found.file)) return unread(`${url} is not a file`);
  return above.includes(found.file) ? { because: "its template contains itself", isElsewhere: true } : found;
}

async function readNested(
  reading: Reading,
  parent: StackFacts,
  resource: ResourceFacts,
  files: readonly string[],
): Promise<void> {
  const file = files.at(-1) ?? "";
  const shown = displayPath(file, reading.request.cwd);
  countNested(reading, shown);
  const document = readDocument(readBytes(file, shown, reading.request.limits), shown, reading.request.limits);
  const stack = await addStack(reading, document, {
    ...inherited(parent, resource),
    name: uniqueName(reading, [`${parent.name}/${resource.logicalId}`]),
    isAssembly: false,
    file,
    constructs: null,
    assets: null,
  });
  await followNested(reading, stack, files);
}

/** It was said once, of the first that was too many. */
export function areTooMany({ nested }: Reading): boolean {
  return nested > MAXIMUM_NESTED;
}

export function countNested(reading: Reading, shown: string): void {
  reading.nested += 1;
  if (!areTooMany(reading)) return;
  throw new SourceError(`is not read: there are more than ${MAXIMUM_NESTED} nested stacks`, {
    place: { file: shown },
    remedy: "audit the nested templates separately",
  });
}

/** What a nested stack has from its parent: the environment and the tags. Its parameters come through the resource, which the linker reads. */
export function inherited(parent: StackFacts, resource: ResourceFacts) {
  return {
    deployedName: null,
    nameDerived: true,
    region: parent.region,
    account: parent.account,
    stage: parent.stage,
    parameters: new Map<string, GivenParameter>(
      [...parent.parameters].filter(([name]) => pseudoParameters.has(name) && name !== "AWS::StackName"),
    ),
    tags: new Map<string, Json>([...parent.tags, ...literalTags(resource)]),
    parent: { stack: parent.name, logicalId: resource.logicalId },
  };
}

function literalTags(resource: ResourceFacts): (readonly [string, Json])[] {
  const tags = property(property(resource.body, "Properties"), "Tags");
  const list = Array.isArray(tags) ? (tags as readonly Json[]) : [];
  return list
    .filter(isObject)
    .flatMap(({ Key: key, Value: value }) =>
      typeof key === "string" && typeof value === "string" ? [[key, value] as const] : [],
    );
}
