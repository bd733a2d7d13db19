// API and state machine definitions that a resource names by a local file, as `aws cloudformation package` or the CDK would upload them.
import { emptyObject, isObject, type Json, type JsonObject, property } from "../../model/json.ts";
import { type Inclusion, isRemote, readContent, readIncluded } from "./includes.ts";

interface DefinitionFile {
  readonly from: string;
  readonly into: string;
  /** Before it is parsed. */
  readonly prepare?: (bytes: Buffer) => Buffer;
}

/** A substitution may replace a number in JSON, `"TimeoutSeconds": ${timeout}`: as text it keeps its meaning and can be parsed. */
function quoteSubstitutions(bytes: Buffer): Buffer {
  const text = bytes.toString("utf8");
  if (!/^\s*\{/.test(text) || !/[:[,]\s*\$\{/.test(text)) return bytes;
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|\$\{[\w.:-]+\}/g, (each) => (each.startsWith('"') ? each : `"${each}"`));
  return Buffer.from(quoted);
}

const definitionFiles: Readonly<Record<string, DefinitionFile>> = {
  "AWS::Serverless::Api": { from: "DefinitionUri", into: "DefinitionBody" },
  "AWS::Serverless::HttpApi": { from: "DefinitionUri", into: "DefinitionBody" },
  "AWS::Serverless::WebSocketApi": { from: "DefinitionUri", into: "DefinitionBody" },
  "AWS::Serverless::StateMachine": { from: "DefinitionUri", into: "Definition", prepare: quoteSubstitutions },
  "AWS::ApiGateway::RestApi": { from: "BodyS3Location", into: "Body" },
  "AWS::ApiGatewayV2::Api": { from: "BodyS3Location", into: "Body" },
  "AWS::StepFunctions::StateMachine": { from: "DefinitionS3Location", into: "Definition", prepare: quoteSubstitutions },
};

/** The template with definitions from local files, or from assets of its assembly, read into their resources. Remote ones are unchanged. */
export function readDefinitions(inclusion: Inclusion, template: JsonObject): JsonObject {
  const resources = template["Resources"];
  if (!isObject(resources)) return template;
  const changed = new Map<string, JsonObject>();
  for (const logicalId of Object.keys(resources)) {
    const body = resources[logicalId];
    const read = isObject(body) ? withDefinition(inclusion, logicalId, body) : null;
    if (read !== null) changed.set(logicalId, read);
  }
  if (changed.size === 0) return template;
  const copy = emptyObject();
  for (const logicalId of Object.keys(resources)) copy[logicalId] = changed.get(logicalId) ?? resources[logicalId];
  return { ...template, Resources: copy };
}

function withDefinition(inclusion: Inclusion, logicalId: string, body: JsonObject): JsonObject | null {
  const type = body["Type"];
  const kind = typeof type === "string" && Object.hasOwn(definitionFiles, type) ? definitionFiles[type] : undefined;
  const properties = body["Properties"];
  if (kind === undefined || !isObject(properties)) return null;
  const content = Object.hasOwn(properties, kind.into) ? null : contentOf(inclusion, body, kind);
  if (content === null) return null;
  if (typeof content === "string") {
    const place = inclusion.document.locate(["Resources", logicalId, "Properties", kind.from]);
    inclusion.notes.push(`${place.file}:${place.line}: the definition of ${logicalId} is unknown: ${content}`);
    return null;
  }
  const { [kind.from]: _, ...others } = properties;
  return { ...body, Properties: { ...others, [kind.into]: content.root } };
}

/** null if it is not in the audited stacks. */
function contentOf(
  inclusion: Inclusion,
  body: JsonObject,
  { from, prepare }: DefinitionFile,
): { readonly root: Json } | string | null {
  const location = locationOf(property(body["Properties"], from));
  if (isFile(location, inclusion)) return readIncluded(inclusion, location, prepare);
  const asset = location === undefined ? null : (inclusion.assets?.({ body, property: from }) ?? null);
  return asset === null ? null : readContent(inclusion, asset, prepare);
}

/** An object in S3 by the text under which the user can supply it. */
function locationOf(location: Json | undefined): Json | undefined {
  const written = (part: Json | undefined): Json | undefined => property(part, "Fn::Sub") ?? part;
  const [bucket, key] = [written(property(location, "Bucket")), written(property(location, "Key"))];
  return typeof bucket === "string" && typeof key === "string" ? `s3://${bucket}/${key}` : location;
}

/** A path on this disk, or a location for which the user gave a file. */
function isFile(location: Json | undefined, inclusion: Inclusion): location is string {
  return typeof location === "string" && (!isRemote(location) || inclusion.reading.request.includeFiles.has(location));
}
