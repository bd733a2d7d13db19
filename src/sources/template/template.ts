// The template source: CDK assemblies, CloudFormation and SAM templates, directories of them and standard input, as one system.
import path from "node:path";
import { SourceError, UsageError } from "../../errors.ts";
import type { GivenParameter } from "../../model/facts.ts";
import { asText, type Json, property } from "../../model/json.ts";
import type { Source, TemplateRequest } from "../source.ts";
import { readAssembly } from "./cdk-assembly.ts";
import { readTemplateFile, templatesIn } from "./directory.ts";
import { displayPath, isDirectory, isRegularFile, readBytes } from "./files.ts";
import { followNested } from "./nested.ts";
import { hiddenValues, isHidden, readGivenValues, refuseUndeclared, textOrNull } from "./parameters.ts";
import { readDocument, type TemplateDocument } from "./read.ts";
import { attempt, type Reading, startReading, uniqueName } from "./reading.ts";
import { refuseForeignName } from "./recognize.ts";
import { readSamConfig, type SamConfig } from "./samconfig.ts";
import { addStack, type Deployment } from "./stack.ts";

export { findSource } from "./find-source.ts";

/** Reads all paths of the request as one system. Throws the first error where none can be read; else names the others in `unread`. */
export const readTemplates: Source<TemplateRequest> = async (request) => {
  const reading = startReading(request, readGivenValues(request));
  for (const given of request.paths) await attempt(reading, given, () => readInput(reading, given));
  refuseEnvironment(reading);
  const [failure] = reading.failures;
  if (reading.stacks.length === 0) throw failure ?? nothingRead(request);
  if (reading.failures.length === 0) refuseUndeclared(request.parameters.keys(), reading.declared);
  noteUnused(reading);
  return {
    kind: "template",
    locator: request.paths.join(", "),
    stacks: reading.stacks,
    notes: [...reading.notes],
    unread: reading.unread,
    secrets: hiddenValues(reading.stacks),
  };
};

/** One that the config does not have is one of samconfig, or a mistake. */
function refuseEnvironment({ request, samConfigs }: Reading): void {
  const found = [...samConfigs.values()];
  if (!request.absentEnvironment || found.some(({ environment }) => environment === request.environment)) return;
  throw request.absentEnvironment({
    files: found.map(({ file }) => file),
    names: found.flatMap(({ environments }) => environments),
  });
}

function nothingRead(request: TemplateRequest): SourceError {
  return new SourceError("it contains no stacks", {
    place: { file: request.paths[0] ?? "." },
    remedy: "name a CDK assembly with stacks, or a CloudFormation or SAM template",
  });
}

async function readInput(reading: Reading, given: string): Promise<void> {
  const { request } = reading;
  if (given === "-") {
    const document = readDocument(await request.readStandardInput(), "<stdin>", request.limits);
    return readTemplate(reading, null, document, true);
  }
  const file = path.resolve(request.cwd, given);
  const assembly = path.basename(file) === "manifest.json" && isRegularFile(file) ? path.dirname(file) : file;
  if (assembly !== file || isAssembly(assembly, request)) {
    return readAssembly(reading, assembly);
  }
  if (!isDirectory(file)) {
    if (isRegularFile(file)) refuseForeignName(file, displayPath(file, request.cwd));
    return readTemplate(reading, file, readTemplateFile(file, request), request.paths.length === 1);
  }
  const found = await templatesIn(reading, file);
  const isOnly = found.length === 1 && request.paths.length === 1;
  for (const { file: template, document } of found) {
    await attempt(reading, document.file, () => readTemplate(reading, template, document, isOnly));
  }
}

/** Other things have a manifest.json, too: a web application, for one. */
function isAssembly(folder: string, request: TemplateRequest): boolean {
  const manifest = path.join(folder, "manifest.json");
  if (!isRegularFile(manifest)) return false;
  return (
    isRegularFile(path.join(folder, "cdk.out")) ||
    readBytes(manifest, displayPath(manifest, request.cwd), request.limits).includes('"artifacts"')
  );
}

async function readTemplate(reading: Reading, file: string | null, document: TemplateDocument, isOnly: boolean): Promise<void> {
  const { request } = reading;
  const config = file === null ? null : readSamConfig(file, request);
  for (const note of config?.notes ?? []) reading.notes.add(note);
  if (config !== null) reading.samConfigs.set(config.file, config);
  const parameters = parametersFor(reading, document, config);
  if (config !== null && config.environment !== null) reading.notes.add(takenFrom(config, document, parameters));
  const stack = await addStack(reading, document, {
    ...naming(reading, file, parameters, config, isOnly),
    isAssembly: false,
    region: textOrNull(parameters.get("AWS::Region")?.value) ?? request.region ?? config?.region ?? null,
    account: textOrNull(parameters.get("AWS::AccountId")?.value),
    parameters,
    tags: new Map<string, Json>([...(config?.tags ?? []), ...reading.files.tags, ...reading.direct.tags]),
    parent: null,
    file,
    constructs: null,
    assets: null,
  });
  await followNested(reading, stack, file === null ? [] : [file]);
}

function naming(
  reading: Reading,
  file: string | null,
  parameters: ReadonlyMap<string, GivenParameter>,
  config: SamConfig | null,
  isOnly: boolean,
): Pick<Deployment, "name" | "deployedName" | "nameDerived"> {
  const { stackName, cwd } = reading.request;
  if (stackName !== null && !isOnly) {
    throw new UsageError("--stack-name needs a single template, but there are several", {
      remedy: "omit it, or name one template",
    });
  }
  const given = isOnly ? (stackName ?? textOrNull(parameters.get("AWS::StackName")?.value)) : null;
  const deployedName = given ?? config?.stackName ?? null;
  if (deployedName === null) return { name: uniqueName(reading, derivedNames(file, cwd)), deployedName, nameDerived: true };
  const name = uniqueName(reading, [deployedName]);
  return { name, deployedName: name === deployedName ? null : deployedName, nameDerived: false };
}

/** Only what the template declares, and pseudo parameters: one file may serve several templates. */
function parametersFor(reading: Reading, document: TemplateDocument, config: SamConfig | null): Map<string, GivenParameter> {
  const declarations = property(document.root, "Parameters");
  const declared = new Set(typeof declarations === "object" && declarations !== null ? Object.keys(declarations) : []);
  for (const name of declared) reading.declared.add(name);
  const given = new Map([...(config?.parameters ?? []), ...reading.files.parameters, ...reading.direct.parameters]);
  const unknown = [...(config?.parameters.keys() ?? [])].filter((name) => !declared.has(name));
  if (unknown.length > 0)
    reading.notes.add(`${config?.file} gives ${unknown.join(", ")}, which ${document.file} does not declare`);
  return new Map([...given].filter(([name]) => declared.has(name) || name.startsWith("AWS::")));
}

/** `samconfig.toml, environment prod: Stage=prod; stack name shop; region eu-west-1; tags owner`, with what it has beside that. */
function takenFrom(config: SamConfig, document: TemplateDocument, parameters: ReadonlyMap<string, GivenParameter>): string {
  const declarations = property(document.root, "Parameters");
  const taken = [...config.parameters].filter(([name, given]) => parameters.get(name) === given);
  const values = taken.map(([name, { value }]) => {
    return isHidden(property(declarations, name)) ? `${name} (not shown)` : `${name}=${asText(value)}`;
  });
  const parts = [
    values.length === 0 ? "no parameter values" : values.join(" "),
    ...(config.stackName === null ? [] : [`stack name ${config.stackName}`]),
    ...(config.region === null ? [] : [`region ${config.region}`]),
    ...(config.tags.size === 0 ? [] : [`tags ${[...config.tags.keys()].join(", ")}`]),
  ];
  const others = config.environments.filter((name) => name !== config.environment);
  const more = others.length === 0 ? "" : ` (-e takes ${others.join(", ")} instead)`;
  return `${config.file}, environment ${config.environment}${more}: ${parts.join("; ")}`;
}

function noteUnused(reading: Reading): void {
  for (const location of reading.request.includeFiles.keys()) {
    if (!reading.includesUsed.has(location))
      reading.notes.add(`--include-file for ${location} was ignored: no template includes it`);
  }
  for (const [name, { from }] of reading.files.parameters) {
    if (!reading.declared.has(name) && !name.startsWith("AWS::"))
      reading.notes.add(`${from} gives ${name}, which no template declares`);
  }
}

/** The file's base name, for `template.*` its folder's; with the folder before it where that is taken. */
function derivedNames(file: string | null, cwd: string): readonly string[] {
  if (file === null) return ["stdin"];
  const base = path.basename(file).replace(/(?:\.template)?\.(?:json|ya?ml|template)$/i, "");
  const folder = path.dirname(path.resolve(cwd, file));
  const built = folder.endsWith(path.join(".aws-sam", "build")) ? path.dirname(path.dirname(folder)) : folder;
  const [near, far] = [path.basename(built), path.basename(path.dirname(built))];
  return base === "template" ? [near, `${far}-${near}`].map((name) => name || "template") : [base, `${near}-${base}`];
}
