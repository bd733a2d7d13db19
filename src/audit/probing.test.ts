// What a check says has to hold however open things turn out, also those that it does not name.
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { factsOf, stack, type Template } from "../../test/facts.ts";
import { open, ref, stages } from "../../test/shifted.ts";
import type { Observations } from "../assessment.ts";
import { type Check, defineCheck } from "../checks/define-check.ts";
import type { JsonObject } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { Worlds } from "./worlds.ts";

/** Says something of each queue, and never why. */
function check(judge: (queue: Resource, observations: Observations<unknown>) => "pass" | "fail" | null): Check {
  return defineCheck({
    id: "queue-quiet",
    title: "queues are quiet",
    characteristic: "reliability",
    scope: "atomic",
    cadence: "triggered",
    needs: "configuration",
    subjects: "queue",
    severity: "error",
    options: z.strictObject({}),
    *assess(observations) {
      for (const queue of observations.model.system.resourcesOf("AWS::SQS::Queue")) {
        const verdict = judge(queue, observations);
        const subject = { stack: queue.stack, resource: queue, detail: null };
        const finding = { message: verdict === "fail" ? "is loud" : "is quiet", remedy: "turn it down" };
        if (verdict !== null) yield observations[verdict](subject, finding);
      }
    },
  });
}

const queue = (Properties: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  Type: "AWS::SQS::Queue",
  Properties,
  ...more,
});
const topic = (Condition: string): JsonObject => ({ Type: "AWS::SNS::Topic", Properties: {}, Condition });
const says = (template: Template, asked: Check): readonly string[] =>
  new Worlds(factsOf(stack("Shop", template)), false).assess(asked, {}, 0).map(({ verdict, finding: { because, message } }) => {
    const reason = typeof because === "string" ? because : because?.reason;
    return `${verdict}: ${message}${reason === undefined ? "" : `; ${reason.replace(/^depends.*?\((?=parameter)/, "(")}`}`;
  });

describe("a verdict", () => {
  const whileThereIsATopic = check((_queue, { model }) =>
    model.system.resourcesOf("AWS::SNS::Topic").length > 0 ? "pass" : "fail",
  );

  it("that a node decides which the check does not name is unknown where that node may not be there", () => {
    expect(says({ ...stages, Resources: { Q: queue(), T: topic("IsProd") } }, whileThereIsATopic)).toEqual([
      "unknown: may fail: is loud; (parameter Stage: fails with another value, passes with prod)",
    ]);
  });

  it("that holds in every case is given", () => {
    const either = { Q: queue(), T: topic("IsProd"), Other: topic("IsNotProd") };
    expect(says({ ...stages, Resources: either }, whileThereIsATopic)).toEqual(["pass: is quiet"]);
  });

  it("that two nodes decide together is unknown where both may be missing", () => {
    const template = {
      Parameters: open("Stage", "Tier"),
      Conditions: { ...stages.Conditions, IsHigh: { "Fn::Equals": [ref("Tier"), "high"] } },
      Resources: { Q: queue(), T: topic("IsProd"), Other: topic("IsHigh") },
    };
    expect(says(template, whileThereIsATopic)[0]).toMatch(/^unknown: may fail: is loud; /);
  });

  const ofState = check((subject) => {
    const state = subject.property("State").text("LOUD");
    return state.state === "known" && state.value === "LOUD" ? "fail" : "pass";
  });

  it("that one value of a parameter changes is unknown, although the parameter may have any", () => {
    expect(says({ Parameters: open("State"), Resources: { Q: queue({ State: ref("State") }) } }, ofState)).toEqual([
      "unknown: may fail: is loud; (parameter State: passes with another value, fails with LOUD)",
    ]);
  });

  it("that no value can change is given", () => {
    const Resources = { Q: queue({ State: { "Fn::Sub": "QUIET-${State}" } }) };
    expect(says({ Parameters: open("State"), Resources }, ofState)).toEqual(["pass: is quiet"]);
  });
});

describe("what is said with one outcome only", () => {
  const onlyOf = (verdict: "pass" | "fail"): Check =>
    check((subject) => {
      const state = subject.property("State").text();
      return state.state === "known" && state.value === "on" ? verdict : null;
    });
  const Q = (more: JsonObject = {}): JsonObject => queue({ State: { "Fn::If": ["IsProd", "on", "off"] } }, more);

  it("holds where it is nothing to object to", () => {
    expect(says({ ...stages, Resources: { Q: Q() } }, onlyOf("pass"))).toEqual(["pass: is quiet"]);
  });

  it("is unknown where it is a failure of something that is there in any case", () => {
    expect(says({ ...stages, Resources: { Q: Q() } }, onlyOf("fail"))).toEqual([
      "unknown: may fail: is loud; (parameter Stage: does not apply with another value, fails with prod)",
    ]);
  });

  it("is a failure where there is nothing in the other cases", () => {
    expect(says({ ...stages, Resources: { Q: Q({ Condition: "IsProd" }) } }, onlyOf("fail"))).toEqual(["fail: is loud"]);
  });
});
