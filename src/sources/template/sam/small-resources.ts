// The SAM resources that become one CloudFormation resource: tables, layers and nested applications.
import { isObject, type JsonObject } from "../../../model/json.ts";
import { s3Location } from "./code.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { truthy } from "./intrinsics.ts";
import { digest } from "./logical-id.ts";
import { tagList, tagsCreatedBySam } from "./tags.ts";
import { resolveEarly } from "./values.ts";

const attributeTypes: { readonly [type: string]: string } = { String: "S", Number: "N", Binary: "B" };

export function expandSimpleTable(_draft: Draft, macro: Macro): readonly Generated[] {
  const { PrimaryKey, ProvisionedThroughput, Tags } = macro.properties;
  const key = isObject(PrimaryKey) && truthy(PrimaryKey) ? PrimaryKey : { Name: "id", Type: "String" };
  const type = key["Type"];
  const attribute = {
    AttributeName: key["Name"],
    AttributeType: typeof type === "string" ? (attributeTypes[type] ?? type) : type,
  };
  const isProvisioned = truthy(ProvisionedThroughput);
  const table = {
    AttributeDefinitions: [attribute],
    KeySchema: [{ AttributeName: key["Name"], KeyType: "HASH" }],
    ...pick(macro.properties, ["PointInTimeRecoverySpecification", "SSESpecification", "TableName"]),
    BillingMode: isProvisioned ? undefined : "PAY_PER_REQUEST",
    ProvisionedThroughput: isProvisioned ? ProvisionedThroughput : undefined,
    Tags: truthy(Tags) ? tagList(Tags) : undefined,
  };
  return [
    generated("AWS::DynamoDB::Table", macro.id, table, { attributes: macro.attributes, dependsOn: macro.body["DependsOn"] }),
  ];
}

/** A layer's logical id changes with it, so that the earlier version can be retained. */
export function expandLayerVersion(draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const id = `${macro.id}${digest(resolveEarly(properties, draft.values))}`;
  draft.renamed.set(macro.id, id);
  const location = s3Location(properties["ContentUri"]);
  const content = location === null ? {} : { S3Bucket: location.bucket, S3Key: location.key, S3ObjectVersion: location.version };
  const layer = {
    ...pick(properties, ["Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"]),
    Content: pick(content, Object.keys(content)),
    LayerName: truthy(properties["LayerName"]) ? properties["LayerName"] : macro.id,
  };
  const attributes = { ...macro.shared, DeletionPolicy: retention(draft, macro) };
  return [generated("AWS::Lambda::LayerVersion", id, layer, { attributes, dependsOn: macro.body["DependsOn"] })];
}

function retention(draft: Draft, macro: Macro): string {
  const policy = resolveEarly(macro.properties["RetentionPolicy"] ?? null, draft.values);
  const attribute = macro.shared["DeletionPolicy"];
  if (typeof policy === "string") return policy.toLowerCase() === "delete" ? "Delete" : "Retain";
  return typeof attribute === "string" ? attribute : "Retain";
}

/** A nested application; a local location is a template that the reader follows. */
export function expandApplication(_draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const { Location } = properties;
  const repository = isObject(Location) ? repositoryTags(Location) : {};
  const stack = {
    ...pick(properties, ["Parameters", "NotificationARNs", "TimeoutInMinutes"]),
    Tags: [...tagsCreatedBySam(repository), ...tagList(properties["Tags"])],
    TemplateURL: typeof Location === "string" ? Location : (properties["TemplateUrl"] ?? ""),
  };
  return [
    generated("AWS::CloudFormation::Stack", macro.id, stack, { attributes: macro.shared, dependsOn: macro.body["DependsOn"] }),
  ];
}

function repositoryTags(location: JsonObject): JsonObject {
  const { ApplicationId, SemanticVersion } = location;
  const tags = { "serverlessrepo:applicationId": ApplicationId, "serverlessrepo:semanticVersion": SemanticVersion };
  return pick(tags, Object.keys(tags));
}
