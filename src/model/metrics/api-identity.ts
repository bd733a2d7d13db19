// Which API the dimensions of a series name: REST metrics carry the API's name, those of HTTP and WebSocket APIs its id.
import type { ApiIndex, ApiNode, ApiStageNode, WithApis } from "../apis/api.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import { nearest } from "../names/nearest.ts";
import type { Stack } from "../resource.ts";
import { isLiteral, type Token } from "../symbol.ts";
import type { System, WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";

export type ApiMatch =
  | { readonly kind: "this" }
  | { readonly kind: "another" }
  | { readonly kind: "unresolved"; readonly doubt: Unresolved }
  /** Meant for this API, and never published for it; the reason is a sentence of its own. */
  | { readonly kind: "miss"; readonly reason: string };

type Dimensions = ReadonlyMap<string, string>;

const THIS: ApiMatch = { kind: "this" };
const ANOTHER: ApiMatch = { kind: "another" };

/** @param from the stack of the alarm */
export function matchApi(given: Dimensions, stage: ApiStageNode, from: Stack, model: WithApis & WithSystem): ApiMatch {
  const { api } = stage;
  if (api.state === "unresolved") return { kind: "unresolved", doubt: api };
  if (api.state !== "known") return matchForeign(given, stage, model.system);
  return matchKnownApi(given, api.value, from, model);
}

export function matchKnownApi(given: Dimensions, api: ApiNode, from: Stack, model: WithApis & WithSystem): ApiMatch {
  return api.kind === "rest" ? matchName(given, api, from, model) : matchId(given, api, model.system);
}

function matchName(given: Dimensions, api: ApiNode, from: Stack, { apis, system }: WithApis & WithSystem): ApiMatch {
  const written = given.get("ApiName");
  const { metricIdentity } = api;
  if (written === undefined) {
    const isMeant = isIdOf(given.get("ApiId"), api, system);
    return isMeant ? miss("the metrics of a REST API have ApiName, not ApiId") : ANOTHER;
  }
  if (isIdOf(written, api, system)) {
    // Of a name without any ASCII nothing is left, and API Gateway takes the id.
    const isNameless = metricIdentity.state === "known" && published(metricIdentity.value) === "";
    return isNameless ? THIS : miss("its ApiName is the API's id, but the metrics of a REST API have its name");
  }
  if (metricIdentity.state !== "known") return metricIdentity.state === "unresolved" ? doubtful(metricIdentity) : ANOTHER;
  return matchNames(written, metricIdentity.value, api, from, { apis, system });
}

function matchNames(written: string, name: string, api: ApiNode, from: Stack, { apis, system }: WithApis & WithSystem): ApiMatch {
  const match =
    compareNames(system.concrete(written), name, system) ?? (namesakes(api, apis, from).includes(api) ? THIS : ANOTHER);
  if (match !== ANOTHER) return match;
  // No API elsewhere is named after an id that this one is only given when it is deployed.
  const isMeant = system.symbols.tokensOf(written).some((token) => isIdToken(token, api));
  if (!isMeant || apis.apis.some((other) => isNamed(other, system.concrete(written)))) return match;
  return miss("its ApiName contains the API's id, but the metrics of a REST API have its name");
}

function isNamed({ metricIdentity }: ApiNode, text: string): boolean {
  return metricIdentity.state === "known" && published(metricIdentity.value) === text;
}

/** null where they are the same. */
function compareNames(written: string, name: string, system: System): ApiMatch | null {
  const own = published(name);
  if (written === own) return null;
  if (written === name) {
    const shown = system.symbols.display(own);
    return miss(`API Gateway removes non-ASCII characters from ApiName (${shown})`);
  }
  const doubt = mayBeEqual(written, own, system.symbols) ? system.resolver.unknownIn(`${written} ${own}`) : null;
  return doubt === null ? ANOTHER : doubtful(doubt);
}

/** The REST APIs whose metrics cannot be distinguished from this one's, as far as an alarm of that stack means them. */
function namesakes({ metricIdentity }: ApiNode, { apis }: ApiIndex, from: Stack): readonly ApiNode[] {
  const own = metricIdentity.state === "known" ? published(metricIdentity.value) : null;
  const same = apis.filter(
    ({ kind, metricIdentity: other }) => kind === "rest" && other.state === "known" && published(other.value) === own,
  );
  return nearest(same, ({ resource }) => resource.stack, from);
}

function matchId(given: Dimensions, api: ApiNode, system: System): ApiMatch {
  const written = given.get("ApiId");
  if (written === undefined) {
    return isNameOf(given.get("ApiName"), api, system)
      ? miss(`the metrics of ${api.kind === "http" ? "an HTTP" : "a WebSocket"} API have ApiId, not ApiName`)
      : ANOTHER;
  }
  if (isIdOf(written, api, system)) return THIS;
  const doubt = isLiteral(written) ? null : system.resolver.unknownIn(written);
  return doubt === null ? ANOTHER : doubtful(doubt);
}

function isNameOf(name: string | undefined, api: ApiNode, system: System): boolean {
  if (name === undefined) return false;
  const own = api.resource.property("Name").symbol();
  if (own.state === "known") system.resolver.weighSame([name, own.value]);
  return isIdOf(name, api, system) || (own.state === "known" && own.value === name);
}

/** A stage of an API that is defined elsewhere: its id may be known, its name is not. */
function matchForeign(given: Dimensions, stage: ApiStageNode, system: System): ApiMatch {
  const isRest = stage.resource.type !== "AWS::ApiGatewayV2::Stage";
  if (isRest && given.has("ApiName"))
    return doubtful(unresolved("the stage belongs to an API outside the audited stacks whose name is unknown"));
  const id = stage.resource.property("ApiId").symbol();
  const written = given.get("ApiId");
  return !isRest && id.state === "known" && written !== undefined && system.concrete(written) === system.concrete(id.value)
    ? THIS
    : ANOTHER;
}

function isIdOf(text: string | undefined, api: ApiNode, { symbols }: System): boolean {
  if (text !== undefined && text === api.resource.facts.physicalId) return true;
  const token = text === undefined ? null : symbols.sole(text);
  return token !== null && isIdToken(token, api);
}

function isIdToken(token: Token, { resource }: ApiNode): boolean {
  if (token.kind !== "attribute" || !ID_ATTRIBUTES.includes(token.attribute)) return false;
  return token.stack === resource.stack.name && token.logicalId === resource.logicalId;
}

const ID_ATTRIBUTES: readonly string[] = ["Ref", "ApiId", "RestApiId"];

/** API Gateway omits what is not ASCII; the two characters that mark tokens are no part of the name. */
function published(name: string): string {
  return name.replace(/[^\0-\x7F\uE000\uE001]/gu, "");
}

function miss(reason: string): ApiMatch {
  return { kind: "miss", reason };
}

function doubtful(doubt: Unresolved): ApiMatch {
  return { kind: "unresolved", doubt };
}
