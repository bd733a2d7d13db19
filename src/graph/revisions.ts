// What a deployment of a function changes: its code, which its alias shifts, and its role's permissions, which it does not.
import { findNamed } from "../model/functions/execution-role.ts";
import type { FunctionNode } from "../model/functions/function.ts";
import { attachedDocuments } from "../model/functions/role-grants.ts";
import { at, type Json } from "../model/json.ts";
import type { Model } from "../model/model.ts";
import type { Resource } from "../model/resource.ts";

/** Texts that change with the code, the role or the permissions; null where these are unknown. */
export interface Revision {
  readonly code: string | null;
  readonly role: string | null;
  readonly permissions: string | null;
}

/** The properties that decide what a version runs. What is local, as `CodeUri: src/`, is the same text whatever is in it. */
const CODE = ["Code", "CodeUri", "ImageUri", "InlineCode", "Runtime", "Handler", "Layers"];
const PERMISSIONS = ["Policies", "ManagedPolicyArns", "PermissionsBoundary"];

export function revisionOf({ resource }: FunctionNode, model: Model): Revision {
  const role = findNamed(resource.property("Role").symbol(), resource, ["AWS::IAM::Role"], model.system);
  const code = isHidden(resource) ? null : textOf(propertiesOf(resource, CODE));
  if (role.state !== "known") return { code, role: null, permissions: null };
  const documents = attachedDocuments(role.value, model).map((place) => at(place.resource.facts.body, place.path) ?? null);
  return { code, role: role.value.id, permissions: textOf([propertiesOf(role.value, PERMISSIONS), ...documents]) };
}

/** A recording omits the text of inline code, which may hold secrets; the running system it was recorded from is compared alike. */
function isHidden({ stack, facts: { body } }: Resource): boolean {
  return stack.facts.deployed !== undefined && at(body, ["Properties", "Code", "ZipFile"]) !== undefined;
}

function propertiesOf({ facts: { body } }: Resource, names: readonly string[]): Json {
  return names.map((name) => at(body, ["Properties", name]) ?? null);
}

/** Names without the digests of the CDK: what refers to something else is the same while that is. */
function textOf(value: Json): string {
  return JSON.stringify(value).replace(/(?<=[A-Za-z0-9])[0-9A-F]{8}(?=["/])/g, "");
}
