// One step of the audit: a function behind an alias, whose traffic CodeDeploy shifts until an alarm stops it.
import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IAlarm, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { type LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";

export interface AuditorProps {
  readonly description: string;
  /** A handler of serverless-fitness/lambda. */
  readonly handler: "listTargets" | "handler" | "mergeReports";
  readonly timeout: Duration;
  readonly deployments: LambdaApplication;
}

export class Auditor extends Construct {
  readonly alias: lambda.Alias;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AuditorProps) {
    super(scope, id);
    const step = new lambda.Function(this, "Function", {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset("auditor"),
      handler: `index.${props.handler}`,
      timeout: props.timeout,
      memorySize: 512,
      tracing: lambda.Tracing.ACTIVE,
      logGroup: new LogGroup(this, "Logs", { retention: RetentionDays.THREE_MONTHS }),
    });
    this.alias = new lambda.Alias(this, "Live", { aliasName: "live", version: step.currentVersion });
    const errors = this.alarm(
      "Errors",
      "failed at least once in 1 minute; a running deployment is rolled back",
      this.alias.metricErrors(minute),
    );
    const throttles = this.alarm("Throttles", "was throttled in 1 minute", step.metricThrottles(minute));
    this.alarms = [errors, throttles];
    new LambdaDeploymentGroup(this, "Deployments", {
      application: props.deployments,
      alias: this.alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [errors as IAlarm],
    });
  }

  private alarm(id: string, what: string, metric: ReturnType<lambda.Function["metricErrors"]>): Alarm {
    return new Alarm(this, id, {
      alarmDescription: `${this.node.id} ${what}`,
      metric,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

const minute = { period: Duration.minutes(1), statistic: Stats.SUM };
