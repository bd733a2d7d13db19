// What can be asked of a live system, and what the answers look like: plain data, so that a run can be recorded and judged again.

/** Where an answer comes from: the stack, as named in the system, tells account and region. */
interface In {
  readonly stack: string;
}

interface OfFunction extends In {
  /** Its physical id. */
  readonly functionName: string;
}

interface OfGroup extends In {
  readonly application: string;
  readonly group: string;
}

export interface MetricAsk extends In {
  readonly kind: "metric";
  readonly namespace: string;
  readonly metricName: string;
  /** Name and value, sorted by name: CloudWatch matches dimension sets exactly. */
  readonly dimensions: readonly (readonly [string, string])[];
  /** `Sum`, `Average`, `Maximum`, `SampleCount`, `p99`, … */
  readonly statistic: string;
  readonly periodSeconds: number;
  /** The window ends when the run began. */
  readonly windowSeconds: number;
}

/** The values of every minute of a window: what a backtest plays. */
export interface MetricHistoryAsk extends Omit<MetricAsk, "kind" | "periodSeconds"> {
  readonly kind: "metric-history";
}

export type Ask =
  | (OfFunction & { readonly kind: "function" })
  | (OfFunction & { readonly kind: "aliases" })
  | (OfFunction & { readonly kind: "versions" })
  /** `qualifier` as an alias's name or `$LATEST`. */
  | (OfFunction & { readonly kind: "event-invoke-config"; readonly qualifier: string })
  | (In & { readonly kind: "account-settings" })
  | (OfGroup & { readonly kind: "deployment-group" })
  | (OfGroup & { readonly kind: "deployments" })
  /** A custom one: AWS's predefined ones are known by their names. */
  | (In & { readonly kind: "deployment-configuration"; readonly name: string })
  | (In & { readonly kind: "alarm"; readonly name: string })
  | MetricAsk
  | MetricHistoryAsk
  | (In & { readonly kind: "tags"; readonly arn: string });

export type AskKind = Ask["kind"];

/** From Lambda's GetFunctionConfiguration or, of many functions, from ListFunctions. */
export interface FunctionState {
  readonly runtime: string | null;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly architecture: string;
  readonly tracing: string;
  readonly deadLetterArn: string | null;
  readonly roleArn: string;
  readonly codeSha256: string;
  /** ISO 8601. */
  readonly lastModified: string;
  /** Its other properties as CloudFormation writes them: `Handler`, `Layers`, `LoggingConfig`, … Environment variables have `NOT_READ` as their values. */
  readonly settings?: Settings;
  readonly status?: FunctionStatus;
}

/** By the name of the property, those that the answer gives: what is missing here is not set. */
export type Settings = Readonly<Record<string, unknown>>;

/** Replaces a value that exists but is not read, since it may be a secret. */
export const NOT_READ = "(not read)";

/** null if the answer does not show it: ListFunctions never does. */
export interface FunctionStatus {
  /** `Pending`, `Active`, `Inactive`, `Failed`, … */
  readonly state: string | null;
  readonly stateReason: string | null;
  /** `Successful`, `Failed`, `InProgress`. */
  readonly lastUpdate: string | null;
  readonly lastUpdateReason: string | null;
}

/** From ListAliases. */
export interface AliasState {
  readonly name: string;
  readonly version: string;
  readonly description?: string | null;
  /** Version → share of the traffic, 0 to 1; empty where one version gets all of it. */
  readonly weights: Readonly<Record<string, number>>;
}

/** From ListVersionsByFunction, without `$LATEST`, oldest first. */
export interface VersionState {
  readonly version: string;
  readonly lastModified: string;
  readonly codeSha256: string;
}

export interface EventInvokeState {
  readonly maximumRetryAttempts: number | null;
  readonly maximumEventAgeSeconds: number | null;
  readonly onFailureArn: string | null;
  readonly onSuccessArn: string | null;
}

export interface AccountState {
  readonly concurrentExecutions: number;
  readonly unreservedConcurrentExecutions: number;
}

/** From BatchGetDeploymentGroups. */
export interface DeploymentGroupState {
  readonly configurationName: string;
  readonly alarmsEnabled: boolean;
  readonly ignoresPollFailure: boolean;
  readonly alarmNames: readonly string[];
  readonly rollbackEnabled: boolean;
  readonly rollbackEvents: readonly string[];
  /** The id of the deployment that was attempted last. */
  readonly lastAttempted?: string;
  /** Its other properties as CloudFormation writes them: `ServiceRoleArn`, `DeploymentStyle`, `TriggerConfigurations`. */
  readonly settings?: Settings;
}

/** From ListDeployments and BatchGetDeployments, newest first. */
export interface DeploymentState {
  readonly id: string;
  /** `Created`, `Queued`, `InProgress`, `Baking`, `Succeeded`, `Failed`, `Stopped`, `Ready`. */
  readonly status: string;
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly configurationName: string | null;
  readonly creator: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** What `rollbackInfo` says; null where it neither was rolled back nor is a rollback. */
  readonly rollback: {
    readonly rollbackId: string | null;
    readonly triggeringId: string | null;
    readonly message: string | null;
  } | null;
}

/** From GetDeploymentConfig. */
export interface DeploymentConfigurationState {
  readonly kind: "canary" | "linear" | "all-at-once";
  readonly percent: number;
  readonly intervalMinutes: number;
}

/** From DescribeAlarms; what does not apply to a kind of alarm is null. */
export interface AlarmObserved {
  readonly kind: "metric" | "composite" | "log";
  readonly arn: string;
  readonly state: string;
  readonly stateReason: string | null;
  readonly stateUpdatedAt: string | null;
  readonly evaluationState: string | null;
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  /** The properties of the resource type as CloudFormation writes them, of those that DescribeAlarms gives: `Threshold`, `Period`, `Dimensions`, `Metrics`, `AlarmRule`, … */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** From GetMetricData, oldest first; times in milliseconds since the epoch. */
export interface MetricObserved {
  readonly from: number;
  readonly to: number;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** From GetMetricData, minute by minute. */
export interface MetricHistory {
  /** The first minute, in milliseconds since the epoch. */
  readonly from: number;
  readonly minutes: number;
  /** In order, separated by blanks: `7`, `-` for a minute without data, `90*7` for one value in 90 minutes. */
  readonly values: string;
}

/** What each kind of question is answered with; null: there is no such thing. */
export interface Answers {
  readonly function: FunctionState | null;
  readonly aliases: readonly AliasState[] | null;
  readonly versions: readonly VersionState[] | null;
  readonly "event-invoke-config": EventInvokeState | null;
  readonly "account-settings": AccountState;
  readonly "deployment-group": DeploymentGroupState | null;
  readonly deployments: readonly DeploymentState[];
  readonly "deployment-configuration": DeploymentConfigurationState | null;
  readonly alarm: AlarmObserved | null;
  readonly metric: MetricObserved;
  readonly "metric-history": MetricHistory;
  /** null: the Tagging API does not know the resource. */
  readonly tags: Readonly<Record<string, string>> | null;
}

export type Answer<Kind extends AskKind = AskKind> = { readonly state: "seen"; readonly value: Answers[Kind] } | Unseen;

export interface Unseen {
  readonly state: "unseen";
  readonly reason: string;
  /** The IAM action that was denied, e.g. `codedeploy:ListDeployments`. */
  readonly action: string | null;
  /** Of what was not denied. */
  readonly cause?: UnseenCause;
  readonly remedy?: string;
}

/** `cut-short`: the time of the run was over. `no-answer`: the service gave none that can be used. `refused`: it takes no such question. */
export type UnseenCause = "cut-short" | "no-answer" | "refused";

/** Equal for equal questions. */
export function keyOf(ask: Ask): string {
  return JSON.stringify(Object.entries(ask).sort(([a], [b]) => (a < b ? -1 : 1)));
}
