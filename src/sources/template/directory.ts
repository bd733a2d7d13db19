// A directory of templates: which of its files are templates, and which of several states of one stack counts.
import { readdirSync } from "node:fs";
import path from "node:path";
import { SourceError } from "../../errors.ts";
import type { TemplateRequest } from "../source.ts";
import { displayPath, insideRoot, isRegularFile, readBytes } from "./files.ts";
import { readDocument, type TemplateDocument } from "./read.ts";
import { attempt, type Reading } from "./reading.ts";
import { foreignByName, fragmentExplanation, fragmentResource, hasResources } from "./recognize.ts";

const EXTENSIONS = /\.(?:json|ya?ml|template)$/i;

export interface FoundTemplate {
  readonly file: string;
  readonly document: TemplateDocument;
}

/** The templates in a directory, by name. What cannot be parsed goes to the reading's unread, a fragment to its notes. */
export async function templatesIn(reading: Reading, directory: string): Promise<readonly FoundTemplate[]> {
  const { request } = reading;
  const shown = displayPath(directory, request.cwd);
  // The build's own template is the one that is deployed; those of nested applications lie in folders below and hang on it.
  const built = path.join(directory, "template.yaml");
  if (directory.endsWith(path.join(".aws-sam", "build")) && isRegularFile(built))
    return [{ file: built, document: readTemplateFile(built, request) }];
  const failures = reading.failures.length;
  const found: FoundTemplate[] = [];
  for (const name of currentStates(list(directory, shown))) {
    const file = path.join(directory, name);
    await attempt(reading, displayPath(file, request.cwd), async () => {
      const document = readCandidate(reading, directory, file);
      if (document !== null) found.push({ file, document });
    });
  }
  if (found.length > 0 || reading.failures.length > failures) return found;
  throw new SourceError("contains no template", {
    place: { file: shown },
    remedy: "name a CDK assembly (cdk.out), .aws-sam/build, .serverless, or a folder with CloudFormation or SAM templates",
  });
}

export function readTemplateFile(file: string, request: TemplateRequest): TemplateDocument {
  const shown = displayPath(file, request.cwd);
  return readDocument(readBytes(file, shown, request.limits), shown, request.limits);
}

function list(directory: string, shown: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => EXTENSIONS.test(name) && foreignByName(name) === null)
      .sort();
  } catch (error) {
    throw new SourceError("cannot be listed", {
      place: { file: shown },
      remedy: "give this user read permission",
      cause: error,
    });
  }
}

/** Serverless writes the state that creates an empty stack and the complete one that updates it. */
function currentStates(names: readonly string[]): readonly string[] {
  return names.filter((name) => !name.includes("create-stack") || !names.includes(name.replace("create-stack", "update-stack")));
}

function readCandidate(reading: Reading, directory: string, file: string): TemplateDocument | null {
  const { request } = reading;
  const shown = displayPath(file, request.cwd);
  if (insideRoot(directory, file) === "outside") {
    throw new SourceError("is a symbolic link to a target outside its directory", {
      place: { file: shown },
      remedy: "pass its target as a separate template",
    });
  }
  if (!isRegularFile(file)) return null;
  const bytes = readBytes(file, shown, request.limits);
  // Other tools' files need not be readable; only one that means to be a template must not be lost.
  if (!bytes.includes("Resources")) return null;
  const document = readDocument(bytes, shown, request.limits);
  if (!hasResources(document)) return null;
  if (fragmentResource(document) === null) return document;
  reading.notes.add(`${shown} was skipped: it ${fragmentExplanation}`);
  return null;
}
