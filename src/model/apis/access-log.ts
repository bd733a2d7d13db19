// The access log of an API stage: its destination, and whether its format is JSON.

import type { Path } from "../json.ts";
import { type FailureDestination, labelOfExternal } from "../messages/dead-letter.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Missing, System } from "../system.ts";
import { known, mapValue, type Unresolved, type Value } from "../value.ts";
import type { ApiStageNode } from "./api.ts";
import { stageProperty } from "./api-stage.ts";

export type LogFormat =
  | { readonly kind: "json" }
  | { readonly kind: "absent" }
  /** The format as it is written, for a person. */
  | { readonly kind: "text"; readonly shown: string }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved };

export type LogDestination = Value<FailureDestination> | Missing;

export interface AccessLog {
  /** Absent where the stage writes none. */
  readonly destination: LogDestination;
  readonly format: LogFormat;
  readonly path: Path;
}

const DESTINATIONS = ["AWS::Logs::LogGroup", "AWS::KinesisFirehose::DeliveryStream"];

export function accessLogOf(stage: ApiStageNode, system: System): AccessLog {
  const name = stage.resource.type === "AWS::ApiGatewayV2::Stage" ? "AccessLogSettings" : "AccessLogSetting";
  const { node, path } = stageProperty(stage, name);
  return {
    destination: destinationOf(node.at("DestinationArn"), stage, system),
    format: formatOf(node.at("Format"), system),
    path,
  };
}

function destinationOf(node: TemplateNode, { resource }: ApiStageNode, system: System): LogDestination {
  const head = node.head();
  // What another stack exports is set for certain, whatever it is.
  if (head.state === "unresolved" && head.elsewhere !== true) return head;
  const text = node.symbol();
  if (text.state !== "known") return text;
  if (text.value === "") return { state: "absent" };
  const target = system.find(mapValue(text, nameIn), resource.stack, DESTINATIONS);
  if (target.state === "missing") return target;
  if (target.state === "known") return known({ resource: target.value, label: target.value.label });
  if (target.state === "unresolved" && target.undecided.length > 0) return target;
  return known({ resource: null, label: labelOfExternal(text.value, system) });
}

/** The name or the reference that an ARN ends in: both services only write to log groups in the region of the API. */
function nameIn(arn: string): string {
  const [, stream] = arn.split(":deliverystream/");
  const [, group] = arn.split(":log-group:");
  return stream ?? (group ?? arn).replace(/:\*$/, "");
}

/** What the access log of a stage writes into each field of its JSON: the field's name → the variable, `integration.status`. */
export function accessLogFields(stage: ApiStageNode): ReadonlyMap<string, string> {
  const name = stage.resource.type === "AWS::ApiGatewayV2::Stage" ? "AccessLogSettings" : "AccessLogSetting";
  const format = stageProperty(stage, name).node.at("Format").symbol();
  const fields = format.state === "known" ? [...format.value.matchAll(FIELD)] : [];
  return new Map(fields.map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** `"status": "$context.status"`, with the value in quotes or without. */
const FIELD = /"([^"]+)"\s*:\s*"?\$\{?context\.([A-Za-z0-9_.]+)/g;

const VARIABLE = /\$\{?context(?:\.[A-Za-z0-9_-]+|\[[^\]]*\])+\}?/g;

function formatOf(node: TemplateNode, system: System): LogFormat {
  const text: Value<string> = node.symbol();
  if (text.state === "unresolved") return { kind: "unresolved", doubt: text };
  if (text.state === "absent" || text.value.trim() === "") return { kind: "absent" };
  // Either way a zero is JSON, within quotes or without.
  const written = system.symbols.rewrite(text.value.replace(VARIABLE, "0"), () => "0");
  if (isJson(written)) return { kind: "json" };
  const doubt = system.resolver.unknownIn(text.value);
  if (doubt !== null) return { kind: "unresolved", doubt };
  return { kind: "text", shown: system.symbols.display(text.value) };
}

function isJson(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null;
  } catch {
    return false;
  }
}
