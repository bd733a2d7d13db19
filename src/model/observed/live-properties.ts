// What was seen of a resource, in the properties in which its template writes it.
import { type Json, type JsonObject, property } from "../json.ts";
import type {
  AliasState,
  DeploymentConfigurationState,
  DeploymentGroupState,
  EventInvokeState,
  FunctionState,
  Settings,
} from "./ask.ts";

export interface LiveProperty {
  readonly name: string;
  /** undefined where nothing is set. */
  readonly live: Json | undefined;
  /** What the service takes where a template says nothing: of a map, by key. */
  readonly unset?: Json;
}

/** @param name of the function: its log group is called after it unless configured otherwise */
export function functionProperties(state: FunctionState, name: string): readonly LiveProperty[] {
  return [
    { name: "Runtime", live: state.runtime ?? undefined },
    { name: "MemorySize", live: state.memoryMegabytes, unset: 128 },
    { name: "Timeout", live: state.timeoutSeconds, unset: 3 },
    { name: "Architectures", live: [state.architecture], unset: ["x86_64"] },
    { name: "TracingConfig", live: { Mode: state.tracing }, unset: { Mode: "PassThrough" } },
    { name: "DeadLetterConfig", live: { TargetArn: state.deadLetterArn } },
    { name: "Role", live: state.roleArn },
    ...settingsIn(state.settings, FUNCTION_SETTINGS, functionDefaults(state.settings ?? {}, name)),
  ];
}

const FUNCTION_SETTINGS = [
  "Description",
  "DurableConfig",
  "Environment",
  "EphemeralStorage",
  "FileSystemConfigs",
  "Handler",
  "ImageConfig",
  "KmsKeyArn",
  "Layers",
  "LoggingConfig",
  "PackageType",
  "SnapStart",
  "TenancyConfig",
  "VpcConfig",
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
function functionDefaults(settings: Settings, name: string): Defaults {
  const logging = settings["LoggingConfig"] as JsonObject | undefined;
  const levels = property(logging, "LogFormat") === "JSON" ? { ApplicationLogLevel: "INFO", SystemLogLevel: "INFO" } : {};
  return {
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${name}`, ...levels },
    PackageType: "Zip",
    SnapStart: { ApplyOn: "None" },
    VpcConfig: { Ipv6AllowedForDualStack: false },
    // What the service says of it where a template says nothing.
    DurableConfig: (settings["DurableConfig"] as Json | undefined) ?? null,
  };
}

type Defaults = Readonly<Record<string, Json>>;

/** Each of these properties, whether or not the answer has it: what it does not have is not set. */
function settingsIn(settings: Settings | undefined, names: readonly string[], unsets: Defaults): readonly LiveProperty[] {
  // Of a recording that was made without requesting them.
  if (settings === undefined) return [];
  return names.map((name): LiveProperty => {
    const unset = unsets[name];
    return { name, live: settings[name] as Json | undefined, ...(unset === undefined ? {} : { unset }) };
  });
}

export function aliasProperties({ version, weights, description }: AliasState): readonly LiveProperty[] {
  const additional = Object.entries(weights).map(([FunctionVersion, FunctionWeight]) => ({ FunctionVersion, FunctionWeight }));
  return [
    { name: "FunctionVersion", live: version },
    { name: "RoutingConfig", live: { AdditionalVersionWeights: additional } },
    ...(description === undefined ? [] : [{ name: "Description", live: description ?? undefined }]),
  ];
}

export function eventInvokeProperties(state: EventInvokeState): readonly LiveProperty[] {
  return [
    { name: "MaximumRetryAttempts", live: state.maximumRetryAttempts ?? undefined, unset: 2 },
    { name: "MaximumEventAgeInSeconds", live: state.maximumEventAgeSeconds ?? undefined, unset: 21_600 },
    {
      name: "DestinationConfig",
      live: { OnFailure: { Destination: state.onFailureArn }, OnSuccess: { Destination: state.onSuccessArn } },
    },
  ];
}

export function groupProperties(state: DeploymentGroupState): readonly LiveProperty[] {
  const { configurationName, alarmsEnabled, ignoresPollFailure, alarmNames, rollbackEnabled, rollbackEvents } = state;
  return [
    { name: "DeploymentConfigName", live: configurationName, unset: "CodeDeployDefault.LambdaAllAtOnce" },
    {
      name: "AlarmConfiguration",
      live: {
        Enabled: alarmsEnabled,
        IgnorePollAlarmFailure: ignoresPollFailure,
        Alarms: alarmNames.map((Name) => ({ Name })),
      },
      unset: { Enabled: false, IgnorePollAlarmFailure: false },
    },
    {
      name: "AutoRollbackConfiguration",
      live: { Enabled: rollbackEnabled, Events: rollbackEvents },
      unset: { Enabled: false },
    },
    ...settingsIn(state.settings, GROUP_SETTINGS, {
      DeploymentStyle: (state.settings?.["DeploymentStyle"] as Json | undefined) ?? null,
    }),
  ];
}

const GROUP_SETTINGS = ["DeploymentStyle", "ServiceRoleArn", "TriggerConfigurations"];

export function configurationProperties(state: DeploymentConfigurationState): readonly LiveProperty[] {
  const { kind, percent, intervalMinutes } = state;
  const shape = { canary: "Canary", linear: "Linear", "all-at-once": null }[kind];
  const type = shape === null ? "AllAtOnce" : `TimeBased${shape}`;
  const timing = shape === null ? {} : { [type]: { [`${shape}Percentage`]: percent, [`${shape}Interval`]: intervalMinutes } };
  return [
    { name: "ComputePlatform", live: "Lambda" },
    { name: "TrafficRoutingConfig", live: { Type: type, ...timing }, unset: { Type: "AllAtOnce" } },
  ];
}
