// Whether the SourceArn of a permission matches an invoker.
import type { WithApis } from "../apis/api.ts";
import { apiOf } from "../apis/api-traffic.ts";
import type { Invocation } from "../invocations/invocation.ts";
import { routeText } from "../invocations/methods.ts";
import { fitsWildcard } from "../names/wildcard.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { System, Target, WithSystem } from "../system.ts";
import { known, type Unresolved, unresolved, type Value } from "../value.ts";

/** Yes, no, or why it is unknown. */
export type Coverage = boolean | Unresolved;

/** Without a SourceArn every source of the service is let in. */
export function coversSource(arn: Value<string>, invocation: Invocation, model: WithApis & WithSystem): Coverage {
  if (arn.state !== "known") return arn.state === "absent" ? true : arn;
  const topic = invocation.resource.property("TopicArn").symbol();
  if (topic.state === "known" && topic.value === arn.value) return true;
  const source = sourceOf(invocation, model);
  if (source.state === "unresolved") return source;
  const { system } = model;
  const pattern = resourcePart(arn.value);
  const isIt = source.state === "known" ? names(arn.value, pattern, source.value, system) : maybeSame(arn.value, system);
  return isIt === true && isOfApi(invocation) ? isOfStage(pattern, invocation) && coversRoute(pattern, invocation, system) : isIt;
}

function isOfApi({ kind, resource }: Invocation): boolean {
  return (
    ["rest-api", "http-api", "websocket-api"].includes(kind) ||
    (kind === "authorizer" && !resource.type.startsWith("AWS::AppSync::"))
  );
}

/** What the service calls its source: the API, the rule, the topic, the bucket, the log group. */
function sourceOf(invocation: Invocation, model: WithApis & WithSystem): Target<Resource> {
  const { kind, resource, path } = invocation;
  const { system } = model;
  const named = (type: string, ...keys: readonly (string | number)[]): Target<Resource> =>
    system.find(resource.property(...keys).symbol(), resource.stack, [type]);
  if (isOfApi(invocation)) {
    const api = apiOf(resource, model);
    return api.state === "known" ? known(api.value.resource) : api;
  }
  if (kind === "topic-subscription" && resource.type === "AWS::SNS::Subscription") return named("AWS::SNS::Topic", "TopicArn");
  if (kind === "bucket-notification" && resource.type.startsWith("Custom::")) return named("AWS::S3::Bucket", "BucketName");
  if (kind === "log-subscription") return named("AWS::Logs::LogGroup", "LogGroupName");
  if (kind === "receipt-rule" && path.length > 0) return { state: "absent" };
  return known(resource);
}

/** What follows the account: `rule/Nightly`. */
function resourcePart(arn: string): string {
  return arn.startsWith("arn:") ? arn.split(":").slice(5).join(":") : arn;
}

function names(arn: string, pattern: string, source: Resource, system: System): Coverage {
  const { symbols } = system;
  const tokens = symbols.tokensOf(arn).filter((token) => token.kind === "attribute");
  if (tokens.some(({ stack, logicalId }) => stack === source.stack.name && logicalId === source.logicalId)) return true;
  const isApi = API_TYPES.includes(source.type);
  // What is before the star is a kind, `rule/*`; of an API its id.
  if ((isApi ? /^\*+(?:$|\/)/ : /^(?:\w+\/)?\*+(?:$|[/:])/).test(pattern)) return true;
  const kind = isApi ? API_TYPES : [source.type];
  if (tokens.some(({ stack, logicalId }) => kind.includes(system.resource(stack, logicalId)?.type ?? ""))) return false;
  const doubt = system.resolver.unknownIn(pattern);
  if (doubt !== null) return doubt;
  const name = system.nameOf(source);
  // An API is known by an id, and other things by a name, that may have been written down after a first deployment.
  if (!isLiteral(name) || isApi) return unresolved(`has the source pattern ${symbols.display(pattern)}`);
  return fitsWildcard(system.concrete(pattern).replace(BEFORE_NAME, "").replace(/:\*$/, ""), name, { one: true });
}

const API_TYPES: readonly string[] = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"];
const BEFORE_NAME = /^(?:log-group:|rule\/(?:[^/]+\/)?|userpool\/)/;

/** A source outside the audited stacks may be the one that the permission names. */
function maybeSame(arn: string, { symbols, resolver }: System): Coverage {
  return resolver.unknownIn(arn) ?? unresolved(`has a source outside the audited stacks (${symbols.display(arn)})`);
}

/** From which the console of API Gateway invokes; no traffic does. */
const TEST_CONSOLE = "test-invoke-stage";

/** Where each stage invokes another alias, each needs a permission of its own. */
function isOfStage(pattern: string, { stages }: Invocation): boolean {
  const [, stage] = pattern.split("/");
  if (stages === undefined || stage === undefined || !isLiteral(stage)) return true;
  return stages.some((name) => !isLiteral(name) || fitsWildcard(stage, name, { one: true }));
}

/** `"api"/stage/METHOD/path`: a parameter of the path matches any text. */
function coversRoute(pattern: string, invocation: Invocation, system: System): Coverage {
  const { kind, detail } = invocation;
  const [, stage, ...rest] = pattern.split("/");
  if (kind === "authorizer") return stage === undefined || stage === "authorizers" || /^\*+$/.test(stage);
  if (stage === "authorizers" || stage === TEST_CONSOLE) return false;
  if (rest.length === 0 || detail === null) return true;
  const written = rest.join("/");
  if (system.symbols.tokensOf(written).length > 0) return system.resolver.unknownIn(written) ?? true;
  const doubt = openRoute(invocation, system);
  const [verb = "", path = ""] = (detail.split(" → ")[0] ?? detail).split(" ");
  // What is unknown of it matches nothing but a star.
  return takesIn(written, doubt === null ? verb : "…", path) || (doubt ?? false);
}

/** @param written `GET/orders/*` */
function takesIn(written: string, method: string, path: string): boolean {
  const own = [`${method}${path}`, method].map(withoutParameters);
  const glob = written.replaceAll(/\{[^}]*\}/g, "*");
  if (own.some((each) => fitsWildcard(glob, each, { one: true }))) return true;
  const [, ...parts] = written.split("/");
  return method === "ANY" && fitsWildcard(parts.join("/"), withoutParameters(path.slice(1)), { one: true });
}

function withoutParameters(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, "x");
}

/** Why the method or the path of a route is unknown as a whole. */
function openRoute({ resource }: Invocation, system: System): Unresolved | null {
  const key = resource.property(resource.type === "AWS::ApiGateway::Method" ? "HttpMethod" : "RouteKey").symbol();
  if (key.state === "unresolved") return key;
  const text = resource.type === "AWS::ApiGateway::Method" ? routeText(resource, system) : key.state === "known" ? key.value : "";
  return system.resolver.unknownIn(text);
}
