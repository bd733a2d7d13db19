// The roles that SAM writes, with the policies that a function or state machine asks for.

import { isManagedByAws } from "../../../model/functions/managed-policies.ts";
import { isObject, type Json, type JsonObject, type Path } from "../../../model/json.ts";
import { type Generated, generated, type Macro } from "./draft.ts";
import { ifArguments, isIntrinsic, isNoValue, sub, truthy } from "./intrinsics.ts";

export interface RoleRequest {
  readonly id: string;
  readonly service: string;
  readonly shared: JsonObject;
  readonly path?: Path;
  readonly managed?: readonly Json[];
  readonly policies?: readonly Json[];
  readonly properties?: JsonObject;
}

/** An `AWS::IAM::Role` that one service may take on. */
export function roleFor(request: RoleRequest): Generated {
  const policies = request.policies ?? [];
  return generated(
    "AWS::IAM::Role",
    request.id,
    {
      AssumeRolePolicyDocument: trust(request.service),
      ManagedPolicyArns: request.managed,
      Policies: policies.length > 0 ? policies : undefined,
      ...request.properties,
    },
    { attributes: request.shared, path: request.path ?? [] },
  );
}

function trust(service: string): JsonObject {
  return {
    Version: "2012-10-17",
    Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
  };
}

export function managedPolicyArn(name: string): JsonObject {
  return sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`);
}

export function inlinePolicy(name: string, action: Json, resource: Json): JsonObject {
  return { PolicyName: name, PolicyDocument: { Statement: [{ Action: action, Effect: "Allow", Resource: resource }] } };
}

/** The execution role of a function or state machine: `<id>Role`. */
export function executionRole(
  macro: Macro,
  service: string,
  tags: Json,
  base: { readonly managed: readonly Json[]; readonly policies: readonly Json[] },
): Generated {
  const { Policies, RolePath, PermissionsBoundary } = macro.properties;
  const id = `${macro.id}Role`;
  const managed = [...base.managed];
  const inline = [...base.policies];
  for (const [index, entry] of listOf(Policies).entries()) {
    const isInline = isPolicyDocument(entry) || isPolicyTemplate(entry);
    if (isInline) inline.push(inBranches(entry, (document) => namedDocument(`${id}Policy${index}`, document)));
    else managed.push(inBranches(entry, managedArn));
  }
  return roleFor({
    id,
    service,
    shared: macro.shared,
    managed,
    policies: inline,
    properties: { Path: RolePath, PermissionsBoundary, Tags: tags },
  });
}

function listOf(policies: Json | undefined): readonly Json[] {
  if (!truthy(policies)) return [];
  return Array.isArray(policies) ? policies : [policies];
}

function isPolicyDocument(entry: Json): boolean {
  const branches = ifArguments(entry);
  if (branches !== null) return branches.slice(1).some(isPolicyDocument);
  return isObject(entry) && Object.hasOwn(entry, "Statement");
}

function isPolicyTemplate(entry: Json): boolean {
  const branches = ifArguments(entry);
  if (branches !== null) return branches.slice(1).some(isPolicyTemplate);
  return isObject(entry) && !isIntrinsic(entry) && !isPolicyDocument(entry) && Object.keys(entry).length === 1;
}

function inBranches(entry: Json, convert: (value: Json) => Json): Json {
  const branches = ifArguments(entry);
  if (branches === null) return convert(entry);
  const [condition, ...values] = branches;
  return { "Fn::If": [condition, ...values.map((value) => (isNoValue(value) ? value : convert(value)))] };
}

/** A policy template keeps its name and parameters; what it allows is AWS's to say. */
function namedDocument(name: string, document: Json): Json {
  if (isPolicyDocument(document)) return { PolicyName: name, PolicyDocument: document };
  return { PolicyName: name, PolicyDocument: { Version: "2012-10-17", Statement: [] }, PolicyTemplate: document };
}

/** The translator knows the names of AWS's policies; any other text stays as it is. */
function managedArn(policy: Json): Json {
  return typeof policy === "string" && isManagedByAws(policy) ? managedPolicyArn(policy) : policy;
}
