// How the report words what a check says: under which settings, with which place and advice, and whether it gates.
import { describe, expect, it } from "vitest";
import { factsOf, stack } from "../../test/facts.ts";
import { check, greenQueues, policy, queue, settings } from "../../test/queues.ts";
import type { Assessment, Finding, Subject } from "../assessment.ts";
import type { Check } from "../checks/define-check.ts";
import type { StackFacts } from "../model/facts.ts";
import type { Path } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { unresolved } from "../model/value.ts";
import { audit } from "./audit.ts";
import type { Baseline, BaselinePolicy } from "./baseline/baseline.ts";
import type { AuditPolicy } from "./policy.ts";
import type { ReportedAssessment } from "./report.ts";

const Resources = { Red: queue("red"), Rust: queue("rust"), Green: queue("green"), Open: queue({ Ref: "Stage" }) };
const shop = stack("Shop", { Parameters: { Stage: { Type: "String" } }, Resources });

const run = (checks: readonly Check[], more: Partial<AuditPolicy> = {}, own: StackFacts = shop) =>
  audit(factsOf(own), policy(checks, more));

/** What is reported of one finding about the queue `Red`. */
function reported(assess: (red: Resource) => Assessment, own: StackFacts = shop): ReportedAssessment {
  const one = check(function* ({ model }) {
    const red = model.system.resource(own.name, "Red");
    if (red !== undefined) yield assess(red);
  });
  return run([one], {}, own).assessments[0]!;
}

const about = (resource: Resource): Subject => ({ stack: resource.stack, resource, detail: null });

describe("the settings of a subject", () => {
  it("decide whether it gates: failures, and unknowns unless they are only reported", () => {
    const gating = (more: Partial<AuditPolicy>) =>
      run([greenQueues], more).assessments.map((each) => `${each.subject.logicalId} ${each.gating}`);
    expect(gating({})).toEqual(["Red true", "Rust true", "Green false", "Open true"]);
    const settingsOf: AuditPolicy["settingsOf"] = () => ({ ...settings, unknown: "report" });
    expect(gating({ settingsOf })).toEqual(["Red true", "Rust true", "Green false", "Open false"]);
    expect(gating({ failOn: "none" })).toEqual(["Red false", "Rust false", "Green false", "Open false"]);
  });

  it("leave out what no selected glob matches", () => {
    const { assessments } = run([greenQueues], { select: ["Shop/Red", "Shop/Green"] });
    expect(assessments.map(({ subject }) => subject.logicalId)).toEqual(["Red", "Green"]);
  });

  it("are those of the override for what it matches, also where the check then has nothing to say of it", () => {
    const longNames = check(function* ({ model, options, fail }) {
      const { least } = options as { least: number };
      for (const resource of model.resources) {
        const message = `${resource.logicalId} has ${least} letters or more`;
        if (resource.logicalId.length >= least) yield fail(about(resource), { message, remedy: "shorten it" });
      }
    });
    const [plain, strict] = [
      { ...settings, options: { least: 4 } },
      { ...settings, options: { least: 5 } },
    ];
    const settingsOf: AuditPolicy["settingsOf"] = (_check, matches) => (matches("Shop/*e*") ? strict : plain);
    expect(run([longNames], { settingsOf }).assessments.map(({ message }) => message)).toEqual([
      "Rust has 4 letters or more",
      "Green has 5 letters or more",
    ]);
  });
});

describe("what a plug-in says elsewhere", () => {
  const never = check(
    () => {
      throw new Error("it is not asked in this process");
    },
    { id: "theirs" },
  );
  const withDefault = stack("Shop", {
    Parameters: { Colour: { Type: "String", Default: "red" } },
    Resources: { Q: queue({ Ref: "Colour" }) },
  });

  it("is taken as it is, beside the checks that run here", () => {
    const elsewhere: AuditPolicy["elsewhere"] = new Map([
      [
        "theirs",
        (_options, base) =>
          base.resources.map((each): Assessment => ({ verdict: "pass", subject: about(each), finding: { message: "fine" } })),
      ],
    ]);
    const report = run([greenQueues, never], { elsewhere }, withDefault);
    expect(report.checks.map(({ error }) => error)).toEqual([null, null]);
    expect(report.assessments.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([
      "fail: is not green (Colour is red by its default)",
      "pass: fine",
    ]);
  });
});

describe("a baseline", () => {
  const accepting = (checks: readonly Check[], more: Partial<Baseline> = {}): BaselinePolicy => {
    const accepted = run(checks).assessments.map(({ fingerprint, verdict, message }) => ({
      ...{ check: "queue-colour", subject: "Shop", stack: "Shop", verdict: verdict === "unknown" ? verdict : ("fail" as const) },
      ...{ message, since: "2026-11-01", fingerprint },
    }));
    return {
      baseline: { file: "known.json", score: 50, sizes: [], accepted, measured: [], ...more },
      strict: false,
      updates: false,
    };
  };

  it("accepts what is known and neither waived nor mandatory", () => {
    const against = accepting([greenQueues]);
    expect(run([greenQueues], { against })).toMatchObject({
      exitCode: 0,
      summary: { pass: 1, fail: 0, unknown: 0, waived: 0, baselined: 3 },
      assessments: [
        { baselined: true, gating: false },
        { baselined: true },
        { verdict: "pass", baselined: false },
        { baselined: true },
      ],
    });
    const waivers = [{ check: "queue-colour", subject: "Shop/Red", reason: "retired", expires: null }];
    const waived = run([greenQueues], { against, waivers });
    expect(waived.summary).toMatchObject({ waived: 1, baselined: 2 });
    expect(waived.assessments[0]).toMatchObject({ waiver: { reason: "retired" }, baselined: false });
    const settingsOf: AuditPolicy["settingsOf"] = (_check, matches) => ({ ...settings, mandatory: matches("Shop/Red") });
    expect(run([greenQueues], { against, settingsOf }).assessments).toMatchObject([
      { baselined: false, gating: true },
      { baselined: true, gating: false },
      {},
      {},
    ]);
  });

  it("tells a check what was measured before", () => {
    const growing = check(function* ({ model, measuredBefore, pass }) {
      for (const resource of model.resources) {
        const subject = about(resource);
        yield pass(subject, { message: `was ${measuredBefore?.(subject)?.value ?? "not measured"}` });
      }
    });
    const [first] = run([growing]).assessments;
    const measured = [{ fingerprint: first!.fingerprint, value: 7, unit: "ms", comparator: "<" } as never];
    const said = run([growing], { against: accepting([], { measured }) }).assessments;
    expect(said.map(({ message }) => message)).toEqual(["was 7", "was not measured", "was not measured", "was not measured"]);
  });
});

describe("the advice", () => {
  const words = { cdk: "in the CDK", sam: "in SAM", cloudformation: "in CloudFormation" };
  const fails = (red: Resource, more: object = {}): Assessment => ({
    verdict: "fail",
    subject: about(red),
    finding: { message: "is red", remedy: words, ...more },
  });

  it("is in the language that the subject is written in", () => {
    const inLanguage = (language: StackFacts["language"], generatedFrom: string | null): StackFacts => {
      const own = stack("Shop", { Resources: { Red: queue("red") } }, { language });
      const from = generatedFrom === null ? null : { logicalId: generatedFrom, path: [] };
      return { ...own, resources: new Map([...own.resources].map(([id, facts]) => [id, { ...facts, generatedFrom: from }])) };
    };
    expect(reported(fails, inLanguage("cdk", null)).remedy).toBe("in the CDK");
    expect(reported(fails, inLanguage("cloudformation", null)).remedy).toBe("in CloudFormation");
    expect(reported(fails, inLanguage("sam", null)).remedy).toBe("in CloudFormation");
    expect(reported(fails, inLanguage("sam", "Function")).remedy).toBe("in SAM");
    const ofStack = (red: Resource): Assessment => ({ ...fails(red), subject: { ...about(red), resource: null } });
    expect(reported(ofStack, inLanguage("sam", null)).remedy).toBe("in SAM");
  });

  it("of an unknown is that of its cause, where that has one", () => {
    const unknown = (because: Assessment["finding"]["because"]) =>
      reported((red) => ({ ...fails(red, { remedy: "paint it", because }), verdict: "unknown" }));
    const open = unresolved("nobody saw it");
    expect(unknown({ ...open, remedy: "look" })).toMatchObject({ reason: "nobody saw it", remedy: "look" });
    expect(unknown(open)).toMatchObject({ reason: "nobody saw it", remedy: "paint it" });
    expect(unknown("it is dark")).toMatchObject({ reason: "it is dark", remedy: "paint it" });
    const failure = (red: Resource) => fails(red, { remedy: "paint it", because: { ...open, remedy: "look" } });
    expect(reported(failure)).toMatchObject({ reason: null, remedy: "paint it" });
  });

  it("is not given for a pass, nor is a place or a cause", () => {
    const passes = (red: Resource): Assessment => ({ ...fails(red), verdict: "pass" });
    expect(reported(passes)).toMatchObject({ remedy: null, reason: null, location: null, sourceLocation: null, cause: null });
  });
});

describe("the subject and what was looked at", () => {
  const found = (subject: Partial<Subject>, finding: Partial<Finding> = {}, own = shop) =>
    reported((red) => ({ verdict: "fail", subject: { ...about(red), ...subject }, finding: { message: "m", ...finding } }), own);

  it("are a resource, a stack or a file, each with its place", () => {
    const place = (line: number) => ({ file: "template.yaml", line, column: 1 });
    const made = { file: "lib/shop.ts", line: 7, column: 5 };
    const red = {
      ...shop.resources.get("Red")!,
      physicalId: "red-1",
      constructPath: "Shop/Red",
      locate: (at: Path) => place(9 + at.length),
      sourceLocation: () => made,
    };
    const own = {
      ...shop,
      resources: new Map([["Red", red]]),
      locate: (at: Path) => place(1 + at.length),
      sourceLocation: () => ({ ...made, line: 2 }),
    };
    expect(found({}, {}, own)).toMatchObject({
      subject: { logicalId: "Red", type: "AWS::SQS::Queue", physicalId: "red-1", constructPath: "Shop/Red", detail: null },
      location: { line: 9 },
      sourceLocation: { line: 7 },
    });
    expect(found({ resource: null }, {}, own)).toMatchObject({
      subject: { logicalId: null, type: "AWS::CloudFormation::Stack", physicalId: null, constructPath: null },
      location: { line: 1 },
      sourceLocation: { line: 2 },
    });
    expect(found({ resource: null, file: "lcov.info" }, {}, own)).toMatchObject({
      subject: { stack: "Shop", type: "File" },
      location: { file: "lcov.info", line: 1, column: 1 },
      sourceLocation: null,
    });
    const atFault = (resource: Resource): Assessment => {
      const at = { resource, path: ["Properties", "Colour"] };
      return { verdict: "fail", subject: { ...about(resource), resource: null }, finding: { message: "m", at } };
    };
    expect(reported(atFault, own)).toMatchObject({ location: { line: 11 }, sourceLocation: { line: 7 } });
    expect(found({ resource: null }).sourceLocation).toBeNull();
    expect(found({}).subject).toMatchObject({ physicalId: null, constructPath: null });
  });

  it("are named once each, in the order in which they were met", () => {
    const said = reported((red) => {
      const evidence = [red, { resource: red, label: "the queue", note: "is red" }, red, { resource: red }];
      return { verdict: "fail", subject: about(red), finding: { message: "m", evidence } };
    });
    const node = { stack: "Shop", logicalId: "Red", type: "AWS::SQS::Queue" };
    expect(said.evidence).toEqual([
      { ...node, label: "Red", note: null },
      { ...node, label: "the queue", note: "is red" },
    ]);
  });
});
