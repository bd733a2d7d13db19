// Whether API Gateway publishes a series of one method or route: the API has it, and its stage publishes detailed metrics of it.
import type { ApiNode, WithApis } from "../apis/api.ts";
import { type Route, routesOf } from "../apis/api-routes.ts";
import { hasDetailedMetrics } from "../apis/detailed-metrics.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { SeriesJudgement } from "./series-judgement.ts";

type Flaw = Exclude<SeriesJudgement, { kind: "published" }>;
/** What makes the series, beside the API; nothing for a series of a whole API or stage. */
type Found = { readonly kind: "published"; readonly via: readonly Resource[] };
type Dimensions = ReadonlyMap<string, string>;

/** What the dimensions name, and the routes that may take such requests: for `GET /orders` also `ANY /orders`. */
interface Wanted {
  readonly text: string;
  readonly routes: readonly string[];
}

/** Whether a series of a method or a route is published; one of a whole API or stage always is. */
export function judgeRoute(given: Dimensions, api: ApiNode, model: WithApis & WithSystem): Flaw | Found {
  const wanted = wantedBy(given, api, model);
  if (wanted === null) return { kind: "published", via: [] };
  const routes = routesOf(api, model);
  const found = routes.known.find(({ text }) => wanted.routes.includes(model.system.concrete(text)));
  if (found !== undefined) return judgeMetricsOf(found, wanted, given, api, model);
  const because = routes.doubt ?? doubtAmong(wanted, routes.known, model);
  const { label } = api.resource;
  if (because !== null) return { kind: "unresolved", because, via: [], flaw: { kind: "route" } };
  const [first, second, third, ...others] = routes.known.map(({ text }) => model.system.symbols.display(text));
  const shown = [first, second, third].filter((text) => text !== undefined).join(", ");
  const reason = `${label} has no route ${model.system.symbols.display(wanted.text)}, only ${shown}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  return { kind: "never", reason, via: [], flaw: { kind: "route" } };
}

function wantedBy(given: Dimensions, { kind }: ApiNode, { system }: WithSystem): Wanted | null {
  const [method, resource, route] = ["Method", "Resource", "Route"].map((name) => given.get(name));
  if (route !== undefined) return { text: system.concrete(route), routes: [system.concrete(route)] };
  if (method === undefined || resource === undefined || kind === "websocket") return null;
  const text = system.concrete(`${method} ${resource}`);
  const any = system.concrete(`ANY ${resource}`);
  return { text, routes: [text, any, ...(kind === "http" ? ["$default"] : [])] };
}

/** Why one of the routes may be the wanted one. */
function doubtAmong({ text: wanted, routes }: Wanted, known: readonly Route[], { system }: WithSystem): Unresolved | null {
  if (known.length === 0) return unresolved("the API's routes are not defined in the audited stacks");
  const texts = known.map(({ text }) => system.concrete(text));
  const like = texts.filter((text) => routes.some((each) => mayBeEqual(text, each, system.symbols)));
  return like.length === 0 ? null : system.resolver.literal([wanted, ...like].join(" "));
}

function judgeMetricsOf(
  route: Route,
  wanted: Wanted,
  given: Dimensions,
  api: ApiNode,
  model: WithApis & WithSystem,
): Flaw | Found {
  const { system } = model;
  const name = system.concrete(given.get("Stage") ?? "");
  const stage = model.apis.stages.find(
    (each) =>
      each.api.state === "known" &&
      each.api.value === api &&
      each.name.state === "known" &&
      system.concrete(each.name.value) === name,
  );
  const [shown, ofStage] = [wanted.text, name].map((text) => system.symbols.display(text));
  const via = [route.resource, ...(stage === undefined ? [] : [stage.resource])];
  const elsewhere = unresolved(
    `stage ${ofStage} is not defined in the audited stacks, and with it whether it has detailed metrics`,
  );
  const isEnabled = stage === undefined ? elsewhere : hasDetailedMetrics(stage, wanted.text, system.concrete(route.text));
  if (isEnabled === true) return { kind: "published", via };
  const flaw = { kind: "detailed metrics" } as const;
  if (isEnabled !== false) return { kind: "unresolved", because: isEnabled, via, flaw };
  const reason = `stage ${ofStage} publishes no metrics of ${shown}: detailed metrics are not enabled for it`;
  return { kind: "never", reason, via, flaw };
}
