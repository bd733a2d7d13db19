// References to what only exists after SAM's expansion: `Ref Function.Alias`, layers with changed ids, connectors.
import { emptyObject, isObject, type Json, type JsonArray, type JsonObject } from "../../../model/json.ts";
import type { Draft, Generated, Macro } from "./draft.ts";
import { isIntrinsic, textOf } from "./intrinsics.ts";
import { rewrite, substitute } from "./values.ts";

/** What authors may name as `<logical id>.<property>`, by type of the SAM resource. */
const referable: { readonly [samType: string]: { readonly [property: string]: string } } = {
  "AWS::Serverless::Function": {
    Alias: "AWS::Lambda::Alias",
    Version: "AWS::Lambda::Version",
    DestinationTopic: "AWS::SNS::Topic",
    DestinationQueue: "AWS::SQS::Queue",
  },
  "AWS::Serverless::Api": {
    Stage: "AWS::ApiGateway::Stage",
    Deployment: "AWS::ApiGateway::Deployment",
    DomainName: "AWS::ApiGateway::DomainName",
    DomainNameV2: "AWS::ApiGateway::DomainNameV2",
    UsagePlan: "AWS::ApiGateway::UsagePlan",
    UsagePlanKey: "AWS::ApiGateway::UsagePlanKey",
    ApiKey: "AWS::ApiGateway::ApiKey",
  },
  "AWS::Serverless::HttpApi": { Stage: "AWS::ApiGatewayV2::Stage", DomainName: "AWS::ApiGatewayV2::DomainName" },
  "AWS::Serverless::WebSocketApi": { Stage: "AWS::ApiGatewayV2::Stage", DomainName: "AWS::ApiGatewayV2::DomainName" },
};

export function rememberReferences(draft: Draft, macro: Macro, resources: readonly Generated[]): void {
  const byType = new Map(resources.map((resource) => [resource.type, resource.id]));
  for (const [property, type] of Object.entries(referable[textOf(macro.body["Type"])] ?? {})) {
    const id = byType.get(type);
    if (id !== undefined) draft.references.set(`${macro.id}.${property}`, id);
  }
}

/** The tree with every such reference put right. */
export function rewriteReferences<Node extends Json>(draft: Draft, tree: Node): Node {
  if (draft.references.size === 0 && draft.renamed.size === 0 && draft.replacedDependencies.size === 0) return tree;
  return rewrite(tree, (object) => {
    const current = isIntrinsic(object) ? rewriteIntrinsic(draft, object) : object;
    return Object.hasOwn(current, "DependsOn") ? withDependencies(draft, current) : current;
  }) as Node;
}

function rewriteIntrinsic(draft: Draft, object: JsonObject): JsonObject {
  const name = object["Ref"];
  if (typeof name === "string") return { Ref: renamedText(draft, name) };
  const attribute = object["Fn::GetAtt"];
  if (Array.isArray(attribute)) return { "Fn::GetAtt": renamedAttribute(draft, attribute) };
  if (Object.hasOwn(object, "Fn::Sub")) return substitute(object, (reference) => `\${${renamedText(draft, reference)}}`);
  return object;
}

/** `Function.Alias` or `Function.Alias.Arn`, `Layer` or `Layer.Arn`. */
function renamedText(draft: Draft, reference: string): string {
  const [id, property, ...rest] = reference.split(".");
  if (id === undefined) return reference;
  const target = property === undefined ? undefined : draft.references.get(`${id}.${property}`);
  if (target !== undefined) return [target, ...rest].join(".");
  const renamed = draft.renamed.get(id);
  return renamed === undefined ? reference : `${renamed}${reference.slice(id.length)}`;
}

/** YAML's `!GetAtt A.B.C` arrives as `[A, B.C]`. */
function renamedAttribute(draft: Draft, attribute: JsonArray): JsonArray {
  if (!attribute.every((part) => typeof part === "string")) return attribute;
  const whole = attribute.join(".");
  const changed = renamedText(draft, whole);
  if (changed === whole) return attribute;
  const dot = changed.indexOf(".");
  return dot < 0 ? [changed] : [changed.slice(0, dot), changed.slice(dot + 1)];
}

function withDependencies(draft: Draft, object: JsonObject): JsonObject {
  const dependsOn = object["DependsOn"];
  const names = Array.isArray(dependsOn) ? (dependsOn as JsonArray) : [dependsOn];
  if (!names.every((name) => typeof name === "string")) return object;
  const changed = names.flatMap((name) => draft.replacedDependencies.get(name) ?? [draft.renamed.get(name) ?? name]);
  const copy = emptyObject();
  Object.assign(copy, object);
  copy["DependsOn"] = Array.isArray(dependsOn) || changed.length !== 1 ? changed : (changed[0] ?? null);
  return copy;
}

/** The resource's own references, seen only by those who own it. */
export function isSamResource(body: Json | undefined): boolean {
  const type = isObject(body) ? body["Type"] : undefined;
  return typeof type === "string" && type.startsWith("AWS::Serverless::");
}
