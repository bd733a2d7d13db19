// Whether an AWS service may send to a queue or topic: by its policy, and by its encryption key.

import { byAction } from "../functions/allowed-action.ts";
import { below, elements, entries, isText, items, type Place, placesAt } from "../invocations/place.ts";
import { mapOrText } from "../resolve/token-json.ts";
import type { Resource } from "../resource.ts";
import type { System, WithSystem } from "../system.ts";
import type { Unresolved, Value } from "../value.ts";
import { servicePrincipal } from "./invoke-permission.ts";

export type ServiceAccess =
  /** `by` is the policy that allows it; null for the policy that every topic has by default. */
  | { readonly kind: "allowed"; readonly by: Resource | null }
  /** `why` is a sentence about the queue or topic: `has no policy that allows events.amazonaws.com send to it`. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unresolved"; readonly because: Unresolved; readonly by: Resource };

interface Kind {
  readonly policies: readonly string[];
  /** The properties of a policy that name what it is on. */
  readonly on: readonly string[];
  readonly action: string;
  /** What holds without a policy. */
  readonly isOpen: boolean;
}

const KINDS: ReadonlyMap<string, Kind> = new Map([
  [
    "AWS::SQS::Queue",
    {
      policies: ["AWS::SQS::QueuePolicy", "AWS::SQS::QueueInlinePolicy"],
      on: ["Queues", "Queue"],
      action: "sqs:SendMessage",
      isOpen: false,
    },
  ],
  [
    "AWS::SNS::Topic",
    {
      policies: ["AWS::SNS::TopicPolicy", "AWS::SNS::TopicInlinePolicy"],
      on: ["Topics", "TopicArn"],
      action: "sns:Publish",
      isOpen: true,
    },
  ],
]);

/**
 * @param service the first part of its principal: `events`
 *
 * A denial and a statement's conditions are not evaluated: what a policy allows under a condition counts as allowed.
 */
export function serviceAccess(to: Resource, service: string, model: WithSystem): ServiceAccess {
  const kind = KINDS.get(to.type);
  if (kind === undefined) return { kind: "allowed", by: null };
  const byKey = accessByKey(to, service, model.system);
  const byPolicies = accessByPolicies(to, kind, service, model);
  if (byKey === null) return byPolicies;
  if (byKey.kind === "refused")
    return byPolicies.kind === "refused" ? { kind: "refused", why: `${byKey.why}, and it ${byPolicies.why}` } : byKey;
  return byPolicies.kind === "refused" ? byPolicies : byKey;
}

/** null where the key allows the service, or there is no key. */
function accessByKey(to: Resource, service: string, system: System): ServiceAccess | null {
  const key = managedKeyOf(to);
  if (key !== null) return { kind: "refused", why: `is encrypted with ${key}, which ${service}.amazonaws.com cannot use` };
  const own = keyOf(to, system);
  const answer = own && allows(own, { property: "KeyPolicy", service, action: "kms:GenerateDataKey" }, system);
  if (own === null || answer === null || answer === true) return null;
  return answer === false
    ? { kind: "refused", why: `is encrypted with ${own.label}, whose policy does not allow ${service}.amazonaws.com to use it` }
    : { kind: "unresolved", because: answer, by: own };
}

function accessByPolicies(to: Resource, kind: Kind, service: string, model: WithSystem): ServiceAccess {
  const policies = policiesOn(to, kind, model.system);
  const answers = policies.map(({ policy, doubt }) => ({
    policy,
    answer: doubt ?? allows(policy, { property: "PolicyDocument", service, action: kind.action }, model.system),
  }));
  const open = openAmong(answers, kind);
  if (answers.some(({ answer }) => answer === true)) return { kind: "allowed", by: allowingAmong(answers) };
  if (open !== null) return open;
  if (kind.isOpen && policies.length === 0) return { kind: "allowed", by: null };
  return { kind: "refused", why: `has no policy that allows ${service}.amazonaws.com to send to it` };
}

interface Answer {
  readonly policy: Resource;
  readonly answer: boolean | Unresolved;
}

/** One that certainly exists, where there is one. */
function allowingAmong(answers: readonly Answer[]): Resource | null {
  const allowing = answers.flatMap(({ policy, answer }) => (answer === true ? [policy] : []));
  return allowing.find(({ presence }) => presence.state === "known") ?? allowing[0] ?? null;
}

/** Without a policy that refuses, what is open to all lets the service in. */
function openAmong(answers: readonly Answer[], { isOpen }: Kind): ServiceAccess | null {
  for (const { policy, answer } of answers) {
    const doubt = typeof answer === "object" ? answer : isOpen ? policy.presence : null;
    if (doubt?.state === "unresolved") return { kind: "unresolved", because: doubt, by: policy };
  }
  return null;
}

/** With where its name comes from. The policy of a key of AWS cannot be changed: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
function managedKeyOf(to: Resource): string | null {
  const key = to.property("KmsMasterKeyId").text();
  if (key.state !== "known" || !/^alias\/aws\/|:alias\/aws\//.test(key.value)) return null;
  const from = key.origin === undefined ? "" : ` (${key.origin})`;
  return `${key.value.replace(/^.*:/, "")}${from}`;
}

/** The key of the audited stacks that encrypts it; one without a policy, or named by an alias, is not judged. */
function keyOf(to: Resource, system: System): Resource | null {
  const key = system.find(to.property("KmsMasterKeyId").symbol(), to.stack, ["AWS::KMS::Key"]);
  if (key.state !== "known" || key.value.type !== "AWS::KMS::Key") return null;
  return key.value.property("KeyPolicy").isAbsent ? null : key.value;
}

interface PolicyOn {
  readonly policy: Resource;
  /** Why it may be on another one. */
  readonly doubt: Unresolved | null;
}

function policiesOn(to: Resource, { policies, on }: Kind, system: System): readonly PolicyOn[] {
  return system.resourcesOf(...policies).flatMap((policy): readonly PolicyOn[] => {
    const lists = on.flatMap((name) => placesAt(policy, name));
    const targets = lists.flatMap(elements).map((place) => system.find(place.node.symbol(), policy.stack, [to.type]));
    if (targets.some((target) => target.state === "known" && target.value === to)) return [{ policy, doubt: null }];
    const open = targets.find((target) => target.state === "unresolved" && target.elsewhere !== true);
    const doubt =
      open?.state === "unresolved" ? open : on.map((name) => policy.property(name).doubt).find((each) => each !== null);
    return doubt == null ? [] : [{ policy, doubt }];
  });
}

interface Request {
  /** The property that holds the policy. */
  readonly property: string;
  readonly service: string;
  readonly action: string;
}

function allows(policy: Resource, { property, service, action }: Request, system: System): boolean | Unresolved {
  const documents = placesAt(policy, property).map((place) => ({
    ...place,
    node: mapOrText(place.node, system.resolver),
  }));
  const lists = documents.flatMap((document) => below(document, "Statement"));
  const answers = lists.flatMap(statementsIn).map((statement) => byStatement(statement, service, action, system));
  const open = [...documents, ...lists].map(({ node }) => node.doubt).find((doubt) => doubt !== null);
  return answers.includes(true) || (answers.find((answer) => answer !== false) ?? open ?? false);
}

/** A single statement need not be a list. */
function statementsIn(list: Place): readonly Place[] {
  return list.node.items().state === "known" ? items(list) : [list];
}

function byStatement(statement: Place, service: string, action: string, system: System): boolean | Unresolved {
  const effect = statement.node.at("Effect").text();
  if (effect.state === "unresolved") return effect;
  if (effect.state === "known" && effect.value.toLowerCase() !== "allow") return false;
  const isFor = isForService(statement, service, system);
  if (isFor === false) return false;
  const allowed = byAction(statement, action);
  if (allowed !== true) return allowed;
  return isFor === true ? (statement.doubt ?? true) : isFor;
}

/** `"*"`, `{ AWS: "*" }`, `{ Service: … }`. */
function isForService(statement: Place, service: string, system: System): boolean | Unresolved {
  const named = below(statement, "Principal").flatMap((place) =>
    isText(place.node)
      ? [place]
      : entries(place).flatMap(([kind, names]) => (kind === "Service" || kind === "AWS" ? elements(names) : [])),
  );
  const principals = named
    .map(({ node }) => node.symbol())
    .flatMap((text) => (isArn(text) ? [] : [servicePrincipal(text, system)]));
  if (principals.some(({ principal }) => principal === "*" || principal === service)) return true;
  const written = below(statement, "Principal").map(({ node }) => node.doubt);
  return [...principals.map(({ doubt }) => doubt), ...written].find((doubt) => doubt !== null) ?? false;
}

/** An account, a role or a user is no service, whatever its account is. */
function isArn(text: Value<string>): boolean {
  return text.state === "known" && text.value.startsWith("arn:");
}
