// api-throttling: an API without its own limits can use up those of the account, and every other API is throttled.
import type { Remedy } from "../assessment.ts";
import type { ApiStageNode } from "../model/apis/api.ts";
import { globalsOf } from "../model/apis/implicit-api.ts";
import { type Gap, type Throttling, throttlingOf, type Unlimited } from "../model/apis/throttling.ts";
import type { Value } from "../model/value.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "api-throttling",
  title: "every API route has its own throttling limits, burst and rate",
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
      const throttling = throttlingOf(stage, model);
      const finding = { message: inWords(throttling), evidence: [resource, ...throttling.walked] };
      const failing = { ...finding, remedy: remedyFor(stage), at: { resource, path: throttling.path } };
      if (throttling.kind === "unresolved") yield unknown(subject, { ...failing, because: throttling.doubt });
      else if (throttling.kind === "unlimited")
        yield fail(subject, isBare(throttling.first) ? { ...failing, lacks: "throttling limits" } : failing);
      else yield pass(subject, finding);
    }
  },
});

function inWords(throttling: Throttling): string {
  switch (throttling.kind) {
    case "unresolved":
      return "unknown whether every route is limited";
    case "general":
      return `limits every route to ${shown(throttling.limits.rate)} requests a second and bursts of ${shown(throttling.limits.burst)}${exceptions(throttling.exceptions)}`;
    case "own":
      return `limits ${throttling.routes === 1 ? "its only route" : `each of its ${throttling.routes} routes`} by rate and burst`;
    case "unlimited":
      return `${unlimitedInWords(throttling.first)}${andOthers(throttling.others)}`;
  }
}

function exceptions(count: number): string {
  if (count === 0) return "";
  return count === 1 ? ", one of them with its own limits" : `, ${count} of them with their own limits`;
}

function shown(limit: Value<number>): string {
  if (limit.state !== "known") return "…";
  return limit.origin === undefined ? String(limit.value) : `${limit.value} (${limit.origin})`;
}

function isBare({ route, rate, burst }: Unlimited): boolean {
  return route === null && rate === "absent" && burst === "absent";
}

function unlimitedInWords(unlimited: Unlimited): string {
  if (isBare(unlimited)) return "no route has its own throttling limits; the account limits apply";
  const { route, rate, burst } = unlimited;
  const gaps = [...gapInWords("rate", rate), ...gapInWords("burst", burst)].join(" and ");
  const meaning = rate === "lifted" || burst === "lifted" ? ", which removes the limit" : "";
  return `${route === null ? "its routes have" : `${route} has`} ${gaps}${meaning}`;
}

function gapInWords(name: string, gap: Gap | null): readonly string[] {
  if (gap === null) return [];
  return [gap === "absent" ? `no ${name} limit` : `a ${name} limit of -1`];
}

function andOthers(count: number): string {
  if (count === 0) return "";
  return count === 1 ? ", and so does another route" : `, and ${count} other routes lack one too`;
}

function remedyFor({ resource, api }: ApiStageNode): Remedy {
  if (api.state === "known" && api.value.kind === "websocket") return remedyOfWebSocket;
  const section = globalsOf(resource);
  if (section === null) return remedy;
  const setting =
    section === "Api"
      ? 'MethodSettings with ResourcePath "/*", HttpMethod "*", ThrottlingRateLimit and ThrottlingBurstLimit'
      : "DefaultRouteSettings with ThrottlingRateLimit and ThrottlingBurstLimit";
  return { ...remedy, sam: `set ${setting} under Globals: ${section}, because the API is SAM's implicit one` };
}

const remedy = {
  cdk: "set throttlingRateLimit and throttlingBurstLimit in deployOptions of the API, or throttle: { rateLimit, burstLimit } on an HttpStage",
  sam: 'set MethodSettings with ResourcePath "/*", HttpMethod "*", ThrottlingRateLimit and ThrottlingBurstLimit, on an HttpApi DefaultRouteSettings with both limits',
  cloudformation:
    'set MethodSettings on the stage with ResourcePath "/*", HttpMethod "*", ThrottlingRateLimit and ThrottlingBurstLimit, on an AWS::ApiGatewayV2::Stage DefaultRouteSettings with both limits',
};

const remedyOfWebSocket = {
  cdk: "set throttle: { rateLimit, burstLimit } on the WebSocketStage",
  sam: "set DefaultRouteSettings with ThrottlingRateLimit and ThrottlingBurstLimit on the AWS::Serverless::WebSocketApi",
  cloudformation: "set DefaultRouteSettings on the AWS::ApiGatewayV2::Stage with ThrottlingRateLimit and ThrottlingBurstLimit",
};
