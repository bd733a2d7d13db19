// The facts of a template as our own source and linker tell them, in the words of plain-facts.ts beside it.
import type { RollbackAlarm } from "../../src/model/alarms/alarm.ts";
import type { FunctionReference, Qualifier } from "../../src/model/functions/function.ts";
import type { Invocation } from "../../src/model/invocations/invocation.ts";
import type { Model } from "../../src/model/model.ts";
import { resolveCondition } from "../../src/model/resolve/conditions.ts";
import type { TemplateNode } from "../../src/model/resolve/node.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { System, Target } from "../../src/model/system.ts";
import type { Value } from "../../src/model/value.ts";

const UNDECIDED = "${…}";

/** Facts of the first stack, as lines that begin with their kind. */
export function linkedFacts(model: Model): string[] {
  const [stack] = model.stacks;
  if (stack === undefined) return [];
  const own = model.resources.filter((resource) => resource.stack === stack);
  const isOwn = ({ resource }: { readonly resource: Resource }): boolean => resource.stack === stack;
  return [
    ...Object.keys(stack.facts.template.Conditions).map(
      (name) => `definition ${name} ${told(resolveCondition(name, stack.scope, model.system.resolver))}`,
    ),
    ...presences(model),
    ...versions(own, model),
    ...model.aliases.filter(isOwn).map((alias) => {
      const version = alias.version.kind === "published" ? "version" : alias.version.kind;
      const owner = nodeName(alias.function);
      return `alias ${alias.resource.logicalId} ${owner}:${alias.label} → ${owner}:${version}`;
    }),
    ...groups(model),
    ...shifts(model),
    ...model.invocations.filter(isOwn).map(invocation),
    ...asynchronous(own, model),
    ...permissions(own, model),
    ...own.flatMap((resource) => tags(resource, model.system)),
  ];
}

function short(type: string): string {
  return type.replace("AWS::", "");
}

function told(value: Value<boolean>): string {
  return value.state === "known" ? String(value.value) : UNDECIDED;
}

/** Of all resources that the source read: what is certainly absent is not in the model. */
function presences(model: Model): string[] {
  const [facts] = model.system.facts.stacks;
  return [...(facts?.resources.values() ?? [])].map(({ logicalId, type, body }) => {
    if (body["Condition"] === undefined) return `resource ${type} ${logicalId}`;
    const presence = model.system.resource(facts?.name ?? "", logicalId)?.presence;
    const is = presence === undefined ? "false" : presence.state === "known" ? "true" : UNDECIDED;
    return `condition ${type} ${logicalId} ${body["Condition"]} ${is}`;
  });
}

function versions(own: readonly Resource[], model: Model): string[] {
  return own
    .filter(({ type }) => type === "AWS::Lambda::Version")
    .map((version) => `version ${version.logicalId} of ${ownerOf(version, model)}`);
}

function groups(model: Model): string[] {
  return model.deployments.groups.flatMap((group) => {
    const { resource, application, configuration } = group;
    const { logicalId: id } = resource;
    const name = configuration.state === "known" ? configuration.value.name : nameOf(configuration);
    const alarms = model.alarmIndex.rollbackAlarmsOf(group);
    const watched = alarms.state === "known" ? alarms.value.map(alarmName) : alarms.state === "absent" ? [] : [UNDECIDED];
    const events = listed(resource.property("AutoRollbackConfiguration", "Events"), model.system);
    return [
      `group ${id} of ${resourceName(application)} ${bare(name)}`,
      ...watched.map((alarm) => `alarm ${id} ${alarm}`),
      ...events.map((event) => `rollback ${id} ${event}`),
    ];
  });
}

/** An alarm of the template by its logical id, another one by its name. */
function alarmName({ alarm, name }: RollbackAlarm): string {
  return alarm.state === "known" ? alarm.value.resource.logicalId : name;
}

const HOOKS = { before: "BeforeAllowTrafficHook", after: "AfterAllowTrafficHook" } as const;

function shifts(model: Model): string[] {
  return model.aliases.flatMap((alias) => {
    const link = model.deployments.linkOf(alias);
    if (link.state === "absent") return [];
    const { logicalId } = alias.resource;
    if (link.state === "unresolved") return [`shift ${logicalId} ${UNDECIDED}`];
    const { group, application, hooks } = link.value;
    return [
      `shift ${logicalId} ApplicationName ${resourceName(application)}`,
      `shift ${logicalId} DeploymentGroupName ${nodeName(group)}`,
      ...hooks.map((hook) => `hook ${logicalId} ${HOOKS[hook.when]} ${bare(shown(hook.function, model.system))}`),
    ];
  });
}

/** What has its authorizers in an API definition. */
const DEFINED: ReadonlySet<string> = new Set(["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"]);
const API_KINDS: ReadonlySet<string> = new Set(["rest-api", "http-api", "websocket-api"]);

function invocation({ kind, resource, detail, target }: Invocation): string {
  const told = detail?.replace(/ → .*/, "") ?? "";
  const isInDefinition = kind === "authorizer" && DEFINED.has(resource.type);
  const route = API_KINDS.has(kind) ? told : isInDefinition ? `authorizer ${told}` : "";
  return `invokes ${short(resource.type)} ${resource.logicalId} ${route} → ${referenceName(target)}`;
}

function permissions(own: readonly Resource[], model: Model): string[] {
  return own
    .filter(({ type }) => type === "AWS::Lambda::Permission")
    .map((permission) => `permission ${shown(permission.property("Principal"), model.system)} → ${ownerOf(permission, model)}`);
}

/** What is configured for asynchronous invocations, and for which qualifier. */
function asynchronous(own: readonly Resource[], model: Model): string[] {
  return own
    .filter(({ type }) => type === "AWS::Lambda::EventInvokeConfig")
    .flatMap((config) => {
      const owner = ownerOf(config, model);
      const qualifier = shown(config.property("Qualifier"), model.system);
      return [`asynchronous ${owner}:${qualifier}`, `invokes Lambda::EventInvokeConfig ${config.logicalId}  → ${owner}`];
    });
}

function ownerOf(resource: Resource, model: Model): string {
  return referenceName(model.functionIndex.find(resource.property("FunctionName").symbol(), resource.stack));
}

/** A list of keys and values, or a map. */
function tags(resource: Resource, system: System): string[] {
  const node = resource.property("Tags");
  const head = node.head();
  if (head.state === "absent") return [];
  const line = (key: string, value: TemplateNode): string =>
    `tag ${short(resource.type)} ${resource.logicalId} ${key}=${shown(value, system)}`;
  if (head.state === "known" && Array.isArray(head.value.raw)) {
    const items = node.items();
    if (items.state !== "known") return [line(UNDECIDED, node)];
    return items.value.map((item) => line(shown(item.at("Key"), system), item.at("Value")));
  }
  const entries = node.entries();
  return entries.state === "known" ? entries.value.map(([key, value]) => line(key, value)) : [line(UNDECIDED, node)];
}

function listed(node: TemplateNode, system: System): string[] {
  const items = node.items();
  if (items.state === "known") return items.value.map((item) => bare(shown(item, system)));
  return items.state === "absent" ? [] : [UNDECIDED];
}

function shown(node: TemplateNode, system: System): string {
  const text = node.symbol();
  return text.state === "known" ? system.symbols.display(text.value) : text.state === "absent" ? "undefined" : UNDECIDED;
}

function bare(text: string): string {
  return text.replace(/^\$\{(\w+)\}$/, "$1");
}

function referenceName(target: Target<FunctionReference>): string {
  if (target.state !== "known") return "elsewhere";
  return `${target.value.function.resource.logicalId}${qualifierName(target.value.qualifier)}`;
}

function qualifierName(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case "none":
      return "";
    case "latest":
      return ":$LATEST";
    case "alias":
      return `:${qualifier.alias.label}`;
    case "version":
      return ":version";
    case "unknown alias":
      return `:${qualifier.name}, which is no alias`;
    case "unresolved":
      return `:${UNDECIDED}`;
  }
}

function nodeName(target: Target<{ readonly resource: Resource }>): string {
  return target.state === "known" ? target.value.resource.logicalId : nameOf(target);
}

function resourceName(target: Target<Resource>): string {
  return target.state === "known" ? target.value.logicalId : nameOf(target);
}

function nameOf(target: Exclude<Target<unknown>, { readonly state: "known" }>): string {
  if (target.state === "external" || target.state === "missing") return target.name;
  return target.state === "absent" ? "undefined" : UNDECIDED;
}
