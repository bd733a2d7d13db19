// The template during expansion: resources that change, and notes.
import { at, emptyObject, isObject, type Json, type JsonObject, type Path, property } from "../../../model/json.ts";
import type { DeploymentPreference } from "./deployment-preference.ts";
import type { SharedUsagePlan } from "./usage-plan.ts";
import { rewrite, type TransformValues, transformValues } from "./values.ts";

export type Mutable = { [key: string]: Json | undefined };

export interface Origin {
  readonly logicalId: string;
  /** From that resource's body to what caused the generated one. */
  readonly path: Path;
}

/** One `AWS::Serverless::*` resource, after Globals. */
export interface Macro {
  readonly id: string;
  readonly body: Mutable;
  readonly properties: Mutable;
  /** Every attribute that the main resource keeps. */
  readonly attributes: JsonObject;
  /** The attributes that all generated resources share: Condition, DeletionPolicy, UpdateReplacePolicy. */
  readonly shared: JsonObject;
  readonly condition: string | null;
}

/** One CloudFormation resource to be, before it is written into the template. */
export interface Generated {
  readonly id: string;
  readonly type: string;
  readonly properties: Mutable;
  readonly attributes: Mutable;
  /** What in the SAM resource it comes from. */
  readonly path: Path;
}

export interface Draft {
  readonly authored: JsonObject;
  readonly globals: JsonObject;
  readonly parameterDeclarations: JsonObject;
  readonly values: TransformValues;
  readonly resources: Map<string, Mutable>;
  readonly origins: Map<string, Origin>;
  readonly conditions: Mutable;
  readonly notes: string[];
  /** Bodies of APIs whose definition SAM writes itself. */
  readonly managedApis: WeakSet<object>;
  /** `Function.Alias` → the logical id that it refers to. */
  readonly references: Map<string, string>;
  /** Logical ids that SAM changes: a layer's gets a digest. */
  readonly renamed: Map<string, string>;
  /** A connector that others wait for → the resources it became. */
  readonly replacedDependencies: Map<string, readonly string[]>;
  /** Tags that reach an author's bucket from the function whose event it has. */
  readonly bucketTags: Map<string, Json>;
  readonly deployments: Map<string, DeploymentPreference>;
  readonly recordSetGroups: Map<string, Generated>;
  readonly sharedUsagePlan: SharedUsagePlan;
}

export function startDraft(template: JsonObject, parameters: ReadonlyMap<string, Json>): Draft {
  const resources = new Map<string, Mutable>();
  const authored = property(template, "Resources");
  for (const [id, body] of Object.entries(isObject(authored) ? authored : {})) {
    if (isObject(body)) resources.set(id, thaw(body));
  }
  const globals = property(template, "Globals");
  const declarations = property(template, "Parameters");
  const conditions = property(template, "Conditions");
  return {
    authored: isObject(authored) ? authored : {},
    globals: isObject(globals) ? globals : {},
    parameterDeclarations: isObject(declarations) ? declarations : {},
    values: transformValues(template, parameters),
    resources,
    origins: new Map(),
    conditions: thaw(isObject(conditions) ? conditions : {}),
    notes: [],
    managedApis: new WeakSet(),
    references: new Map(),
    renamed: new Map(),
    replacedDependencies: new Map(),
    bucketTags: new Map(),
    deployments: new Map(),
    recordSetGroups: new Map(),
    sharedUsagePlan: { dependsOn: [], stages: [], conditions: new Set(), unconditional: false, attributes: emptyObject() },
  };
}

/** A deep copy that may be changed. */
export function thaw(node: JsonObject): Mutable {
  return rewrite(node, (object) => object) as Mutable;
}

/** The map under a key, made where there is none. */
export function mapUnder(parent: Mutable, key: string): Mutable {
  const present = parent[key];
  if (isObject(present)) return present as Mutable;
  const created = emptyObject();
  parent[key] = created;
  return created;
}

export function propertiesOf(body: Mutable): Mutable {
  return mapUnder(body, "Properties");
}

const keptAttributes = ["DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"];
const sharedAttributes = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

export function macroOf(id: string, body: Mutable): Macro {
  const condition = body["Condition"];
  return {
    id,
    body,
    properties: propertiesOf(body),
    attributes: pick(body, keptAttributes),
    shared: pick(body, sharedAttributes),
    condition: typeof condition === "string" ? condition : null,
  };
}

/** The named keys that are set; SAM treats null as not set. */
export function pick(source: JsonObject, keys: readonly string[]): Mutable {
  const picked = emptyObject();
  for (const key of keys) {
    const value = property(source, key);
    if (value !== undefined && value !== null) picked[key] = value;
  }
  return picked;
}

interface GeneratedOptions {
  readonly attributes?: JsonObject;
  readonly dependsOn?: Json | undefined;
  readonly path?: Path;
}

/** A resource to be; properties that are undefined or null are omitted. */
export function generated(type: string, id: string, properties: JsonObject, options: GeneratedOptions = {}): Generated {
  const attributes = emptyObject();
  if (options.dependsOn !== undefined && options.dependsOn !== null) attributes["DependsOn"] = options.dependsOn;
  Object.assign(attributes, options.attributes);
  return { id, type, properties: pick(properties, Object.keys(properties)), attributes, path: options.path ?? [] };
}

/** Writes a generated resource into the template and remembers where it comes from. */
export function add(draft: Draft, resource: Generated, logicalId: string, path: Path = resource.path): void {
  const body = emptyObject();
  body["Type"] = resource.type;
  Object.assign(body, resource.attributes);
  body["Properties"] = resource.properties;
  draft.resources.set(resource.id, body);
  const written = at(property(draft.authored, logicalId), path) !== undefined;
  draft.origins.set(resource.id, { logicalId, path: written ? path : [] });
}
