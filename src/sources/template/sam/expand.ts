// SAM without the translator: from a SAM template to the CloudFormation resources that the transform would generate.
// Intrinsics stay symbolic: parameter values are used only where the transform itself must know them.

import { emptyObject, isObject, type Json, type JsonObject, type Path, property } from "../../../model/json.ts";
import { expandCapacityProvider, expandMicrovmImage, expandNetworkConnector, expandWebFunction } from "./compute.ts";
import { detachConnectors, expandConnector } from "./connector.ts";
import { addDeploymentResources } from "./deployment-preference.ts";
import { add, type Draft, type Generated, type Macro, macroOf, propertiesOf, startDraft } from "./draft.ts";
import { refuseMisshapenEvents } from "./events/event-shape.ts";
import { functionEventTypes } from "./events/function-events.ts";
import { stateMachineEventTypes } from "./events/state-machine-events.ts";
import { expandFunction } from "./function.ts";
import { applyGlobals } from "./globals.ts";
import { expandGraphQLApi } from "./graphql-api.ts";
import { expandHttpApi } from "./http-api.ts";
import { addDefaultDefinitions, addImplicitApis } from "./implicit-api.ts";
import { textOf } from "./intrinsics.ts";
import { isSamResource, rememberReferences, rewriteReferences } from "./references.ts";
import { expandRestApi } from "./rest-api.ts";
import { expandApplication, expandLayerVersion, expandSimpleTable } from "./small-resources.ts";
import { expandStateMachine } from "./state-machine.ts";
import { expandWebSocketApi } from "./websocket-api.ts";

export interface SamContext {
  /** Given values, not the defaults. */
  readonly parameters: ReadonlyMap<string, Json>;
}

export interface SamResource {
  readonly body: JsonObject;
  /** The SAM resource and the property of it that generated this one; null for what the author wrote. */
  readonly generatedFrom: { readonly logicalId: string; readonly path: Path } | null;
}

export interface SamExpansion {
  readonly resources: ReadonlyMap<string, SamResource>;
  /** The template's, and those that SAM adds. */
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  readonly notes: readonly string[];
}

const typesOfEvents = new Map([
  ["AWS::Serverless::Function", functionEventTypes],
  ["AWS::Serverless::StateMachine", stateMachineEventTypes],
]);

type Expander = (draft: Draft, macro: Macro) => readonly Generated[];

/** In the order in which they are expanded: an API comes after the events that add to it, a connector after all. */
const expanders = new Map<string, Expander>([
  ["AWS::Serverless::Function", expandFunction],
  ["AWS::Serverless::WebFunction", expandWebFunction],
  ["AWS::Serverless::StateMachine", expandStateMachine],
  ["AWS::Serverless::Api", expandRestApi],
  ["AWS::Serverless::HttpApi", expandHttpApi],
  ["AWS::Serverless::WebSocketApi", expandWebSocketApi],
  ["AWS::Serverless::SimpleTable", expandSimpleTable],
  ["AWS::Serverless::LayerVersion", expandLayerVersion],
  ["AWS::Serverless::Application", expandApplication],
  ["AWS::Serverless::GraphQLApi", expandGraphQLApi],
  ["AWS::Serverless::CapacityProvider", expandCapacityProvider],
  ["AWS::Serverless::NetworkConnector", expandNetworkConnector],
  ["AWS::Serverless::MicrovmImage", expandMicrovmImage],
  ["AWS::Serverless::Connector", expandConnector],
]);

/**
 * Expands a template whose intrinsics are in long form.
 *
 * @throws FitnessError for what the transform refuses and an audit cannot read past: a deployment preference without Type or
 * alias, an alias whose name is computed, an event whose path is.
 */
export function expandSam(template: JsonObject, context: SamContext): SamExpansion {
  const draft = startDraft(template, context.parameters);
  refuseEvents(draft);
  addDefaultDefinitions(draft);
  addImplicitApis(draft);
  applyGlobals(draft);
  detachConnectors(draft);
  for (const [type, expand] of expanders) expandAll(draft, type, expand);
  for (const [id, body] of draft.resources) {
    if (isSamResource(body)) draft.notes.push(`${id}: ${textOf(body["Type"])} is not supported and was left unchanged`);
  }
  addDeploymentResources(draft);
  for (const [id, tags] of draft.bucketTags) {
    const bucket = draft.resources.get(id);
    if (bucket !== undefined && tags !== null) propertiesOf(bucket)["Tags"] = tags;
  }
  const outputs = property(template, "Outputs");
  return {
    resources: finishedResources(draft),
    conditions: rewriteReferences(draft, draft.conditions as JsonObject),
    outputs: rewriteReferences(draft, isObject(outputs) ? outputs : emptyObject()),
    notes: draft.notes,
  };
}

function refuseEvents({ authored, parameterDeclarations }: Draft): void {
  for (const [id, body] of Object.entries(authored)) {
    const types = typesOfEvents.get(textOf(property(body, "Type")));
    const events = property(property(body, "Properties"), "Events");
    if (types !== undefined)
      refuseMisshapenEvents(events, { id, types, template: { resources: authored, parameters: parameterDeclarations } });
  }
}

function expandAll(draft: Draft, type: string, expand: Expander): void {
  for (const [id, body] of [...draft.resources]) {
    if (body["Type"] !== type) continue;
    const macro = macroOf(id, body);
    const resources = expand(draft, macro);
    rememberReferences(draft, macro, resources);
    // Implicit APIs and embedded connectors are not written by the user: the resource that made them is known already.
    const maker = Object.hasOwn(draft.authored, id) ? undefined : draft.origins.get(id);
    draft.resources.delete(id);
    for (const resource of resources) add(draft, resource, maker?.logicalId ?? id, maker?.path ?? resource.path);
  }
}

function finishedResources(draft: Draft): ReadonlyMap<string, SamResource> {
  const finished = new Map<string, SamResource>();
  for (const [id, body] of draft.resources) {
    const generatedFrom = isSamResource(body) ? null : (draft.origins.get(id) ?? null);
    finished.set(id, { body: rewriteReferences(draft, body as JsonObject), generatedFrom });
  }
  return finished;
}
