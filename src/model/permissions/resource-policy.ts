// Resource-based policies of functions: each statement counts like a permission.

import { byAction } from "../functions/allowed-action.ts";
import type { FunctionReference, Qualifier, WithFunctions } from "../functions/function.ts";
import { takesIn } from "../functions/policy-resource.ts";
import { below, elements, entries, isText, items, type Place, placesAt } from "../invocations/place.ts";
import { mapOrText } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import type { System, Target, WithSystem } from "../system.ts";
import { absent, type Unresolved, unresolved, type Value } from "../value.ts";
import { type InvokePermission, servicePrincipal } from "./invoke-permission.ts";

const ACTIONS = ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"] as const;

/** What each statement lets in. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-resourcepolicy.html */
export function policyPermissions(model: WithFunctions & WithSystem): readonly InvokePermission[] {
  return model.system.resourcesOf("AWS::Lambda::ResourcePolicy").flatMap((policy) => {
    const target = model.functionIndex.find(policy.property("ResourceArn").symbol(), policy.stack);
    const documents = placesAt(policy, "PolicyDocument").map((place) => ({
      ...place,
      node: mapOrText(place.node, model.system.resolver),
    }));
    const statements = documents.flatMap((document) => below(document, "Statement")).flatMap(items);
    const open = [...documents, ...documents.flatMap((document) => below(document, "Statement"))].find(({ node }) => node.doubt);
    const unread = open?.node.doubt ? unreadPolicy(policy, target, open.node.doubt) : [];
    return [...statements.flatMap((statement) => ofStatement(statement, target, model.system)), ...unread];
  });
}

/** It may allow any principal. */
function unreadPolicy(resource: Resource, target: Target<FunctionReference>, doubt: Unresolved): readonly InvokePermission[] {
  return [false, true].map((isForUrls) => ({ resource, target, doubt, principal: "*", isForUrls, sourceArn: absent }));
}

function ofStatement(statement: Place, target: Target<FunctionReference>, system: System): readonly InvokePermission[] {
  const effect = statement.node.at("Effect").text();
  if (effect.state === "known" && effect.value.toLowerCase() !== "allow") return [];
  const on = target.state === "known" ? reaches(statement, target.value, system) : true;
  if (on === false) return [];
  const doubts = [on, statement.doubt, effect].flatMap((value) => (isUnresolved(value) ? [value] : []));
  const { sources, doubt: condition } = sourcesOf(statement);
  return ACTIONS.flatMap((action) => {
    const allowed = byAction(statement, action);
    if (allowed === false) return [];
    const all = [...doubts, ...(allowed === true ? [] : [allowed]), ...(condition === null ? [] : [condition])];
    return principalsOf(statement, system).flatMap(({ principal, doubt }) =>
      sources.map((sourceArn) => ({
        resource: statement.resource,
        target,
        doubt: all[0] ?? doubt,
        principal,
        isForUrls: action === "lambda:InvokeFunctionUrl",
        sourceArn,
      })),
    );
  });
}

function isUnresolved(value: unknown): value is Unresolved {
  return typeof value === "object" && value !== null && "state" in value && value.state === "unresolved";
}

/** A statement holds for the resource of its policy only where its own Resource names it. */
function reaches(statement: Place, { function: owner, qualifier }: FunctionReference, system: System): boolean | Unresolved {
  if (statement.node.at("Resource").isAbsent) return true;
  const name = qualifierText(qualifier);
  const target = { service: "lambda", name: `function:${owner.name}${name === null ? "" : `:${name}`}` };
  return takesIn(below(statement, "Resource"), target, system);
}

function qualifierText(qualifier: Qualifier): string | null {
  switch (qualifier.kind) {
    case "alias":
      return qualifier.alias.symbol;
    case "version":
      return qualifier.version;
    case "latest":
    case "unknown alias":
      return qualifier.name;
    case "none":
    case "unresolved":
      return null;
  }
}

/** `"*"`, `{ Service: … }` or `{ AWS: "*" }`; an account or a role is no service. */
function principalsOf(statement: Place, system: System): readonly Pick<InvokePermission, "principal" | "doubt">[] {
  return below(statement, "Principal").flatMap((principal): readonly Pick<InvokePermission, "principal" | "doubt">[] => {
    if (isText(principal.node)) return [servicePrincipal(principal.node.symbol(), system)];
    const { doubt } = principal.node;
    if (doubt !== null) return [{ principal: null, doubt }];
    return entries(principal)
      .filter(([kind]) => kind === "Service" || kind === "AWS")
      .flatMap(([, names]) => elements(names))
      .map(({ node }) => servicePrincipal(node.symbol(), system))
      .filter((each) => each.principal !== null || each.doubt !== null);
  });
}

const SOURCE = /^(?:ForA\w+:)?(?:Arn|String)(?:Equals|Like)(?:IfExists)?$/;

/** The sources that its conditions name, absent where they name none, and why what else they ask may keep an invocation out. */
function sourcesOf(statement: Place): { readonly sources: readonly Value<string>[]; readonly doubt: Unresolved | null } {
  const conditions = below(statement, "Condition")
    .flatMap(entries)
    .flatMap(([operator, keys]) => entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values })));
  const named = conditions.filter(({ operator, key }) => SOURCE.test(operator) && key === "aws:sourcearn");
  // The account is that of the invocation, as far as the template shows.
  const other = conditions.find((each) => !named.includes(each) && each.key !== "aws:sourceaccount");
  const sources = named.flatMap(({ values }) => sourceTexts(values));
  const doubt = other === undefined ? null : unresolved(`allows it under a condition on ${other.key}`);
  return { sources: named.length === 0 ? [absent] : sources, doubt };
}

function sourceTexts(values: Place): readonly Value<string>[] {
  return elements(values).map(({ node }) => node.symbol());
}
