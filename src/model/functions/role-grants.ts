// What a role allows: whether any of its policies grants every action there is.

import { below, items, type Place, placesAt } from "../invocations/place.ts";
import { mapOrText } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import { findNamed } from "./execution-role.ts";

/** A policy that grants every action, or for which that is unknown. */
export interface Grant {
  /** The role or policy that says so. */
  readonly place: Pick<Place, "resource" | "path">;
  /** What it allows, for a person: `every action (Action: *)`. */
  readonly what: string;
  /** Why it may turn out not to; null where it certainly does. */
  readonly doubt: Unresolved | null;
}

const ROLE = ["AWS::IAM::Role"];
const MANAGED_POLICY = ["AWS::IAM::ManagedPolicy"];
/** AWS's own policies that allow everything, or everything but a few services. */
const ALMIGHTY: ReadonlyMap<string, string> = new Map([
  ["AdministratorAccess", "every action (AdministratorAccess)"],
  ["PowerUserAccess", "every action but those of a few services (PowerUserAccess)"],
]);
/** Which property of a policy names its roles. */
const ATTACHED = [
  ["AWS::IAM::Policy", "Roles"],
  ["AWS::IAM::ManagedPolicy", "Roles"],
  ["AWS::IAM::RolePolicy", "RoleName"],
] as const;

const EVERYTHING = /^\*+(?::\*+)?$/;

/** Those that certainly hold come first. */
export function grantsOfEverything(role: Resource, model: WithSystem): readonly Grant[] {
  const inline = placesAt(role, "Policies")
    .flatMap(items)
    .flatMap((policy) => below(policy, "PolicyDocument"));
  const managed = placesAt(role, "ManagedPolicyArns").flatMap(items);
  const grants = [
    ...[...inline, ...attachedDocuments(role, model)].flatMap((document) => grantsOfDocument(document, model)),
    ...managed.flatMap((place) => grantsOfManaged(place, model)),
    ...unreadLists(role),
  ];
  const isOpen = ({ doubt, place }: Grant): boolean => doubt !== null || place.resource.presence.state === "unresolved";
  return withinBoundary(grants, role, model).sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
}

/** What a permissions boundary does not allow, no policy can. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
function withinBoundary(grants: Grant[], role: Resource, model: WithSystem): Grant[] {
  const [boundary] = placesAt(role, "PermissionsBoundary");
  if (boundary === undefined) return grants;
  const allowed = grantsOfManaged(boundary, model);
  if (boundary.doubt === null && allowed.length === 0) return [];
  const certain = allowed.find(({ doubt }) => doubt === null);
  const doubt = certain === undefined ? (boundary.doubt ?? allowed[0]?.doubt ?? null) : null;
  return grants.map((grant) => ({ ...grant, doubt: grant.doubt ?? doubt }));
}

/** Lists of policies whose values are unknown. */
function unreadLists(role: Resource): readonly Grant[] {
  return ["Policies", "ManagedPolicyArns"].flatMap((name) =>
    placesAt(role, name).flatMap((place): readonly Grant[] =>
      place.node.doubt === null ? [] : [{ place, what: `${name} that are unknown`, doubt: place.node.doubt }],
    ),
  );
}

/** The documents of policies that name the role. */
export function attachedDocuments(role: Resource, model: WithSystem): readonly Place[] {
  return ATTACHED.flatMap(([type, property]) =>
    model.system.resourcesOf(type).flatMap((policy) => {
      const [own] = placesAt(policy, property)
        .flatMap((place) => (place.node.doubt === null ? items(place) : [place]))
        .flatMap((place) => attachment(place, role, model));
      if (own === undefined) return [];
      return placesAt(policy, "PolicyDocument").map((place) => ({ ...place, doubt: own.doubt ?? place.doubt }));
    }),
  );
}

/** A list of roles that names the role, or may name it because the role has a name of its own. */
function attachment(place: Place, role: Resource, { system }: WithSystem): readonly Place[] {
  const target = findNamed(place.node.symbol(), place.resource, ROLE, system);
  if (target.state === "known") return target.value === role ? [place] : [];
  const isNamed = isLiteral(system.nameOf(role)) && place.resource.stack === role.stack;
  return target.state === "unresolved" && isNamed ? [{ ...place, doubt: target }] : [];
}

function grantsOfManaged(place: Place, model: WithSystem): readonly Grant[] {
  const text = place.node.symbol();
  if (text.state === "absent") return [];
  const grant = (what: string, doubt: Unresolved | null): readonly Grant[] => [{ place, what, doubt: place.doubt ?? doubt }];
  if (text.state === "unresolved") return grant("a managed policy", text);
  const [, , , , account, name] = text.value.split(":");
  if (account === "aws" && name !== undefined) {
    const policy = name.slice(name.lastIndexOf("/") + 1);
    if (!isLiteral(policy)) return grant("a managed policy", model.system.resolver.literal(policy));
    const almighty = ALMIGHTY.get(policy);
    return almighty === undefined ? [] : grant(almighty, null);
  }
  const target = findNamed(text, place.resource, MANAGED_POLICY, model.system);
  if (target.state === "known")
    return placesAt(target.value, "PolicyDocument")
      .map((document) => ({ ...document, doubt: place.doubt ?? document.doubt }))
      .flatMap((document) => grantsOfDocument(document, model));
  if (target.state === "unresolved") return grant("a managed policy", target);
  const shown = model.system.symbols.display(text.value);
  return grant(
    "a managed policy",
    unresolved(`policy ${shown} is not defined in the audited stacks, so its permissions are unknown`),
  );
}

function grantsOfDocument(written: Place, model: WithSystem): readonly Grant[] {
  const document = { ...written, node: mapOrText(written.node, model.system.resolver) };
  const { doubt } = document.node;
  if (doubt !== null) return [{ place: document, what: "a policy document", doubt }];
  return below(document, "Statement").flatMap((statements) => {
    const { doubt: open } = statements.node;
    if (open !== null) return [{ place: statements, what: "statements", doubt: open }];
    return items(statements).flatMap((statement) => grantsOfStatement(statement, model));
  });
}

function grantsOfStatement(statement: Place, model: WithSystem): readonly Grant[] {
  const effect = statement.node.at("Effect").text("Allow", "Deny");
  if (effect.state === "known" && effect.value.toLowerCase() !== "allow") return [];
  const unsure = statement.doubt ?? (effect.state === "unresolved" ? effect : null);
  const [excepted] = below(statement, "NotAction");
  if (excepted !== undefined)
    return [{ place: excepted, what: "every action but those of its NotAction", doubt: unsure ?? excepted.doubt }];
  return below(statement, "Action").flatMap((list) => {
    const head = list.node.head();
    if (head.state === "unresolved") return [{ place: list, what: "an action", doubt: head }];
    // Text is one action, also where a part of it is unknown.
    if (head.state === "known" && typeof head.value.raw === "string")
      return grantsOfAction({ ...list, doubt: unsure ?? list.doubt }, model);
    return items(list).flatMap((action) => grantsOfAction({ ...action, doubt: unsure ?? action.doubt }, model));
  });
}

function grantsOfAction(action: Place, { system }: WithSystem): readonly Grant[] {
  const text = action.node.symbol("*", "*:*");
  if (text.state !== "known") return [];
  if (EVERYTHING.test(text.value)) return [{ place: action, what: "every action (Action: *)", doubt: action.doubt }];
  // A part of its name is enough to be certain that it is not all actions.
  const isOpen = system.symbols.sole(text.value) !== null;
  return isOpen ? [{ place: action, what: "an action", doubt: system.resolver.literal(text.value) }] : [];
}
