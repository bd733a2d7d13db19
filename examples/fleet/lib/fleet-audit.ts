// The continual audit of a fleet: list the targets, audit each in a child workflow, merge the reports; every day, or for a list that was uploaded.
import { CfnParameter, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { LambdaApplication } from "aws-cdk-lib/aws-codedeploy";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";
import { Auditor } from "./auditor";

export interface FleetAuditProps extends StackProps {
  readonly regions: readonly string[];
  /** Of the role in every member account: member-role.yaml. */
  readonly roleName: string;
  /** Who hears of alarms. */
  readonly email: string;
}

export class FleetAudit extends Stack {
  private readonly operations: Topic;
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: FleetAuditProps) {
    super(scope, id, props);
    const externalId = new CfnParameter(this, "ExternalId", {
      minLength: 8,
      noEcho: true,
      description: "As given to the member roles",
    });
    const concurrency = new CfnParameter(this, "MaxConcurrency", {
      type: "Number",
      default: 40,
      description: "Audits at a time",
    });
    const cron = new CfnParameter(this, "Cron", { default: "cron(0 5 * * ? *)", description: "When a run begins, in UTC" });

    this.operations = new Topic(this, "Operations", { displayName: "Fleet audit" });
    this.operations.addSubscription(new EmailSubscription(props.email));
    this.bucket = new Bucket(this, "Reports", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ prefix: "runs/", expiration: Duration.days(400) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const deployments = new LambdaApplication(this, "Deployments");
    const list = new Auditor(this, "List", {
      description: "Lists the systems of all accounts",
      handler: "listTargets",
      timeout: Duration.minutes(10),
      deployments,
    });
    // A child workflow of the type EXPRESS has five minutes.
    const audit = new Auditor(this, "Audit", {
      description: "Audits one system",
      handler: "handler",
      timeout: Duration.minutes(4),
      deployments,
    });
    const merge = new Auditor(this, "Merge", {
      description: "Merges the reports of a run",
      handler: "mergeReports",
      timeout: Duration.minutes(15),
      deployments,
    });
    const assumeRoles = new PolicyStatement({
      actions: ["sts:AssumeRole"],
      resources: [`arn:${this.partition}:iam::*:role/${props.roleName}`],
    });
    for (const { alias } of [list, audit]) {
      alias.addToRolePolicy(assumeRoles);
      this.bucket.grantPut(alias, "runs/*");
    }
    list.alias.addToRolePolicy(new PolicyStatement({ actions: ["organizations:ListAccounts"], resources: ["*"] }));
    this.bucket.grantRead(merge.alias);
    this.bucket.grantPut(merge.alias);

    const run = this.stateMachine({ list, audit, merge }, props, externalId.valueAsString, concurrency.valueAsNumber);
    this.startDaily(run, cron.valueAsString);
    for (const { alarms } of [list, audit, merge]) for (const alarm of alarms) this.notify(alarm);
    this.alarmOnFleet();
    this.alarmOnRun(run);
  }

  private stateMachine(
    { list, audit, merge }: Readonly<Record<"list" | "audit" | "merge", Auditor>>,
    { regions, roleName }: FleetAuditProps,
    externalId: string,
    maxConcurrency: number,
  ): sfn.StateMachine {
    const within = (path: string): string =>
      `States.Format('s3://{}/runs/{}/${path}', '${this.bucket.bucketName}', $$.Execution.Name)`;
    const reports = sfn.JsonPath.stringAt(within("reports/"));

    const listing = new LambdaInvoke(this, "List targets", {
      lambdaFunction: list.alias,
      payload: sfn.TaskInput.fromObject({
        output: sfn.JsonPath.stringAt(within("targets.jsonl")),
        organization: true,
        roleName,
        externalId,
        regions,
      }),
      payloadResponseOnly: true,
      resultPath: "$.list",
      retryOnServiceExceptions: true,
    });
    const uploaded = new sfn.Pass(this, "Take uploaded list", {
      parameters: { "key.$": "$.key", unlisted: [] },
      resultPath: "$.list",
    });
    const auditing = new LambdaInvoke(this, "Audit target", {
      lambdaFunction: audit.alias,
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
    }).addRetry({
      errors: [
        "Lambda.TooManyRequestsException",
        "Lambda.ServiceException",
        "Lambda.SdkClientException",
        "Lambda.AWSLambdaException",
      ],
      interval: Duration.seconds(2),
      maxAttempts: 6,
      backoffRate: 2,
      jitterStrategy: sfn.JitterType.FULL,
    });
    // A child that fails leaves no report: the merge names its target.
    const each = new sfn.DistributedMap(this, "Audit all targets", {
      itemReader: new sfn.S3JsonLItemReader({
        bucket: this.bucket,
        key: sfn.JsonPath.stringAt("$.list.key"),
      }),
      itemSelector: { "target.$": "$$.Map.Item.Value", output: reports },
      maxConcurrency,
      toleratedFailurePercentage: 100,
      mapExecutionType: sfn.StateMachineType.EXPRESS,
      resultPath: sfn.JsonPath.DISCARD,
    }).itemProcessor(auditing);
    const merging = new LambdaInvoke(this, "Merge reports", {
      lambdaFunction: merge.alias,
      payload: sfn.TaskInput.fromObject({
        targets: sfn.JsonPath.stringAt(`States.Format('s3://{}/{}', '${this.bucket.bucketName}', $.list.key)`),
        reports,
        output: sfn.JsonPath.stringAt(within("")),
        latest: `s3://${this.bucket.bucketName}/latest.json`,
        unlisted: sfn.JsonPath.listAt("$.list.unlisted"),
      }),
      payloadResponseOnly: true,
      retryOnServiceExceptions: true,
    });
    const source = new sfn.Choice(this, "Is a list given?").when(sfn.Condition.isPresent("$.key"), uploaded).otherwise(listing);
    const logs = new LogGroup(this, "RunLogs", {
      logGroupName: "/aws/vendedlogs/states/fleet-audit",
      retention: RetentionDays.THREE_MONTHS,
    });
    return new sfn.StateMachine(this, "Run", {
      comment: "Lists the fleet's targets, audits each, merges the reports",
      definitionBody: sfn.DefinitionBody.fromChainable(source.afterwards().next(each).next(merging)),
      timeout: Duration.hours(6),
      tracingEnabled: true,
      logs: { destination: logs, level: sfn.LogLevel.ERROR },
    });
  }

  private startDaily(run: sfn.StateMachine, cron: string): void {
    const deadLetterQueue = new Queue(this, "RunsNotStarted", { retentionPeriod: Duration.days(14), enforceSSL: true });
    new Schedule(this, "Daily", {
      description: "Starts a run of the fleet audit",
      schedule: ScheduleExpression.expression(cron),
      target: new StepFunctionsStartExecution(run, { deadLetterQueue, input: ScheduleTargetInput.fromObject({}) }),
    });
    this.alarm("RunNotStarted", "a run was not started", {
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: Stats.MAXIMUM }),
      threshold: 1,
    });
  }

  private alarmOnFleet(): void {
    const ofFleet = (metricName: string, statistic: string): Metric =>
      new Metric({ namespace: "ServerlessFitness/Fleet", metricName, statistic, period: Duration.hours(1) });
    this.alarm("ScoreLow", "the median score of the fleet is below 80", {
      metric: ofFleet("MedianScore", Stats.MINIMUM),
      threshold: 80,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    });
    this.alarm("SystemsMissing", "at least 1 system has no report", { metric: ofFleet("Missing", Stats.MAXIMUM), threshold: 1 });
    this.alarm("SystemsNotAudited", "at least 1 system could not be audited", {
      metric: ofFleet("NotAudited", Stats.MAXIMUM),
      threshold: 1,
    });
  }

  private alarmOnRun(run: sfn.StateMachine): void {
    const period = Duration.minutes(5);
    const usingMetrics: Record<string, IMetric> = {
      failed: run.metricFailed({ period, statistic: Stats.SUM }),
      timedOut: run.metricTimedOut({ period, statistic: Stats.SUM }),
      aborted: run.metricAborted({ period, statistic: Stats.SUM }),
    };
    const metric = new MathExpression({
      expression: "failed + timedOut + aborted",
      label: "Runs that failed",
      period,
      usingMetrics,
    });
    this.alarm("RunFailed", "a run failed, timed out or was aborted", { metric, threshold: 1 });
  }

  private alarm(
    id: string,
    what: string,
    { metric, threshold, comparisonOperator }: { metric: IMetric; threshold: number; comparisonOperator?: ComparisonOperator },
  ): void {
    this.notify(
      new Alarm(this, id, {
        alarmDescription: `Fleet audit: ${what}`,
        metric,
        threshold,
        comparisonOperator: comparisonOperator ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private notify(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.operations));
  }
}
