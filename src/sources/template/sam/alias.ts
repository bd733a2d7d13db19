// AutoPublishAlias: a version that follows the code, and the alias that points at it.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { getAtt, ref, textOf, truthy } from "./intrinsics.ts";
import { digest } from "./logical-id.ts";
import { refuse } from "./refusal.ts";
import { replaceParameters } from "./values.ts";

export interface PublishedAlias {
  readonly version: Generated;
  readonly alias: Generated;
  /** As the author wrote it: text or a `Ref` to a parameter. */
  readonly name: Json;
}

const path = ["Properties", "AutoPublishAlias"];
const remedy = "give AutoPublishAlias a name, or a Ref to a parameter with one: the SAM transform accepts nothing else";

/** The version and alias of a function, or null where it asks for none: `""` beats an alias from Globals. */
export function publishedAlias(draft: Draft, macro: Macro, fn: Generated): PublishedAlias | null {
  const name = macro.properties["AutoPublishAlias"];
  if (!truthy(name)) return null;
  const id = `${macro.id}Alias${idPart(draft, macro, name)}`;
  const version = versionOf(draft, macro, fn);
  const alias = generated(
    "AWS::Lambda::Alias",
    id,
    {
      Name: isObject(name) ? name : textOf(name),
      FunctionName: ref(macro.id),
      FunctionVersion: getAtt(version.id, "Version"),
      ProvisionedConcurrencyConfig: macro.properties["ProvisionedConcurrencyConfig"],
    },
    { attributes: macro.shared, path },
  );
  return { version, alias, name };
}

/** The alias's name as it is used in logical ids; a parameter without a value gives its own name. */
function idPart(draft: Draft, macro: Macro, name: Json): string {
  const value = replaceParameters(name, draft.values);
  if (typeof value === "string" && value !== "") return value.replaceAll("-", "D").replaceAll("_", "U");
  if (typeof value === "number") return textOf(value);
  const parameter = isObject(value) ? value["Ref"] : null;
  const declared = typeof parameter === "string" && property(draft.parameterDeclarations, parameter) !== undefined;
  if (declared) return parameter;
  return refuse(macro.id, `AutoPublishAlias is ${describe(value)}, which the SAM transform rejects`, remedy, [
    "Properties",
    "AutoPublishAlias",
  ]);
}

function describe(value: Json): string {
  if (value === "") return "a parameter with an empty value";
  return isObject(value) ? `an ${Object.keys(value)[0] ?? "empty map"}` : "not a string";
}

function versionOf(draft: Draft, macro: Macro, fn: Generated): Generated {
  const { AutoPublishAliasAllProperties, AutoPublishCodeSha256, VersionDescription, FunctionScalingConfig } = macro.properties;
  const allProperties = truthy(AutoPublishAliasAllProperties);
  const policy = macro.properties["VersionDeletionPolicy"] ?? (managedInstances(macro) ? "Delete" : "Retain");
  const publishing = {
    allProperties,
    unpublishedLayers: unpublishedLayers(draft, macro),
    ...(truthy(AutoPublishCodeSha256) && { codeSha256: AutoPublishCodeSha256 }),
  };
  return generated(
    "AWS::Lambda::Version",
    `${macro.id}Version${digest(AutoPublishCodeSha256 ?? published(draft, macro, fn, allProperties))}`,
    {
      FunctionName: ref(macro.id),
      Description: VersionDescription,
      FunctionScalingConfig: managedInstances(macro) ? FunctionScalingConfig : undefined,
    },
    {
      attributes: { DeletionPolicy: policy, ...macro.shared, Metadata: { "serverless-fitness": publishing } },
      path,
    },
  );
}

/** Layers of the template whose changes give the version no other logical id: those without PublishLambdaVersion. */
function unpublishedLayers(draft: Draft, macro: Macro): readonly string[] {
  const layers = macro.properties["Layers"];
  return (Array.isArray(layers) ? (layers as Json[]) : []).flatMap((layer) => {
    const id = property(layer, "Ref");
    const body = typeof id === "string" ? draft.resources.get(id) : undefined;
    const isPublished = truthy(property(property(body, "Properties"), "PublishLambdaVersion"));
    return body === undefined || isPublished ? [] : [String(id)];
  });
}

function managedInstances(macro: Macro): boolean {
  return isObject(macro.properties["CapacityProviderConfig"]);
}

/** What gives the version another logical id, and so a new version, when it changes. */
function published(draft: Draft, macro: Macro, fn: Generated, allProperties: boolean): Json {
  const code = pick(macro.properties, ["CodeUri", "InlineCode", "ImageUri"]);
  const facts: JsonObject = allProperties
    ? { ...fn.properties, ...code }
    : { ...code, ...pick(fn.properties, ["Environment", "MemorySize", "SnapStart"]) };
  return replaceParameters(facts, draft.values);
}
