// Turns a recording into facts: deployed templates through the template reader, with what only a deployment has.
import type { GivenParameter, ResourceFacts, StackFacts, SystemFacts } from "../model/facts.ts";
import { asText, emptyObject, isObject, type Json, type JsonObject, property } from "../model/json.ts";
import type { Answer } from "../model/observed/ask.ts";
import { withLiveState } from "../model/observed/overlay.ts";
import { isThere, refuseIncompleteList } from "./complete-list.ts";
import { REDACTED, type RecordedResource, type RecordedStack, type Recording } from "./recording.ts";
import { settleConditions } from "./settled-conditions.ts";
import { requestFor } from "./source.ts";
import { readDocument, type TemplateDocument } from "./template/read.ts";
import { attempt, type Reading, startReading } from "./template/reading.ts";
import { addStack, writtenPath } from "./template/stack.ts";

export interface RecordedAs {
  readonly kind: "stack" | "snapshot";
  /** What the user named; what the recording says where it is omitted. */
  readonly locator?: string;
}

const GIVEN_BY = "the deployed stack";

/**
 * The same facts in the run that made the recording and in any later one.
 * @throws SourceError where no template of it can be read; of several, the others are in `unread`
 */
export async function systemOf(recording: Recording, { kind, locator = recording.locator }: RecordedAs): Promise<SystemFacts> {
  const nothing = { parameters: new Map(), tags: new Map() };
  const reading = startReading(requestFor(".", []), { files: nothing, direct: nothing });
  const stacks: StackFacts[] = [];
  for (const recorded of recording.stacks) {
    await attempt(reading, placeOf(recorded), async () => {
      stacks.push(deployedStack(await readTemplate(reading, recorded), recorded));
    });
  }
  const [failure] = reading.failures;
  if (stacks.length === 0 && failure !== undefined) throw failure;
  return withLiveState({
    kind,
    locator,
    notes: [...new Set([...recording.notes, ...reading.notes])],
    unread: reading.unread,
    stacks: settleConditions(stacks),
    takenAt: recording.takenAt,
    observations: new Map<string, Answer>(Object.entries(recording.answers)),
  });
}

/** The content of a deployed template beside it is not on this disk, whatever path it writes. */
/** Where its resources are, for a person: there is no file to open, and its ARN is long. */
function placeOf({ name }: RecordedStack): string {
  return `${name} (deployed template)`;
}

interface ReadTemplate {
  readonly written: StackFacts;
  /** No macro is left in it. */
  readonly isExpanded: boolean;
}

async function readTemplate(reading: Reading, recorded: RecordedStack): Promise<ReadTemplate> {
  const document = withoutRedacted(
    readDocument(Buffer.from(recorded.template), placeOf(recorded), reading.request.limits),
    recorded,
  );
  const [, nameInAws = recorded.name] = /:stack\/([^/]+)/.exec(recorded.id) ?? [];
  const declared = property(document.root, "Parameters");
  const written = await addStack(reading, document, {
    name: recorded.name,
    deployedName: nameInAws === recorded.name ? null : nameInAws,
    nameDerived: false,
    isAssembly: false,
    region: recorded.region,
    account: recorded.account,
    parameters: givenParameters(recorded, (name) => !isHidden(property(declared, name)) && !isStored(property(declared, name))),
    tags: new Map<string, Json>(Object.entries(recorded.tags)),
    parent: recorded.parent,
    file: null,
    constructs: null,
    assets: null,
  });
  return { written: underListedIds(written, recorded), isExpanded: property(document.root, "Transform") === undefined };
}

/** A value that was taken out of a recording is hidden as one of a NoEcho parameter is. */
function withoutRedacted(document: TemplateDocument, { parameters }: RecordedStack): TemplateDocument {
  const declared = property(document.root, "Parameters");
  const taken = Object.entries(parameters).flatMap(([name, value]) => (value === REDACTED ? [name] : []));
  const own = taken.filter((name) => isObject(property(declared, name)));
  if (own.length === 0) return document;
  const hidden = own.map((name) => [name, { ...(property(declared, name) as JsonObject), NoEcho: true }]);
  const Parameters = { ...(declared as JsonObject), ...Object.fromEntries(hidden) };
  return { ...document, root: { ...(document.root as JsonObject), Parameters } };
}

function givenParameters(recorded: RecordedStack, isGiven: (name: string) => boolean): Map<string, GivenParameter> {
  const own = Object.entries(recorded.parameters).filter(([name]) => isGiven(name));
  return new Map([...own, ["AWS::StackId", recorded.id]].map(([name = "", value = ""]) => [name, { value, from: GIVEN_BY }]));
}

/** CloudFormation masks its value; not all that speak its protocol do. */
export function isHidden(declaration: Json | undefined): boolean {
  return asText(property(declaration, "NoEcho")).toLowerCase() === "true";
}

const STORED = "AWS::SSM::Parameter::Value<";

/** A parameter whose value CloudFormation took from the parameter store: what was recorded is that value, not its name there. */
function isStored(declaration: Json | undefined): boolean {
  return asText(property(declaration, "Type")).startsWith(STORED);
}

/** @throws SourceError where the list of what is there cannot be right */
function deployedStack({ written, isExpanded }: ReadTemplate, recorded: RecordedStack): StackFacts {
  refuseIncompleteList(written, recorded, isExpanded);
  const { Parameters, Outputs } = written.template;
  return {
    ...written,
    language: isFromCdk(written) ? "cdk" : written.language,
    deployed: {
      id: recorded.id,
      status: recorded.status,
      statusReason: recorded.statusReason,
      ...(recorded.rollback === undefined ? {} : { rollback: recorded.rollback }),
    },
    parameters: givenParameters(recorded, (name) => !isHidden(property(Parameters, name))),
    template: {
      ...written.template,
      Conditions: { ...written.template.Conditions, ...recorded.conditions },
      Parameters: mapEntries(Parameters, (declaration, name) =>
        Object.hasOwn(recorded.parameters, name) ? withValueRead(declaration) : declaration,
      ),
      Outputs: mapEntries(Outputs, (output, name) => (Object.hasOwn(recorded.outputs, name) ? unconditional(output) : output)),
    },
    resources: deployedResources(written, recorded.resources),
  };
}

/** The CDK writes the path of each construct into what it deploys. */
function isFromCdk({ resources }: StackFacts): boolean {
  return [...resources.values()].some(({ body }) => writtenPath(body) !== null);
}

function withValueRead(declaration: Json): Json {
  if (!isStored(declaration)) return declaration;
  return { ...(declaration as JsonObject), Type: asText(property(declaration, "Type")).slice(STORED.length, -1) };
}

/** It has a value, so its condition is true. */
function unconditional(output: Json): Json {
  if (property(output, "Condition") === undefined) return output;
  const { Condition: _, ...others } = output as JsonObject;
  return others;
}

function mapEntries(section: JsonObject, map: (entry: Json, name: string) => Json): JsonObject {
  const mapped = emptyObject();
  for (const name of Object.keys(section)) mapped[name] = map(section[name] ?? null, name);
  return mapped;
}

/** What the stack does not list has a false condition or could not be made. */
function deployedResources(written: StackFacts, listed: readonly RecordedResource[]): ReadonlyMap<string, ResourceFacts> {
  const there = new Map(listed.filter(isThere).map((resource) => [resource.logicalId, resource]));
  const found = [...written.resources].map(([logicalId, facts]): [string, ResourceFacts] => {
    const resource = there.get(logicalId);
    if (resource === undefined) return [logicalId, { ...facts, absence: "undeployed" }];
    return [logicalId, { ...facts, physicalId: physicalIdOf(resource) }];
  });
  return new Map(found);
}

/** With the logical ids that the stack lists for what SAM generated. */
function underListedIds(written: StackFacts, { resources: listed }: RecordedStack): StackFacts {
  const strange = listed.filter(({ logicalId }) => !written.resources.has(logicalId));
  const renamed = [...written.resources.values()].flatMap((facts) => {
    const own = strange.find((other) => isSameGenerated(facts, other));
    return own === undefined ? [] : [[facts.logicalId, own.logicalId] as const];
  });
  if (renamed.length === 0) return written;
  // Nothing else has such a name: it ends in a digest.
  const inText = (text: string): string => renamed.reduce((all, [id, other]) => all.replaceAll(id, other), text);
  const within = (node: JsonObject): JsonObject => JSON.parse(inText(JSON.stringify(node)));
  const resources = [...written.resources.values()].map((facts): [string, ResourceFacts] => {
    const logicalId = inText(facts.logicalId);
    return [logicalId, { ...facts, logicalId, body: within(facts.body) }];
  });
  const { template } = written;
  return { ...written, resources: new Map(resources), template: { ...template, Outputs: within(template.Outputs) } };
}

const DIGEST = /[0-9a-f]{10}$/;

/** SAM's digests are of what it was given, which a template that was packaged since no longer tells. */
function isSameGenerated({ logicalId, type, generatedFrom }: ResourceFacts, listed: RecordedResource): boolean {
  if (generatedFrom === null || type !== listed.type || !DIGEST.test(logicalId)) return false;
  return logicalId.replace(DIGEST, "") === listed.logicalId.replace(DIGEST, "");
}

/** Of a deployment group some servers say `Application/Group`. */
function physicalIdOf({ type, physicalId }: RecordedResource): string | null {
  return type === "AWS::CodeDeploy::DeploymentGroup" ? (physicalId?.split("/").at(-1) ?? null) : physicalId;
}
