// All permitted calls of a live run: IAM action, SDK command and maximum rate.

interface Rate {
  /** Under what AWS allows an account and region. */
  readonly perSecond: number;
  /** What shares that: each action has its own, or several have it together. */
  readonly of: "action" | "group";
}

/** The maximum rates of calls, below the limits that AWS documents. */
const paces = {
  sts: { perSecond: 10, of: "action" },
  /** Undocumented. */
  cloudformation: { perSecond: 8, of: "action" },
  /** 15, the control plane as a whole. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  lambda: { perSecond: 13, of: "group" },
  /** Undocumented. */
  codedeploy: { perSecond: 10, of: "action" },
  /** 9. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
  alarms: { perSecond: 8, of: "action" },
  /** 50. */
  metrics: { perSecond: 40, of: "action" },
  /** 15. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
  tagging: { perSecond: 12, of: "action" },
  /** Undocumented. */
  organizations: { perSecond: 4, of: "action" },
  /** Undocumented. */
  codepipeline: { perSecond: 5, of: "action" },
  /** 3,500 to 5,500 a prefix. https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html */
  s3: { perSecond: 100, of: "action" },
} as const satisfies Record<string, Rate>;

type Pace = keyof typeof paces;

interface Call {
  /** The SDK's names: its client and, without `Command`, its command. */
  readonly client: string;
  readonly command: string;
  readonly pace: Pace;
}

const callsOf = <Action extends string>(prefix: Action, client: string, pace: Pace) => {
  return <Command extends string>(command: Command): readonly [`${Action}:${Command}`, Call] => [
    `${prefix}:${command}`,
    { client, command, pace },
  ];
};

const sts = callsOf("sts", "STSClient", "sts");
const cloudformation = callsOf("cloudformation", "CloudFormationClient", "cloudformation");
const lambda = callsOf("lambda", "LambdaClient", "lambda");
const codedeploy = callsOf("codedeploy", "CodeDeployClient", "codedeploy");
const alarms = callsOf("cloudwatch", "CloudWatchClient", "alarms");
const metrics = callsOf("cloudwatch", "CloudWatchClient", "metrics");
const tag = callsOf("tag", "ResourceGroupsTaggingAPIClient", "tagging");
const organizations = callsOf("organizations", "OrganizationsClient", "organizations");
const codepipeline = callsOf("codepipeline", "CodePipelineClient", "codepipeline");
const s3 = callsOf("s3", "S3Client", "s3");

const table = [
  // Needs no permission: AWS answers it to every identity.
  sts("GetCallerIdentity"),
  cloudformation("DescribeStacks"),
  cloudformation("ListStackResources"),
  cloudformation("GetTemplate"),
  lambda("GetFunctionConfiguration"),
  lambda("ListFunctions"),
  lambda("GetAccountSettings"),
  lambda("ListAliases"),
  lambda("ListVersionsByFunction"),
  lambda("GetFunctionEventInvokeConfig"),
  codedeploy("BatchGetDeploymentGroups"),
  codedeploy("ListDeployments"),
  codedeploy("BatchGetDeployments"),
  codedeploy("GetDeploymentConfig"),
  alarms("DescribeAlarms"),
  metrics("GetMetricData"),
  tag("GetResources"),
  // Of the list of a fleet's targets.
  cloudformation("ListImports"),
  organizations("ListAccounts"),
  // Of a lifecycle hook of CodeDeploy and an action of CodePipeline (src/integrations/lambda).
  cloudformation("DescribeStackResources"),
  codedeploy("PutLifecycleEventHookExecutionStatus"),
  codepipeline("PutJobSuccessResult"),
  codepipeline("PutJobFailureResult"),
  // For a history in a bucket.
  s3("GetObject"),
  s3("PutObject"),
  s3("DeleteObject"),
  ["s3:ListBucket", { client: "S3Client", command: "ListObjectsV2", pace: "s3" }],
] as const;

/** `cloudformation:DescribeStacks`, … */
export type Action = (typeof table)[number][0];

/** IAM action → the call that needs it. */
export const calls: ReadonlyMap<Action, Call> = new Map(table);

/** Whose calls an action's are counted with, and how many of those a second. */
export function rateOf(action: Action): { readonly group: string; readonly perSecond: number } {
  const pace = calls.get(action)?.pace ?? "sts";
  const { perSecond, of } = paces[pace];
  return { group: of === "action" ? action : pace, perSecond };
}

/** Those without which there is nothing to audit. */
export const stackActions = [
  "cloudformation:DescribeStacks",
  "cloudformation:ListStackResources",
  "cloudformation:GetTemplate",
] as const satisfies readonly Action[];

/** What the list of a fleet's targets is made of. */
export const targetActions = ["cloudformation:DescribeStacks", "cloudformation:ListImports"] as const satisfies readonly Action[];

/** What a lifecycle hook of CodeDeploy calls beside its audit. */
export const hookActions = [
  "cloudformation:DescribeStackResources",
  "cloudwatch:DescribeAlarms",
  "codedeploy:BatchGetDeploymentGroups",
  "codedeploy:BatchGetDeployments",
  "codedeploy:PutLifecycleEventHookExecutionStatus",
] as const satisfies readonly Action[];

/** What an action of CodePipeline calls beside its audit. */
export const jobActions = [
  "codepipeline:PutJobFailureResult",
  "codepipeline:PutJobSuccessResult",
] as const satisfies readonly Action[];

const byCommand = new Map(table.map(([action, { client, command }]) => [`${client}.${command}Command`, action]));

/**
 * The IAM action of an SDK command, both by the names that the SDK gives to middleware: `LambdaClient`, `ListAliasesCommand`.
 * @throws Error for a call that is not in the table: what is not there is in no policy, and must not be called
 */
export function actionOf(client: string, command: string): Action {
  const action = byCommand.get(`${client}.${command}`);
  if (action === undefined) throw new Error(`live runs do not call ${client} ${command}`);
  return action;
}
