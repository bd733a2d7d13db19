import { describe, expect, it } from "vitest";
import { factsOf, stack, type Template } from "../../test/facts.ts";
import { check, greenQueues, policy, queue, settings } from "../../test/queues.ts";
import type { Check } from "../checks/define-check.ts";
import { builtInChecks } from "../checks/index.ts";
import { audit } from "./audit.ts";
import type { AuditPolicy } from "./policy.ts";
import { type Report, reportSchema } from "./report.ts";

function run(template: Template, checks: readonly Check[] = [greenQueues], more: Partial<AuditPolicy> = {}): Report {
  const report = audit(factsOf(stack("Shop", template)), policy(checks, more));
  expect(() => reportSchema.parse(report)).not.toThrow();
  return report;
}

const verdicts = ({ assessments }: Report) =>
  assessments.map(({ verdict, reason }) => (reason === null ? verdict : `${verdict}: ${reason}`));

describe("what the input leaves open", () => {
  const Parameters = {
    Colour: { Type: "String", AllowedValues: ["green", "red"] },
    Stage: { Type: "String" },
    Other: { Type: "String" },
  };

  it("is unknown where it changes the answer, and says what decides", () => {
    const report = run({ Parameters, Resources: { Q: queue({ Ref: "Colour" }) } });
    expect(verdicts(report)).toEqual([
      "unknown: depends on parameter Colour, which has no value; pass --parameter Colour=green (parameter Colour: passes with green, fails with red)",
    ]);
    expect(report).toMatchObject({ verdict: "inconclusive", exitCode: 3 });
  });

  it("does not matter where every outcome leads to the same verdict", () => {
    const allGreen = { ...Parameters, Colour: { Type: "String", AllowedValues: ["green", "green"] } };
    expect(verdicts(run({ Parameters: allGreen, Resources: { Q: queue({ Ref: "Colour" }) } }))).toEqual(["pass"]);
  });

  it("is tried behind a condition on two parameters, and through its negation", () => {
    const Conditions = {
      Both: { "Fn::And": [{ "Fn::Equals": [{ Ref: "Stage" }, "prod"] }, { "Fn::Equals": [{ Ref: "Other" }, "x"] }] },
      NotBoth: { "Fn::Not": [{ Condition: "Both" }] },
    };
    const either = { "Fn::If": ["Both", "green", { "Fn::If": ["NotBoth", "green", "red"] }] };
    expect(verdicts(run({ Parameters, Conditions, Resources: { Q: queue(either) } }))).toEqual(["pass"]);
    const same = { "Fn::If": ["Both", "red", "blue"] };
    expect(verdicts(run({ Parameters, Conditions, Resources: { Q: queue(same) } }))).toEqual(["fail"]);
    const differs = { "Fn::If": ["Both", "green", "blue"] };
    expect(verdicts(run({ Parameters, Conditions, Resources: { Q: queue(differs) } }))[0]).toMatch(
      /^unknown: depends on condition Both/,
    );
  });

  it("is tried for comparisons that only the deployment can make", () => {
    const Conditions = { Here: { "Fn::Equals": [{ "Fn::Sub": "${Stage}-${Other}" }, "a-b"] } };
    expect(verdicts(run({ Parameters, Conditions, Resources: { Q: queue({ "Fn::If": ["Here", "green", "green"] }) } }))).toEqual([
      "pass",
    ]);
    expect(verdicts(run({ Parameters, Conditions, Resources: { Q: queue({ "Fn::If": ["Here", "green", "red"] }) } }))[0]).toMatch(
      /^unknown/,
    );
  });

  it("decides over the existence of the nodes that were walked", () => {
    const Conditions = { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } };
    const watched = check(function* ({ model, pass, fail }) {
      const [alarm] = model.system.resourcesOf("AWS::CloudWatch::Alarm");
      for (const resource of model.system.resourcesOf("AWS::SQS::Queue")) {
        const subject = { stack: resource.stack, resource, detail: null };
        if (alarm === undefined) yield fail(subject, { message: "nobody watches it", remedy: "add an alarm" });
        else yield pass(subject, { message: "is watched", evidence: [resource, alarm] });
      }
    });
    const alarm = { Type: "AWS::CloudWatch::Alarm", Condition: "IsProd" };
    expect(verdicts(run({ Parameters, Conditions, Resources: { Q: queue("green"), A: alarm } }, [watched]))[0]).toMatch(
      /^unknown: depends on condition IsProd/,
    );
    const together = { Q: queue("green", { Condition: "IsProd" }), A: alarm };
    expect(verdicts(run({ Parameters, Conditions, Resources: together }, [watched]))).toEqual(["pass"]);
  });

  it("does not rely on a node whose condition YAML took for a boolean", () => {
    const watched = check(function* ({ model, pass }) {
      const [alarm] = model.system.resourcesOf("AWS::CloudWatch::Alarm");
      for (const resource of model.system.resourcesOf("AWS::SQS::Queue")) {
        const subject = { stack: resource.stack, resource, detail: null };
        yield pass(subject, { message: "is watched", evidence: alarm === undefined ? [] : [alarm] });
      }
    });
    const alarm = { Type: "AWS::CloudWatch::Alarm", Condition: false };
    expect(verdicts(run({ Resources: { Q: queue("green"), A: alarm } }, [watched]))[0]).toMatch(/^unknown: .*write it in quotes/);
  });

  it("stays unknown where there is no finite list of outcomes", () => {
    const report = run({ Parameters, Resources: { Q: queue({ Ref: "Stage" }) } });
    expect(verdicts(report)).toEqual(["unknown: depends on parameter Stage, which has no value; pass --parameter Stage=…"]);
  });
});

describe("a check that misbehaves ends in error, and the rest is reported", () => {
  it.each<[string, Check["assess"], RegExp]>([
    [
      "throws",
      () => {
        throw new Error("no luck");
      },
      /no luck/,
    ],
    [
      "contradicts itself",
      function* ({ model, pass, fail }) {
        const subject = { stack: model.stacks[0]!, resource: null, detail: null };
        yield pass(subject, { message: "good" });
        yield fail(subject, { message: "bad", remedy: "choose" });
      },
      /two different assessments for Shop/,
    ],
  ])("%s", (_what, assess, message) => {
    const report = run({ Resources: { Q: queue("green") } }, [greenQueues, check(assess, { id: "bad" })]);
    expect(report.checks.map(({ status }) => status)).toEqual(["assessed", "error"]);
    expect(report.checks[1]?.error).toMatch(message);
    expect(report).toMatchObject({ verdict: "inconclusive", exitCode: 3 });
  });
});

describe("the verdict", () => {
  const failing = { Resources: { Q: queue("red"), R: queue("green") } };

  it.each<[string, Template, Partial<AuditPolicy>, number]>([
    ["is fit when all passes", { Resources: { Q: queue("green") } }, {}, 0],
    ["is degraded by a failure", failing, {}, 1],
    ["is inconclusive when nothing was assessed", { Resources: {} }, {}, 3],
    ["only reports when told so", failing, { failOn: "none" }, 0],
    ["does not gate on nothing when it only reports", { Resources: {} }, { failOn: "none" }, 0],
    ["is not degraded by a failure under the bar", failing, { settingsOf: () => ({ ...settings, severity: "warning" }) }, 0],
    [
      "is degraded by a score under its minimum",
      failing,
      { scoreMinimum: 60, settingsOf: () => ({ ...settings, severity: "info" }) },
      1,
    ],
    [
      "takes a waiver",
      failing,
      { waivers: [{ check: "queue-colour", subject: "Shop/Q", reason: "retired", expires: "2026-11-22" }] },
      0,
    ],
    [
      "takes no waiver that is expired",
      failing,
      { waivers: [{ check: "queue-colour", subject: "Shop/Q", reason: "retired", expires: "2026-11-21" }] },
      1,
    ],
    [
      "takes no waiver for a mandatory check",
      failing,
      {
        settingsOf: () => ({ ...settings, mandatory: true }),
        waivers: [{ check: "queue-colour", subject: "**", reason: "no", expires: null }],
      },
      1,
    ],
    [
      "minds an unused waiver when strict",
      { Resources: { Q: queue("green") } },
      { strictWaivers: true, waivers: [{ check: "queue-colour", subject: "x", reason: "y", expires: null }] },
      1,
    ],
    ["looks at selected subjects only", failing, { select: ["Shop/R"] }, 0],
  ])("%s", (_what, template, more, exitCode) => {
    expect(run(template, [greenQueues], more).exitCode).toBe(exitCode);
  });

  it("is null when not all could be read", () => {
    const facts = { ...factsOf(stack("Shop", failing)), unread: [{ file: "x.yaml", message: "is binary" }] };
    expect(audit(facts, policy([greenQueues]))).toMatchObject({ verdict: null, exitCode: 2 });
  });

  it("of a run that only reports is inconclusive where nothing was assessed", () => {
    expect(run(failing, [greenQueues], { failOn: "none" }).verdict).toBe("fit");
    expect(run({ Resources: {} }, [greenQueues], { failOn: "none" }).verdict).toBe("inconclusive");
  });

  it("comes with a score", () => {
    expect(run(failing).score).toEqual({ value: 50, minimum: null, characteristics: { reliability: 50 } });
  });
});

it("places what it finds where the application makes the resource at fault, or the stack", () => {
  const made = { file: "lib/queues.ts", line: 7, column: 5 };
  const Resources = { Painted: { Type: "AWS::SQS::Queue" }, Painter: { Type: "AWS::Lambda::Function" } };
  const facts = stack("Queues", { Resources }, { sourceLocation: () => ({ ...made, line: 1 }) });
  const painter = facts.resources.get("Painter");
  const resources = new Map([
    ...facts.resources,
    ...(painter ? [["Painter", { ...painter, sourceLocation: () => made }] as const] : []),
  ]);
  const placed = check(function* ({ model, fail }) {
    const [painted, by] = [model.system.resource("Queues", "Painted"), model.system.resource("Queues", "Painter")];
    if (painted === undefined || by === undefined) return;
    const at = { resource: by, path: [] };
    yield fail({ stack: painted.stack, resource: painted, detail: null }, { message: "is painted red", remedy: "repaint", at });
    yield fail({ stack: painted.stack, resource: null, detail: null }, { message: "has red queues", remedy: "repaint" });
  });
  const { assessments } = audit(factsOf({ ...facts, resources }), policy([placed]));
  expect(assessments.map(({ message, sourceLocation }) => [message, sourceLocation?.line])).toEqual([
    ["is painted red", 7],
    ["has red queues", 1],
  ]);
});

describe("what a run reports beside its assessments", () => {
  const two = { Resources: { Q: queue("red"), R: queue("green") } };
  const onStack = check(function* ({ model, pass }) {
    for (const file of ["a.xml", "b.xml"])
      yield pass({ stack: model.stacks[0]!, resource: null, detail: file, file }, { message: "is read" });
    yield pass({ stack: model.stacks[0]!, resource: null, detail: "tags" }, { message: "has them" });
    yield pass({ stack: model.stacks[0]!, resource: null, detail: "rules" }, { message: "has them" });
  });

  it("is how much it looked at: each resource, file and stack once, whatever the checks", () => {
    const other = check(greenQueues.assess, { id: "other" });
    expect(run(two, [greenQueues, other, { ...onStack, id: "files" }]).scanned).toEqual({
      ...{ stacks: 1, resources: 2, subjects: 5, checks: 3 },
    });
  });

  it("has the score of each check, by the settings that hold where no override does", () => {
    const plain = { ...settings, weight: 1 };
    const off = check(greenQueues.assess, { id: "off" });
    const green = check(onStack.assess, { id: "green", characteristic: "security" });
    const report = run(two, [greenQueues, off, green], {
      isEnabled: ({ id }) => id !== "off",
      settingsOf: (_check, matches) => (matches("Shop/Q") ? settings : plain),
    });
    expect(report.checks.map(({ id, weight, score }) => ({ id, weight, score }))).toEqual([
      { id: "queue-colour", weight: 1, score: 50 },
      { id: "green", weight: 1, score: 100 },
    ]);
    expect(report.score).toEqual({ value: 75, minimum: null, characteristics: { reliability: 50, security: 100 } });
  });

  it("has the notes of its source, and of functions that serve the deployment why they are no subjects", () => {
    const Resources = {
      Served: { Type: "AWS::Lambda::Function", Properties: {} },
      Maker: { Type: "AWS::Lambda::Function", Properties: {} },
      Made: { Type: "Custom::Thing", Properties: { ServiceToken: { "Fn::GetAtt": ["Maker", "Arn"] } } },
    };
    const facts = { ...factsOf(stack("Shop", { Resources })), notes: ["samconfig.toml gives Stage=prod"] };
    const report = audit(facts, policy([greenQueues]));
    expect(report.notes).toEqual(facts.notes);
    const { type, ...served } = { type: "AWS::Lambda::Function", stack: "Shop", constructPath: null };
    expect(report.notSubjects).toEqual([{ ...served, type, logicalId: "Maker", reason: "serves the custom resource Made" }]);
    expect(audit(facts, policy([greenQueues], { includeInfrastructure: true })).notSubjects).toEqual([]);
  });

  it("has the page of a check: its own, or that of the package's home", () => {
    const homepage = "https://example.com/tool#readme";
    const [builtIn] = builtInChecks;
    const pageOf = (asked: Check, tool: Partial<AuditPolicy["tool"]> = { homepage }) =>
      audit(factsOf(stack("Shop", { Resources: {} })), policy([asked], { tool: { name: "t", version: "1", ...tool } })).checks[0]
        ?.documentation;
    expect(pageOf(builtIn!)).toBe(`https://example.com/tool/blob/main/docs/checks/${builtIn?.id}.md`);
    expect(pageOf(builtIn!, {})).toBe(undefined);
    expect(pageOf(greenQueues)).toBe(undefined);
    expect(pageOf({ ...greenQueues, documentation: "https://example.com/rules" })).toBe("https://example.com/rules");
  });
});

describe("a check that has nothing to look at", () => {
  it("is skipped where it needs a live system and there is none", () => {
    const measured = { ...greenQueues, needs: "observation" } as const;
    const facts = factsOf(stack("Shop", { Resources: { Q: queue("red") } }));
    expect(audit(facts, policy([measured])).checks[0]).toMatchObject({ status: "skipped", error: null, score: null });
    expect(audit({ ...facts, kind: "snapshot" }, policy([measured])).checks[0]?.status).toBe("assessed");
    expect(audit(facts, policy([{ ...greenQueues, needs: "either" }])).checks[0]?.status).toBe("assessed");
  });

  it("whose error is of a severity that gates nothing leaves the run fit, and a thrown value that is not an Error is reported", () => {
    const bad = check(
      () => {
        throw "no luck";
      },
      { id: "bad" },
    );
    const report = run({ Resources: { Q: queue("green") } }, [greenQueues, bad], {
      settingsOf: ({ id }) => ({ ...settings, severity: id === "bad" ? "warning" : "error" }),
    });
    expect(report.checks[1]).toMatchObject({ status: "error", error: "no luck", gating: false });
    expect(report).toMatchObject({ verdict: "fit", exitCode: 0 });
  });
});

describe("an entry of a baseline, or a waiver, that meets nothing", () => {
  const accepted = {
    ...{ check: "queue-colour", subject: "Shop/Old", stack: "Shop", message: "is red", since: "2026-11-01", fingerprint: "old" },
    verdict: "fail" as const,
  };
  const baseline = { file: "known.json", score: null, sizes: [], accepted: [accepted], measured: [] };
  const against = { baseline, strict: true, updates: false };
  const green = { Resources: { Q: queue("green") } };

  it.each<[string, Template, Partial<AuditPolicy>, string | undefined, number]>([
    ["is gone where the check looked at everything", green, {}, "gone", 1],
    ["gates nothing in a run that only reports", green, { failOn: "none" }, "gone", 0],
    ["is gone where the check has no subject at all", { Resources: {} }, {}, "gone", 1],
    ["may be there where the run looked at selected subjects", green, { select: ["Shop/Q"] }, undefined, 0],
    ["may be there where the check could not be run", green, { broken: new Map([["queue-colour", "no luck"]]) }, undefined, 3],
    [
      "may be there where the check lacks its options",
      green,
      { settingsOf: () => ({ ...settings, missing: ["tags"] }) },
      undefined,
      3,
    ],
    [
      "may be there where something was not read",
      green,
      { faults: [{ file: "plugin.js", message: "reads files" }] },
      undefined,
      2,
    ],
  ])("%s", (_what, template, more, status, exitCode) => {
    const report = run(template, [greenQueues], { against, ...more });
    expect({ stale: report.baseline?.stale[0]?.status, exitCode: report.exitCode }).toEqual({ stale: status, exitCode });
  });
});
