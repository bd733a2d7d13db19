// The change of an architecture: between two assemblies, two reports, or what a git revision has.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../test/commands.ts";
import { folder } from "../../../test/folder.ts";
import type { Comparison } from "../../audit/comparison.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const fixtures = path.join(root, "fixtures/ev-charging");

function example(): string {
  const cwd = folder({});
  cpSync(fixtures, cwd, { recursive: true });
  cpSync(path.join(root, "fitness.config.json"), path.join(cwd, "fitness.config.json"));
  return cwd;
}

const compare = (cwd: string, ...args: string[]) => run(cwd, ["compare", ...args]);

async function compared(cwd: string, ...args: string[]): Promise<Comparison & { exitCode: number }> {
  const { exitCode, stdout } = await compare(cwd, "--format", "json", ...args);
  return { exitCode, ...(JSON.parse(stdout) as Comparison) };
}

const linksOf = ({ links }: Comparison): string[] | undefined => links?.map(({ subject, message }) => `${subject} ${message}`);

describe("the two assemblies of the example", () => {
  it("have each flaw as a change of links, in the words of the chain", async () => {
    const comparison = await compared(example(), "cdk.out-fit", "cdk.out");
    expect(comparison.exitCode).toBe(1);
    expect(linksOf(comparison)).toEqual([
      "StartChargingGroup shifts traffic by LambdaAllAtOnce (all at once) instead of LambdaCanary10Percent5Minutes (10 % for 5 min)",
      "StartChargingGroup rolls back on alarm ChargingFailure (Failure, ev service=ev-charging) instead of StartChargingErrors (Errors, of StartCharging:prod)",
      "StopChargingGroup shifts traffic by LambdaAllAtOnce (all at once) instead of LambdaCanary10Percent5Minutes (10 % for 5 min)",
      "StopChargingGroup rolls back on alarm ChargingFailure (Failure, ev service=ev-charging) instead of StopChargingErrors (Errors, of StopCharging:prod)",
      "alarm ApiLatency no longer notifies Operations",
      "alias prod of StopCharging no longer sends failed events to Operations",
      "alarm StartChargingErrors is gone",
      "alarm StopChargingErrors is gone",
      "StopCharging sends failed events to Operations",
      "alarm ChargingFailure is new",
    ]);
    expect(comparison.deployments[0]).toMatchObject({
      subject: "StartCharging",
      direction: "worse",
      message: expect.stringMatching(/^a broken version is no longer rolled back: .*; before, an alarm fired at minute 2$/),
    });
    expect(new Set([...comparison.worse, ...comparison.new].map(({ check }) => check))).toEqual(
      new Set([
        "progressive-traffic",
        "rollback-alarm-scope",
        "alarm-action",
        "required-tags",
        "async-failure-destination",
        "async-configuration-qualifier",
      ]),
    );
  });

  it("are the other way round no worse, and the same as themselves", async () => {
    const cwd = example();
    const better = await compare(cwd, "cdk.out", "cdk.out-fit");
    expect(better).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^ BETTER .*9 better, 1 gone/s) });
    const same = await compare(cwd, "cdk.out", "cdk.out");
    expect(same).toEqual({
      exitCode: 0,
      stderr: "",
      stdout: " NO WORSE   cdk.out                                              against cdk.out\n nothing changed\n",
    });
  });

  it("are shown to a person, and to the readers of a pull request", async () => {
    const cwd = example();
    const { stdout } = await compare(cwd, "--template", "cdk.out", "--against", "cdk.out-fit");
    expect(stdout).toMatch(/^ WORSE /);
    expect(stdout).toContain(" ○ alarm ApiLatency no longer notifies Operations\n");
    expect(stdout).toContain(" ○ alarm StartChargingErrors, alarm StopChargingErrors are gone\n");
    const markdown = await compare(cwd, "cdk.out-fit", "cdk.out", "--format", "markdown", "-o", "change.md");
    expect(markdown).toEqual({ exitCode: 1, stdout: "", stderr: "" });
    const text = readFileSync(path.join(cwd, "change.md"), "utf8");
    expect(text).toMatch(/^### Worse than before: 9 worse, 1 new failure, .* · score 81\.6 \(was 100\)\n/);
    expect(text).toContain("- 🔀 **alarm ApiLatency** no longer notifies Operations\n");
  });
});

describe("two reports", () => {
  it("are compared as the systems are", async () => {
    const cwd = example();
    await run(cwd, ["check", "--template", "cdk.out-fit", "--reporter", "json=old.json"]);
    await run(cwd, ["check", "--template", "cdk.out", "--reporter", "json=new.json"]);
    const { exitCode, before, after, ...rest } = await compared(cwd, "old.json", "new.json");
    const { exitCode: _one, before: _before, after: _after, ...systems } = await compared(cwd, "cdk.out-fit", "cdk.out");
    expect(exitCode).toBe(1);
    expect([before.locator, after.locator]).toEqual(["cdk.out-fit", "cdk.out"]);
    expect(rest).toEqual(systems);
    expect((await compare(cwd, "old.json", "cdk.out")).exitCode).toBe(1);
  });

  it("of another version are compared as far as they can be", async () => {
    const cwd = example();
    await run(cwd, ["check", "--template", "cdk.out", "--reporter", "json=new.json"]);
    const report = JSON.parse(readFileSync(path.join(cwd, "new.json"), "utf8")) as Record<string, unknown>;
    writeFileSync(path.join(cwd, "old.json"), JSON.stringify({ ...report, graph: { shape: "another" }, more: 1 }));
    const { exitCode, stdout, stderr } = await compare(cwd, "old.json", "new.json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("links are not compared") });
    expect(stdout).toContain("nothing changed");
    writeFileSync(path.join(cwd, "old.json"), JSON.stringify({ ...report, assessments: [{}] }));
    expect(await compare(cwd, "old.json", "new.json")).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(/^fitness: old\.json: is not a report that can be compared: assessments\.0\./),
    });
  });
});

describe("a git revision", () => {
  function repository(): { cwd: string; git(...args: string[]): void } {
    const cwd = folder({});
    const git = (...args: string[]): void => {
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd, stdio: "ignore" });
    };
    git("init", "-b", "main");
    return { cwd, git };
  }

  it("has what was committed, and the working tree stays as it is", async () => {
    const { cwd, git } = repository();
    cpSync(path.join(fixtures, "cdk.out-fit"), path.join(cwd, "app/cdk.out"), { recursive: true });
    git("add", ".");
    git("commit", "-m", "fit");
    cpSync(path.join(fixtures, "cdk.out"), path.join(cwd, "app/cdk.out"), { recursive: true });
    const before = readFileSync(path.join(cwd, "app/cdk.out/EVStateless.template.json"), "utf8");
    const app = path.join(cwd, "app");
    for (const against of ["main", "HEAD:cdk.out"]) {
      const comparison = await compared(app, "--template", "cdk.out", "--against", against);
      expect(linksOf(comparison)).toContain("alarm ApiLatency no longer notifies Operations");
    }
    expect(readFileSync(path.join(cwd, "app/cdk.out/EVStateless.template.json"), "utf8")).toBe(before);
    const status = execFileSync("git", ["status", "--porcelain"], { cwd, encoding: "utf8" });
    expect(status.split("\n").every((line) => line === "" || line.startsWith(" M"))).toBe(true);
  });

  it("that lacks the template is distinguished from one that does not exist", async () => {
    const { cwd, git } = repository();
    writeFileSync(path.join(cwd, "README"), "");
    git("add", ".");
    git("commit", "-m", "empty");
    cpSync(path.join(fixtures, "cdk.out"), path.join(cwd, "cdk.out"), { recursive: true });
    const of = async (against: string) => (await compare(cwd, "--template", "cdk.out", "--against", against)).stderr;
    expect(await of("main")).toMatch(/cdk\.out: cdk\.out is not in revision main\. If the file is a build output/);
    expect(await of("develop")).toMatch(/"develop" is not a file, folder or git revision/);
    expect(await of("--output=x")).toMatch(/"--output=x" is not a file/);
  });
});

describe("what is the same in both", () => {
  const fn = {
    Type: "AWS::Lambda::Function",
    Properties: { Handler: "a.b", Runtime: "nodejs22.x" },
  };
  const resources = (id: string, alarm = `Errors${id.slice(6)}`) => ({
    [id]: fn,
    [alarm]: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        Namespace: "AWS/Lambda",
        MetricName: "Errors",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Dimensions: [{ Name: "FunctionName", Value: { Ref: id } }],
      },
    },
  });

  it("does not hang on the name of the folder or file that a lone template is in", async () => {
    const template = JSON.stringify({ Resources: resources("Orders") });
    const cwd = folder({ "old/template.json": template, "elsewhere.json": template });
    expect(await compared(cwd, "old/template.json", "elsewhere.json")).toMatchObject({
      exitCode: 0,
      links: [],
      worse: [],
      new: [],
    });
  });

  it("may be renamed, and is reported where it is added or removed", async () => {
    const [one, two] = ["OrdersA1B2C3D4", "Orders0A0B0C0D"].map((id) => JSON.stringify({ Resources: resources(id) }));
    const cwd = folder({
      "old.json": one!,
      "new.json": two!,
      "more.json": JSON.stringify({ Resources: { ...resources("OrdersA1B2C3D4"), Payments: fn } }),
    });
    expect(await compared(cwd, "old.json", "new.json")).toMatchObject({ exitCode: 0, links: [] });
    expect(linksOf(await compared(cwd, "old.json", "more.json"))).toEqual(["function Payments is new"]);
    const gone = await compared(cwd, "more.json", "old.json");
    expect(linksOf(gone)).toEqual(["function Payments is gone"]);
    expect(gone).toMatchObject({ exitCode: 0, worse: [] });
  });
});

describe("a role that changes together with the code", () => {
  /** A function whose alias is shifted gradually. */
  function shop(key: string, action: string, isShifted = true): object {
    const group = {
      Type: "AWS::CodeDeploy::DeploymentGroup",
      Properties: {
        ApplicationName: "shop",
        ServiceRoleArn: "arn",
        DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      },
    };
    const policy = {
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: "shop", DeploymentGroupName: { Ref: "Group" } } },
    };
    return {
      Resources: {
        Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } },
        Policy: {
          Type: "AWS::IAM::Policy",
          Properties: {
            PolicyName: "p",
            Roles: [{ Ref: "Role" }],
            PolicyDocument: { Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] },
          },
        },
        Orders: {
          Type: "AWS::Lambda::Function",
          Properties: {
            Handler: "a.b",
            Runtime: "nodejs22.x",
            Role: { "Fn::GetAtt": ["Role", "Arn"] },
            Code: { S3Bucket: "b", S3Key: key },
          },
        },
        Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Orders" } } },
        Live: {
          Type: "AWS::Lambda::Alias",
          ...(isShifted ? policy : {}),
          Properties: {
            Name: "live",
            FunctionName: { Ref: "Orders" },
            FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
          },
        },
        ...(isShifted ? { Group: group } : {}),
      },
    };
  }

  it.each([
    ["both", shop("two", "s3:PutObject"), 1],
    ["the code alone", shop("two", "s3:GetObject"), 0],
    ["the role alone", shop("one", "s3:PutObject"), 0],
  ])("cannot be shifted gradually: %s", async (_name, template, count) => {
    const cwd = folder({ "old.json": shop("one", "s3:GetObject"), "new.json": template });
    const { together } = await compared(cwd, "old.json", "new.json");
    expect(together).toHaveLength(count);
    if (count > 0) expect(together[0]).toMatch(/^Orders: its role's permissions change together with its code, .* at once/);
  });

  it("is not reported for functions that are not shifted gradually anyway", async () => {
    const cwd = folder({ "old.json": shop("one", "s3:GetObject", false), "new.json": shop("two", "s3:PutObject", false) });
    expect((await compared(cwd, "old.json", "new.json")).together).toEqual([]);
  });

  it("is reported, with an invocation that now bypasses the alias, as one sentence each", async () => {
    const rule = (arn: object) => ({
      Tick: { Type: "AWS::Events::Rule", Properties: { ScheduleExpression: "rate(1 minute)", Targets: [{ Id: "t", Arn: arn }] } },
    });
    const withRule = (template: object, arn: object): object => ({
      Resources: { ...(template as { Resources: object }).Resources, ...rule(arn) },
    });
    const cwd = folder({
      "old.json": withRule(shop("one", "s3:GetObject"), { Ref: "Live" }),
      "new.json": withRule(shop("two", "s3:PutObject"), { "Fn::GetAtt": ["Orders", "Arn"] }),
    });
    const comparison = await compared(cwd, "old.json", "new.json");
    expect(linksOf(comparison)).toEqual(["Tick invokes Orders itself ($LATEST) instead of alias live of Orders"]);
    expect(comparison.worse.map(({ check }) => check)).toContain("invocation-qualifier");
  });
});

it.each([
  [[], /there is nothing to compare with/],
  [["a", "b", "c"], /compare takes two systems/],
  [["cdk.out", "cdk.out-fit", "--against", "cdk.out"], /compare takes two systems/],
  [["cdk.out", "cdk.out-fit", "--template", "cdk.out"], /compare takes two systems/],
  [["cdk.out", "nowhere"], /"nowhere" is not a file/],
])("ends with 2 for what cannot be compared: %j", async (args, message) => {
  expect(await compare(example(), ...args)).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringMatching(message) });
});
