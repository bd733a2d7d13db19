// Whether a stage publishes metrics of single methods or routes: only where detailed metrics are enabled for them.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
import { type Unresolved, unresolved, type Value } from "../value.ts";
import type { ApiStageNode } from "./api.ts";
import { EVERY_METHOD, methodKeyOf } from "./api-limits.ts";
import { isRestStage, stageProperty } from "./api-stage.ts";

interface Switches {
  /** For every method or route that has no settings of its own. */
  readonly general: Value<boolean>;
  /** By method or route: `GET /orders`, `$default`. */
  readonly own: readonly (readonly [string, Value<boolean>])[];
  /** Why it is unknown which methods have settings of their own. */
  readonly doubt: Unresolved | null;
}

/** @param route `GET /orders`, as the stage's settings may name it; several where a route for any method may take the request */
export function hasDetailedMetrics(stage: ApiStageNode, ...route: readonly string[]): boolean | Unresolved {
  const { general, own, doubt } = isRestStage(stage) ? ofMethods(stage) : ofRoutes(stage);
  const [found] = own.filter(([key]) => route.includes(key)).map(([, value]) => value);
  if (found !== undefined && found.state !== "absent") return found.state === "known" ? found.value : found;
  if (doubt !== null) return doubt;
  const isCovered = own.some(([key, value]) => value.state !== "absent" && route.some((each) => takesIn(key, each)));
  if (isCovered) return unresolved(`AWS does not document whether settings with a * for one part only apply to ${route[0]}`);
  const isEnabled = general.state === "unresolved" ? general : general.state === "known" && general.value;
  if (found === undefined || isEnabled === false) return isEnabled;
  return unresolved(
    `AWS does not document whether ${route[0]}, which has its own settings, keeps the detailed metrics of its stage`,
  );
}

/** `* /orders` and `GET /*` may take in `GET /orders`. */
function takesIn(key: string, route: string): boolean {
  const [method, path] = key.split(" ");
  const [ownMethod, ownPath] = route.split(" ");
  return (method === "*" && path === ownPath) || (path === "/*" && method === ownMethod);
}

function ofMethods(stage: ApiStageNode): Switches {
  const settings = stageProperty(stage, "MethodSettings").node.items();
  const list = settings.state === "known" ? settings.value : [];
  const all = list.map((setting) => ({ key: methodKeyOf(setting), isEnabled: setting.at("MetricsEnabled").boolean() }));
  const own = all.flatMap(({ key, isEnabled }) => (key.state === "known" ? [[key.value, isEnabled] as const] : []));
  const [ofAll] = own.filter(([key]) => key === EVERY_METHOD).map(([, isEnabled]) => isEnabled);
  const described =
    stage.resource.type === "AWS::ApiGateway::Deployment"
      ? stage.resource.property("StageDescription", "MetricsEnabled").boolean()
      : ({ state: "absent" } as const);
  const open = [settings, ...all.map(({ key }) => key)].find(({ state }) => state === "unresolved");
  return {
    general: ofAll === undefined || ofAll.state === "absent" ? described : ofAll,
    own: own.filter(([key]) => key !== EVERY_METHOD),
    doubt: open?.state === "unresolved" ? open : null,
  };
}

function ofRoutes(stage: ApiStageNode): Switches {
  const settings = stageProperty(stage, "RouteSettings").node.entries();
  return {
    general: stageProperty(stage, "DefaultRouteSettings", "DetailedMetricsEnabled").node.boolean(),
    own:
      settings.state === "known"
        ? settings.value.map(([key, setting]) => [key, setting.at("DetailedMetricsEnabled").boolean()] as const)
        : [],
    doubt: settings.state === "unresolved" ? settings : null,
  };
}
