// Which log group is meant: by its name, by its ARN, or by a function's default.
import type { ApiStageNode } from "../apis/api.ts";
import type { System } from "../system.ts";
import { mapValue, type Value } from "../value.ts";
import type { FunctionNode } from "./function.ts";

/** The name of the log group that a function writes to, as text with tokens. */
export function functionLogGroup({ resource, name }: FunctionNode, system: System): string {
  const own = resource.property("LoggingConfig", "LogGroup").symbol();
  return own.state === "known" ? system.concrete(own.value) : system.concrete(`/aws/lambda/${name}`);
}

/** The name of the log group of a stage's access log, as text with tokens; absent without an access log in a log group. */
export function accessLogGroup({ resource }: ApiStageNode, system: System): Value<string> {
  const keys: Readonly<Record<string, readonly string[]>> = {
    "AWS::ApiGateway::Stage": ["AccessLogSetting"],
    "AWS::ApiGateway::Deployment": ["StageDescription", "AccessLogSetting"],
    "AWS::ApiGatewayV2::Stage": ["AccessLogSettings"],
  };
  const destination = resource.property(...(keys[resource.type] ?? []), "DestinationArn").symbol();
  if (destination.state === "known" && /^arn:[^:]*:firehose:/.test(destination.value)) return { state: "absent" };
  return mapValue(destination, (text) => system.concrete(logGroupNameIn(text)));
}

/** `arn:…:log-group:NAME:*`, or the name itself. */
export function logGroupNameIn(text: string): string {
  return /:log-group:(.*?)(?::\*)?$/.exec(text)?.[1] ?? text;
}
