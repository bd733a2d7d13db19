// api-access-log: after an incident only the access log shows who called what, and with which result.
import type { Remedy } from "../assessment.ts";
import { type AccessLog, accessLogOf } from "../model/apis/access-log.ts";
import type { ApiStageNode } from "../model/apis/api.ts";
import { globalsOf } from "../model/apis/implicit-api.ts";
import type { Resource } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "api-access-log",
  title: "every stage of an API writes an access log as JSON",
  characteristic: "reliability",
  scope: "holistic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "API stage",
  severity: "warning",
  options: noOptions,
  *assess({ model, pass, fail, unknown }) {
    for (const stage of model.apis.stages) {
      const { resource } = stage;
      const subject = { stack: resource.stack, resource, detail: null };
      const log = accessLogOf(stage, model.system);
      const { fits, because, destination, ...said } = judge(log);
      const finding = { ...said, evidence: destination === null ? [resource] : [resource, destination] };
      const failing = { ...finding, remedy: remedyFor(stage), at: { resource, path: log.path } };
      if (because !== null) yield unknown(subject, { ...failing, because });
      else if (fits) yield pass(subject, finding);
      else yield fail(subject, failing);
    }
  },
});

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | null;
  readonly destination: Resource | null;
  readonly lacks?: string;
}

function judge({ destination, format }: AccessLog): Judgement {
  if (destination.state === "absent") return { ...bad("writes no access log"), lacks: "an access log" };
  if (destination.state === "missing") return bad(`its access log is written to ${destination.name}, which does not exist`);
  if (destination.state === "unresolved") return open("unknown whether it writes an access log", destination);
  const { label, resource } = destination.value;
  if (format.kind === "absent") return { ...bad(`its access log, to ${label}, has no Format`), destination: resource };
  if (format.kind === "unresolved")
    return { ...open(`unknown whether its access log, to ${label}, is JSON`, format.doubt), destination: resource };
  if (format.kind === "text") return { ...bad(`its access log, to ${label}, ${notJson(format.shown)}`), destination: resource };
  return { message: `writes its access log as JSON to ${label}`, fits: true, because: null, destination: resource };
}

const LENGTH = 60;

/** What begins as an object was meant as JSON: the mistake is rarely at its beginning. */
function notJson(format: string): string {
  const line = format.replaceAll(/\s+/g, " ").trim();
  const isLong = line.length > LENGTH;
  if (line.startsWith("{")) return `begins like JSON but is not valid JSON: ${isLong ? `…${line.slice(-LENGTH)}` : line}`;
  return `is not JSON: ${isLong ? `${line.slice(0, LENGTH)}…` : line}`;
}

function bad(message: string): Judgement {
  return { message, fits: false, because: null, destination: null };
}

function open(message: string, because: Unresolved): Judgement {
  return { message, fits: false, because, destination: null };
}

function remedyFor({ resource, api }: ApiStageNode): Remedy {
  if (api.state === "known" && api.value.kind === "websocket") return remedyOfWebSocket;
  const section = globalsOf(resource);
  if (section === null) return remedy;
  const property = section === "Api" ? "AccessLogSetting" : "AccessLogSettings";
  const sam = `set ${property} with the DestinationArn of a log group and a Format that is a JSON object under Globals: ${section}, because the API is SAM's implicit one`;
  return { ...remedy, sam };
}

const remedy = {
  cdk: "set accessLogDestination and accessLogFormat: AccessLogFormat.jsonWithStandardFields() on the stage",
  sam: "set AccessLogSetting (on an HttpApi AccessLogSettings) with the DestinationArn of a log group and a Format that is a JSON object",
  cloudformation:
    "set AccessLogSetting (on an AWS::ApiGatewayV2::Stage AccessLogSettings) with the DestinationArn of a log group and a Format that is a JSON object",
};

const json = "with the DestinationArn of a log group and a Format that is a JSON object";
const remedyOfWebSocket = {
  ...remedy,
  sam: `set AccessLogSettings on the AWS::Serverless::WebSocketApi ${json}`,
  cloudformation: `set AccessLogSettings on the AWS::ApiGatewayV2::Stage ${json}`,
};
