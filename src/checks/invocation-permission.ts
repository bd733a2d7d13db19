// invocation-permission: a permission applies to one qualifier; invocations of another are denied at run time.
import type { Remedy, Subject } from "../assessment.ts";
import type { FunctionReference } from "../model/functions/function.ts";
import { qualifierInWords } from "../model/functions/qualifier.ts";
import type { Invocation } from "../model/invocations/invocation.ts";
import type { Model } from "../model/model.ts";
import { type PermissionUse, permissionUses } from "../model/permissions/permission-use.ts";
import { RESOURCE_POLICY } from "../model/permissions/policy-rivals.ts";
import type { Resource } from "../model/resource.ts";
import { samOriginOf } from "../model/sam-origin.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "invocation-permission",
  title: "every invoke permission is on the invoked qualifier",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "resource-based permission that an invocation needs, or policy that another resource overwrites",
  severity: "error",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const use of permissionUses(model)) {
      const { resource, target } = use.permission;
      if (target.state !== "known" || !model.isSubject(target.value.function)) continue;
      const subject = subjectOf(resource, model);
      const { message, because, fits, walked } = judge(use, target.value);
      const evidence = [target.value.function.resource, resource, ...walked, ...use.rivals];
      const finding = { message, evidence, remedy: remedyFor(use), at: { resource, path: ["Properties", nameOf(resource)] } };
      if (because !== null) yield unknown(subject, { ...finding, because });
      else yield fits ? pass(subject, finding) : fail(subject, finding);
    }
  },
});

/** The property that names what it is on. */
function nameOf(resource: Resource): string {
  return isPolicy(resource) ? "ResourceArn" : "FunctionName";
}

function isPolicy({ type }: Resource): boolean {
  return type === RESOURCE_POLICY;
}

/** For one of a SAM event the function. */
function subjectOf(resource: Resource, { system }: Model): Subject {
  const event = samOriginOf(resource, system);
  return event === null ? { stack: resource.stack, resource, detail: null } : { stack: resource.stack, ...event };
}

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | null;
  readonly walked: readonly Resource[];
}

function judge({ lets, refuses, doubts, rivals }: PermissionUse, { qualifier }: FunctionReference): Judgement {
  const here = `is on ${qualifierInWords(qualifier)}`;
  const [rival, ...others] = rivals;
  if (rival !== undefined) {
    const named = `${rival.label}${others.length > 0 ? ` (and ${others.length} more)` : ""}`;
    const message = `${here}, and so is ${named}: each overwrites the other`;
    return { message, fits: false, because: null, walked: [] };
  }
  const aliases = qualifier.kind === "alias" ? [qualifier.alias.resource] : [];
  const [refused] = byCertainty(refuses);
  if (refused !== undefined) {
    const more = refuses.length > 1 ? ` (and ${refuses.length - 1} more)` : "";
    const message = `${here}, and ${inWords(refused)} invokes ${wantedBy(refused)}${more}: this is denied`;
    return { message, fits: false, because: null, walked: [...aliases, ...walkOf(refused)] };
  }
  const [doubt] = doubts;
  if (doubt !== undefined) {
    const { invocation, because } = doubt;
    const message = `${here}, and it is unknown whether it allows ${inWords(invocation)}`;
    return { message, fits: false, because, walked: [...aliases, ...walkOf(invocation)] };
  }
  const [first] = byCertainty(lets);
  if (first === undefined) return { message: here, fits: true, because: null, walked: aliases };
  const more = lets.length > 1 ? ` (and ${lets.length - 1} more)` : "";
  const message = `${here}, which ${inWords(first)} invokes${more}`;
  return { message, fits: true, because: null, walked: [...aliases, ...walkOf(first)] };
}

function inWords({ resource, detail }: Invocation): string {
  return detail === null ? resource.label : `${detail} of ${resource.label}`;
}

function wantedBy({ target }: Invocation): string {
  return target.state === "known" ? qualifierInWords(target.value.qualifier) : "something else";
}

function walkOf({ resource, along, target }: Invocation): readonly Resource[] {
  const taken =
    target.state === "known" && target.value.qualifier.kind === "alias" ? [target.value.qualifier.alias.resource] : [];
  return [...taken, resource, ...along];
}

function byCertainty(invocations: readonly Invocation[]): readonly Invocation[] {
  const openness = (invocation: Invocation): number =>
    walkOf(invocation).every(({ presence }) => presence.state === "known") ? 0 : 1;
  return [...invocations].sort((a, b) => openness(a) - openness(b));
}

const oneOfTwo =
  "put all statements into the AWS::Lambda::ResourcePolicy of the qualifier and remove its AWS::Lambda::Permission resources, or the opposite";

function remedyFor({ permission, refuses: [refused], rivals }: PermissionUse): Remedy | string {
  if (rivals.length > 0) return oneOfTwo;
  const qualifier = refused === undefined ? "the qualifier that is invoked" : wantedBy(refused);
  return {
    cdk: "let the construct that invokes the function add the permission: pass it the alias, e.g. new LambdaIntegration(alias)",
    sam: "invoke the alias that SAM's permission is on, e.g. ${Function.Alias} in the integration's uri of the API's definition",
    cloudformation: `set the ${nameOf(permission.resource)} of the ${isPolicy(permission.resource) ? "resource policy" : "permission"} to what is invoked (${qualifier}), or invoke what it is on`,
  };
}
