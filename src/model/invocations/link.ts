// All invocations of the system: the candidates of all invoker kinds, resolved to their functions.
import type { ApiIndex } from "../apis/api.ts";
import type { FunctionIndex, FunctionReference } from "../functions/function.ts";
import type { System, Target } from "../system.ts";
import { known } from "../value.ts";
import { agents } from "./agents.ts";
import { alarmActions } from "./alarm-actions.ts";
import { authorizers } from "./authorizers.ts";
import { bucketNotifications } from "./bucket-notifications.ts";
import { type Candidate, type Family, invokesFunction, textOf } from "./candidate.ts";
import { cognitoTriggers } from "./cognito-triggers.ts";
import { dataSources } from "./data-sources.ts";
import { destinations } from "./destinations.ts";
import { eventSourceMappings } from "./event-source-mappings.ts";
import { eventSubscribers } from "./event-subscribers.ts";
import { firehoseProcessors } from "./firehose-processors.ts";
import { functionUrls } from "./function-urls.ts";
import { integrations } from "./integrations.ts";
import { asynchronousKinds, type Invocation } from "./invocation.ts";
import { iotRules } from "./iot-rules.ts";
import { logSubscriptions } from "./log-subscriptions.ts";
import { methods } from "./methods.ts";
import { definitionRoutes } from "./openapi.ts";
import { pipes } from "./pipes.ts";
import { shown } from "./place.ts";
import { receiptRules } from "./receipt-rules.ts";
import { rules } from "./rules.ts";
import { schedules } from "./schedules.ts";
import { serviceCallers } from "./service-callers.ts";
import { stateMachines } from "./state-machines.ts";
import { subscriptions } from "./subscriptions.ts";
import { targetGroups } from "./target-groups.ts";

const FAMILIES: readonly Family[] = [
  methods,
  definitionRoutes,
  integrations,
  authorizers,
  eventSourceMappings,
  rules,
  eventSubscribers,
  schedules,
  subscriptions,
  bucketNotifications,
  logSubscriptions,
  functionUrls,
  stateMachines,
  dataSources,
  cognitoTriggers,
  iotRules,
  firehoseProcessors,
  targetGroups,
  pipes,
  receiptRules,
  agents,
  serviceCallers,
  alarmActions,
  destinations,
];

interface Linked {
  readonly invocation: Invocation;
  readonly candidate: Candidate;
}

/** Every invocation of a function, and every place that can only name one even if unknown which. */
export function linkInvocations(system: System, functions: FunctionIndex, apis: ApiIndex): readonly Invocation[] {
  const groups = new Map<string, Linked[]>();
  for (const candidate of FAMILIES.flatMap((family) => family({ system, apis }))) {
    if (!invokesFunction(candidate, system)) continue;
    const invocation = invocationOf(candidate, functions);
    const key = JSON.stringify([invocation.resource.id, invocation.kind, invocation.detail]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ invocation, candidate }]);
    else group.push({ invocation, candidate });
  }
  return [...groups.values()].flatMap((group) => distinguished(group, system));
}

function invocationOf(candidate: Candidate, functions: FunctionIndex): Invocation {
  const { kind, detail, place } = candidate;
  const target = functions.find(textOf(candidate), place.resource.stack);
  return {
    kind,
    resource: place.resource,
    detail,
    samEvent: candidate.samEvent ?? samEventOf(candidate),
    target,
    enabled: candidate.enabled ?? known(true),
    asynchronous: candidate.asynchronous ?? known(asynchronousKinds.has(kind)),
    shift: candidate.shift ?? { kind: "none" },
    path: place.path,
    along: candidate.along ?? [],
    ...(candidate.stages === undefined ? {} : { stages: candidate.stages }),
  };
}

/** What SAM generates from an event carries its place; an API carries only that of the first of its events. */
function samEventOf({ place }: Candidate): Invocation["samEvent"] {
  const { generatedFrom, type } = place.resource.facts;
  const [properties, events, event, ...rest] = generatedFrom?.path ?? [];
  const isEvent = properties === "Properties" && events === "Events" && typeof event === "string" && rest.length === 0;
  if (generatedFrom === null || !isEvent || API_TYPES.includes(type)) return null;
  return { function: generatedFrom.logicalId, event };
}

const API_TYPES = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"];

/** Invocations that would read the same: alternatives become one, duplicates too, and different ones are distinguished. */
function distinguished(group: readonly Linked[], system: System): readonly Invocation[] {
  const distinct = [...new Map(group.map((linked) => [targetKey(linked.invocation.target), linked])).values()];
  const [first] = distinct;
  if (first === undefined) return [];
  if (distinct.length === 1) return [first.invocation];
  const doubt = group.map(({ candidate }) => candidate.place.doubt).find((each) => each !== null);
  if (doubt !== null && doubt !== undefined && group.every(({ candidate }) => candidate.place.doubt !== null))
    return [{ ...first.invocation, target: doubt }];
  return distinct.map(({ invocation, candidate }) => {
    const to = nameOf(invocation.target, candidate, system);
    return { ...invocation, detail: invocation.detail === null ? to : `${invocation.detail} → ${to}` };
  });
}

function targetKey(target: Target<FunctionReference>): string {
  if (target.state !== "known") return JSON.stringify(target);
  const { function: node, qualifier } = target.value;
  if (qualifier.kind === "alias") return `${node.resource.id} alias ${qualifier.alias.resource.id}`;
  return `${node.resource.id} ${JSON.stringify(qualifier)}`;
}

function nameOf(target: Target<FunctionReference>, candidate: Candidate, system: System): string {
  if (target.state === "known") return target.value.function.resource.logicalId;
  return shown(textOf(candidate), (text) => system.symbols.display(text)) ?? target.state;
}
