// fitness simulate: what it writes where, and how it ends.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../test/commands.ts";
import { folder } from "../../../test/folder.ts";
import { simulationSchema } from "../../audit/simulation.ts";

const examples = path.resolve(import.meta.dirname, "../../../fixtures");

const simulate = (cwd: string, ...args: string[]) => run(cwd, ["simulate", ...args]);

const greeter = ["--template", "greeter/4-rollback-alarm.yaml"];
const broken = ["--template", "ev-charging/cdk.out"];

describe("the exit code", () => {
  it("is 0 where every deployment is stopped", async () => {
    const { exitCode, stdout, stderr } = await simulate(examples, "--template", "ev-charging/cdk.out-fit");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.match(/rolled back at minute 2: 0\.2 minutes of full traffic reached the broken version/g)).toHaveLength(2);
  });

  it("is 1 where one is not", async () => {
    const { exitCode, stdout, stderr } = await simulate(examples, ...broken);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toMatch(/not rolled back: all of the traffic shifts at once/);
    expect(stdout).toContain("→ set deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES on");
  });

  it("is 3 where one cannot be said", async () => {
    const cwd = folder({ "template.yaml": withShift("!Ref Shift", "Parameters: {Shift: {Type: String}}\n") });
    const { exitCode, stdout } = await simulate(cwd);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("unknown whether it is rolled back: ");
    expect(stdout).toContain("--parameter Shift=");
  });

  it("is 3 where an alarm may not be there", async () => {
    const given = "Parameters: {Stage: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}\n";
    const template = withShift("Canary10Percent5Minutes", given).replace(
      "HelloErrors:\n",
      "HelloErrors:\n    Condition: IsProd\n",
    );
    const cwd = folder({ "template.yaml": template });
    const unknown = await simulate(cwd);
    expect(unknown.exitCode).toBe(3);
    expect(unknown.stdout.replace(/\s+/g, " ")).toContain(
      "unknown whether it is rolled back: HelloErrors may not exist: it depends on condition IsProd, which depends on parameter Stage",
    );
    expect((await simulate(cwd, "--parameter", "Stage=prod")).exitCode).toBe(0);
  });

  it("is 1 where one is not stopped and another cannot be said", async () => {
    const shift = withShift("!Ref Shift", "Parameters: {Shift: {Type: String}}\n");
    const cwd = folder({ "one.yaml": shift, "other.yaml": withShift("AllAtOnce") });
    const { exitCode, stdout } = await simulate(cwd, "--template", "one.yaml", "other.yaml");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("2 deployments: 1 not rolled back, 1 unknown");
  });

  it("is 3 where there is no deployment, and says so", async () => {
    const { exitCode, stdout, stderr } = await simulate(examples, "--template", "greeter/1-bare.yaml");
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^ simulated no deployments\n/);
    expect(stderr).toContain("no deployment group and no state machine alias shifts traffic");
  });

  it("is 3 if no deployment can be simulated, with the reason for each", async () => {
    const appConfig = "checks/rollback-alarm/appconfig-by-arn.pass.cfn.yaml";
    const { exitCode, stdout, stderr } = await simulate(examples, "--template", appConfig);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Production: deployed by");
    expect(stderr).toBe("fitness: no deployment can be simulated; the output gives the reason for each.\n");
  });

  it("is 3 where nothing is selected", async () => {
    const { exitCode, stderr } = await simulate(examples, ...greeter, "--select", "Nothing/**");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("no deployment matches --select");
  });

  it("is 2 where not all could be read, and the rest is shown", async () => {
    const cwd = folder({ "bad.json": "{", "good.yaml": withShift("Canary10Percent5Minutes") });
    const { exitCode, stdout, stderr } = await simulate(cwd, "--template", "good.yaml", "bad.json");
    expect(exitCode).toBe(2);
    expect(stdout).toContain("rolled back at minute 2");
    expect(stderr).toContain("bad.json");
  });
});

describe("the options", () => {
  it("selects functions", async () => {
    const { stdout } = await simulate(examples, ...broken, "--select", "EVStateless/StartCharging");
    expect(stdout).toContain("EVStateless/StartCharging  alias prod");
    expect(stdout).not.toContain("StopCharging");
  });

  it("plays chance where there is a rate, and measures it by the probability that is asked", async () => {
    const rate = [...greeter, "--requests-per-minute", "4"];
    const { exitCode, stdout } = await simulate(examples, ...rate, "--format", "json");
    const [deployment] = simulationSchema.parse(JSON.parse(stdout)).deployments;
    expect(exitCode).toBe(1);
    expect(deployment).toMatchObject({ stopped: false, alarmMinute: null, exposedMinutes: null });
    expect(deployment?.probabilityStopped).toBeCloseTo(0.699, 1);
    expect((await simulate(examples, ...rate, "--minimum-probability", "0.5")).exitCode).toBe(0);
  });

  it("delays metrics, and fails fewer requests", async () => {
    const late = await simulate(examples, ...greeter, "--metric-delay", "300");
    expect(late).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("not rolled back") });
    const { stdout } = await simulate(examples, ...greeter, "--error-rate", "0.25", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ errorRate: 0.25, metricDelaySeconds: 60, requestsPerMinute: null });
  });

  it("recommends the smallest change as code, also over a range of rates", async () => {
    const cwd = folder({ "template.yaml": withShift("AllAtOnce") });
    const { stdout } = await simulate(cwd, "--recommend", "--requests-per-minute", "5..500");
    expect(stdout.replace(/\s+/g, " ")).toContain("at each of 5, 50, 500 requests a minute");
    expect(stdout).toMatch(/DeploymentPreference:\n +Type: (?:Canary|Linear)10Percent/);
    const cdk = await simulate(examples, ...broken, "--recommend");
    expect(cdk.stdout).toContain("deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,");
    const fit = await simulate(examples, ...greeter, "--recommend", "--requests-per-minute", "1000");
    expect(fit.stdout).toContain("no change needed");
    const none = await simulate(examples, ...greeter, "--recommend", "--requests-per-minute", "500..5");
    expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("is not a valid range") });
  });

  it("maps error rates and traffic, around the present rate or over a range", async () => {
    const { stdout } = await simulate(examples, ...greeter, "--sweep", "--requests-per-minute", "4", "--format", "json");
    const [deployment] = simulationSchema.parse(JSON.parse(stdout)).deployments;
    const { requestsPerMinute, errorRates, probabilities, present } = deployment?.sweep ?? never();
    expect({ present, columns: requestsPerMinute.length, rows: errorRates.length }).toEqual({
      present: 4,
      columns: 13,
      rows: 10,
    });
    expect(probabilities.at(-1)?.[requestsPerMinute.indexOf(4)]).toBeCloseTo(1 - Math.exp(-1.2), 4);
    const drawn = await simulate(examples, ...greeter, "--sweep", "--requests-per-minute", "5..500");
    expect(drawn.stdout).toMatch(/^ {13}5 {3}10 {2}20 {2}50 {2}100 200 500$/m);
    expect(drawn.stdout).toMatch(/^ {6}100 % {2}▓{4}█{24}$/m);
    expect(drawn.stdout).not.toContain("current traffic");
  });

  it("plays a version that is slower, where it is known how long requests take", async () => {
    const cwd = folder({
      "template.yaml": withShift("Canary10Percent5Minutes")
        .replace("Errors\n", "Duration\n")
        .replace("Statistic: Sum", "ExtendedStatistic: p90")
        .replace("Threshold: 1\n", "Threshold: 500\n"),
    });
    const unknown = await simulate(cwd, "--slowdown", "3");
    expect(unknown.exitCode).toBe(3);
    expect(unknown.stdout.replace(/\s+/g, " ")).toContain("request durations are unknown: pass --duration-ms p50,p99");
    const slow = await simulate(cwd, "--slowdown", "3", "--duration-ms", "120,800");
    const said = slow.stdout.replace(/\s+/g, " ");
    expect(slow.exitCode).toBe(1);
    expect(said).toContain(
      "HelloErrors enters ALARM only at minute 7, because with 10 % of the traffic, 3 times slower, its value is 417, but its threshold is 500",
    );
    expect(said).toContain("heavy traffic · 3 times slower · error rate 0 %");
    expect(said).toContain("assumed request durations are log-normal: half up to 120 ms, 99 % up to 800 ms");
    expect(said).toMatch(/→ .*: then it is rolled back at minute 2/);
    const slower = await simulate(cwd, "--slowdown", "30", "--duration-ms", "120,800");
    expect(slower.stdout.replace(/\s+/g, " ")).toContain("a version that is less than 5.6 times slower is not rolled back");
  });

  it.each([
    [["--slowdown", "0.5"], "must be a number from 1 to 1000"],
    [["--duration-ms", "100,200"], "also pass --slowdown"],
    [["--slowdown", "3", "--duration-ms", "200,100"], "must be two percentiles"],
    [["--slowdown", "3", "--duration-ms", "200"], "must be two percentiles"],
    [["--slowdown", "3", "--duration-ms", "1,2,3"], "must be two percentiles"],
    [["--slowdown", "3", "--sweep"], "remove one of them"],
  ])("refuses %j", async (args, message) => {
    const { exitCode, stdout, stderr } = await simulate(examples, ...greeter, ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr.replace(/\s+/g, " ").toLowerCase()).toContain(message);
  });

  it("maps nothing where nothing can be rolled back, or its shift is unknown", async () => {
    const cwd = folder({
      "template.yaml": withShift("AllAtOnce"),
      "open.yaml": withShift("!Ref Shift", "Parameters: {Shift: {Type: String}}\n"),
    });
    const { stdout } = await simulate(cwd, "--template", "template.yaml", "open.yaml", "--sweep", "--format", "json");
    expect(simulationSchema.parse(JSON.parse(stdout)).deployments.map(({ sweep }) => sweep)).toEqual([null, null]);
  });

  it("tells many deployments in a table, the worst first, and draws that one", async () => {
    const names = [..."abcdefghij"];
    const files = names.map((name) => [`${name}.yaml`, withShift(name === "e" ? "AllAtOnce" : "Canary10Percent5Minutes")]);
    const cwd = folder(Object.fromEntries(files));
    const { stdout } = await simulate(cwd, "--template", ...names.map((name) => `${name}.yaml`));
    const [head, worst, ...rest] = stdout.split("\n");
    expect(head).toMatch(/^ deployment +shift +rolled back +reliable from +healthy/);
    expect(worst).toMatch(/^ e\/Hello live +all at once +no/);
    expect(rest[0]).toMatch(/^ a\/Hello live +canary 10 % 5 min +minute 2 +10\/min +0 %/);
    expect(stdout.match(/new version/g)).toHaveLength(1);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    ["--error-rate", "2", /"2" must be a share from 0 to 1\. For example --error-rate 0\.5/],
    ["--error-rate", "", /"" must be a share/],
    ["--requests-per-minute", "0", /must be a number above 0/],
    ["--requests-per-minute", "many", /must be a number above 0/],
    ["--metric-delay", "-1", /must be a number of seconds/],
    ["--minimum-probability", "1.5", /must be a share/],
    ["--baseline-error-rate", "-0.1", /must be a share/],
    ["--format", "png", /format/],
  ])("refuses %s %j", async (option, value, message) => {
    const { exitCode, stdout, stderr } = await simulate(examples, ...greeter, `${option}=${value}`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("the formats", () => {
  it("writes the same JSON twice, as its schema says", async () => {
    const runs = [
      await simulate(examples, ...greeter, "--format", "json"),
      await simulate(examples, ...greeter, "--format", "json"),
    ];
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
    const { deployments } = simulationSchema.parse(JSON.parse(runs[0]?.stdout ?? ""));
    expect(deployments).toMatchObject([
      {
        subject: { logicalId: "GreeterFunction", detail: "live" },
        kind: "canary",
        schedule: [
          { minute: 0, percent: 10 },
          { minute: 5, percent: 100 },
        ],
        endMinute: 5,
        stopped: true,
        alarmMinute: 2,
        exposedMinutes: 0.2,
        alarms: [{ logicalId: "GreeterErrors", goesOffMinute: 2, state: "goes-off", reason: null }],
      },
    ]);
  });

  it("writes the page into a file, and says nothing of it", async () => {
    const cwd = folder({});
    const template = path.join(examples, "orders", "template.yaml");
    const { exitCode, stdout } = await simulate(cwd, "--template", template, "--format", "html", "-o", "out/shift.html");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(readFileSync(path.join(cwd, "out", "shift.html"), "utf8")).toMatch(/^<!DOCTYPE html>[\s\S]*<svg[\s\S]*<\/html>\n$/);
  });
});

function never(): never {
  throw new Error("a map was expected");
}

/** A function behind an alias with a rollback alarm on its errors. */
function withShift(type: string, parameters = ""): string {
  return `Transform: AWS::Serverless-2016-10-31
${parameters}Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: src
      AutoPublishAlias: live
      DeploymentPreference: {Type: ${type}, Alarms: [!Ref HelloErrors]}
  HelloErrors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions: [{Name: FunctionName, Value: !Ref Hello}, {Name: Resource, Value: !Sub "\${Hello}:live"}]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
`;
}
