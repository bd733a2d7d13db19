// The events of a state machine: each starts an execution with its own role.
import type { Json, JsonObject } from "../../../../model/json.ts";
import type { Draft, Generated, Macro } from "../draft.ts";
import { getAtt, sub, truthy } from "../intrinsics.ts";
import { inlinePolicy, roleFor } from "../role.ts";
import { integrate, referencedApi } from "./api.ts";
import { type EventExpander, eventsOf, type SamEvent, type Target } from "./event.ts";
import { ruleResources } from "./rule.ts";
import { expandScheduleV2Event } from "./schedule-v2.ts";

const expanders = new Map<string, EventExpander>([
  ["Api", expandApiEvent],
  ["CloudWatchEvent", ruleWithRole],
  ["EventBridgeRule", ruleWithRole],
  ["Schedule", ruleWithRole],
  ["ScheduleV2", expandScheduleV2Event],
]);

export const stateMachineEventTypes: ReadonlySet<string> = new Set(expanders.keys());

export function expandStateMachineEvents(draft: Draft, macro: Macro, target: Target): readonly Generated[] {
  const events = eventsOf({ draft, macro, target, role: null });
  return events.flatMap((event) => expanders.get(event.type)?.(event) ?? []);
}

function ruleWithRole(event: SamEvent): readonly Generated[] {
  const given = event.type === "Schedule" ? event.properties["RoleArn"] : undefined;
  if (given !== undefined && given !== null) return ruleResources(event, "StepFunctionsTarget", { RoleArn: given });
  const role = startRole(event, "events.amazonaws.com");
  return [...ruleResources(event, "StepFunctionsTarget", { RoleArn: getAtt(role.id, "Arn") }), role];
}

function startRole(event: SamEvent, service: string): Generated {
  const id = `${event.id}Role`;
  return roleFor({
    id,
    service,
    shared: event.macro.shared,
    path: event.path,
    policies: [inlinePolicy(`${id}StartExecutionPolicy`, "states:StartExecution", event.target.arn)],
    properties: {
      PermissionsBoundary: truthy(event.macro.properties["PermissionsBoundary"])
        ? event.macro.properties["PermissionsBoundary"]
        : undefined,
    },
  });
}

function expandApiEvent(event: SamEvent): readonly Generated[] {
  const { Path: path, Method: method, RestApiId, UnescapeMappingTemplate } = event.properties;
  const role = startRole(event, "apigateway.amazonaws.com");
  const api = referencedApi(event.draft, RestApiId);
  if (api !== null && typeof path === "string" && typeof method === "string") {
    integrate(event, api, {
      path,
      method,
      type: "aws",
      uri: sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"),
      settings: startExecution(getAtt(role.id, "Arn"), requestTemplate(event.target.id, truthy(UnescapeMappingTemplate))),
    });
  }
  return [role];
}

function startExecution(credentials: Json, template: string): JsonObject {
  return {
    responses: { "200": { statusCode: "200" }, "400": { statusCode: "400" } },
    credentials,
    requestTemplates: { "application/json": sub(template) },
  };
}

/** The request becomes the execution's input; unescaped keeps single quotes valid inside JSON. */
function requestTemplate(targetId: string, unescaped: boolean): string {
  const input = "$util.escapeJavaScript($input.json('$'))";
  const arn = `"stateMachineArn": "\${${targetId}}"`;
  return unescaped ? `{"input": "${input}.replaceAll("\\\\'","'")", ${arn}}` : `{"input": "${input}", ${arn}}`;
}
