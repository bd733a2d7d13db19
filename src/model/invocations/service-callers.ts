// Services that invoke whatever function one of their properties names.
import type { Candidate, Family } from "./candidate.ts";
import type { InvocationKind } from "./invocation.ts";
import { EACH, placesAlong } from "./place.ts";

const LEX_HOOK = [
  "BotAliasLocaleSettings",
  EACH,
  "BotAliasLocaleSetting",
  "CodeHookSpecification",
  "LambdaCodeHook",
  "LambdaArn",
];
const FLOW_NODE = ["Definition", "Nodes", EACH, "Configuration", "LambdaFunction", "LambdaArn"];
const CONFLICT_HANDLER = ["SyncConfig", "LambdaConflictHandlerConfig", "LambdaConflictHandlerArn"];

/** Properties that take nothing but a function. */
const CERTAIN: readonly (readonly [InvocationKind, type: string, ...keys: string[]])[] = [
  ["bedrock-agent", "AWS::Bedrock::Agent", "CustomOrchestration", "Executor", "Lambda"],
  ["bedrock-agent", "AWS::Bedrock::Agent", "PromptOverrideConfiguration", "OverrideLambda"],
  ["bedrock-flow", "AWS::Bedrock::Flow", ...FLOW_NODE],
  ["bedrock-flow", "AWS::Bedrock::FlowVersion", ...FLOW_NODE],
  ["agentcore-gateway", "AWS::BedrockAgentCore::GatewayTarget", "TargetConfiguration", "Mcp", "Lambda", "LambdaArn"],
  ["agentcore-gateway", "AWS::BedrockAgentCore::Gateway", "InterceptorConfigurations", EACH, "Interceptor", "Lambda", "Arn"],
  ["lex-bot", "AWS::Lex::Bot", "TestBotAliasSettings", ...LEX_HOOK],
  ["lex-bot", "AWS::Lex::BotAlias", ...LEX_HOOK],
  ["appsync-data-source", "AWS::AppSync::Resolver", ...CONFLICT_HANDLER],
  ["appsync-data-source", "AWS::AppSync::FunctionConfiguration", ...CONFLICT_HANDLER],
  ["config-rule", "AWS::Config::OrganizationConfigRule", "OrganizationCustomRuleMetadata", "LambdaFunctionArn"],
  ["iot-authorizer", "AWS::IoT::Authorizer", "AuthorizerFunctionArn"],
  ["iot-provisioning", "AWS::IoT::ProvisioningTemplate", "PreProvisioningHook", "TargetArn"],
  [
    ...(["object-lambda", "AWS::S3ObjectLambda::AccessPoint", "ObjectLambdaConfiguration"] as const),
    ...["TransformationConfigurations", EACH, "ContentTransformation", "AwsLambda", "FunctionArn"],
  ],
  ["transfer-server", "AWS::Transfer::Server", "IdentityProviderDetails", "Function"],
  ["transfer-server", "AWS::Transfer::Workflow", "Steps", EACH, "CustomStepDetails", "Target"],
  ["transfer-server", "AWS::Transfer::Workflow", "OnExceptionSteps", EACH, "CustomStepDetails", "Target"],
];

/** Properties that take a function where another property has this value, and else something else. */
const BY_TYPE: readonly Choice[] = [
  {
    kind: "config-rule",
    type: "AWS::Config::ConfigRule",
    keys: ["Source", "SourceIdentifier"],
    by: ["Source", "Owner"],
    value: "CUSTOM_LAMBDA",
  },
  {
    kind: "connect-integration",
    type: "AWS::Connect::IntegrationAssociation",
    keys: ["IntegrationArn"],
    by: ["IntegrationType"],
    value: "LAMBDA_FUNCTION",
  },
];

interface Choice {
  readonly kind: InvocationKind;
  readonly type: string;
  readonly keys: readonly string[];
  readonly by: readonly string[];
  readonly value: string;
}

export const serviceCallers: Family = ({ system }) => [
  ...CERTAIN.flatMap(([kind, type, ...keys]) =>
    system
      .resourcesOf(type)
      .flatMap((resource) => placesAlong(resource, keys))
      .map((place): Candidate => ({ kind, detail: null, place, certain: true })),
  ),
  ...BY_TYPE.flatMap(({ kind, type, keys, by, value }) =>
    system.resourcesOf(type).flatMap((resource) => {
      const said = resource.property(...by).text(value);
      const certain = said.state === "known" && said.value === value;
      return placesAlong(resource, keys).map((place): Candidate => ({ kind, detail: null, place, certain }));
    }),
  ),
];
