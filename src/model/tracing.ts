// Whether X-Ray traces a function, a REST stage or a state machine.

import type { ApiStageNode } from "./apis/api.ts";
import { isRestStage, stageProperty } from "./apis/api-stage.ts";
import { allowsAction } from "./functions/allowed-action.ts";
import { findNamed } from "./functions/execution-role.ts";
import type { WithSubjects } from "./functions/roles.ts";
import type { WithInvocations } from "./invocations/invocation.ts";
import type { Path } from "./json.ts";
import type { TemplateNode } from "./resolve/node.ts";
import type { Resource } from "./resource.ts";
import type { Target, WithSystem } from "./system.ts";
import type { Unresolved, Value } from "./value.ts";

export type TracingState =
  | { readonly kind: "active"; readonly origin: string | undefined }
  /** In the words of the template: `TracingConfig is PassThrough`; null where nothing is written. */
  | { readonly kind: "inactive"; readonly written: string | null; readonly origin: string | undefined }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

export interface Tracing {
  readonly resource: Resource;
  /** Where it is set, below the resource's body. */
  readonly path: Path;
  readonly state: TracingState;
}

export function tracingOfFunction(resource: Resource): Tracing {
  const mode = resource.property("TracingConfig", "Mode").text("Active");
  return {
    resource,
    path: ["Properties", "TracingConfig"],
    state: stateOf(mode, (text) => text === "Active", "TracingConfig.Mode"),
  };
}

/** The stages of REST APIs: the other kinds of API are not traced. */
export function tracingOfStages(stages: readonly ApiStageNode[]): readonly Tracing[] {
  return stages.filter(isRestStage).map((stage) => {
    const { node, path } = stageProperty(stage, "TracingEnabled");
    return { resource: stage.resource, path, state: switchedOn(node, "TracingEnabled") };
  });
}

export interface StateMachineTracing extends Tracing {
  readonly role: TracingRole;
}

/** The role that has to write the traces. */
export interface TracingRole {
  readonly target: Target<Resource>;
  /** Whether it allows that; null where the role is not in the audited stacks, or what it allows is unknown. */
  readonly mayWrite: boolean | null;
  /** The role and the policy that allows it, as far as they are in the audited stacks. */
  readonly walked: readonly Resource[];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html: without it no trace arrives. */
export const WRITE_TRACES = "xray:PutTraceSegments";

export function tracingOfStateMachines(model: WithInvocations & WithSubjects & WithSystem): readonly StateMachineTracing[] {
  const machines = model.system.resourcesOf("AWS::StepFunctions::StateMachine");
  return machines
    .filter((machine) => !isInfrastructure(machine, model))
    .map((resource) => {
      const node = resource.property("TracingConfiguration", "Enabled");
      return {
        resource,
        path: ["Properties", "TracingConfiguration"],
        state: switchedOn(node, "TracingConfiguration.Enabled"),
        role: tracingRole(resource, model),
      };
    });
}

function tracingRole(machine: Resource, model: WithSystem): TracingRole {
  const target = findNamed(machine.property("RoleArn").symbol(), machine, ["AWS::IAM::Role"], model.system);
  if (target.state !== "known") return { target, mayWrite: null, walked: [] };
  const { answer, by } = allowsAction(target.value, { action: WRITE_TRACES, target: null }, model);
  const walked = [...new Set([target.value, ...(by === null ? [] : [by])])];
  return { target, mayWrite: typeof answer === "boolean" ? answer : null, walked };
}

/** SAM lets a role that it generates write to X-Ray where tracing is on, and no other. */
export function isRoleGenerated(role: Target<Resource>): boolean {
  return role.state === "known" && role.value.facts.generatedFrom !== null;
}

function switchedOn(node: TemplateNode, name: string): TracingState {
  const value = node.boolean();
  const text: Value<string> = value.state === "known" ? { ...value, value: String(value.value) } : value;
  return stateOf(text, (written) => written === "true", name);
}

function stateOf(value: Value<string>, isActive: (text: string) => boolean, name: string): TracingState {
  if (value.state === "unresolved") return { kind: "unresolved", doubt: value };
  if (value.state === "absent") return { kind: "inactive", written: null, origin: undefined };
  const { origin } = value;
  if (isActive(value.value)) return { kind: "active", origin };
  return { kind: "inactive", written: `${name} is ${value.value}`, origin };
}

/** It calls functions, and only such as are no subjects: the CDK's waiter of a custom resource. */
function isInfrastructure(machine: Resource, model: WithInvocations & WithSubjects): boolean {
  const calls = model.invocations.filter(({ resource }) => resource === machine);
  return calls.length > 0 && calls.every(({ target }) => target.state === "known" && !model.isSubject(target.value.function));
}

/** For a person. A function in mode PassThrough is traced where its caller is. */
export function functionTracingInWords(state: TracingState): string {
  if (state.kind !== "inactive") return tracingInWords(state);
  const from = state.origin === undefined ? "" : `, ${state.origin}`;
  return `starts no traces (${state.written ?? "TracingConfig.Mode is not set"}${from})`;
}

/** For a person: `is traced by X-Ray (the default of parameter Mode)`. */
export function tracingInWords(state: TracingState): string {
  if (state.kind === "unresolved") return "unknown whether X-Ray traces it";
  const from = state.origin === undefined ? "" : ` (${state.origin})`;
  if (state.kind === "active") return `is traced by X-Ray${from}`;
  return `is not traced by X-Ray: ${state.written === null ? "tracing is not enabled" : `${state.written}${from}`}`;
}
