// One secret of each kind, planted in a system: none is in a snapshot of it, nor in anything that any reporter says of the snapshot or of the live system.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../../../test/folder.ts";
import { ACCOUNT, type LooseRecording, recordingOf } from "../../../test/recordings.ts";
import { audit } from "../../audit/audit.ts";
import { builtInChecks } from "../../checks/index.ts";
import { withDrawings } from "../../cli/drawn.ts";
import { loadConfig } from "../../config/load.ts";
import type { SystemFacts } from "../../model/facts.ts";
import { reporters } from "../../reporters/index.ts";
import { systemOf } from "../recorded-system.ts";
import { defaultLimits } from "../source.ts";
import { secretValues } from "./redact.ts";
import { readSnapshots, snapshotText } from "./snapshot.ts";

const fixtures = path.join(import.meta.dirname, "..", "..", "..", "fixtures");
const ref = (name: string) => ({ Ref: name });

const template = {
  Parameters: {
    Key: { Type: "String", Default: "planted-default" },
    Stage: { Type: "String" },
    Mode: { Type: "String", AllowedValues: ["fast", "thorough"] },
    Token: { Type: "String" },
    Plain: { Type: "String" },
  },
  Conditions: {
    HasKey: { "Fn::Not": [{ "Fn::Equals": [ref("Key"), ""] }] },
    IsThis: { "Fn::Equals": [ref("Key"), "planted-key"] },
    IsOther: { "Fn::Equals": [ref("Key"), "other"] },
  },
  Resources: {
    F: {
      Type: "AWS::Lambda::Function",
      Properties: {
        FunctionName: { "Fn::Sub": "f-${Stage}" },
        Runtime: "nodejs22.x",
        MemorySize: { "Fn::If": ["IsOther", 128, 256] },
        Code: { ZipFile: "planted-code" },
        Environment: {
          "Fn::If": [
            "HasKey",
            { Variables: { A: "planted-variable", B: ref("Key"), C: ref("Stage"), D: ref("Mode") } },
            ref("AWS::NoValue"),
          ],
        },
      },
    },
    Alarm: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: { AlarmName: "errors", AlarmDescription: { "Fn::Sub": "more than 5, key ${Key}" }, Threshold: 5 },
    },
    Watch: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        Namespace: "AWS/Lambda",
        MetricName: "Errors",
        Dimensions: [{ Name: "FunctionName", Value: ref("F") }],
        AlarmActions: [{ "Fn::Sub": "arn:aws:sns:eu-west-1:${AWS::AccountId}:topic-${Key}" }],
      },
    },
    Live: {
      Type: "AWS::Lambda::Alias",
      Properties: { FunctionName: ref("F"), FunctionVersion: "1", Name: { "Fn::Sub": "live-${Key}" } },
    },
    Secret: { Type: "AWS::SecretsManager::Secret", Properties: { SecretString: "planted-secret-string" } },
    Generated: {
      Type: "AWS::SecretsManager::Secret",
      Properties: { GenerateSecretString: { SecretStringTemplate: '{"user":"planted-user"}', GenerateStringKey: "p" } },
    },
    Database: { Type: "AWS::RDS::DBInstance", Properties: { MasterUsername: "root", MasterUserPassword: "planted-password" } },
    Connection: {
      Type: "AWS::Events::Connection",
      Properties: {
        AuthorizationType: "API_KEY",
        AuthParameters: {
          ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "planted-api-key" },
          InvocationHttpParameters: { HeaderParameters: [{ Key: "x-more", Value: "planted-header" }] },
        },
      },
    },
    Basic: {
      Type: "AWS::Events::Connection",
      Properties: {
        AuthorizationType: "BASIC",
        AuthParameters: {
          "Fn::If": ["HasKey", { BasicAuthParameters: { Username: "u", Password: "planted-basic" } }, ref("AWS::NoValue")],
        },
      },
    },
    OAuth: {
      Type: "AWS::Events::Connection",
      Properties: {
        AuthParameters: {
          OAuthParameters: { ClientParameters: { ClientID: "c", ClientSecret: "planted-client-secret" }, HttpMethod: "POST" },
        },
      },
    },
    Instance: {
      Type: "AWS::EC2::Instance",
      Properties: { UserData: { "Fn::Base64": { "Fn::Sub": "export K=planted-user-data ${AWS::Region}" } } },
      Metadata: {
        "AWS::CloudFormation::Authentication": { files: { type: "basic", username: "u", password: "planted-authentication" } },
        "AWS::CloudFormation::Init": { config: { files: { "/etc/app": { content: "planted-file" } } } },
      },
    },
    Launch: {
      Type: "AWS::EC2::LaunchTemplate",
      Properties: { LaunchTemplateData: { UserData: "planted-launch", InstanceType: "t3.micro" } },
    },
    App: { Type: "AWS::Amplify::App", Properties: { Name: "app", OauthToken: "planted-oauth", AccessToken: ref("Token") } },
    Cache: { Type: "AWS::ElastiCache::ReplicationGroup", Properties: { AuthToken: "planted-auth-token" } },
    Task: {
      Type: "AWS::ECS::TaskDefinition",
      Properties: { ContainerDefinitions: [{ Name: "c", Environment: [{ Name: "K", Value: "planted-container" }] }] },
    },
    Build: {
      Type: "AWS::CodeBuild::Project",
      Properties: { Environment: { EnvironmentVariables: [{ Name: "T", Type: "PLAINTEXT", Value: "planted-build" }] } },
    },
    Custom: {
      Type: "Custom::Login",
      Properties: { ServiceToken: { "Fn::GetAtt": ["F", "Arn"] }, AdminPassword: "planted-custom" },
    },
    Api: {
      Type: "AWS::ApiGateway::RestApi",
      Properties: {
        Name: "api",
        Body: {
          paths: {
            "/": {
              get: {
                "x-amazon-apigateway-integration": {
                  requestParameters: { "integration.request.header.Authorization": "'planted-call'" },
                },
              },
            },
          },
        },
      },
    },
  },
  Outputs: { Link: { Value: { "Fn::Sub": "https://x/${Key}" } }, Of: { Value: ref("Plain") } },
};

const loose: LooseRecording = {
  stacks: [
    {
      template,
      parameters: { Key: "planted-key", Stage: "shop", Mode: "thorough", Token: "planted-token", Plain: "visible" },
      outputs: { Link: "https://x/planted-key", Of: "visible" },
      resources: { ...Object.fromEntries(Object.keys(template.Resources).map((id) => [id, id])), F: "f-shop", Alarm: "errors" },
    },
  ],
  answers: [
    {
      ask: { kind: "alarm", stack: "shop", name: "errors" },
      seen: {
        ...{
          kind: "metric",
          arn: `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:errors`,
          state: "ALARM",
          stateReason: "planted-key",
        },
        ...{ stateUpdatedAt: null, evaluationState: null, actionsEnabled: true, alarmActions: [] },
        properties: { AlarmName: "errors", AlarmDescription: "more than 5, key planted-key", Threshold: 7 },
      },
    },
  ],
};

async function reportsOn(facts: SystemFacts): Promise<string> {
  const checks = builtInChecks;
  const config = await loadConfig({ cwd: fixtures, file: null, checks, turnOn: checks.map(({ id }) => id), commandLine: {} });
  const run = { now: new Date("2026-11-22T10:00:00Z"), tool: { name: "test", version: "0" }, elapsedMs: () => 0 };
  const report = withDrawings(audit(facts, { ...config, ...run }), facts, { includeInfrastructure: false, select: [] });
  expect(report.graph?.nodes.length).toBeGreaterThan(2);
  const said = Object.values(reporters).map((reporter) =>
    JSON.stringify(reporter(report, { width: 200, colour: 0, unicode: true, verbose: true } as never)),
  );
  said.push(JSON.stringify(report));
  expect(said.length).toBeGreaterThan(2);
  expect(report.assessments.some(({ message }) => message.includes("Threshold is 7"))).toBe(true);
  return said.join("\n");
}

describe("what is planted", () => {
  test("is not in a snapshot, which says what it hides", async () => {
    const { text, hidden } = await snapshotText(recordingOf(loose), { accounts: false });
    expect(text.match(/planted[\w-]*/g)).toBe(null);
    expect(hidden.parameters).toEqual(["Key", "Token"]);
    expect(hidden.values).toBeGreaterThan(15);
    // A choice, a part of the stack's name and a value that is not secret are kept.
    expect(text).toMatch(/thorough/);
    expect(text).toMatch(/f-shop/);
    expect(text).toMatch(/visible/);
  });

  test("decides the conditions as it did", async () => {
    const { text } = await snapshotText(recordingOf(loose), { accounts: false });
    const cwd = folder({ "a.json": text });
    const facts = await readSnapshots({ paths: ["a.json"], cwd, limits: defaultLimits });
    expect(facts.stacks[0]?.template.Conditions).toMatchObject({ HasKey: true, IsThis: true, IsOther: false });
  });

  test("is in no report on the snapshot, by no reporter", async () => {
    const { text } = await snapshotText(recordingOf(loose), { accounts: false });
    const cwd = folder({ "a.json": text });
    const facts = await readSnapshots({ paths: ["a.json"], cwd, limits: defaultLimits });
    expect((await reportsOn(facts)).match(/planted[\w-]*/g)).toBe(null);
  });

  test("is in no report on the live system either", async () => {
    const recording = recordingOf(loose);
    const facts = { ...(await systemOf(recording, { kind: "stack" })), secrets: secretValues(recording) };
    expect((await reportsOn(facts)).match(/planted[\w-]*/g)).toBe(null);
  });
});
