import { describe, expect, it } from "vitest";
import { folder } from "../../../test/folder.ts";
import { builtInChecks } from "../../checks/index.ts";
import type { Io } from "../io.ts";
import { type PermissionsOptions, permissions } from "./permissions.ts";

async function policyOf(options: PermissionsOptions = {}, config: object = {}) {
  const cwd = folder({ "fitness.config.json": JSON.stringify(config) });
  return JSON.parse(await permissions(options, { cwd } as Io));
}

const actionsIn = (policy: { Statement: { Action: string[] }[] }): string[] => policy.Statement.flatMap(({ Action }) => Action);

describe("fitness permissions", () => {
  it("prints a policy that IAM takes", async () => {
    expect(await policyOf({ check: ["progressive-traffic", "function-alias"] })).toMatchInlineSnapshot(`
      {
        "Statement": [
          {
            "Action": [
              "cloudformation:DescribeStacks",
              "cloudformation:GetTemplate",
              "cloudformation:ListStackResources",
              "sts:GetCallerIdentity",
            ],
            "Effect": "Allow",
            "Resource": "*",
            "Sid": "ReadStacks",
          },
          {
            "Action": [
              "codedeploy:BatchGetDeploymentGroups",
              "codedeploy:GetDeploymentConfig",
              "lambda:ListAliases",
            ],
            "Effect": "Allow",
            "Resource": "*",
            "Sid": "ObserveResources",
          },
        ],
        "Version": "2012-10-17",
      }
    `);
  });

  it.each(["hook", "pipeline"] as const)("has for a %s what an audit needs, and the calls of the handler", async (handler) => {
    const check = ["rollback-alarm"];
    const audit = actionsIn(await policyOf({ check }));
    const answers = { hook: "codedeploy:PutLifecycleEventHookExecutionStatus", pipeline: "codepipeline:PutJobSuccessResult" };
    expect(actionsIn(await policyOf({ check, for: handler }))).toEqual(expect.arrayContaining([...audit, answers[handler]]));
  });

  it("allows what reads stacks, and no more, where no check looks at more", async () => {
    expect(actionsIn(await policyOf({ check: ["queue-redrive"] }))).toEqual([
      "cloudformation:DescribeStacks",
      "cloudformation:GetTemplate",
      "cloudformation:ListStackResources",
      "sts:GetCallerIdentity",
    ]);
  });

  it("follows the config: what is off or lacks its options is not allowed anything", async () => {
    const off = await policyOf({}, { extends: ["off"], checks: { "function-timeout": "error", "required-tags": "error" } });
    expect(actionsIn(off)).toContain("lambda:GetFunctionConfiguration");
    expect(actionsIn(off)).not.toContain("tag:GetResources");
    const given = { severity: "error", options: { tags: { owner: true } } };
    expect(actionsIn(await policyOf({}, { extends: ["off"], checks: { "required-tags": given } }))).toContain("tag:GetResources");
  });

  it("leaves out what is skipped", async () => {
    const ids = builtInChecks.filter(({ observes = [] }) => observes.includes("alarm")).map(({ id }) => id);
    expect(actionsIn(await policyOf())).toContain("cloudwatch:DescribeAlarms");
    expect(actionsIn(await policyOf({ skip: ids }))).not.toContain("cloudwatch:DescribeAlarms");
  });

  it("only ever reads, and never the code of a function", async () => {
    const all = actionsIn(await policyOf({}, { extends: ["all"] }));
    for (const action of all) expect(action).toMatch(/^[a-z]+:(?:Get|BatchGet|List|Describe)[A-Z]/);
    expect(all).not.toContain("lambda:GetFunction");
  });
});
