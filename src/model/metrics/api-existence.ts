// Whether API Gateway publishes a series: for the API that its dimensions name, of that API's kind, and for a stage that is there.

import type { AlarmNode } from "../alarms/alarm.ts";
import type { ApiKind, ApiNode, WithApis } from "../apis/api.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved } from "../value.ts";
import { matchKnownApi } from "./api-identity.ts";
import { dimensionTarget } from "./dimension-target.ts";
import type { SeriesJudgement } from "./series-judgement.ts";

export type ApiOfSeries =
  | { readonly kind: "known"; readonly api: ApiNode }
  | { readonly kind: "external"; readonly name: string }
  | Exclude<SeriesJudgement, { readonly kind: "published" }>;

type Dimensions = ReadonlyMap<string, string>;

const TYPES = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"];
/** By name or by id: a text is only ever looked for among the APIs themselves. */
const EXPECTED = { types: TYPES, attributes: ["Ref", "ApiId", "RestApiId"] };

/** The API that `ApiName` or `ApiId` means. */
export function apiOfSeries(given: Dimensions, alarm: AlarmNode, model: WithApis & WithSystem): ApiOfSeries {
  const { stack } = alarm.resource;
  const matches = model.apis.apis.map((api) => ({ api, match: matchKnownApi(given, api, stack, model) }));
  const own = matches.find(({ match }) => match.kind === "this");
  if (own !== undefined) return { kind: "known", api: own.api };
  const missed = matches.find(({ match }) => match.kind === "miss");
  if (missed?.match.kind === "miss") return { kind: "never", reason: missed.match.reason, via: [missed.api.resource] };
  const doubtful = matches.find(({ match }) => match.kind === "unresolved");
  if (doubtful?.match.kind === "unresolved")
    return { kind: "unresolved", because: doubtful.match.doubt, via: [doubtful.api.resource] };
  const dimension = given.has("ApiName") ? "ApiName" : "ApiId";
  const target = dimensionTarget(dimension, given.get(dimension) ?? "", EXPECTED, stack, model.system);
  if (target.kind === "there") return { kind: "external", name: target.resource.label };
  return target.kind === "unresolved" ? { ...target, via: [] } : target;
}

/** Why the stage that a series names is not one of the API's; null where it is, or where nothing is said of the API's stages. */
export function judgeStage(
  given: Dimensions,
  api: ApiNode,
  model: WithApis & WithSystem,
): Exclude<SeriesJudgement, { kind: "published" }> | null {
  const written = given.get("Stage");
  const stages = model.apis.stages.filter((stage) => stage.api.state === "known" && stage.api.value === api);
  if (written === undefined || stages.length === 0 || isMadeBesides(written, api)) return null;
  const { system } = model;
  const text = system.concrete(written);
  const names = stages.flatMap(({ name }) => (name.state === "known" ? [system.concrete(name.value)] : []));
  if (names.includes(text)) return null;
  const via = stages.map(({ resource }) => resource);
  const because = doubtAmong(text, names, model) ?? stages.map(({ name }) => name).find((name) => name.state === "unresolved");
  if (because !== undefined) return { kind: "unresolved", because, via };
  if (names.length === 0) return null;
  const shown = names.map((name) => system.symbols.display(name));
  const reason = `its Stage is ${system.symbols.display(text)}, and ${api.resource.label} has ${shown.join(", ")}`;
  return { kind: "never", reason, via };
}

/** The stage that SAM makes of every REST API, and the one of an HTTP API with a target. */
function isMadeBesides(written: string, { kind, resource }: ApiNode): boolean {
  return kind === "rest" ? written === "Stage" : written === "$default" && !resource.property("Target").isAbsent;
}

function doubtAmong(text: string, names: readonly string[], { system }: WithSystem): Unresolved | undefined {
  const like = names.filter((name) => mayBeEqual(name, text, system.symbols));
  return system.resolver.unknownIn([text, ...like].join(" ")) ?? undefined;
}

export const kindInWords: Readonly<Record<ApiKind, string>> = {
  rest: "a REST API",
  http: "an HTTP API",
  websocket: "a WebSocket API",
};
