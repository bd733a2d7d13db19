// What is made of two assessments of one subject, and what a check is given.
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { factsOf, stack } from "../../test/facts.ts";
import type { Assessment, Observations } from "../assessment.ts";
import { defineCheck } from "../checks/define-check.ts";
import { link } from "../model/link.ts";
import type { Resource } from "../model/resource.ts";
import { baseWorld, worldWith } from "../model/world.ts";
import { runCheck } from "./run-check.ts";

const node = (Condition?: string) => ({ Type: "AWS::SQS::Queue", ...(Condition === undefined ? {} : { Condition }) });
const facts = factsOf(
  stack("Shop", {
    Parameters: { Stage: { Type: "String" } },
    Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
    Resources: { Q: node(), A: node(), B: node(), InProd: node("IsProd") },
  }),
);
const base = link(facts);
const inProd = link(facts, { world: worldWith(baseWorld, "Shop parameter Stage", "prod") });

type Say = (observations: Observations<unknown>, at: (id: string) => Resource) => Iterable<Assessment>;

function run(say: Say, model = base): readonly Assessment[] {
  const check = defineCheck({
    ...{ id: "queue-colour", title: "queues are green", characteristic: "reliability", scope: "atomic", cadence: "triggered" },
    ...{ needs: "configuration", subjects: "queue", severity: "error", options: z.strictObject({}) },
    *assess(observations) {
      yield* say(observations, (id) => model.system.resource("Shop", id) as Resource);
    },
  } as Parameters<typeof defineCheck>[0]);
  return [...runCheck(check, model, {}, 0).values()];
}

const subject = (resource: Resource, detail: string | null = null, of?: Resource) => ({
  ...{ stack: resource.stack, resource, detail },
  ...(of === undefined ? {} : { of }),
});
const finding = (message: string, ...evidence: readonly Resource[]) => ({ message, remedy: "choose", evidence });

describe("two assessments", () => {
  it("are two where detail, target or stack tell them apart", () => {
    const found = run(function* ({ pass, fail }, at) {
      yield pass(subject(at("Q"), "a"), finding("one"));
      yield pass(subject(at("Q"), "b"), finding("two"));
      yield fail(subject(at("Q"), "b"), { ...finding("three"), target: "x" });
      yield fail({ ...subject(at("Q")), resource: null }, finding("four"));
      yield fail({ ...subject(at("Q"), "a"), resource: null }, finding("five"));
    });
    expect(found.map((each) => each.finding.message)).toEqual(["one", "two", "three", "four", "five"]);
  });

  it("that say the same are one, by the later", () => {
    const [only, ...others] = run(function* ({ pass }, at) {
      yield pass(subject(at("Q")), finding("is green", at("A")));
      yield pass(subject(at("Q")), finding("is green", at("B")));
    });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ verdict: "pass", finding: { message: "is green", evidence: [{ logicalId: "B" }] } });
  });

  it.each([
    ["fail", "pass", "may fail: one"],
    ["pass", "fail", "may fail: two"],
    ["pass", "pass", "two"],
    ["fail", "fail", "may fail: two"],
  ] as const)("of nodes that both exist are unknown: %s and %s are %j", (first, second, message) => {
    const [found] = run(function* (observations, at) {
      yield observations[first](subject(at("Q")), finding("one", at("Q"), at("A")));
      yield observations[second](subject(at("Q")), finding("two", at("Q"), at("B")));
    });
    expect(found).toMatchObject({
      verdict: "unknown",
      finding: { message, because: "A and B both define it and give different results; remove one of them" },
    });
    expect(found?.finding.evidence?.map((each) => (each as Resource).logicalId)).toEqual(["Q", "A", "Q", "B"]);
  });

  it.each(["A", "InProd"])("of which one may not exist depend on that: beside %s", (other) => {
    const [found] = run(function* ({ pass, fail }, at) {
      yield pass(subject(at("Q")), finding("one", at(other)));
      yield fail(subject(at("Q")), finding("two", at("InProd")));
    });
    expect(found?.finding.because).toEqual(base.system.resource("Shop", "InProd")?.presence);
    expect(found).toMatchObject({ verdict: "unknown", finding: { message: "may fail: two" } });
  });

  it.each([
    ["no evidence", [], []],
    ["only the first has a node of its own", ["A"], []],
    ["only the second has a node of its own", [], ["A"]],
    ["the same node", ["A"], ["A"]],
  ])("that nothing explains are a mistake of the check: %s", (_case, first, second) => {
    const say: Say = function* ({ pass, fail }, at) {
      yield pass(subject(at("Q"), "live"), finding("one", ...first.map(at)));
      yield fail(subject(at("Q"), "live"), finding("two", ...second.map(at)));
    };
    expect(() => run(say)).toThrow("it yielded two different assessments for Shop/Q (live)");
  });

  it("without evidence on a whole stack are a mistake that names the stack", () => {
    const say: Say = function* ({ pass, fail }, at) {
      const whole = { ...subject(at("Q")), resource: null };
      yield pass(whole, { message: "one" });
      yield fail(whole, { message: "two", remedy: "choose" });
    };
    expect(() => run(say)).toThrow(/for Shop$/);
  });
});

describe("two aliases that have one name in a supposed world only", () => {
  const twice = (first: "pass" | "fail" | "unknown", second: "pass" | "fail" | "unknown", ofs: readonly string[]): Say =>
    function* (observations, at) {
      const [one = "A", other = "B"] = ofs;
      const because = "nobody says";
      yield observations[first](subject(at("Q"), "live", at(one)), { ...finding("one", at("A")), because });
      yield observations[second](subject(at("Q"), "live", at(other)), { ...finding("two", at("B")), because });
    };

  it.each([
    ["pass", "fail", "fail: two"],
    ["fail", "pass", "fail: one"],
    ["pass", "unknown", "unknown: two"],
    ["unknown", "pass", "unknown: one"],
  ] as const)("count as the worse of them: %s and %s", (first, second, expected) => {
    const [found] = run(twice(first, second, ["A", "B"]), inProd);
    expect(`${found?.verdict}: ${found?.finding.message}`).toBe(expected);
  });

  it("are two definitions where they are so in the world in which nothing is decided, or are one alias", () => {
    expect(run(twice("pass", "fail", ["A", "B"]))[0]?.finding.because).toMatch(/both define it/);
    expect(run(twice("pass", "fail", ["A", "A"]), inProd)[0]?.finding.because).toMatch(/both define it/);
  });
});

it("gets no earlier measurement where none was given", () => {
  const [found] = run(function* ({ measuredBefore, pass }, at) {
    yield pass(subject(at("Q")), finding(String(measuredBefore?.(subject(at("Q"))))));
  });
  expect(found?.finding.message).toBe("null");
});
