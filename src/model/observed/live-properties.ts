// What was seen of a resource, in the properties in which its template writes it.
import type { Json, JsonObject } from "../json.ts";
import type {
  AlarmObserved,
  AliasState,
  DeploymentConfigurationState,
  DeploymentGroupState,
  EventInvokeState,
  FunctionState,
} from "./ask.ts";

export interface LiveProperty {
  readonly name: string;
  /** undefined where nothing is set. */
  readonly live: Json | undefined;
  /** What the service takes where a template says nothing: of a map, by key. */
  readonly unset?: Json;
}

export function functionProperties(state: FunctionState): readonly LiveProperty[] {
  return [
    { name: "Runtime", live: state.runtime ?? undefined },
    { name: "MemorySize", live: state.memoryMegabytes, unset: 128 },
    { name: "Timeout", live: state.timeoutSeconds, unset: 3 },
    { name: "Architectures", live: [state.architecture], unset: ["x86_64"] },
    { name: "TracingConfig", live: { Mode: state.tracing }, unset: { Mode: "PassThrough" } },
    { name: "DeadLetterConfig", live: { TargetArn: state.deadLetterArn } },
  ];
}

export function aliasProperties({ version, weights }: AliasState): readonly LiveProperty[] {
  const additional = Object.entries(weights).map(([FunctionVersion, FunctionWeight]) => ({ FunctionVersion, FunctionWeight }));
  return [
    { name: "FunctionVersion", live: version },
    { name: "RoutingConfig", live: { AdditionalVersionWeights: additional } },
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
  ];
}

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

/** What an alarm over one metric has, and one over several has in its `Metrics`. */
const OF_ONE_METRIC = ["Namespace", "MetricName", "Dimensions", "Period", "Statistic", "ExtendedStatistic", "Unit"];

/** Its name is what it is asked by; the others the service makes up itself. */
const NOT_COMPARED: ReadonlySet<string> = new Set(["AlarmName", "EvaluationCriteria", "EvaluationInterval"]);

function unsetIn(seen: JsonObject): ReadonlyMap<string, Json> {
  return new Map<string, Json>([
    ["DatapointsToAlarm", seen["EvaluationPeriods"] ?? null],
    ["EvaluateLowSampleCountPercentile", "evaluate"],
    ["TreatMissingData", "missing"],
  ]);
}

export function alarmProperties({ properties, actionsEnabled, alarmActions }: AlarmObserved): readonly LiveProperty[] {
  const seen = properties as JsonObject;
  const unsets = unsetIn(seen);
  const keys = [...Object.keys(seen), ...notSeen(seen)].filter((key) => !NOT_COMPARED.has(key) && !ACTIONS.has(key));
  return [
    ...keys.map((key): LiveProperty => {
      const unset = unsets.get(key);
      return { name: key, live: seen[key], ...(unset === undefined ? {} : { unset }) };
    }),
    { name: "ActionsEnabled", live: actionsEnabled, unset: true },
    { name: "AlarmActions", live: alarmActions },
  ];
}

const ACTIONS: ReadonlySet<string> = new Set(["ActionsEnabled", "AlarmActions"]);

/** Properties that the service would have named if they were set. */
function notSeen(properties: JsonObject): readonly string[] {
  const has = (key: string): boolean => Object.hasOwn(properties, key);
  const gone = [
    ...(has("Metrics") ? OF_ONE_METRIC : []),
    ...(has("MetricName") ? ["Metrics", "Dimensions", "Unit"] : []),
    ...(has("Statistic") ? ["ExtendedStatistic"] : []),
    ...(has("ExtendedStatistic") ? ["Statistic"] : []),
    ...(has("EvaluationPeriods") ? ["DatapointsToAlarm", "TreatMissingData"] : []),
  ];
  return gone.filter((key) => !has(key));
}
