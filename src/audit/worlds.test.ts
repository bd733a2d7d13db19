import { describe, expect, it } from "vitest";
import * as z from "zod";
import { factsOf, stack, type Template } from "../../test/facts.ts";
import { open, ref, stages } from "../../test/shifted.ts";
import type { Assessment, Observations, Subject } from "../assessment.ts";
import { type Check, defineCheck } from "../checks/define-check.ts";
import type { JsonObject } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { Worlds } from "./worlds.ts";

function check(assess: Check["assess"]): Check {
  return defineCheck({
    id: "queue-colour",
    title: "queues are green",
    characteristic: "reliability",
    scope: "atomic",
    cadence: "triggered",
    needs: "configuration",
    subjects: "queue",
    severity: "error",
    options: z.strictObject({}),
    assess,
  });
}

const about = (resource: Resource, detail: string | null = null) => ({ stack: resource.stack, resource, detail });
const queue = (Colour: unknown, more: object = {}): JsonObject =>
  ({ Type: "AWS::SQS::Queue", Properties: { Colour }, ...more }) as JsonObject;

/** Green passes and red fails, each reported on its stack or on itself. */
const colours = (ofStack = false): Check =>
  check(function* (observations) {
    for (const resource of observations.model.system.resourcesOf("AWS::SQS::Queue")) {
      const subject = ofStack ? { stack: resource.stack, resource: null, detail: null } : about(resource);
      yield judge(resource, subject, observations);
    }
  });

function judge(resource: Resource, subject: Subject, { pass, fail, unknown }: Observations<unknown>): Assessment {
  const colour = resource.property("Colour").text();
  const evidence = [resource, { resource, label: "queue" }];
  const failure = { evidence, remedy: "paint it", at: { resource, path: [] } };
  if (colour.state === "unresolved") return unknown(subject, { ...failure, message: "is undecided", because: colour });
  const isGreen = colour.state === "known" && colour.value === "green";
  return isGreen ? pass(subject, { message: "is green", evidence }) : fail(subject, { ...failure, message: "is red" });
}

const worlds = (template: Template): Worlds => new Worlds(factsOf(stack("Shop", template)), false);
const assess = (template: Template, asked: Check = colours()): readonly Assessment[] => worlds(template).assess(asked, {}, 0);
const reasons = (assessments: readonly Assessment[]) =>
  assessments.map(
    ({ verdict, finding: { because, message } }) =>
      `${verdict}: ${typeof because === "string" ? because : (because?.reason ?? message)}`,
  );

const allowed = (...AllowedValues: string[]) => ({ Parameters: { Colour: { Type: "String", AllowedValues } } });

describe("an assessment", () => {
  it("of a whole stack is tried in all worlds, too, and speaks of the world in which nothing is decided", () => {
    const system = worlds({ ...allowed("red", "red "), Resources: { Q: queue(ref("Colour")) } });
    const [said] = system.assess(colours(true), {}, 0);
    expect(said).toMatchObject({ verdict: "fail", finding: { message: "is red" } });
    const { stack: subject } = said?.subject ?? {};
    expect(subject).toBe(system.base.stacks[0]);
    expect(said?.finding.evidence).toEqual([system.base.resources[0], { resource: system.base.resources[0], label: "queue" }]);
    expect(said?.finding.at?.resource).toBe(system.base.resources[0]);
  });

  it("of a subject that exists in no world is dropped", () => {
    const never = {
      Conditions: { ...stages.Conditions, Never: { "Fn::And": [{ Condition: "IsProd" }, { Condition: "IsNotProd" }] } },
    };
    const Q = queue({ "Fn::If": ["IsProd", "green", "red"] }, { Condition: "Never" });
    expect(assess({ ...stages, ...never, Resources: { Q } })).toEqual([]);
  });

  it("says which empty value it fails with", () => {
    expect(reasons(assess({ ...allowed("green", ""), Resources: { Q: queue(ref("Colour")) } }))[0]).toMatch(
      /passes with green, fails with an empty value\)$/,
    );
  });

  it("that passes as long as a node exists is unknown where its existence is unknown", () => {
    const leaning = check(function* ({ model, pass }) {
      const [first, other] = model.resources;
      if (first !== undefined && other !== undefined) yield pass(about(first), { message: "leans", evidence: [other] });
    });
    const template = { Resources: { A: queue("green"), B: queue("green", { Condition: "Nowhere" }) } };
    expect(reasons(assess(template, leaning))).toEqual([
      "unknown: depends on condition Nowhere, which the template does not define",
    ]);
  });

  it("that is undecided in another way in each case stays unknown, by its own reason or that of the case", () => {
    const staged = { ...stages, Parameters: { ...open("Stage", "Free"), ...allowed("green", "red").Parameters } };
    const byCase = queue({ "Fn::If": ["IsProd", "green", ref("Free")] });
    expect(reasons(assess({ ...staged, Resources: { Q: byCase } }))[0]).toMatch(/^unknown: depends on condition IsProd/);
    const present = check(function* ({ model, pass, unknown }) {
      const [first, other] = model.resources;
      const free = first?.property("Colour").text();
      if (first === undefined) return;
      if (other === undefined && free?.state === "unresolved")
        yield unknown(about(first), { message: "is open", remedy: "close it", because: free });
      else yield pass(about(first), { message: "leans", evidence: other === undefined ? [] : [other] });
    });
    const template = { ...staged, Resources: { A: queue(ref("Free")), B: queue("green", { Condition: "IsProd" }) } };
    expect(reasons(assess(template, present))).toEqual([
      "unknown: depends on parameter Free, which has no value; pass --parameter Free=…",
    ]);
  });
});

describe("the cases of a large system", () => {
  const many = Object.fromEntries(Array.from({ length: 21_000 }, (_, index) => [`T${index}`, { Type: "AWS::SNS::Topic" }]));
  const shades = Array.from({ length: 20 }, (_, index) => `green-${index}`);

  it("are given up when they take too much work, not after some time", () => {
    const green = check(function* ({ model, pass, unknown }) {
      for (const resource of model.system.resourcesOf("AWS::SQS::Queue")) {
        const colour = resource.property("Colour").text();
        if (colour.state === "unresolved")
          yield unknown(about(resource), { message: "is open", remedy: "close it", because: colour });
        else yield pass(about(resource), { message: "is green" });
      }
    });
    const template = (...values: string[]) => ({ ...allowed(...values), Resources: { ...many, Q: queue(ref("Colour")) } });
    expect(reasons(assess(template(...shades), green))[0]).toMatch(/; there are too many cases to try all$/);
    expect(reasons(assess(template(...shades.slice(0, 5)), green))).toEqual(["pass: is green"]);
  });
});

describe("two assessments of one subject", () => {
  /** The assessment of the queue because of each of two others. */
  const twice = (verdicts: Readonly<Record<string, string>>, areShown: boolean): Check =>
    check(function* ({ model, pass, fail }) {
      for (const node of model.resources.slice(1)) {
        const at = { stack: node.stack, resource: model.system.resource("Shop", "Q") ?? node, detail: "live" };
        const finding = { message: `because of ${node.logicalId}`, remedy: "choose", evidence: areShown ? [node] : [] };
        yield verdicts[node.logicalId] === "pass" ? pass(at, finding) : fail(at, finding);
      }
    });
  const template = {
    ...stages,
    Resources: { Q: queue("green"), A: queue("green", { Condition: "IsProd" }), B: queue("green", { Condition: "IsNotProd" }) },
  };

  it.each([
    ["pass", "fail"],
    ["fail", "pass"],
  ])("that rest on alternatives are two cases: %s and %s", (first, other) => {
    expect(reasons(assess(template, twice({ A: first, B: other }, true)))[0]).toMatch(
      /^unknown: depends on condition IsProd.*parameter Stage: (?:passes|fails) with another value/,
    );
  });

  it("that rest on two nodes which both exist are unknown, and name them", () => {
    const both = { ...template, Resources: { Q: queue("green"), A: queue("green"), B: queue("green") } };
    const [found] = assess(both, twice({ A: "pass", B: "fail" }, true));
    expect([found?.verdict, found?.finding.message, found?.finding.because]).toEqual([
      "unknown",
      "may fail: because of B",
      "A and B both define it and give different results; remove one of them",
    ]);
  });

  it("that rest on nothing are a mistake of the check, which names the subject", () => {
    expect(() => assess(template, twice({ A: "pass", B: "fail" }, false))).toThrow(
      "it yielded two different assessments for Shop/Q (live)",
    );
  });
});
