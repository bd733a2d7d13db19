// What publishes the version that an alias points at: CloudFormation makes a second one only under another logical id, or by replacing the first.
import type { AliasNode } from "../functions/function.ts";
import { isObject, type Json, property } from "../json.ts";
import type { Model } from "../model.ts";
import { functionQuestion } from "../observed/own-questions.ts";
import type { Resource } from "../resource.ts";
import { type Unresolved, unresolved } from "../value.ts";

export type Publishing =
  /** `covers`: what has to change for another version; null where it cannot be told. `withCode`: other code certainly makes another version. `how` completes «its version …». */
  | { readonly kind: "follows"; readonly covers: "code" | "all" | null; readonly how: string; readonly withCode: boolean }
  | { readonly kind: "fixed"; readonly how: string }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

export function publishingOf(alias: AliasNode, model: Model): Publishing {
  const { version } = alias;
  switch (version.kind) {
    case "latest":
      return { kind: "fixed", how: "is $LATEST: the alias never points at a published version" };
    case "number":
      return ofNumber(version.number, alias, model);
    case "unresolved":
      return { kind: "unresolved", doubt: version.doubt };
    case "published":
      return version.resource === null
        ? { kind: "unresolved", doubt: unresolved("is not there: its condition is false") }
        : ofResource(version.resource);
  }
}

/** A live alias that points at another version than its template says. */
function isMoved({ facts: { body, declaredBody } }: Resource): boolean {
  const declared = property(property(declaredBody, "Properties"), "FunctionVersion");
  return declaredBody !== undefined && declared !== property(property(body, "Properties"), "FunctionVersion");
}

function ofNumber(number: string, alias: AliasNode, model: Model): Publishing {
  const { resource } = alias;
  const [parameter] = parametersIn(rawProperty(resource, "FunctionVersion"), resource);
  if (isMoved(resource)) return besideNewest(number, alias, model);
  if (parameter === undefined)
    return { kind: "fixed", how: `is ${number}, a number in the template: nothing newer is ever deployed` };
  // Whoever gives it publishes the version; what came of it can only be seen live.
  if (resource.stack.facts.deployed !== undefined) return besideNewest(number, alias, model);
  const doubt = unresolved(`is version ${number} by parameter ${parameter}: what publishes versions is not in the template`);
  return { kind: "unresolved", doubt };
}

function besideNewest(number: string, { function: owner }: AliasNode, model: Model): Publishing {
  const question = owner.state === "known" ? functionQuestion(owner.value) : null;
  const versions = question === null ? NOT_ASKED : model.observed({ ...question, kind: "versions" });
  if (versions.state === "unresolved") return { kind: "unresolved", doubt: versions };
  const newest = versions.value?.at(-1)?.version;
  if (newest === number)
    return { kind: "follows", covers: null, withCode: false, how: `is ${number}, the newest that is published` };
  return { kind: "fixed", how: `is ${number}, while ${newest ?? "none"} is the newest that is published` };
}

const NOT_ASKED = unresolved("is of a function that is not known here, and so are its versions");

function ofResource(version: Resource): Publishing {
  if (version.facts.generatedFrom !== null) {
    const isAll = version.at("Metadata", "serverless-fitness", "allProperties").boolean();
    const covers = isAll.state === "known" && isAll.value ? "all" : "code";
    return {
      kind: "follows",
      covers,
      withCode: true,
      how: `follows the function's code${covers === "all" ? " and configuration" : ""}`,
    };
  }
  if (isCurrentVersion(version))
    return { kind: "follows", covers: "all", withCode: true, how: "follows the function's code and configuration" };
  if (endsInDigest(version)) return { kind: "follows", covers: null, withCode: true, how: "has a digest in its logical id" };
  const [property, parameter] = replacedBy(version);
  if (property !== null)
    return {
      kind: "follows",
      covers: null,
      withCode: false,
      how: `is replaced with each new value of parameter ${parameter} in its ${property}`,
    };
  return { kind: "fixed", how: `has the fixed logical id ${version.logicalId}: CloudFormation never publishes a second one` };
}

/** The CDK's `currentVersion` ends in a digest of the function, behind that of the construct's path. */
function isCurrentVersion({ logicalId }: Resource): boolean {
  return /CurrentVersion[0-9A-F]{8}[0-9a-f]{32}$/.test(logicalId);
}

/** Of a build, such as the Serverless Framework's: a digest or a date, which no person writes. */
function endsInDigest(version: Resource): boolean {
  const { label } = version;
  const hexadecimal = /[0-9a-f]{8,}$/i.exec(label)?.[0] ?? "";
  const base64 = /Version([A-Za-z0-9]{24,})$/.exec(label)?.[1] ?? "";
  return /\d.*\d/.test(hexadecimal) || /\d/.test(base64);
}

/** What may differ from one deployment to the next makes CloudFormation replace the version. */
function replacedBy(version: Resource): readonly [string, string] | readonly [null, null] {
  for (const property of ["CodeSha256", "Description"]) {
    const [parameter] = parametersIn(rawProperty(version, property), version);
    if (parameter !== undefined) return [property, parameter];
  }
  return [null, null];
}

function rawProperty({ facts }: Resource, name: string): Json | undefined {
  const properties = facts.body["Properties"];
  return isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** The template's own parameters that the value refers to. */
function parametersIn(node: Json | undefined, { stack }: Resource): readonly string[] {
  const { Parameters } = stack.facts.template;
  const found = referencesIn(node);
  return found.filter((name) => Object.hasOwn(Parameters, name));
}

function referencesIn(node: Json | undefined): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item: Json) => referencesIn(item));
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === "Ref" && typeof value === "string") return [value];
    const substituted = key !== "Fn::Sub" ? null : Array.isArray(value) ? value[0] : value;
    const names = typeof substituted === "string" ? [...substituted.matchAll(/\$\{([^!.}][^.}]*)\}/g)] : [];
    return [...names.map((match) => match[1] ?? ""), ...referencesIn(value)];
  });
}
