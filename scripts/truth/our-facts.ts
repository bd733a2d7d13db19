// Our facts in the words of the corpus: key → value, one pair for each thing that may be right or wrong.
import type { DeploymentGroupNode } from "../../src/model/deployments/deployment-group.ts";
import type { AliasNode, FunctionNode, Qualifier } from "../../src/model/functions/function.ts";
import { resolveQualifier } from "../../src/model/functions/function.ts";
import type { Invocation } from "../../src/model/invocations/invocation.ts";
import type { Model } from "../../src/model/model.ts";
import { itemsOf } from "../../src/model/resolve/node.ts";
import type { Value } from "../../src/model/value.ts";

export const KINDS: Readonly<Record<Invocation["kind"], string>> = {
  "rest-api": "rest-method",
  "http-api": "http-route",
  "websocket-api": "http-route",
  authorizer: "authorizer",
  "event-source-mapping": "event-source",
  rule: "rule",
  "event-subscriber": "event-subscriber",
  schedule: "schedule",
  "topic-subscription": "sns",
  "bucket-notification": "s3",
  "log-subscription": "logs",
  "function-url": "url",
  "state-machine": "state-machine",
  "appsync-data-source": "appsync",
  "cognito-trigger": "cognito",
  "iot-rule": "iot",
  "firehose-processor": "firehose",
  "target-group": "target-group",
  pipe: "pipe",
  "receipt-rule": "receipt-rule",
  "bedrock-agent": "bedrock-agent",
  "bedrock-flow": "bedrock-flow",
  "agentcore-gateway": "agentcore-gateway",
  "lex-bot": "lex-bot",
  "config-rule": "config-rule",
  "iot-authorizer": "iot-authorizer",
  "iot-provisioning": "iot-provisioning",
  "object-lambda": "object-lambda",
  "transfer-server": "transfer-server",
  "connect-integration": "connect-integration",
  "alarm-action": "alarm-action",
  destination: "destination",
};

/** One fact of the model: what kind, about what, and what it says. */
export interface Fact {
  readonly kind: string;
  readonly about: string;
  readonly says: string;
}

export function factsOfModel(model: Model): readonly Fact[] {
  const { functions } = model.functionIndex;
  return [
    ...functions.flatMap((node) => ofFunction(node, model)),
    // SAM's orphans too: what is a subject is for the checks to say.
    ...model.deployments.groups
      .filter((group) => model.deployments.linksTo(group).length === 0)
      .map(({ resource }) => fact("inert group", resource.logicalId, "inert")),
  ];
}

export function fact(kind: string, about: string, says: string): Fact {
  return { kind, about, says };
}

function ofFunction(node: FunctionNode, model: Model): readonly Fact[] {
  const id = node.resource.logicalId;
  const { presence } = node.resource;
  return [
    fact("function", id, presence.state === "known" ? "present" : "undecided"),
    fact("role", id, model.roles.of(node).kind),
    ...model.functionIndex.aliasesOf(node).flatMap((alias) => ofAlias(id, alias, model)),
    ...invokeConfigs(node, model).map((says) => fact("event invoke config", id, says)),
  ];
}

function ofAlias(id: string, alias: AliasNode, model: Model): readonly Fact[] {
  const about = `${id} ${text(alias.name)}`;
  const link = model.deployments.linkOf(alias);
  const version = fact("alias", about, versionOf(alias));
  if (link.state !== "known") return [version, fact("deployment group", about, link.state === "absent" ? "none" : "undecided")];
  const { group, hooks } = link.value;
  if (group.state !== "known") return [version, fact("deployment group", about, group.state)];
  const named = hooks.map(({ when, function: hook }) => {
    const target = model.functionIndex.find(hook.symbol(), alias.resource.stack);
    return `${when} ${target.state === "known" ? target.value.function.resource.logicalId : target.state}`;
  });
  return [
    version,
    fact("deployment group", about, group.value.resource.logicalId),
    fact("deployment configuration", about, configurationOf(group.value)),
    fact("rollback alarms", about, alarmsOf(group.value, model)),
    fact("automatic rollback", about, rollbackOf(group.value)),
    fact("hooks", about, named.sort().join(", ")),
  ];
}

function versionOf({ version }: AliasNode): string {
  switch (version.kind) {
    case "published":
      return version.resource?.facts.generatedFrom == null ? "resource" : "sam";
    case "number":
      return "number";
    case "latest":
      return "$LATEST";
    case "unresolved":
      return "undecided";
  }
}

function configurationOf({ configuration }: DeploymentGroupNode): string {
  return configuration.state === "known" ? `${configuration.value.kind} ${configuration.value.name}` : "undecided";
}

function alarmsOf(group: DeploymentGroupNode, model: Model): string {
  const enabled = group.resource.property("AlarmConfiguration", "Enabled").boolean();
  const listed = model.alarmIndex.rollbackAlarmsOf(group);
  if (listed.state === "unresolved") return "undecided";
  const alarms = listed.state === "known" ? listed.value : [];
  const shown = alarms.map(({ alarm, name }) => {
    if (alarm.state === "known") return alarm.value.resource.logicalId;
    return alarm.state === "missing" ? "absent" : alarm.state === "external" ? `external ${name}` : "undecided";
  });
  return [isTrue(enabled) ? "enabled" : "off", ...shown.sort()].join(", ");
}

function rollbackOf({ resource }: DeploymentGroupNode): string {
  const enabled = resource.property("AutoRollbackConfiguration", "Enabled").boolean();
  const events = itemsOf(resource.property("AutoRollbackConfiguration", "Events")).map((event) => text(event.text()));
  return [isTrue(enabled) ? "enabled" : "off", ...events.sort()].join(", ");
}

function invokeConfigs(node: FunctionNode, model: Model): readonly string[] {
  return model.system.resourcesOf("AWS::Lambda::EventInvokeConfig").flatMap((config) => {
    const target = model.functionIndex.find(config.property("FunctionName").symbol(), config.stack);
    if (target.state !== "known" || target.value.function !== node) return [];
    const qualifier = config.property("Qualifier").symbol();
    const written = qualifier.state === "known" ? qualifier.value : null;
    return [routeOf(resolveQualifier(written, model.functionIndex.aliasesOf(node), model.system))];
  });
}

/** `alias live`, `bare`, `$LATEST`, `version`, … as the corpus says it. */
export function routeOf(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case "none":
      return "bare";
    case "latest":
      return "$LATEST";
    case "alias":
      return `alias ${text(qualifier.alias.name)}`;
    case "version":
      return "version";
    case "unknown alias":
      return "alias-not-in-template";
    case "unresolved":
      return "undecided";
  }
}

function text(value: Value<string>): string {
  return value.state === "known" ? value.value : value.state;
}

function isTrue(value: Value<boolean>): boolean {
  return value.state === "known" && value.value;
}
