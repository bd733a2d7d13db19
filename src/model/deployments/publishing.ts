// What publishes the version of an alias: CloudFormation only creates another version under another logical id, or by replacement.
import type { AliasNode, WithFunctions } from "../functions/function.ts";
import { type Json, property } from "../json.ts";
import type { WithObservations } from "../observed/observations.ts";
import { functionQuestion } from "../observed/own-questions.ts";
import type { Resource } from "../resource.ts";
import { unresolved } from "../value.ts";
import { CONFIGURATION_UNKNOWN, fixed, follows, type Publishing } from "./publishing-state.ts";
import { piecesOf } from "./text-pieces.ts";
import { rawProperty } from "./version-coverage.ts";
import { followedByBuild, followedByCurrentVersion, followedBySam } from "./version-digest.ts";

export function publishingOf(alias: AliasNode, model: WithFunctions & WithObservations): Publishing {
  const { version } = alias;
  switch (version.kind) {
    case "latest":
      return fixed(`is ${version.name}: the alias never points at a published version`);
    case "number":
      return ofNumber(version.number, alias, model);
    case "unresolved":
      return { kind: "unresolved", doubt: version.doubt };
    case "published":
      return version.resource === null
        ? { kind: "unresolved", doubt: unresolved("is not there: its condition is false") }
        : ofResource(version.resource, alias, model);
  }
}

/** A live alias that points at another version than its template says. */
function isMoved({ facts: { body, declaredBody } }: Resource): boolean {
  const declared = property(property(declaredBody, "Properties"), "FunctionVersion");
  return declaredBody !== undefined && declared !== property(property(body, "Properties"), "FunctionVersion");
}

function ofNumber(number: string, alias: AliasNode, model: WithObservations): Publishing {
  const { resource } = alias;
  const [parameter] = parametersIn(rawProperty(resource, "FunctionVersion"), resource);
  if (isMoved(resource)) return besideNewest(number, alias, model);
  if (parameter === undefined) return fixed(`is ${number}, a number in the template: nothing newer is ever deployed`);
  // The deployer sets the parameter and publishes the version; the result is only visible live.
  if (resource.stack.facts.deployed !== undefined) return besideNewest(number, alias, model);
  const doubt = unresolved(`is version ${number} (parameter ${parameter}); the template does not show what publishes versions`);
  return { kind: "unresolved", doubt };
}

function besideNewest(number: string, { function: owner }: AliasNode, model: WithObservations): Publishing {
  const question = owner.state === "known" ? functionQuestion(owner.value) : null;
  const versions = question === null ? NOT_ASKED : model.observed({ ...question, kind: "versions" });
  if (versions.state === "unresolved") return { kind: "unresolved", doubt: versions };
  const newest = versions.value?.at(-1)?.version;
  if (newest === number) return follows(`is ${number}, the latest published version`, [], CONFIGURATION_UNKNOWN);
  return fixed(`is ${number}, but the latest published version is ${newest ?? "unknown"}`);
}

const NOT_ASKED = unresolved("is of an unknown function, so its versions are unknown too");

function ofResource(version: Resource, alias: AliasNode, model: WithFunctions): Publishing {
  const named = model.functionIndex.find(version.property("FunctionName").symbol(), version.stack);
  const own = alias.function.state === "known" ? alias.function.value : null;
  const node = named.state === "known" ? named.value.function : own;
  if (version.facts.generatedFrom !== null) return followedBySam(version, node);
  const replaced = replacedBy(version);
  if (replaced !== null) return replaced;
  if (isCurrentVersion(version)) return followedByCurrentVersion(node);
  if (endsInDigest(version)) return followedByBuild(node);
  return fixed(`has the fixed logical id ${version.logicalId}: CloudFormation never publishes another version`);
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
function replacedBy(version: Resource): Publishing | null {
  for (const name of ["CodeSha256", "Description"]) {
    const [parameter] = parametersIn(rawProperty(version, name), version);
    if (parameter !== undefined)
      return follows(`is replaced with each new value of parameter ${parameter} in its ${name}`, [], CONFIGURATION_UNKNOWN);
  }
  return null;
}

/** The template's own parameters that the value refers to. */
function parametersIn(node: Json | undefined, { stack }: Resource): readonly string[] {
  return piecesOf(node, stack).flatMap((piece) => (piece.kind === "parameter" ? [piece.name] : []));
}
