// The newer compute resources of SAM: capacity providers, network connectors, MicroVM images and web functions.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { s3Location } from "./code.ts";
import { type Draft, type Generated, generated, type Macro, pick } from "./draft.ts";
import { getAtt, isIntrinsic, sub, truthy } from "./intrinsics.ts";
import { inlinePolicy, managedPolicyArn, roleFor } from "./role.ts";
import { propagateTagsBeside, tagList, tagsCreatedBySam } from "./tags.ts";

export function expandCapacityProvider(_draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const { InstanceRequirements, ManagedResourceTags, LoggingConfig } = properties;
  const explicitTags = isObject(ManagedResourceTags) ? ManagedResourceTags["Tags"] : undefined;
  const { role, arn } = operatorRole(macro, "AWSLambdaManagedEC2ResourceOperator");
  const provider = mainResource(macro, "AWS::Lambda::CapacityProvider", {
    ...pick(properties, ["CapacityProviderName", "KmsKeyArn"]),
    VpcConfig: isObject(properties["VpcConfig"]) ? pick(properties["VpcConfig"], ["SubnetIds", "SecurityGroupIds"]) : undefined,
    PermissionsConfig: { CapacityProviderOperatorRoleArn: arn },
    Tags: tagsBeforeSam(properties["Tags"]),
    InstanceRequirements: isObject(InstanceRequirements) ? instances(InstanceRequirements) : undefined,
    CapacityProviderScalingConfig: scaling(properties["ScalingConfig"]),
    TelemetryConfig: truthy(LoggingConfig) ? { LoggingConfig } : undefined,
    PropagateTags: truthy(explicitTags) ? { Mode: "Explicit", ExplicitTags: tagList(explicitTags) } : undefined,
  });
  return withTags(macro, [...role, provider]);
}

function instances(requirements: JsonObject): JsonObject {
  const { AllowedTypes, ExcludedTypes } = requirements;
  return {
    ...pick(requirements, ["Architectures"]),
    ...(AllowedTypes !== undefined && { AllowedInstanceTypes: AllowedTypes }),
    ...(ExcludedTypes !== undefined && { ExcludedInstanceTypes: ExcludedTypes }),
  };
}

function scaling(config: Json | undefined): JsonObject | undefined {
  if (!isObject(config) || !truthy(config)) return undefined;
  const target = config["AverageCPUUtilization"];
  const limits = pick(config, ["MaxVCpuCount"]);
  if (target === undefined || target === null) return { ...limits, ScalingMode: "Auto" };
  const policy = { PredefinedMetricType: "LambdaCapacityProviderAverageCPUUtilization", TargetValue: target };
  return { ...limits, ScalingMode: "Manual", ScalingPolicies: [policy] };
}

export function expandNetworkConnector(_draft: Draft, macro: Macro): readonly Generated[] {
  const { Name, VpcConfig, ComputeTypes, Tags } = macro.properties;
  const { role, arn } = operatorRole(macro, "AWSLambdaNetworkConnectorOperatorPolicy");
  const egress = {
    ...(isObject(VpcConfig) ? VpcConfig : {}),
    AssociatedComputeResourceTypes: truthy(ComputeTypes) ? ComputeTypes : ["MicroVm"],
  };
  const connector = mainResource(macro, "AWS::Lambda::NetworkConnector", {
    Name,
    Configuration: { VpcEgressConfiguration: egress },
    OperatorRole: arn,
    Tags: tagsBeforeSam(Tags),
  });
  return withTags(macro, [...role, connector]);
}

/** The author's operator role, or one that SAM adds. */
function operatorRole(macro: Macro, policy: string): { role: readonly Generated[]; arn: Json } {
  const given = macro.properties["OperatorRole"];
  if (truthy(given)) return { role: [], arn: given };
  const id = `${macro.id}OperatorRole`;
  const role = roleFor({
    id,
    service: "lambda.amazonaws.com",
    shared: macro.shared,
    managed: [managedPolicyArn(policy)],
    properties: { Tags: tagsCreatedBySam(undefined) },
  });
  return { role: [role], arn: getAtt(id, "Arn") };
}

export function expandMicrovmImage(_draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const { BuildRoleArn, EnvironmentVariables } = properties;
  const roleId = `${macro.id}BuildRole`;
  const variables = isObject(EnvironmentVariables) ? tagList(EnvironmentVariables) : [];
  const image = mainResource(macro, "AWS::Lambda::MicrovmImage", {
    ...pick(properties, ["Name", "BaseImageArn", "BaseImageVersion"]),
    CodeArtifact: { Uri: properties["CodeUri"] },
    BuildRoleArn: truthy(BuildRoleArn) ? BuildRoleArn : getAtt(roleId, "Arn"),
    Description: properties["Description"] ?? "",
    Tags: tagsBeforeSam(properties["Tags"]),
    Logging: properties["Logging"] ?? {},
    EgressNetworkConnectors: properties["EgressNetworkConnectors"] ?? [],
    CpuConfigurations: properties["CpuConfigurations"] ?? [],
    Resources: properties["Resources"] ?? [],
    AdditionalOsCapabilities: properties["AdditionalOsCapabilities"] ?? [],
    Hooks: properties["Hooks"] ?? {},
    EnvironmentVariables: variables,
  });
  if (truthy(BuildRoleArn)) return withTags(macro, [image]);
  const role = roleFor({
    id: roleId,
    service: "lambda.amazonaws.com",
    shared: macro.shared,
    policies: [
      inlinePolicy(
        "MicrovmImageBuildPolicy",
        ["s3:GetObject", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "*",
      ),
    ],
    properties: { Tags: tagsCreatedBySam(undefined) },
  });
  return withTags(macro, [role, image]);
}

export function expandWebFunction(_draft: Draft, macro: Macro): readonly Generated[] {
  const { properties } = macro;
  const name = truthy(properties["FunctionName"]) ? properties["FunctionName"] : webFunctionName(macro.id);
  const roleId = `${macro.id}Role`;
  const revisionId = `${macro.id}Revision`;
  const options = { attributes: macro.shared, dependsOn: [macro.id] };
  const given = properties["ExecutionRoleArn"];
  const role = roleFor({
    id: roleId,
    service: "lambda.amazonaws.com",
    shared: macro.shared,
    managed: [managedPolicyArn("service-role/AWSLambdaBasicExecutionRole")],
    properties: { Tags: tagsCreatedBySam(properties["Tags"]) },
  });
  const fn = mainResource(macro, "AWS::Lambda::WebFunction", { FunctionName: name, Tags: tagsCreatedBySam(properties["Tags"]) });
  const revision = {
    FunctionName: name,
    Description: properties["RevisionDescription"],
    KmsKeyArn: properties["KmsKeyArn"],
    BuildConfig: {
      CodeConfig: { S3Object: webFunctionCode(properties["CodeUri"]) },
      RuntimeConfig: pick(properties, ["Runtime"]),
    },
    ServiceConfig: {
      ExecutionRoleArn: given ?? getAtt(roleId, "Arn"),
      TimeoutSeconds: truthy(properties["Timeout"]) ? properties["Timeout"] : 30,
      ...pick(properties, ["EnvironmentVariables", "MaxConcurrencyPerEnvironment", "EgressNetworkConnectorArn"]),
    },
  };
  const endpoint = {
    FunctionName: name,
    EndpointName: properties["EndpointName"] ?? "prod",
    EndpointType: properties["EndpointType"] ?? "HomeRegion",
    RevisionWeights: weights(properties["RevisionWeights"], revisionId),
    Description: properties["EndpointDescription"],
    ...pick(properties, ["AuthType", "ScalingConfig", "ThrottleConfig"]),
  };
  return [
    ...(given === undefined || given === null ? [role] : []),
    fn,
    generated("AWS::Lambda::WebFunctionRevision", revisionId, revision, options),
    generated("AWS::Lambda::WebFunctionEndpoint", `${macro.id}Endpoint`, endpoint, {
      ...options,
      dependsOn: [macro.id, revisionId],
    }),
  ];
}

function webFunctionName(id: string): JsonObject {
  const stackSuffix = { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] };
  return sub(`${id.slice(0, 55)}-\${StackIdSuffix}`, {
    StackIdSuffix: { "Fn::Select": [0, { "Fn::Split": ["-", stackSuffix] }] },
  });
}

function webFunctionCode(uri: Json | undefined): JsonObject {
  const location = s3Location(uri);
  if (location === null) return {};
  const code = { Bucket: location.bucket, Key: location.key, VersionId: location.version };
  return pick(code, Object.keys(code));
}

/** Traffic by revision: the author's weights, else all of it to the revision of this deployment. */
function weights(given: Json | undefined, revisionId: string): Json {
  if (!isObject(given) || isIntrinsic(given) || !truthy(given))
    return [{ RevisionId: getAtt(revisionId, "RevisionId"), Weight: 100 }];
  return Object.keys(given).map((revision) => ({ RevisionId: revision, Weight: property(given, revision) }));
}

function mainResource(macro: Macro, type: string, properties: JsonObject): Generated {
  return generated(type, macro.id, properties, { attributes: macro.attributes, dependsOn: macro.body["DependsOn"] });
}

/** Here SAM's own tag comes last. */
function tagsBeforeSam(tags: Json | undefined): readonly JsonObject[] {
  return [...tagList(tags), ...tagsCreatedBySam(undefined)];
}

function withTags(macro: Macro, resources: readonly Generated[]): readonly Generated[] {
  propagateTagsBeside(resources, macro.properties["Tags"], macro.properties["PropagateTags"]);
  return resources;
}
