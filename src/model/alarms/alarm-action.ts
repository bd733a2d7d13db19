// The effect of an alarm's actions: a person is notified, something acts, or nothing happens.

import type { WithFunctions } from "../functions/function.ts";
import { handedOut } from "../messages/handed-out.ts";
import type { WithTopics } from "../messages/topic.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { serviceAccess } from "../permissions/service-access.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { WithSystem } from "../system.ts";
import { known, type Unresolved, unresolved } from "../value.ts";
import type { AlarmNode } from "./alarm.ts";

export type ActionEnd =
  /** `what` completes "the alarm …". */
  | { readonly kind: "reaches"; readonly what: string; readonly path: readonly Resource[] }
  | { readonly kind: "nobody"; readonly what: string; readonly path: readonly Resource[]; readonly lacks?: TopicLack }
  /** A topic without a subscription that others get hold of: they may subscribe. `how` says by what: `output Alerts of stack Shop`. */
  | { readonly kind: "handed out"; readonly topic: Resource; readonly how: string; readonly path: readonly Resource[] }
  | {
      readonly kind: "unresolved";
      readonly doubt: Unresolved;
      readonly path: readonly Resource[];
      readonly lacks?: TopicLack;
    };

/** What a topic lacks, certainly or perhaps. */
export type TopicLack = "access" | "subscription";

/** Their ARNs have no region. */
const GLOBAL = /^AWS::(?:Chatbot|SSMIncidents)::/;

/** Types other than topics and functions that an alarm can name by their own reference. */
const TAKERS: ReadonlyMap<string, string> = new Map([
  ["AWS::AIOps::InvestigationGroup", "starts an investigation in"],
  ["AWS::ApplicationAutoScaling::ScalingPolicy", "scales by"],
  ["AWS::AutoScaling::ScalingPolicy", "scales by"],
  ["AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "tells"],
  ["AWS::Chatbot::SlackChannelConfiguration", "tells"],
  ["AWS::SSMIncidents::ResponsePlan", "starts the incident response plan"],
]);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: services of the ARNs it accepts. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ["aiops", "starts an investigation"],
  ["automate", "stops, reboots or recovers an instance"],
  ["autoscaling", "scales by a policy"],
  ["chatbot", "notifies a chat channel"],
  ["ssm", "opens an OpsItem or an incident"],
  ["ssm-incidents", "starts an incident response plan"],
  ["swf", "stops, reboots or recovers an instance"],
]);

export function endOfAction(action: TemplateNode, alarm: AlarmNode, model: WithFunctions & WithSystem & WithTopics): ActionEnd {
  const text = action.symbol();
  if (text.state === "unresolved") return open(text);
  if (text.state === "absent" || text.value === "") return nobody("has an empty action");
  const token = model.system.symbols.sole(text.value);
  if (token === null) return endOfArn(text.value, alarm, model);
  if (token.kind === "unknown") {
    const { reason, undecided, elsewhere } = token;
    return elsewhere === true ? reaches(`has an action that ${reason}`) : open(unresolved(reason, undecided));
  }
  const resource = model.system.resource(token.stack, token.logicalId);
  return resource === undefined
    ? nobody(`has the action ${token.logicalId}, which does not exist`)
    : endOfResource(resource, token.attribute, alarm, model);
}

/** The action's region, where both are known and it is not the alarm's. */
function otherRegion(region: string | null, { resource }: AlarmNode): string | null {
  const own = resource.stack.facts.region;
  return own !== null && region !== null && region !== "" && isLiteral(region) && region !== own ? region : null;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: regional actions are of the alarm's region. */
function refused(what: string, region: string, { resource }: AlarmNode, ...path: readonly Resource[]): ActionEnd {
  return nobody(
    `has the action ${what} in ${region}; CloudWatch only accepts actions in the alarm's region (${resource.stack.facts.region})`,
    ...path,
  );
}

function endOfResource(resource: Resource, attribute: string, alarm: AlarmNode, model: WithSystem & WithTopics): ActionEnd {
  const region = otherRegion(resource.stack.facts.region, alarm);
  if (region !== null && !GLOBAL.test(resource.type)) return refused(resource.label, region, alarm, resource);
  if (resource.type === "AWS::SNS::Topic") return endOfTopic(resource, model);
  const verb = TAKERS.get(resource.type);
  if (verb !== undefined) return reaches(`${verb} ${resource.label}`, resource);
  if (!resource.type.startsWith("AWS::"))
    return open(
      unresolved(`the action is ${attribute} of the custom resource ${resource.label}, which is only known after deployment`),
    );
  return nobody(`has the action ${resource.label}, but CloudWatch has no alarm action for ${resource.type}`, resource);
}

function endOfArn(arn: string, alarm: AlarmNode, model: WithFunctions & WithSystem & WithTopics): ActionEnd {
  const [prefix, , service = "", region = "", account = ""] = arn.split(":");
  const shown = model.system.symbols.display(arn);
  if (prefix !== "arn") {
    const doubt = model.system.resolver.literal(arn);
    return doubt === null ? nobody(`has the action ${shown}, which is not an ARN`) : open(doubt);
  }
  const other = otherRegion(region, alarm);
  if (other !== null) return refused(model.system.symbols.display(arn), other, alarm);
  if (service === "sns") return endOfTopicArn(arn, isElsewhere(account, alarm.resource), alarm, model);
  if (service === "lambda") return endOfFunction(arn, alarm, model);
  const what = SERVICES.get(service);
  if (what !== undefined) return reaches(`${what} (${model.system.symbols.display(arn.split(":").slice(5).join(":"))})`);
  return open(model.system.resolver.literal(service) ?? unresolved(`the action ${shown} is of an unknown kind`));
}

function isElsewhere(account: string, { stack }: Resource): boolean {
  return isLiteral(account) && stack.facts.account !== null && stack.facts.account !== account;
}

function endOfTopicArn(arn: string, elsewhere: boolean, alarm: AlarmNode, model: WithSystem & WithTopics): ActionEnd {
  const { system, topics } = model;
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  const target = elsewhere ? null : topics.find(known(name), alarm.resource);
  if (target?.state === "known") return endOfTopic(target.value, model);
  const isOwn = (topic: Resource): boolean => mayBeEqual(system.nameOf(topic), name, system.symbols);
  const mayBeOwn = target?.state === "unresolved" && system.resourcesOf("AWS::SNS::Topic").some(isOwn);
  if (mayBeOwn) return open(target);
  return reaches(
    `notifies the topic ${system.symbols.display(name)}, not defined in the audited stacks: its subscriptions are unknown`,
  );
}

function endOfFunction(arn: string, alarm: AlarmNode, model: WithFunctions & WithSystem): ActionEnd {
  const target = model.functionIndex.find(known(arn), alarm.resource.stack);
  if (target.state === "known") return reaches(`invokes ${target.value.function.resource.label}`, target.value.function.resource);
  if (target.state === "missing") return nobody(`invokes ${target.name}, which does not exist`);
  const shown = model.system.symbols.display(arn.slice(arn.indexOf(":function:") + ":function:".length));
  return reaches(`invokes the function ${shown}, not defined in the audited stacks`);
}

/** A topic notifies its subscribers. */
function endOfTopic(topic: Resource, model: WithSystem & WithTopics): ActionEnd {
  const access = serviceAccess(topic, "cloudwatch", model);
  if (access.kind === "refused") return { ...nobody(`notifies ${topic.label}, which ${access.why}`, topic), lacks: "access" };
  if (access.kind === "unresolved")
    return { kind: "unresolved", doubt: access.because, path: [topic, access.by], lacks: "access" };
  const listeners = model.topics.listenersOf(topic);
  const listener = listeners.find(({ resource }) => resource.presence.state === "known") ?? listeners[0];
  if (listener !== undefined) {
    const { resource, protocol } = listener;
    return reaches(`notifies ${topic.label} (${protocol})`, topic, ...(resource === topic ? [] : [resource]));
  }
  const doubt = model.topics.doubtOf(topic);
  if (doubt !== null) return { kind: "unresolved", doubt: doubt.because, path: [topic, doubt.resource], lacks: "subscription" };
  const how = handedOut(topic, model);
  if (how !== null) return { kind: "handed out", topic, how, path: [topic] };
  return { ...nobody(`notifies ${topic.label}, which has no subscription`, topic), lacks: "subscription" };
}

function reaches(what: string, ...path: readonly Resource[]): ActionEnd {
  return { kind: "reaches", what, path };
}

function nobody(what: string, ...path: readonly Resource[]): ActionEnd & { readonly kind: "nobody" } {
  return { kind: "nobody", what, path };
}

function open(doubt: Unresolved): ActionEnd {
  return { kind: "unresolved", doubt, path: [] };
}
