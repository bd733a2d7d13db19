// Lambda authorizers of APIs: their security scheme in the definition, and the permission for API Gateway.
import { isObject, type Json, type JsonObject } from "../../../model/json.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { ref, sub, truthy } from "./intrinsics.ts";
import { replaceParameters } from "./values.ts";

export interface Authorizer {
  readonly name: string;
  readonly scheme: JsonObject;
  /** The function it calls, as the author wrote it; null for other kinds. */
  readonly functionArn: Json;
  /** API Gateway calls it by a permission that SAM adds. */
  readonly needsPermission: boolean;
}

const functionsPath = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions";

export function restAuthorizers(draft: Draft, auth: Json | undefined): readonly Authorizer[] {
  const early = isObject(auth) ? replaceParameters(auth, draft.values) : {};
  const isIam = isObject(early) && early["DefaultAuthorizer"] === "AWS_IAM";
  return [...(isIam ? [iamAuthorizer] : []), ...entriesOf(auth).map(([name, config]) => restAuthorizer(name, config))];
}

export function httpAuthorizers(auth: Json | undefined): readonly Authorizer[] {
  const isIam = isObject(auth) && auth["EnableIamAuthorizer"] === true;
  return [...(isIam ? [iamAuthorizer] : []), ...entriesOf(auth).map(([name, config]) => httpAuthorizer(name, config))];
}

const iamAuthorizer: Authorizer = {
  name: "AWS_IAM",
  scheme: { type: "apiKey", name: "Authorization", in: "header", "x-amazon-apigateway-authtype": "awsSigv4" },
  functionArn: null,
  needsPermission: false,
};

function entriesOf(auth: Json | undefined): readonly (readonly [string, JsonObject])[] {
  const authorizers = isObject(auth) ? auth["Authorizers"] : undefined;
  if (!isObject(authorizers)) return [];
  return Object.entries(authorizers).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
}

function restAuthorizer(name: string, config: JsonObject): Authorizer {
  const { UserPoolArn, FunctionArn, DisableFunctionDefaultPermissions } = config;
  const isPool = truthy(UserPoolArn);
  const isRequest = config["FunctionPayloadType"] === "REQUEST";
  const pools = Array.isArray(UserPoolArn) ? UserPoolArn : [UserPoolArn ?? null];
  return {
    name,
    functionArn: truthy(FunctionArn) ? FunctionArn : null,
    needsPermission: truthy(FunctionArn) && !truthy(DisableFunctionDefaultPermissions),
    scheme: {
      type: "apiKey",
      name: isRequest && !isPool ? "Unused" : identityHeader(config),
      in: "header",
      "x-amazon-apigateway-authtype": isPool ? "cognito_user_pools" : "custom",
      "x-amazon-apigateway-authorizer": isPool
        ? { type: "cognito_user_pools", providerARNs: pools }
        : { type: isRequest ? "request" : "token", ...lambdaAuthorizer(config) },
    },
  };
}

function identityHeader(config: JsonObject): Json {
  const header = isObject(config["Identity"]) ? config["Identity"]["Header"] : undefined;
  return truthy(header) ? header : "Authorization";
}

function httpAuthorizer(name: string, config: JsonObject): Authorizer {
  const { FunctionArn, JwtConfiguration, EnableFunctionDefaultPermissions } = config;
  const settings = isObject(JwtConfiguration)
    ? { type: "jwt", jwtConfiguration: lowerKeys(JwtConfiguration), identitySource: config["IdentitySource"] }
    : {
        type: "request",
        ...lambdaAuthorizer(config),
        authorizerPayloadFormatVersion: config["AuthorizerPayloadFormatVersion"],
      };
  const scheme = isObject(JwtConfiguration) ? { type: "oauth2" } : { type: "apiKey", name: "Unused", in: "header" };
  return {
    name,
    functionArn: truthy(FunctionArn) ? FunctionArn : null,
    needsPermission: truthy(FunctionArn) && truthy(EnableFunctionDefaultPermissions),
    scheme: { ...scheme, "x-amazon-apigateway-authorizer": settings },
  };
}

function lambdaAuthorizer(config: JsonObject): JsonObject {
  const { FunctionArn, FunctionInvokeRole } = config;
  const ttl = isObject(config["Identity"]) ? config["Identity"]["ReauthorizeEvery"] : undefined;
  const hasRole = truthy(FunctionInvokeRole) && FunctionInvokeRole !== "NONE";
  return {
    authorizerUri: sub(`${functionsPath}/\${__FunctionArn__}/invocations`, { __FunctionArn__: FunctionArn }),
    ...pick({ authorizerResultTtlInSeconds: ttl }, ["authorizerResultTtlInSeconds"]),
    ...(hasRole && { authorizerCredentials: FunctionInvokeRole }),
  };
}

function lowerKeys(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.toLowerCase(), value]));
}

export function authorizerPermissions(macro: Macro, authorizers: readonly Authorizer[]): readonly Generated[] {
  return authorizers
    .filter((authorizer) => authorizer.needsPermission)
    .map(({ name, functionArn }) =>
      authorizerPermission(macro, `${macro.id}${name}AuthorizerPermission`, functionArn, [
        "Properties",
        "Auth",
        "Authorizers",
        name,
      ]),
    );
}

export function authorizerPermission(macro: Macro, id: string, functionArn: Json, path: readonly string[]): Generated {
  const arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
  return generated(
    "AWS::Lambda::Permission",
    id,
    {
      Action: "lambda:InvokeFunction",
      FunctionName: functionArn,
      Principal: "apigateway.amazonaws.com",
      SourceArn: sub(arn, { __ApiId__: ref(macro.id) }),
    },
    { attributes: macro.shared, path },
  );
}
