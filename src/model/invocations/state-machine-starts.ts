// Who starts a state machine, and whether through its alias: only those executions are shifted from version to version.
import { isObject } from "../json.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { System } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";

export type Starts =
  /** Everything that starts it does so through an alias. */
  | { readonly kind: "through alias" }
  | { readonly kind: "directly"; readonly by: Resource }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

/** What can start a state machine by naming it, and the property that says that it is switched off. */
const STARTERS: Readonly<Record<string, { readonly below: readonly string[]; readonly off?: readonly [string, string] }>> = {
  "AWS::ApiGateway::Method": { below: ["Integration"] },
  "AWS::ApiGateway::RestApi": { below: ["Body"] },
  "AWS::ApiGatewayV2::Api": { below: ["Body"] },
  "AWS::ApiGatewayV2::Integration": { below: ["RequestParameters"] },
  "AWS::Events::Rule": { below: ["Targets"], off: ["State", "DISABLED"] },
  "AWS::EventsV2::Subscriber": { below: ["InvokeConfiguration"], off: ["State", "STOPPED"] },
  "AWS::IoT::TopicRule": { below: ["TopicRulePayload"] },
  "AWS::Lambda::Function": { below: ["Environment"] },
  "AWS::Pipes::Pipe": { below: [], off: ["DesiredState", "STOPPED"] },
  "AWS::Scheduler::Schedule": { below: ["Target"], off: ["State", "DISABLED"] },
  "AWS::StepFunctions::StateMachine": { below: [] },
};

/** @param alias the one that shifts the traffic of the state machine */
export function startsOf(machine: Resource, alias: Resource, system: System): Starts {
  let throughAlias = false;
  let doubt: Unresolved | null = null;
  for (const resource of startersIn(system)) {
    if (resource === machine) continue;
    const how = howItNames(resource, machine, alias, system);
    if (how === "directly" && resource.type !== "AWS::Lambda::Function") return { kind: "directly", by: resource };
    // What a function does with an ARN in its environment is its own business.
    if (how === "directly") doubt ??= unresolved(`function ${resource.label} refers to the state machine, not only to its alias`);
    throughAlias ||= how === "through alias";
  }
  if (doubt !== null) return { kind: "unresolved", doubt };
  return throughAlias ? { kind: "through alias" } : { kind: "unresolved", doubt: NOBODY };
}

/** What starts a state machine through its alias; null if a function may start it, which does so as often as it likes. */
export function aliasStartersOf(machine: Resource, alias: Resource, system: System): readonly Resource[] | null {
  const starters = startersIn(system).flatMap((resource) => {
    const how = resource === machine ? null : howItNames(resource, machine, alias, system);
    return how === null ? [] : [{ resource, how }];
  });
  if (starters.some(({ resource }) => resource.type === "AWS::Lambda::Function")) return null;
  return starters.flatMap(({ resource, how }) => (how === "through alias" ? [resource] : []));
}

const NOBODY = unresolved(
  "nothing in the audited stacks starts the state machine, which only shifts traffic of executions that are started through its alias",
);

function startersIn(system: System): readonly Resource[] {
  return system.resourcesOf(...Object.keys(STARTERS)).filter((resource) => {
    const [name, value] = STARTERS[resource.type]?.off ?? [];
    const state = name === undefined ? null : resource.property(name).text();
    return state?.state !== "known" || state.value !== value;
  });
}

function howItNames(resource: Resource, machine: Resource, alias: Resource, system: System): "directly" | "through alias" | null {
  const texts = textsBelow(resource.property(...(STARTERS[resource.type]?.below ?? [])));
  const behind = texts.flatMap((text) => behindMentions(text, machine, system));
  if (behind.some((rest) => !/^:(?!\d+(?:\W|$))[\w-]/.test(rest))) return "directly";
  const isThroughAlias = behind.length > 0 || texts.some((text) => behindMentions(text, alias, system).length > 0);
  return isThroughAlias ? "through alias" : null;
}

/** All texts in a value, those of both branches of an undecided `Fn::If`. */
function textsBelow(node: TemplateNode): readonly string[] {
  return node.alternatives().flatMap((each): readonly string[] => {
    const head = each.head();
    if (head.state !== "known") return [];
    const { raw } = head.value;
    if (Array.isArray(raw)) return raw.flatMap((_, index) => textsBelow(each.at(index)));
    if (isObject(raw)) return Object.keys(raw).flatMap((key) => textsBelow(each.at(key)));
    const text = each.symbol();
    return text.state === "known" ? [text.value] : [];
  });
}

/** What follows each mention of a resource in a text: behind a state machine `:live` is an alias, and `:3` a version. */
function behindMentions(text: string, resource: Resource, system: System): readonly string[] {
  const { symbols } = system;
  const pieces = symbols.pieces(text);
  const tokens = pieces.flatMap((piece, index) => {
    const token = isLiteral(piece) ? null : symbols.sole(piece);
    const isIt = token?.kind === "attribute" && token.stack === resource.stack.name && token.logicalId === resource.logicalId;
    return isIt ? [pieces.slice(index + 1).join("")] : [];
  });
  const [, ...named] = text.split(`:stateMachine:${system.nameOf(resource)}`);
  return [...tokens, ...named];
}
