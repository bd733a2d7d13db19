// What is deployed every day: the API, its two functions, how their traffic shifts and what stops a bad version.
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import * as apigateway from "aws-cdk-lib/aws-apigateway";
import { Alarm, ComparisonOperator, type IAlarm, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { SnsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { FilterPattern, LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Variant } from "./variant";

const minute = Duration.minutes(1);

export interface EVStatelessProps extends StackProps {
  readonly sessions: ITable;
  readonly variant: Variant;
}

export class EVStateless extends Stack {
  private readonly fit: boolean;
  private readonly operations: Topic;
  private readonly deployments: LambdaApplication;

  constructor(scope: Construct, id: string, props: EVStatelessProps) {
    super(scope, id, props);
    this.fit = props.variant === "fit";

    this.operations = new Topic(this, "Operations", { displayName: "EV charging operations" });
    this.operations.addSubscription(new EmailSubscription("charging-operations@example.com"));

    this.deployments = new LambdaApplication(this, "Deployments");

    const startLogs = new LogGroup(this, "StartChargingLogs", { retention: RetentionDays.THREE_MONTHS });
    const startCharging = new lambda.Function(this, "StartCharging", {
      description: "Opens a charging session",
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset("functions/start-charging"),
      handler: "index.handler",
      timeout: Duration.seconds(10),
      memorySize: 256,
      tracing: lambda.Tracing.ACTIVE,
      logGroup: startLogs,
      environment: { SESSIONS_TABLE: props.sessions.tableName },
    });
    props.sessions.grant(startCharging, "dynamodb:PutItem");

    const stopLogs = new LogGroup(this, "StopChargingLogs", { retention: RetentionDays.THREE_MONTHS });
    const stopCharging = new lambda.Function(this, "StopCharging", {
      description: "Changes or ends a charging session",
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset("functions/stop-charging"),
      handler: "index.handler",
      timeout: Duration.seconds(10),
      memorySize: 256,
      tracing: lambda.Tracing.ACTIVE,
      logGroup: stopLogs,
      environment: { SESSIONS_TABLE: props.sessions.tableName },
    });
    props.sessions.grant(stopCharging, "dynamodb:UpdateItem");

    const startProd = new lambda.Alias(this, "StartChargingProd", { aliasName: "prod", version: startCharging.currentVersion });
    const stopProd = new lambda.Alias(this, "StopChargingProd", { aliasName: "prod", version: stopCharging.currentVersion });

    this.alarmOnStatus500("StartCharging", startLogs);
    this.alarmOnStatus500("StopCharging", stopLogs);

    if (this.fit) {
      this.shiftTraffic("StartCharging", startProd, this.errorAlarm("StartCharging", startProd));
      this.shiftTraffic("StopCharging", stopProd, this.errorAlarm("StopCharging", stopProd));
    } else {
      const failure = this.failureAlarm();
      this.shiftTraffic("StartCharging", startProd, failure);
      this.shiftTraffic("StopCharging", stopProd, failure);
    }

    const api = this.api();
    const sessions = api.root.addResource("charging-sessions");
    sessions.addMethod("POST", new apigateway.LambdaIntegration(startProd));
    sessions.addResource("{sessionId}").addMethod("PATCH", new apigateway.LambdaIntegration(stopProd));
    this.alarmOnApi(api.deploymentStage);

    this.stopOnUnplugged(stopProd);
    // Flaw: events go to the alias, so what is set on $LATEST applies to none of them.
    const eventsGoTo = this.fit ? stopProd : stopCharging;
    eventsGoTo.configureAsyncInvoke({
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
      onFailure: new SnsDestination(this.operations),
    });
  }

  private api(): apigateway.RestApi {
    const accessLogs = new LogGroup(this, "ApiAccessLogs", { retention: RetentionDays.THREE_MONTHS });
    return new apigateway.RestApi(this, "Api", {
      restApiName: "ev-charging",
      description: "Starts, changes and stops charging sessions",
      cloudWatchRole: true,
      defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM },
      deployOptions: {
        stageName: "prod",
        tracingEnabled: true,
        throttlingRateLimit: 100,
        throttlingBurstLimit: 200,
        accessLogDestination: new apigateway.LogGroupLogDestination(accessLogs),
        accessLogFormat: apigateway.AccessLogFormat.jsonWithStandardFields(),
      },
    });
  }

  /** Lets the traffic of the alias move to a new version, until the alarm goes off. */
  private shiftTraffic(name: string, alias: lambda.Alias, rollbackAlarm: IAlarm): void {
    new LambdaDeploymentGroup(this, `${name}Group`, {
      application: this.deployments,
      alias,
      // Flaw: a bad version meets everybody before the alarm has a chance.
      deploymentConfig: this.fit ? LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES : LambdaDeploymentConfig.ALL_AT_ONCE,
      alarms: [rollbackAlarm],
    });
  }

  private errorAlarm(name: string, alias: lambda.Alias): Alarm {
    return this.notify(
      new Alarm(this, `${name}Errors`, {
        alarmDescription: `${name} failed at least once in 1 minute; a running deployment is rolled back`,
        metric: alias.metricErrors({ period: minute, statistic: Stats.SUM }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  // Flaw: the metric is the whole service's. A deployment is stopped by anybody's failure, or by nobody's.
  private failureAlarm(): Alarm {
    return this.notify(
      new Alarm(this, "ChargingFailure", {
        alarmDescription: "Charging failed at least once in 1 minute; a running deployment is rolled back",
        metric: new Metric({
          namespace: "ev",
          metricName: "Failure",
          dimensionsMap: { service: "ev-charging" },
          period: minute,
          statistic: Stats.SUM,
        }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private alarmOnStatus500(name: string, logs: LogGroup): void {
    const filter = logs.addMetricFilter(`${name}Status500`, {
      filterPattern: FilterPattern.numberValue("$.statusCode", "=", 500),
      metricNamespace: "ev-charging",
      metricName: `${name}Status500`,
      metricValue: "1",
    });
    this.notify(
      new Alarm(this, `${name}Status500Alarm`, {
        alarmDescription: `${name} answered 500 at least once in 1 minute`,
        metric: filter.metric({ period: minute, statistic: Stats.SUM }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private alarmOnApi(stage: apigateway.Stage): void {
    const latency = new Alarm(this, "ApiLatency", {
      alarmDescription: "The API took more than 200 ms on average for 3 minutes",
      metric: stage.metricLatency({ period: minute, statistic: Stats.AVERAGE }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 200,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    // Flaw: it goes off and nobody hears it.
    if (this.fit) this.notify(latency);

    this.notify(
      new Alarm(this, "ApiServerErrors", {
        alarmDescription: "The API answered 5xx at least 5 times in 5 minutes",
        metric: stage.metricServerError({ period: Duration.minutes(5), statistic: Stats.SUM }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: 5,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  /** The charger tells the default bus when the cable was unplugged: that ends the session too. */
  private stopOnUnplugged(stopProd: lambda.Alias): void {
    const undelivered = new Queue(this, "UndeliveredEvents", { retentionPeriod: Duration.days(14) });
    new Rule(this, "CableUnplugged", {
      eventPattern: { source: ["ev.charger"], detailType: ["CableUnplugged"] },
      targets: [new LambdaFunction(stopProd, { deadLetterQueue: undelivered })],
    });
    this.notify(
      new Alarm(this, "UndeliveredEventsAlarm", {
        alarmDescription: "At least 1 event of an unplugged cable was not delivered",
        metric: undelivered.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: Stats.MAXIMUM }),
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private notify(alarm: Alarm): Alarm {
    alarm.addAlarmAction(new SnsAction(this.operations));
    return alarm;
  }
}
