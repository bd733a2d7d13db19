// A template with one function that a deployment group shifts, around whatever alarms a test gives it; and what its simulation says.

import { link } from "../../src/model/link.ts";
import type { SimulatedDeployment } from "../../src/simulation/outcome.ts";
import { SIMULATION_DEFAULTS, type SimulationSettings, simulate } from "../../src/simulation/simulate.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";
import { folder } from "../folder.ts";

type Properties = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, object>>;

const sub = (text: string): object => ({ "Fn::Sub": text });
const ref = (name: string): object => ({ Ref: name });

export const ofFunction = [{ Name: "FunctionName", Value: ref("Shop") }];
const ofAlias = [...ofFunction, { Name: "Resource", Value: sub("${Shop}:live") }];
export const ofVersion = [...ofAlias, { Name: "ExecutedVersion", Value: { "Fn::GetAtt": ["Version", "Version"] } }];

/** At least one error of the alias in a minute, but for these properties. */
export function errors(properties: Properties = {}): object {
  return alarm({
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: ofAlias,
    Statistic: "Sum",
    Period: 60,
    ...properties,
  });
}

/** An expression over `e` errors and `i` invocations, at least 20. */
export function expression(text: string, dimensions: readonly object[], properties: Properties = {}): object {
  const stat = (Id: string, MetricName: string): object => ({
    Id,
    ReturnData: false,
    MetricStat: { Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: dimensions }, Period: 60, Stat: "Sum" },
  });
  const metrics = [{ Id: "r", Expression: text }, stat("e", "Errors"), stat("i", "Invocations")];
  return alarm({ Metrics: metrics, Threshold: 20, ...properties });
}

function alarm(properties: Properties): object {
  const usual = { EvaluationPeriods: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold", Threshold: 1 };
  return { Type: "AWS::CloudWatch::Alarm", Properties: { ...usual, ...properties } };
}

export function composite(rule: string): object {
  return { Type: "AWS::CloudWatch::CompositeAlarm", Properties: { AlarmRule: sub(rule) } };
}

export interface Shop {
  /** The group watches them all. */
  readonly alarms: Resources;
  readonly configuration?: unknown;
  readonly others?: Resources;
}

export function shop({ alarms, configuration = "CodeDeployDefault.LambdaCanary10Percent5Minutes", others = {} }: Shop): object {
  return {
    Resources: {
      Shop: {
        Type: "AWS::Lambda::Function",
        Properties: { Runtime: "nodejs22.x", Handler: "a.b", Code: { ZipFile: "" }, Role: "arn:aws:iam::111122223333:role/r" },
      },
      Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: ref("Shop") } },
      Live: {
        Type: "AWS::Lambda::Alias",
        Properties: {
          Name: "live",
          FunctionName: ref("Shop"),
          FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
        },
        UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: ref("App"), DeploymentGroupName: ref("Group") } },
      },
      App: { Type: "AWS::CodeDeploy::Application", Properties: { ComputePlatform: "Lambda" } },
      Group: {
        Type: "AWS::CodeDeploy::DeploymentGroup",
        Properties: {
          ApplicationName: ref("App"),
          ServiceRoleArn: "arn:aws:iam::111122223333:role/d",
          DeploymentConfigName: configuration,
          AlarmConfiguration: { Enabled: true, Alarms: Object.keys(alarms).map((id) => ({ Name: ref(id) })) },
          AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] },
        },
      },
      ...alarms,
      ...others,
    },
  };
}

/** A deployment configuration of its own: `Configuration`. */
export function shiftOf(kind: "Canary" | "Linear", percent: number, minutes: number): Pick<Shop, "configuration" | "others"> {
  const type = `TimeBased${kind}`;
  const routing = { Type: type, [type]: { [`${kind}Percentage`]: percent, [`${kind}Interval`]: minutes } };
  const properties = { ComputePlatform: "Lambda", TrafficRoutingConfig: routing };
  return {
    configuration: ref("Configuration"),
    others: { Configuration: { Type: "AWS::CodeDeploy::DeploymentConfig", Properties: properties } },
  };
}

export async function simulated(template: object, settings: Partial<SimulationSettings> = {}): Promise<SimulatedDeployment> {
  const cwd = folder({ "shop.json": template });
  const model = link(await readTemplates(requestFor(cwd, ["shop.json"])));
  const [only, ...others] = simulate(model, { ...SIMULATION_DEFAULTS, ...settings }).deployments;
  if (only === undefined || others.length > 0) throw new Error("one deployment was expected");
  return only;
}
