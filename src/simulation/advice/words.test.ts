// What a remedy says of the switches of a deployment group: only those that are missing, and none that SAM or the CDK sets by itself.
import { expect, test } from "vitest";
import { templateFacts } from "../../../test/deployed.ts";
import { folder } from "../../../test/folder.ts";
import { errors, shop } from "../../../test/simulation/shop.ts";
import { shiftingsOf } from "../../model/deployments/shifting.ts";
import { link } from "../../model/link.ts";
import { isPlayable, shiftReader } from "../read/rollout.ts";
import { SIMULATION_DEFAULTS } from "../simulate.ts";
import { adviceFor } from "./advise.ts";
import { cdkCode } from "./cdk-code.ts";
import { patchesOf } from "./change-patches.ts";

const ALARM =
  "an alarm on the Sum of AWS/Lambda Errors of the alias in one minute, 1 or more: then it is rolled back at minute 2";
const ON = { Enabled: true, Events: ["DEPLOYMENT_STOP_ON_ALARM"] };
const LISTED = { Alarms: [{ Name: { Ref: "Failures" } }] };

async function playable(template: object) {
  const model = link(await templateFacts(folder({ "shop.json": JSON.stringify(template) }), ["shop.json"]), {});
  const [shifting] = shiftingsOf(model);
  const read = shifting === undefined ? null : shiftReader(model)(shifting, SIMULATION_DEFAULTS);
  if (read === null || !isPlayable(read)) throw new Error("nothing is simulated");
  return read;
}

function withGroup(properties: object): object {
  const written = JSON.parse(JSON.stringify(shop({ alarms: { Failures: errors() } })));
  Object.assign(written.Resources.Group.Properties, properties);
  return written;
}

test.each([
  [
    "both switches",
    { AlarmConfiguration: { Enabled: false, ...LISTED }, AutoRollbackConfiguration: { Enabled: false } },
    "set AlarmConfiguration.Enabled: true on the deployment group, and enable the deployment group's AutoRollbackConfiguration with DEPLOYMENT_STOP_ON_ALARM among its Events: then it is rolled back at minute 2",
    "set ignoreAlarmConfiguration: false on the LambdaDeploymentGroup, and set autoRollback: { deploymentInAlarm: true } on the LambdaDeploymentGroup: then it is rolled back at minute 2",
    "new LambdaDeploymentGroup(this, '…', {\n  ignoreAlarmConfiguration: false,\n  autoRollback: { deploymentInAlarm: true },\n});",
  ],
  [
    "the rollback",
    {
      AlarmConfiguration: { Enabled: true, ...LISTED },
      AutoRollbackConfiguration: { Enabled: true, Events: ["DEPLOYMENT_FAILURE"] },
    },
    "enable the deployment group's AutoRollbackConfiguration with DEPLOYMENT_STOP_ON_ALARM among its Events: then it is rolled back at minute 2",
    "set autoRollback: { deploymentInAlarm: true } on the LambdaDeploymentGroup: then it is rolled back at minute 2",
    "new LambdaDeploymentGroup(this, '…', {\n  autoRollback: { deploymentInAlarm: true },\n});",
  ],
])("names %s that are missing", async (_, properties, cloudformation, cdk, code) => {
  const read = await playable(withGroup(properties));
  const advice = adviceFor(read, {});
  expect(advice).toMatchObject({ cloudformation, sam: cloudformation, cdk });
  expect(cdkCode([{ kind: "rollback" }], read)).toBe(code);
});

test("sums what an alarm takes the minimum of", async () => {
  const read = await playable(shop({ alarms: { Failures: errors({ Statistic: "Minimum" }) } }));
  expect(adviceFor(read, {})).toMatchObject({
    cloudformation: "set Statistic: Sum on Failures: then it is rolled back at minute 2",
    cdk: 'set statistic: "Sum" on Failures: then it is rolled back at minute 2',
  });
  const change = { kind: "alarm", place: 0, edits: { statistic: "Sum" } } as const;
  expect(patchesOf([change], read)).toMatchObject([{ op: "set", path: ["Properties", "Statistic"], value: "Sum" }]);
  expect(cdkCode([change], read)).toContain('// its metric with statistic: "Sum"');
});

test("lets the CDK watch its first alarm without a switch", async () => {
  const read = await playable(withGroup({ AlarmConfiguration: { Alarms: [] }, AutoRollbackConfiguration: ON }));
  const { cdk, cloudformation } = adviceFor(read, {});
  expect(cdk).toBe(`add to the LambdaDeploymentGroup's alarms ${ALARM}`);
  expect(cloudformation).toBe(
    `set AlarmConfiguration.Enabled: true on the deployment group, and add to the group's AlarmConfiguration.Alarms ${ALARM}`,
  );
});

test("sets no switch of a group that SAM generates", async () => {
  const Properties = {
    Handler: "a.b",
    Runtime: "nodejs22.x",
    CodeUri: "src/",
    AutoPublishAlias: "live",
    DeploymentPreference: { Type: "Canary10Percent5Minutes" },
  };
  const Resources = { Shop: { Type: "AWS::Serverless::Function", Properties } };
  const read = await playable({ Transform: "AWS::Serverless-2016-10-31", Resources });
  expect(adviceFor(read, {}).sam).toBe(`add to the DeploymentPreference's Alarms ${ALARM}`);
  expect(patchesOf([{ kind: "rollback" }], read)).toEqual([]);
});

test("removes an alarm from the list of a DeploymentPreference, and from that of a group", async () => {
  const inverted = errors({ ComparisonOperator: "LessThanThreshold" }) as { Properties: object };
  const Properties = {
    Handler: "a.b",
    Runtime: "nodejs22.x",
    CodeUri: "src/",
    AutoPublishAlias: "live",
    DeploymentPreference: { Type: "Canary10Percent5Minutes", Alarms: [{ Ref: "Low" }, { Ref: "High" }] },
  };
  const Resources = { Shop: { Type: "AWS::Serverless::Function", Properties }, Low: inverted, High: errors() };
  const sam = await playable({ Transform: "AWS::Serverless-2016-10-31", Resources });
  expect(adviceFor(sam, {}).sam).toBe("remove Low from the DeploymentPreference's Alarms: then it is rolled back at minute 2");
  const change = { kind: "unwatch", place: 0 } as const;
  expect(patchesOf([change], sam)).toEqual([
    {
      op: "set",
      stack: "shop",
      logicalId: "Shop",
      path: ["Properties", "DeploymentPreference", "Alarms"],
      value: [{ Ref: "High" }],
    },
  ]);
  const cfn = await playable(shop({ alarms: { Low: inverted, High: errors() } }));
  expect(patchesOf([change], cfn)).toMatchObject([
    { logicalId: "Group", path: ["Properties", "AlarmConfiguration", "Alarms"], value: [{ Name: { Ref: "High" } }] },
  ]);
});
