// The limits that a stage sets for its routes: for all of them, and for some.

import type { Path } from "../json.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { Unresolved, Value } from "../value.ts";
import type { ApiStageNode } from "./api.ts";
import { isRestStage, stageProperty } from "./api-stage.ts";

/** Requests a second, and how many may come at once; -1 lifts the limit. */
export interface Limits {
  readonly rate: Value<number>;
  readonly burst: Value<number>;
}

export interface StageLimits {
  /** For every route without limits of its own. */
  readonly general: Limits;
  /** By route: `GET /orders`, `$default`. */
  readonly own: ReadonlyMap<string, Limits>;
  /** Why unknown for which routes there are any. */
  readonly doubt: Unresolved | null;
  readonly path: Path;
}

/** The key of the settings for every method of every path. */
export const EVERY_METHOD = "* /*";

export function limitsOf(stage: ApiStageNode): StageLimits {
  return isRestStage(stage) ? ofMethods(stage) : ofRoutes(stage);
}

function ofMethods(stage: ApiStageNode): StageLimits {
  const { node, path } = stageProperty(stage, "MethodSettings");
  const settings = node.items();
  const list = settings.state === "known" ? settings.value : [];
  const keys = list.map((setting) => ({ key: methodKeyOf(setting), limits: limitsIn(setting) }));
  // A deployment that makes its stage can also describe the limits of the stage as a whole.
  const description =
    stage.resource.type === "AWS::ApiGateway::Deployment" ? [limitsIn(stage.resource.property("StageDescription"))] : [];
  const general = keys.flatMap(({ key, limits }) => (key.state === "known" && key.value === EVERY_METHOD ? [limits] : []));
  const own = keys.flatMap(({ key, limits }) =>
    key.state === "known" && key.value !== EVERY_METHOD ? [[key.value, limits] as const] : [],
  );
  const open = [settings, ...keys.map(({ key }) => key)].find(({ state }) => state === "unresolved");
  return {
    general: merged([...general, ...description]),
    own: new Map(own),
    doubt: open?.state === "unresolved" ? open : null,
    path,
  };
}

/** The method and the path as they are written elsewhere: `GET /orders/{id}` for `/~1orders~1{id}`. */
export function methodKeyOf(setting: TemplateNode): Value<string> {
  const method = setting.at("HttpMethod").text();
  const path = setting.at("ResourcePath").text();
  if (method.state === "unresolved") return method;
  if (path.state === "unresolved") return path;
  if (method.state === "absent" || path.state === "absent") return { state: "absent" };
  const plain = path.value.replaceAll("~1", "/").replace(/^\/*/, "/");
  return { state: "known", value: `${method.value.toUpperCase()} ${plain}` };
}

function ofRoutes(stage: ApiStageNode): StageLimits {
  const { node, path } = stageProperty(stage, "DefaultRouteSettings");
  const settings = stageProperty(stage, "RouteSettings").node.entries();
  const own = settings.state === "known" ? settings.value.map(([key, setting]) => [key, limitsIn(setting)] as const) : [];
  return {
    general: limitsIn(node),
    own: new Map(own),
    doubt: settings.state === "unresolved" ? settings : null,
    path,
  };
}

function limitsIn(node: TemplateNode): Limits {
  return { rate: node.at("ThrottlingRateLimit").number(), burst: node.at("ThrottlingBurstLimit").number() };
}

function merged(all: readonly Limits[]): Limits {
  const first = (name: keyof Limits): Value<number> =>
    all.map((limits) => limits[name]).find(({ state }) => state !== "absent") ?? { state: "absent" };
  return { rate: first("rate"), burst: first("burst") };
}
